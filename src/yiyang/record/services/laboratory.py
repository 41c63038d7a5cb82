"""Laboratory readings taken by care staff, kept as Observations."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.record.services.vitals import patient_name
from yiyang.rules.fhir_map.laboratory import glucose_of


@transaction.atomic
def record_glucose(
    *, person_id: int, mmol_per_litre: Decimal, measured_at: datetime, by: Actor, at: datetime
) -> int:
    """Store a person's fasting glucose, and return the key of its Observation.

    The same reading sent twice is stored once; another value of that moment is a new version.
    """
    patient = patient_name(person_id=person_id, at=at)
    draft = draft_of(glucose_of(mmol_per_litre, patient, measured_at))
    put_drafts([draft], persons={}, origin=OWN, at=at)
    record(
        by=by,
        at=at,
        action="record.glucose",
        subject_kind="resource",
        subject_id=draft.key,
        person_id=person_id,
        payload={"measured_at": measured_at, "mmol_per_litre": mmol_per_litre},
    )
    return draft.key
