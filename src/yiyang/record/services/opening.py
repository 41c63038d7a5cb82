"""Opening somebody's record: what is read and the row that says who read it, together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Assignment
from yiyang.audit.services import Actor, record
from yiyang.record.selectors.record import Record, record_for, summary_for


@transaction.atomic
def open_record(*, assignment: Assignment, person_id: int, by: Actor, at: datetime) -> Record:
    """Return a person's whole record and write that it was read.

    Raises:
        Http404: no such person, or their record may not be seen; then nothing is written.
    """
    found = record_for(assignment, person_id, at)
    _was_read("record.read", person_id, by, at)
    return found


@transaction.atomic
def open_summary(*, assignment: Assignment, person_id: int, by: Actor, at: datetime) -> Record:
    """Return a person's summary and write that it was read.

    Raises:
        Http404: no such person, or their summary may not be seen; then nothing is written.
    """
    found = summary_for(assignment, person_id, at)
    _was_read("record.read_summary", person_id, by, at)
    return found


def _was_read(action: str, person_id: int, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="person",
        subject_id=person_id,
        person_id=person_id,
    )
