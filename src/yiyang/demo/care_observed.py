"""What the follow-ups of the demonstration measured, as Observations of the people's records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from yiyang.audit.projected import Change
from yiyang.demo.care_rows import FollowUpRow
from yiyang.demo.plan import Progress
from yiyang.record.models import Resource
from yiyang.record.services.drafts import Draft, draft_of
from yiyang.record.services.projecting import PERSON, project
from yiyang.record.services.store import OWN, put_drafts
from yiyang.rules.fhir_map.laboratory import glucose_of
from yiyang.rules.fhir_map.vitals import panel_of

AT_ONCE = 500
VITALS = ("systolic", "diastolic", "pulse", "temperature")


def store_observed(rows: Sequence[FollowUpRow], at: datetime, progress: Progress) -> None:
    """Store the readings of follow-ups as ``care.services.record_follow_up`` would.

    Call inside a transaction.
    """
    patients = _patients({row.person_id for row in rows}, at)
    drafts = (draft for row in rows for draft in _drafts(row, patients[row.person_id]))
    while batch := list({(d.type, d.fhir_id): d for d in islice(drafts, AT_ONCE)}.values()):
        put_drafts(batch, persons={}, origin=OWN, at=at)
        progress("resource", len(batch))


def _patients(people: set[int], at: datetime) -> dict[int, str]:
    """Return ``Patient/id`` by person, made from the register where the record has none."""
    found = _held(people)
    if missing := sorted(people - set(found)):
        project([Change(PERSON, key, at) for key in missing])
        found = _held(people)
    return found


def _held(people: set[int]) -> dict[int, str]:
    rows = Resource.objects.filter(person__in=people, type="Patient", deleted_at=None)
    pairs = rows.order_by("-key").values_list("person", "fhir_id")
    return {person: f"Patient/{fhir_id}" for person, fhir_id in pairs}


def _drafts(row: FollowUpRow, patient: str) -> Iterator[Draft]:
    found: dict[str, Any] = row.readings
    vitals = {name: str(found[name]) for name in VITALS if name in found}
    if vitals:
        yield from (draft_of(one) for one in panel_of(vitals, patient, row.done_at))
    if "glucose" in found:
        yield draft_of(glucose_of(Decimal(found["glucose"]), patient, row.done_at))
