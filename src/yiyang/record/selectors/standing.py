"""One resource by its name, in one prepared statement: the way that is walked all day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiyang.access.readers import Reader
from yiyang.access.services.looks import shown_of_people
from yiyang.audit.sql import cursor
from yiyang.record.selectors.search.seen import Seen

FIND = """
select r.key, r.version, r.updated_at, r.deleted_at, r.person_id, r.body
from record_resource r where r.type = %s and r.id = %s and ({seen})
"""


@dataclass(frozen=True)
class Standing:
    """The current version of a resource; ``deleted_at`` where it was taken away."""

    key: int
    version: int
    updated_at: datetime
    deleted_at: datetime | None
    person_id: int | None
    body: str


def standing(reader: Reader, kind: str, fhir_id: str) -> Standing | None:
    """Return a resource that a reader may see, a deleted one too; None: there is none for them."""
    text, values = _find(reader, kind, fhir_id)
    with cursor() as opened:
        opened.execute(text, values)
        row = opened.fetchone()
    return Standing(*row) if row else None


def shown(reader: Reader, kind: str, fhir_id: str, *, at: datetime, what: str) -> Standing | None:
    """Return the same, and write in the same statement that its person was looked at.

    Nothing is written of what was deleted, which is not shown, or belongs to nobody.
    """
    text, values = _find(reader, kind, fhir_id)
    rows = shown_of_people(
        text, values, by=reader.actor, at=at, what=what, is_look="deleted_at is null"
    )
    return Standing(*rows[0]) if rows else None


def _find(reader: Reader, kind: str, fhir_id: str) -> tuple[str, tuple[Any, ...]]:
    seen = Seen(reader, kind).ever("r")
    return FIND.format(seen=seen.text), (kind, fhir_id, *seen.values)
