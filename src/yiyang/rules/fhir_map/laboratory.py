"""Laboratory readings of a follow-up as Observations (FHIR R4, LOINC codes, UCUM units)."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from yiyang.rules.fhir_map import spoken
from yiyang.rules.fhir_map.vitals import LOINC, UCUM
from yiyang.rules.fhir_map.written import Written

CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
FASTING_GLUCOSE = "14771-0"  # moles/volume in serum or plasma, fasting
UNIT = "mmol/L"


def glucose_of(value: Decimal, patient: str, measured_at: datetime) -> dict[str, Any]:
    """Return fasting glucose in mmol/L as an Observation.

    Args:
        patient: ``Patient/id``; with the moment it makes the id, so that the same reading sent
            twice is one resource.
    """
    seed = f"{patient}|{measured_at.isoformat()}|glucose".encode()
    quantity = {"value": Written(f"{value:f}"), "unit": UNIT, "system": UCUM, "code": UNIT}
    return {
        "resourceType": "Observation",
        "id": str(uuid.UUID(bytes=hashlib.sha256(seed).digest()[:16])),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "laboratory"}]}],
        "code": {
            "coding": [{"system": LOINC, "code": FASTING_GLUCOSE}],
            "text": spoken.said(spoken.FASTING_GLUCOSE),
        },
        "subject": {"reference": patient},
        "effectiveDateTime": measured_at.isoformat(),
        "valueQuantity": quantity,
    }
