"""Opening somebody's record: what is read and the row that says who read it, together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Assignment
from yiyang.access.services import note_access
from yiyang.audit.services import Actor
from yiyang.record.selectors.record import Record, record_for, summary_for


@transaction.atomic
def open_record(*, assignment: Assignment, person_id: int, by: Actor, at: datetime) -> Record:
    """Return a person's whole record and write that it was read.

    Raises:
        Http404: no such person, or their record may not be seen; then nothing is written.
    """
    found = record_for(assignment, person_id, at)
    note_access(by=by, at=at, person_id=person_id, what="record")
    return found


@transaction.atomic
def open_summary(*, assignment: Assignment, person_id: int, by: Actor, at: datetime) -> Record:
    """Return a person's summary and write that it was read.

    Raises:
        Http404: no such person, or their summary may not be seen; then nothing is written.
    """
    found = summary_for(assignment, person_id, at)
    note_access(by=by, at=at, person_id=person_id, what="summary")
    return found
