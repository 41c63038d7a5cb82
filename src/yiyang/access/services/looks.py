"""The access log: every look at a person leaves a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from yiyang.audit.services import Actor, record, record_people

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
