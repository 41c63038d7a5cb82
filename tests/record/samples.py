"""A small sender: one elder's bundle, as another system would send it."""

from __future__ import annotations

import json
from typing import Any

ELDER = "urn:uuid:5b3f1a52-7f0e-4c57-9d7c-0a1f2d3e4b5c"
STAY = "urn:uuid:6c4f2b63-8a1f-4d68-8e8d-1b2a3e4f5c6d"
LOINC = "http://loinc.org"
NUMBERS = "https://hospital.test/patients"


def entry(full_url: str, resource: dict[str, Any], **request: str) -> dict[str, Any]:
    """Return one entry of a transaction that creates ``resource``."""
    request = {"method": "POST", "url": resource["resourceType"], **request}
    return {"fullUrl": full_url, "resource": resource, "request": request}


def patient(number: str = "A-17", **elements: Any) -> dict[str, Any]:
    """Return a Patient with an identifier of the hospital."""
    return {
        "resourceType": "Patient",
        "identifier": [{"system": NUMBERS, "value": number}],
        "name": [{"text": "李素珍"}],
        "gender": "female",
        "birthDate": "1941-05-06",
        **elements,
    }


def observation(code: str, value: Any, unit: str, **elements: Any) -> dict[str, Any]:
    """Return a measured Observation of the elder."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [
            {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                        "code": "vital-signs",
                    }
                ]
            }
        ],
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "subject": {"reference": ELDER},
        "effectiveDateTime": "2026-02-28T09:30:00+08:00",
        "valueQuantity": {
            "value": value,
            "unit": unit,
            "system": "http://unitsofmeasure.org",
            "code": unit,
        },
        **elements,
    }


def bundle(*entries: dict[str, Any], kind: str = "transaction") -> dict[str, Any]:
    """Return a Bundle."""
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def elders_bundle() -> dict[str, Any]:
    """Return the elder, a stay, a problem, an allergy, a medicine and three measurements."""
    encounter = {
        "resourceType": "Encounter",
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"},
        "subject": {"reference": ELDER},
        "period": {"start": "2026-02-20", "end": "2026-02-27"},
    }
    condition = {
        "resourceType": "Condition",
        "clinicalStatus": {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/condition-clinical",
                    "code": "active",
                }
            ]
        },
        "code": {"text": "慢性心力衰竭"},
        "subject": {"reference": ELDER},
        "encounter": {"reference": STAY},
        "onsetDateTime": "2019",
    }
    allergy = {
        "resourceType": "AllergyIntolerance",
        "criticality": "high",
        "code": {"text": "青霉素"},
        "patient": {"reference": ELDER},
    }
    medicine = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": "呋塞米片 20 mg"},
        "subject": {"reference": ELDER},
        "authoredOn": "2026-02-27",
        "dosageInstruction": [{"text": "每日一次，一次一片"}],
    }
    return bundle(
        entry(ELDER, patient()),
        entry(STAY, encounter),
        entry("urn:uuid:00000000-0000-4000-8000-000000000001", condition),
        entry("urn:uuid:00000000-0000-4000-8000-000000000002", allergy),
        entry("urn:uuid:00000000-0000-4000-8000-000000000003", medicine),
        entry("urn:uuid:00000000-0000-4000-8000-000000000004", observation("8867-4", 88, "/min")),
        entry("urn:uuid:00000000-0000-4000-8000-000000000005", observation("9279-1", 18, "/min")),
        entry("urn:uuid:00000000-0000-4000-8000-000000000006", observation("8310-5", 36.5, "Cel")),
    )


def as_bytes(document: Any) -> bytes:
    """Return a document as it is sent."""
    return json.dumps(document, ensure_ascii=False).encode()
