"""Vital signs measured by care staff, kept as Observations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiyang.audit.projected import Change
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.projecting import PERSON, project
from yiyang.record.services.store import OWN, put_drafts
from yiyang.rules.fhir_map.vitals import panel_of, signs
from yiyang.rules.instruments import instrument
from yiyang.rules.instruments.answers import check, plain_answers

SCALE = "NEWS2"
PRESCRIBED = {"spo2_scale"}  # set by a doctor, not measured
DIASTOLIC, SYSTOLIC = "diastolic", "systolic"


class BadVitals(Refused):
    """Refused because a value cannot be true; ``findings`` name every fault."""

    code = "BAD_VITALS"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


@transaction.atomic
def record_vitals(
    *, person_id: int, vitals: dict[str, Any], measured_at: datetime, by: Actor, at: datetime
) -> int:
    """Store vital signs of a person, and return the key of the Observation that holds them.

    Args:
        vitals: by the keys of NEWS2 (``resp_rate, spo2, spo2_scale, oxygen, systolic, pulse,
            consciousness, temperature``) and ``diastolic``; a missing one is simply not known.

    The same measurements sent twice are stored once; other values for the same moment become
    a new version.

    Raises:
        BadVitals: a value is out of its range, unknown, measured in the future, or there is none.
    """
    values = checked_vitals(vitals=vitals, measured_at=measured_at, at=at)
    patient = patient_name(person_id=person_id, at=at)
    drafts = [draft_of(o) for o in panel_of(values, patient, measured_at)]
    put_drafts(drafts, persons={}, origin=OWN, at=at)
    record(
        by=by,
        at=at,
        action="record.vitals",
        subject_kind="resource",
        subject_id=drafts[0].key,
        person_id=person_id,
        payload={"measured_at": measured_at, "values": values},
    )
    return drafts[0].key


def checked_vitals(
    *, vitals: Mapping[str, Any], measured_at: datetime, at: datetime
) -> dict[str, str]:
    """Return vital signs as they will be kept.

    Raises:
        BadVitals: as ``record_vitals``.
    """
    given = plain_answers(vitals)
    lower = given.pop(DIASTOLIC, None)
    # By our day: whoever sends may write the moment in another zone.
    checked = check(instrument(SCALE, on=timezone.localdate(measured_at)), given)
    findings = [f for f in checked.findings if f.code != "INCOMPLETE"]
    if measured_at > at:
        findings.append(_fault("MEASURED_IN_FUTURE", "measured_at"))
    if not set(given) - PRESCRIBED:
        findings.append(_fault("NO_VITALS", "vitals"))
    values = {
        key: checked.answers[key] for key in signs() if key in given and key in checked.answers
    }
    if lower is not None:
        if _is_below(lower, values.get(SYSTOLIC)):
            values[DIASTOLIC] = lower
        else:
            findings.append(_fault("BAD_DIASTOLIC", DIASTOLIC))
    if findings:
        raise BadVitals(findings)
    return values


def _is_below(lower: str, upper: str | None) -> bool:
    """Tell whether a diastolic pressure is a whole number below the systolic one."""
    return (
        upper is not None
        and re.fullmatch(r"[1-9]\d{1,2}", lower, re.ASCII) is not None
        and (int(lower) < int(upper))
    )


def _fault(code: str, where: str) -> Finding:
    return Finding(code, where, Message(code))


def patient_name(*, person_id: int, at: datetime) -> str:
    """Return ``Patient/id`` of a person, made from the register where nobody sent one.

    Call inside a transaction.
    """
    if (held := _held(person_id)) is None:
        Person.objects.select_for_update().get(pk=person_id)
        project([Change(PERSON, person_id, at)])
        held = _held(person_id)
    return f"Patient/{held}"


def _held(person_id: int) -> str | None:
    patients = Resource.objects.filter(person=person_id, type="Patient", deleted_at=None)
    return patients.order_by("key").values_list("fhir_id", flat=True).first()
