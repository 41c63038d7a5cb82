"""A line of the summary loses nothing that changes what it means."""

from __future__ import annotations

from typing import Any

import pytest

from yiyang.rules.fhir_map.narrative import lines_of
from yiyang.rules.fhir_map.written import Written


def coded(*codes: str) -> dict[str, Any]:
    return {"coding": [{"code": code} for code in codes]}


TWICE = {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["PC"]}}
EIGHT = {"frequency": 1, "frequencyMax": 2, "period": 8, "periodUnit": "h"}
TAKEN = {
    "resourceType": "MedicationRequest",
    "status": "on-hold",
    "medicationCodeableConcept": {"text": "Metformin"},
    "authoredOn": "2026-01-05T08:00:00+08:00",
}
GLUCOSE = {"resourceType": "Observation", "status": "final", "code": {"text": "Glucose"}}
BELOW = {"value": Written("5.0"), "comparator": "<", "unit": "mmol/L"}
PARTS = {
    "doseAndRate": [{"doseQuantity": {"value": Written("0.50"), "unit": "g"}}],
    "route": {"text": "oral"},
    "timing": TWICE,
    "asNeededCodeableConcept": {"text": "meals"},
}
GONE = {"resourceType": "Condition", "code": {"text": "Fracture"}, "onsetDateTime": "2019-03-01"}
ALLERGY = {"resourceType": "AllergyIntolerance", "code": {"text": "Penicillin"}}


@pytest.mark.parametrize(
    ("resource", "zh", "en"),
    [
        (
            GLUCOSE | {"valueQuantity": BELOW, "interpretation": [coded("LL")],
                       "status": "preliminary"},
            "Glucose · < 5.0 mmol/L, 危急偏低 · 初步结果",
            "Glucose · < 5.0 mmol/L, critically low · preliminary",
        ),
        (
            GLUCOSE | {"valueRange": {"low": {"value": 4}, "high": {"value": 6, "unit": "mmol/L"}}},
            "Glucose · 4 – 6 mmol/L",
            "Glucose · 4 – 6 mmol/L",
        ),
        (
            GLUCOSE | {"valueBoolean": True, "interpretation": [coded("N")]},
            "Glucose · 是",
            "Glucose · Yes",
        ),
        (
            GLUCOSE | {"dataAbsentReason": {"text": "haemolysed"}},
            "Glucose · 无结果 (haemolysed)",
            "Glucose · no result (haemolysed)",
        ),
        (
            TAKEN | {"dosageInstruction": [PARTS, {"text": "晚上加一片"}]},
            "Metformin · 0.50 g, oral, 每天2次 PC, 必要时 (meals); 晚上加一片 · 暂停 · 2026-01-05",
            "Metformin · 0.50 g, oral, 2 × every day PC, as needed (meals); 晚上加一片 · on hold · "
            "2026-01-05",
        ),
        (
            TAKEN | {"status": "active", "dosageInstruction": [{"timing": {"repeat": EIGHT}}]},
            "Metformin · 每8小时1–2次 · 2026-01-05",
            "Metformin · 1–2 × every 8 hours · 2026-01-05",
        ),
        (
            ALLERGY | {"criticality": "high", "verificationStatus": coded("unconfirmed"),
                       "reaction": [{"manifestation": [{"text": "Anaphylaxis"}]}]},
            "Penicillin · Anaphylaxis · 高风险 · 未证实",
            "Penicillin · Anaphylaxis · high risk · unconfirmed",
        ),
        (
            GONE | {"abatementDateTime": "2019-06-01", "severity": {"text": "severe"},
                    "clinicalStatus": coded("resolved")},
            "Fracture · severe · 已缓解 · 2019-03-01 – 2019-06-01",
            "Fracture · severe · resolved · 2019-03-01 – 2019-06-01",
        ),
    ],
)  # fmt: skip
def test_a_line_says_all_in_either_language(resource: dict[str, Any], zh: str, en: str) -> None:
    assert lines_of([resource], {}, "zh") == [zh]
    assert lines_of([resource], {}, "en") == [en]
    (both,) = lines_of([resource], {})
    own = [part for part in (*zh.split(" · "), *en.split(" · ")) if " " not in part]
    assert all(part in both for part in own)
