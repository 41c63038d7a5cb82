"""Putting resources into the store: a whole bundle in a handful of statements.

Raw SQL and COPY, because one bundle is hundreds of resources and thousands of index rows.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from yiyang.audit.sql import cursor as prepared
from yiyang.kernel.errors import Refused
from yiyang.record.services import rows
from yiyang.record.services.drafts import Draft, Outcome
from yiyang.rules.fhir_map.indexing import index_of

OWN, IMPORTED = "OWN", "IMPORT"


class RecordMoved(Refused):
    """Refused because the resource belongs to another person's record."""

    code = "RECORD_MOVED"


@dataclass(frozen=True)
class Stored:
    """What the store holds under a type and an id."""

    key: int
    version: int
    digest: uuid.UUID
    person_id: int | None
    is_deleted: bool
    origin: str = OWN
    updated_at: datetime | None = None


Names = Mapping[tuple[str, str], Stored]


def put_drafts(
    drafts: Sequence[Draft],
    *,
    persons: Mapping[str, int],
    origin: str,
    at: datetime,
    allow: Callable[[Sequence[Draft], Names], None] | None = None,
    are_new: bool = False,
) -> None:
    """Store every draft as a new resource, a new version, or not at all where it is the same.

    Args:
        drafts: each type and id once; their ``outcome``, ``version`` and ``key`` are set here.
        persons: person by ``Patient/id`` for the patients among the drafts.
        allow: is told, before anything is written, whom each draft is about and what stands
            under its name; raises where the writer may not write it.
        are_new: their ids have just been made here, so that nothing stands under them.

    Call inside a transaction.  Raises RecordMoved when a draft would take a resource out of one
    person's record into another's; then nothing may be kept.
    """
    drafts = sorted(drafts, key=lambda d: (d.type, d.fhir_id))  # one order: no deadlock
    _belong(drafts, persons)
    stored = {} if are_new else stored_under([(d.type, d.fhir_id) for d in drafts])
    moved = _compare(drafts, stored)
    if allow is not None:
        allow(drafts, stored)  # before the refusal: it would tell what is stored and not shown
    if moved is not None:
        raise RecordMoved(resource=moved)
    changed = [d for d in drafts if d.outcome is Outcome.CHANGED]
    created = [d for d in drafts if d.outcome is Outcome.CREATED]
    if len(created) <= rows.FEW and not changed:
        _create_few(created, origin, at)
        created = []
    if not (created or changed or persons):
        return
    with connection.cursor() as cursor:
        if changed:
            rows.replace(cursor, changed, origin=origin, at=at)
        if created:
            rows.create(cursor, created, origin=origin, at=at)
        rows.add_index(cursor, [(d.key, index_of(d.resource)) for d in (*created, *changed)])
        rows.claim_waiting(cursor, persons, None if origin in (OWN, IMPORTED) else origin)


def _create_few(created: Sequence[Draft], origin: str, at: datetime) -> None:
    if created:
        indexes = [index_of(draft.resource) for draft in created]
        rows.create_few(created, indexes, origin=origin, at=at)


def stored_under(names: Iterable[tuple[str, str]]) -> Names:
    """Return what the store holds under each (type, id), locked until the transaction ends."""
    types, ids = zip(*names, strict=True) if (names := list(names)) else ((), ())
    with prepared() as cursor:
        cursor.execute(rows.FIND, (list(types), list(ids)))
        return {(kind, name): Stored(*rest) for kind, name, *rest in cursor.fetchall()}


def _compare(drafts: Sequence[Draft], stored: Names) -> str | None:
    """Set what becomes of each draft; return the name of one that stands in another's record."""
    moved = None
    for draft in drafts:
        held = stored.get((draft.type, draft.fhir_id))
        if held is None:
            continue
        if held.person_id not in (None, draft.person_id):
            moved = f"{draft.type}/{draft.fhir_id}"
        same = held.digest == draft.digest and not held.is_deleted
        draft.key = held.key
        draft.outcome = Outcome.UNCHANGED if same else Outcome.CHANGED
        draft.version = held.version if same else held.version + 1
        draft.updated_at = held.updated_at if same else None
    return moved


def _belong(drafts: Sequence[Draft], persons: Mapping[str, int]) -> None:
    named = {target for draft in drafts for target in draft.patients}
    known = {**rows.persons_of(named - set(persons)), **persons}
    for draft in drafts:
        if draft.type == "Patient":
            draft.person_id = known.get(f"Patient/{draft.fhir_id}")
            continue
        people = [known[t] for t in draft.patients if t in known]
        if people:
            draft.person_id = people[0]
            draft.also_about = sorted({p for p in people if p != people[0]})
