"""Bulk Data: records as files, made bit by bit, so that it can be stopped and goes on later.

One step is one file in one transaction; where the process dies, the next one goes on after the
last file.  What is read is what the asker may see at that moment, by the same predicate as all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.readers import Reader
from yiyang.access.services import note_search
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.record.models import Export, ExportFile, Resource
from yiyang.record.selectors.placing import of_place, people_without_place
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.resources import body_of
from yiyang.record.selectors.search import BadSearch
from yiyang.record.selectors.search.narrowing import filter_of, narrowed
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.values import target_of
from yiyang.rules.fhir_map.written import read_json

KEPT = timedelta(hours=24)
MOST_OF_FILE = 2_000
MOST_BYTES = 16 * 1024 * 1024
MOST_UNDER_WAY = 2  # of one assignment: an export is long work
SLACK = timedelta(seconds=1)  # between the caller's clock and its transaction
# What another transaction still writes carries a time that lies before it is seen.
OLDEST_WRITER = """
select least(%s::timestamptz, min(xact_start)) from pg_stat_activity
where backend_xid is not null and pid <> pg_backend_pid()
"""
State = Export.State


class TooManyExports(Refused):
    """Refused because the same assignment has exports under way."""

    code = "TOO_MANY_EXPORTS"


@dataclass(frozen=True)
class Wish:
    """What is to be exported: of everything, of people alone, or of a group's members.

    ``place``: division code of the place whose people the approval is for; empty: of nobody.
    ``filters``: searches, ``Type?query``; of a type that has some, what one of them finds.
    """

    types: Sequence[str]
    since: datetime | None = None
    of_people: bool = False
    group: str = ""
    url: str = ""
    approval: int | None = None
    place: str = ""
    filters: Sequence[str] = ()


@transaction.atomic
def start_export(*, wish: Wish, reader: Reader, at: datetime) -> Export:
    """Put an export on the list of work.

    Raises:
        Http404: the group is not there, or not open to the reader.
        BadSearch: a filter cannot be read, or is of a type that is not exported.
        TooManyExports: others of the same assignment are under way.
    """
    for text in wish.filters:
        kind, _, query = text.partition("?")
        if kind not in wish.types:
            raise BadSearch([finding("SEARCH_BAD_TYPE", "_typeFilter", type=kind[:40])])
        filter_of(kind, query)
    if wish.group and group_named(reader, wish.group) is None:
        raise Http404
    mine = Export.objects.filter(assignment=reader.assignment, state=State.UNDER_WAY)
    if mine.count() >= MOST_UNDER_WAY:
        raise TooManyExports(most=MOST_UNDER_WAY)
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_WRITER, (at,))
        (oldest,) = cursor.fetchone()
    export = Export.objects.create(
        assignment=reader.assignment,
        client_id=reader.client_id,
        permits=None if reader.permits is None else sorted(map(list, reader.permits)),
        person_id=reader.person_id,
        of_people=wish.of_people,
        group=wish.group,
        types=sorted(wish.types),
        filters=list(wish.filters),
        since=wish.since,
        url=wish.url,
        approval=wish.approval,
        place_code=wish.place,
        asked_at=at,
        as_of=oldest - SLACK,
        expires_at=at + KEPT,
    )
    _note("record.export.start", export, reader.actor, at)
    return export


@transaction.atomic
def work_export(*, export_id: int, at: datetime) -> bool:
    """Make the next file of an export; tell whether it is still under way.

    One that another process works on is left to it.
    """
    found = Export.objects.select_for_update(skip_locked=True, of=("self",))
    export = found.select_related("assignment").filter(pk=export_id).first()
    if export is None or export.state != State.UNDER_WAY:
        return False
    if export.type_at >= len(export.types):
        asked = _asked(export, reader_of(export)).filter(type__in=export.types)
        export.without_place = people_without_place(asked)
        export.save(update_fields=["without_place"])
        _finish(export, State.DONE, at)
        return False
    reader = reader_of(export)
    rows = _next_rows(export, reader)
    if rows:
        _write_file(export, rows)
        people = Counter(row.person_id for row in rows if row.person_id is not None)
        if people:
            note_search(by=reader.actor, at=at, people=people, what="fhir:$export")
        export.key_at = rows[-1].key
        export.count += len(rows)
    else:
        export.type_at, export.key_at = export.type_at + 1, 0
    export.save(update_fields=["type_at", "key_at", "count"])
    return True


@transaction.atomic
def fail_export(*, export_id: int, fault: str, at: datetime) -> None:
    """Give an export up, with the kind of error alone."""
    export = Export.objects.select_for_update().get(pk=export_id)
    export.fault = fault[:80]
    export.save(update_fields=["fault"])
    _finish(export, State.FAILED, at)


@transaction.atomic
def cancel_export(*, export: Export, by: Actor, at: datetime) -> None:
    """Stop an export, or throw away what it made."""
    export = Export.objects.select_for_update().get(pk=export.pk)
    export.files.all().delete()
    export.state, export.finished_at = State.CANCELLED, at
    export.save(update_fields=["state", "finished_at"])
    _note("record.export.cancel", export, by, at)


@transaction.atomic
def hand_out_file(*, export: Export, reader: Reader, kind: str, part: int, at: datetime) -> bytes:
    """Return a file of an export without what is open to its asker no more; write who took it.

    A file is kept for a day.  Whoever withdraws, forbids or closes something meanwhile does so
    with effect on it too, and what was deleted since is in it no more.

    Raises:
        Http404: there is no such file.
    """
    file = get_object_or_404(export.files, type=kind, part=part)
    lines = bytes(file.body).splitlines(keepends=True)
    begins = len(f'{{"resourceType":"{kind}","id":"')
    ids = [line[begins : line.index(b'"', begins)].decode() for line in lines]
    found = _wanted(export, reader).filter(type=kind, fhir_id__in=ids)
    standing = set(found.values_list("fhir_id", flat=True))
    _note("record.export.fetch", export, reader.actor, at)
    return b"".join(line for line, name in zip(lines, ids, strict=True) if name in standing)


def drop_expired(*, at: datetime) -> int:
    """Throw away the files of exports whose time is over; return how many exports."""
    over = list(Export.objects.filter(expires_at__lte=at).exclude(state=State.CANCELLED))
    for export in over:
        cancel_export(export=export, by=_actor(export), at=at)
    return len(over)


def group_named(reader: Reader, fhir_id: str) -> Resource | None:
    """Return a Group that a reader may see; None for none."""
    found = readable(reader).filter(type="Group", fhir_id=fhir_id, deleted_at=None)
    return found.first()


def reader_of(export: Export) -> Reader:
    """Return who asked, narrowed by their token as it was."""
    permits = export.permits
    return Reader(
        export.assignment,
        _actor(export),
        None if permits is None else frozenset((kind, verb) for kind, verb in permits),
        export.person_id,
        export.client_id,
    )


def _actor(export: Export) -> Actor:
    return Actor(export.assignment.account_id, export.assignment_id)


def _next_rows(export: Export, reader: Reader) -> list[Resource]:
    kind = export.types[export.type_at]
    found = _wanted(export, reader).filter(type=kind, key__gt=export.key_at)
    queries = [text.partition("?")[2] for text in export.filters if text.startswith(f"{kind}?")]
    found = narrowed(found, kind, queries, reader, at=export.asked_at)
    if export.since is not None:
        found = found.filter(updated_at__gte=export.since)
    rows: list[Resource] = []
    size = 0
    for row in found.order_by("key")[:MOST_OF_FILE].iterator(chunk_size=200):
        rows.append(row)
        size += len(row.body)
        if size > MOST_BYTES:
            break
    return rows


def _wanted(export: Export, reader: Reader) -> QuerySet[Resource]:
    return of_place(_asked(export, reader), export.place_code)


def _asked(export: Export, reader: Reader) -> QuerySet[Resource]:
    """Return what was asked for, of people of every place."""
    found = readable(reader).filter(deleted_at=None)
    if export.group:
        group = group_named(reader, export.group)
        members = read_json(group.body.encode()).get("member", []) if group else []
        names = [target_of(m.get("entity")) for m in members if isinstance(m, dict)]
        ids = [name.removeprefix("Patient/") for name in names if name.startswith("Patient/")]
        patients = Resource.objects.filter(type="Patient", fhir_id__in=ids)
        return found.filter(person__in=patients.values("person"))
    return found.exclude(person=None) if export.of_people else found


def _write_file(export: Export, rows: Sequence[Resource]) -> None:
    kind = export.types[export.type_at]
    ExportFile.objects.create(
        export=export,
        type=kind,
        part=export.files.filter(type=kind).count() + 1,
        count=len(rows),
        body=b"".join(body_of(row) + b"\n" for row in rows),
    )


def _finish(export: Export, state: str, at: datetime) -> None:
    export.state, export.finished_at = state, at
    export.save(update_fields=["state", "finished_at"])
    _note(f"record.export.{state.lower()}", export, _actor(export), at)


def _note(action: str, export: Export, by: Actor, at: datetime) -> None:
    payload: dict[str, Any] = {
        "types": list(export.types),
        "client": export.client_id,
        "count": export.count,
        "approval": export.approval,
        "place": export.place_code,
    }
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="export",
        subject_id=export.pk,
        payload=payload,
    )
