"""The access log: every look at a person leaves a row."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import Actor, record

LOOKED = "record.read"


def note_access(*, by: Actor, at: datetime, person_id: int, what: str) -> None:
    """Write that somebody looked at a person; every page about one person calls it.

    Args:
        what: the part that was shown, as a code (``"person"``, ``"summary"``, ``"stays"``);
            never anything read from the record.
    """
    record(
        by=by,
        at=at,
        action=LOOKED,
        subject_kind="person",
        subject_id=person_id,
        person_id=person_id,
        payload={"what": what},
    )


def note_audit_search(*, by: Actor, at: datetime, person_id: int | None) -> None:
    """Write that an audit officer asked who looked at a person; None: no such person."""
    record(
        by=by,
        at=at,
        action="audit.search",
        subject_kind="person",
        subject_id="" if person_id is None else person_id,
        person_id=person_id,
    )
