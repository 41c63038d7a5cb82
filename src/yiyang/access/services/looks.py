"""The access log: every look at a person leaves a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from yiyang.audit.services import Actor, record, record_people, rows_shown

LOOKED = "record.read"
SEARCHED = "record.search"


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


def shown_of_people(
    statement: str, values: Sequence[Any], *, by: Actor, at: datetime, what: str, is_look: str
) -> list[tuple[Any, ...]]:
    """Return what a query gives, and write in the same statement who was looked at.

    For a query of one row; ``what`` as in ``note_access``, the rest as in ``rows_shown``.
    """
    payload = {"what": what}
    return rows_shown(
        statement, values, by=by, at=at, action=LOOKED, payload=payload, is_look=is_look
    )


def note_search(*, by: Actor, at: datetime, people: Mapping[int, int], what: str) -> None:
    """Write who was shown by a search, one row a person; one row without, where it was nobody.

    Args:
        people: how many resources of each person were shown.
        what: what was searched, as a code (``"fhir:search:Observation"``); no value of the search.
    """
    if people:
        payloads = {person: {"what": what, "count": count} for person, count in people.items()}
        record_people(by=by, at=at, action=LOOKED, payloads=payloads)
        return
    payload = {"what": what, "count": 0}
    record(by=by, at=at, action=SEARCHED, subject_kind="record", subject_id="", payload=payload)


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
