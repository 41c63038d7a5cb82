"""An export of people's data: asked, approved by another, carried out once, watermarked."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yiyang.access.models import Assignment, Grant, Role
from yiyang.access.readers import Reader
from yiyang.audit.services import Actor, record
from yiyang.consents.errors import ExportRefused
from yiyang.consents.models import ExportRequest
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.sheet_cells import harmless
from yiyang.notices.services import notify
from yiyang.people.models import Identifier, Person
from yiyang.people.selectors import visible_people
from yiyang.policy.book import Reading
from yiyang.rules.consents import exports as rules
from yiyang.rules.masking import masked_fields

SUBJECT = "export"
HOUR = timedelta(hours=1)
State = ExportRequest.State


@dataclass(frozen=True)
class Wish:
    """What is to leave, why, and to whom."""

    kind: str
    place_id: int
    fields: tuple[str, ...]
    reason: str
    recipient: str
    expires_at: datetime


@transaction.atomic
def ask_export(*, wish: Wish, assignment: Assignment, by: Actor, at: datetime) -> ExportRequest:
    """Ask for an export; it waits for another's answer.

    Raises:
        ExportRefused: a field does not fit, a reason or a recipient is missing, or it would
            stay open too long.
    """
    request = ExportRequest(
        kind=wish.kind,
        place_id=wish.place_id,
        fields=list(wish.fields),
        reason=wish.reason.strip(),
        recipient=wish.recipient.strip(),
        asked_by=assignment,
        asked_at=at,
        expires_at=wish.expires_at,
        state=State.WAITING,
    )
    reading = _reading(at)
    refuse_unless_allowed(_facts(request, rules.ASK, by, at), reading)
    request.save()
    _decide(request, rules.ASK, by, at)
    notify(
        code="EXPORT_TO_ANSWER",
        params={},
        subject_kind=SUBJECT,
        subject_id=request.pk,
        role=Role.SECURITY_OFFICER,
        place_id=wish.place_id,
        link="/officers/exports/",
        by=by,
        at=at,
    )
    _note("export.asked", request, by, at)
    return request


@transaction.atomic
def answer_export(
    *, export_id: int, approve: bool, words: str, assignment: Assignment, by: Actor, at: datetime
) -> ExportRequest:
    """Approve or refuse an export; never the one who asked.

    Raises:
        ExportRefused: it was answered before, or by who asked.
    """
    request = _locked(export_id)
    refuse_unless_allowed(_facts(request, rules.ANSWER, by, at), _reading(at))
    _decide(request, rules.ANSWER, by, at)
    request.state = State.APPROVED if approve else State.REFUSED
    request.answered_by, request.answered_at, request.answer = assignment, at, words.strip()
    request.save(update_fields=["state", "answered_by", "answered_at", "answer"])
    notify(
        code="EXPORT_APPROVED" if approve else "EXPORT_TURNED_DOWN",
        params={},
        subject_kind=SUBJECT,
        subject_id=request.pk,
        role=request.asked_by.role,
        account_id=request.asked_by.account_id,
        link="/exports/",
        by=by,
        at=at,
    )
    _note(f"export.{request.state.lower()}", request, by, at)
    return request


@transaction.atomic
def carry_out(*, export_id: int, by: Actor, at: datetime) -> tuple[ExportRequest, bytes]:
    """Make the table of people once, masked, each line with the number of its request.

    Only people whom the asker may see, who live in the place asked for.

    Raises:
        ExportRefused: it is not approved, was carried out, has expired, or is another's.
    """
    request = _locked(export_id)
    if request.kind != ExportRequest.Kind.PEOPLE:
        raise ExportRefused(reason="EXPORT_OTHER_WAY")
    _allow(request, by, at)
    people = _people(request)
    body = _table(request, people, _reading(at))
    _done(request, rows=len(people), digest=hashlib.sha256(body).hexdigest(), by=by, at=at)
    return request, body


@transaction.atomic
def may_export(
    *, reader: Reader, export_id: int, types: tuple[str, ...], at: datetime
) -> ExportRequest:
    """Return the approved request under which a Bulk Data export may run, taking it: once.

    The FHIR face calls it before it starts an export, and keeps to the request's types; what
    is read is still only what ``readable(reader)`` gives, of people of the request's place.  The
    number of the request stands in the export's manifest.

    Raises:
        ExportRefused: there is none for these types, approved, in time, and of this reader.
    """
    request = ExportRequest.objects.select_for_update(of=("self",)).filter(
        pk=export_id, kind=ExportRequest.Kind.BULK
    )
    found = request.select_related("asked_by", "place").first()
    if found is None or not types or not set(types) <= set(found.fields):
        raise ExportRefused(reason="EXPORT_NOT_APPROVED")
    _allow(found, reader.actor, at)
    _done(found, rows=None, digest="", by=reader.actor, at=at)
    return found


def refuse_unless_allowed(facts: rules.ExportFacts, reading: Reading) -> None:
    """Raise ExportRefused with the first reason unless the rule allows the step."""
    answer = rules.may_export(facts, reading)
    if not answer.allowed:
        first = answer.reasons[0]
        raise ExportRefused(reason=first.code, **first.params)


def _allow(request: ExportRequest, by: Actor, at: datetime) -> None:
    """Let it leave only under the assignment that was approved, while that is in force."""
    asked_by = request.asked_by
    if by.assignment_id != asked_by.pk or at not in asked_by.span:
        raise ExportRefused(reason="EXPORT_OF_ANOTHER")
    refuse_unless_allowed(_facts(request, rules.EXECUTE, by, at), _reading(at))
    _decide(request, rules.EXECUTE, by, at)


def _done(
    request: ExportRequest, *, rows: int | None, digest: str, by: Actor, at: datetime
) -> None:
    request.state, request.done_at = State.DONE, at
    request.rows, request.digest = rows, digest
    request.save(update_fields=["state", "done_at", "rows", "digest"])
    _note("export.done", request, by, at)


def _people(request: ExportRequest) -> list[Person]:
    seen = visible_people(request.asked_by, Grant.Scope.IDENTITY)
    found = seen.filter(place__code__within=request.place.code)
    return list(found.select_related("place").order_by("name_key", "pk"))


def _table(request: ExportRequest, people: list[Person], reading: Reading) -> bytes:
    ids = Identifier.objects.filter(person__in=people, system=Identifier.System.RESIDENT_ID)
    last = dict(ids.values_list("person_id", "last_4"))
    scope = reading.text("consents.export_scope")
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow([*request.fields, "export"])
    mark = f"EXPORT-{request.pk}"
    for person in people:
        row = masked_fields(_row(person, last.get(person.pk, "")), scope, reading)
        lines.writerow([*(harmless(row.get(name, "")) for name in request.fields), mark])
    return out.getvalue().encode("utf-8-sig")


def _row(person: Person, last_4: str) -> dict[str, str]:
    return {
        "name": person.name,
        "sex": person.sex,
        "born_on": person.born_on.isoformat() if person.born_on else "",
        "resident_id": f"0000{last_4}" if last_4 else "",
        "sub_district": person.place.name_zh if person.place else "",
        "phone": person.phone,
        "household": person.household,
    }


def _facts(request: ExportRequest, step: str, by: Actor, at: datetime) -> rules.ExportFacts:
    return rules.ExportFacts(
        step=step,
        kind=request.kind,
        fields=tuple(request.fields),
        asker=request.asked_by.account_id,
        actor=by.account_id or 0,
        has_reason=bool(request.reason),
        has_recipient=bool(request.recipient),
        state=request.state,
        hours=-((at - request.expires_at) // HOUR),
    )


def _decide(request: ExportRequest, step: str, by: Actor, at: datetime) -> None:
    facts = _facts(request, step, by, at)
    subject = Subject(SUBJECT, request.pk)
    kept = decide(rules.may_export, facts, reading=_reading(at), subject=subject, at=at)
    request.decision = kept.decision
    request.save(update_fields=["decision"])


def _locked(export_id: int) -> ExportRequest:
    found = ExportRequest.objects.select_for_update(of=("self",))
    return found.select_related("asked_by__place", "place").get(pk=export_id)


def _reading(at: datetime) -> Reading:
    return read_book(timezone.localdate(at))


def _note(action: str, request: ExportRequest, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind=SUBJECT,
        subject_id=request.pk,
        payload={"kind": request.kind, "fields": request.fields, "rows": request.rows},
    )
