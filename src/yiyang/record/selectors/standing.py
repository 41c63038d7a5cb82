"""One resource by its name, in one prepared statement: the way that is walked all day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yiyang.access.readers import Reader
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
    seen = Seen(reader, kind).ever("r")
    with cursor() as opened:
        opened.execute(FIND.format(seen=seen.text), (kind, fhir_id, *seen.values))
        row = opened.fetchone()
    return Standing(*row) if row else None
