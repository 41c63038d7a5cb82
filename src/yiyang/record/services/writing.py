"""Writing one resource for somebody outside: create, update, patch, by name or by a condition."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import Http404

from yiyang.access.readers import Reader
from yiyang.audit.services import Noted, record_all
from yiyang.people.services import AlreadyKnown
from yiyang.record.addresses import own_bases
from yiyang.record.models import Resource
from yiyang.record.selectors.matching import matching
from yiyang.record.services.allowing import (
    check_writes,
    open_to_writer,
    origin_of,
    people_of_patients,
)
from yiyang.record.services.drafts import Draft, Outcome, draft_of
from yiyang.record.services.refusals import (
    BadResource,
    IdOfAnother,
    ManyMatch,
    NotPermitted,
    VersionDiffers,
)
from yiyang.record.services.store import Names, Stored, put_drafts
from yiyang.rules.fhir_map.shape import check_shape

T = TypeVar("T")
ONCE = ("resource_once", "deadlock detected")
TRIES = 4  # two writers of one new name: the later one finds it stored
LOCK = "select pg_advisory_xact_lock(%s)"
ACTIONS = {
    Outcome.CREATED: "record.create",
    Outcome.CHANGED: "record.update",
    Outcome.UNCHANGED: "record.unchanged",
}


@dataclass(frozen=True)
class Written:
    """What stands in the store after a write."""

    key: int
    type: str
    fhir_id: str
    version: int
    body: str
    updated_at: datetime
    outcome: Outcome
    person_id: int | None = None

    @classmethod
    def of(cls, draft: Draft, at: datetime) -> Written:
        """Return what a draft has become; one that changed nothing stands as it stood."""
        body, stored_at = draft.body.decode(), draft.updated_at or at
        name = (draft.key, draft.type, draft.fhir_id, draft.version)
        return cls(*name, body, stored_at, draft.outcome, draft.person_id)

    @classmethod
    def standing(cls, found: Resource) -> Written:
        """Return what stood before and was left as it is."""
        return cls(
            found.key,
            found.type,
            found.fhir_id,
            found.version,
            found.body,
            found.updated_at,
            Outcome.UNCHANGED,
            found.person_id,
        )


def create_resource(
    *, resource: Mapping[str, Any], reader: Reader, at: datetime, condition: str | None = None
) -> Written:
    """Store a new resource under an id of ours.

    Args:
        condition: a search; where it finds one resource, that one is returned and nothing written.

    Raises:
        BadResource, ManyMatch, and all of ``check_writes``.
    """

    def create() -> Written:
        if condition is not None:
            found = only_match(resource["resourceType"], condition, reader, at)
            if found is not None:
                return Written.standing(found)
        return _put({**resource, "id": str(uuid.uuid4())}, None, reader, at, is_new=True)

    _check(resource)
    return in_turn(create)


def update_resource(
    *, resource: Mapping[str, Any], reader: Reader, at: datetime, if_match: int | None = None
) -> Written:
    """Store a resource under its own id: the next version, or the first.

    Args:
        if_match: the version that must stand.

    Raises:
        BadResource, VersionDiffers, and all of ``check_writes``.
    """
    _check(resource)
    return in_turn(lambda: _put(resource, if_match, reader, at))


def update_where(
    *,
    resource: Mapping[str, Any],
    condition: str,
    reader: Reader,
    at: datetime,
    if_match: int | None = None,
) -> Written:
    """Store a resource over the one that a condition finds, or as a new one where none is found.

    Raises:
        IdOfAnother: the resource names another id than the one found.  BadResource.
        ManyMatch, VersionDiffers, and all of ``check_writes``.
    """

    def update() -> Written:
        found = only_match(resource["resourceType"], condition, reader, at)
        given = resource.get("id")
        if found is not None and given not in (None, found.fhir_id):
            raise IdOfAnother
        fhir_id = found.fhir_id if found else given or str(uuid.uuid4())
        return _put({**resource, "id": fhir_id}, if_match, reader, at)

    _check(resource)
    return in_turn(update)


def change_resource(
    *,
    kind: str,
    fhir_id: str,
    change: Callable[[str], Mapping[str, Any]],
    reader: Reader,
    at: datetime,
    if_match: int | None = None,
) -> Written:
    """Store what ``change`` makes of the stored text of a resource, locked meanwhile.

    Raises:
        Http404: there is none, or it is not open to the reader.
        BadResource, VersionDiffers, and all of ``check_writes``.
    """

    def patch() -> Written:
        held = standing(kind, fhir_id, reader)
        resource = {k: v for k, v in change(held.body).items() if k != "meta" or v}
        _check(resource)
        return _put(resource, if_match, reader, at)

    return in_turn(patch)


def standing(kind: str, fhir_id: str, reader: Reader) -> Resource:
    """Return a resource that a reader may write over, locked.  Raises Http404 for none."""
    held = open_to_writer(reader).select_for_update(of=("self",))
    found = held.filter(type=kind, fhir_id=fhir_id, deleted_at=None).first()
    if found is None:
        raise Http404
    return found


def only_match(kind: str, condition: str, reader: Reader, at: datetime) -> Resource | None:
    """Return the one resource that a condition finds; writers with the same condition take turns.

    Raises:
        NotPermitted: the token does not let its bearer look for this type.
        BadSearch, ManyMatch.
    """
    if not reader.may(kind, "s"):
        raise NotPermitted
    asked = urlencode(sorted(parse_qsl(condition, keep_blank_values=True)))
    digest = hashlib.sha256(f"{kind}?{asked}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(LOCK, (int.from_bytes(digest[:8], "big", signed=True),))
    found = matching(kind, condition, reader, at=at)
    if len(found) > 1:
        raise ManyMatch
    return found[0] if found else None


def only_one(kind: str, condition: str, reader: Reader, at: datetime) -> Resource:
    """Return the one resource that a condition finds, to be changed in the version returned.

    Raises:
        Http404: it finds none of what the reader may see.
        as ``only_match``.
    """
    with transaction.atomic():
        found = only_match(kind, condition, reader, at)
    if found is None:
        raise Http404
    return found


def noted(action: str, key: int, person_id: int | None, what: str, reader: Reader) -> Noted:
    """Return what the audit trail keeps of one resource written."""
    payload = {"resource": what, "client": reader.client_id}
    return Noted(action, "resource", str(key), person_id, payload)


def note_write(
    action: str, key: int, *, person_id: int | None, what: str, reader: Reader, at: datetime
) -> None:
    """Add the audit row of one resource written."""
    entry = noted(action, key, person_id, what, reader)
    record_all(by=reader.actor, at=at, entries=[entry])


def _check(resource: Mapping[str, Any]) -> None:
    if findings := check_shape(resource).findings:
        raise BadResource(findings)


def refuse_other_version(version: int, if_match: int | None) -> None:
    """Raise VersionDiffers where a writer names another version than the one that stands."""
    if if_match is not None and version != if_match:
        raise VersionDiffers


def check_version(held: Stored | None, if_match: int | None) -> None:
    """Raise VersionDiffers unless the version that a writer names stands."""
    if if_match is None:
        return
    if held is None or held.is_deleted or held.version != if_match:
        raise VersionDiffers


def _put(
    resource: Mapping[str, Any],
    if_match: int | None,
    reader: Reader,
    at: datetime,
    *,
    is_new: bool = False,
) -> Written:
    draft = draft_of(resource, bases=own_bases(reader.base))
    persons: Mapping[str, int] = {}
    if draft.type == "Patient":
        persons = people_of_patients([draft.resource], reader, at)

    def allow(drafts: list[Draft], stored: Names) -> None:
        check_writes(drafts, stored, reader=reader, registered=persons.values())
        check_version(stored.get((draft.type, draft.fhir_id)), if_match)

    put_drafts(
        [draft], persons=persons, origin=origin_of(reader), at=at, allow=allow, are_new=is_new
    )
    name = f"{draft.type}/{draft.fhir_id}"
    note_write(
        ACTIONS[draft.outcome],
        draft.key,
        person_id=draft.person_id,
        what=name,
        reader=reader,
        at=at,
    )
    return Written.of(draft, at)


def in_turn(write: Callable[[], T]) -> T:
    """Write in one transaction; again where another writer stored the same name first."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return write()
        except (IntegrityError, OperationalError, AlreadyKnown) as error:
            overtaken = isinstance(error, AlreadyKnown) or any(o in str(error) for o in ONCE)
            if not overtaken or not left:
                raise
    raise AssertionError  # unreachable: the last try returns or raises
