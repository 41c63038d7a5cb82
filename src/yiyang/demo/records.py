"""Health records of some of the people (FHIR R4): problems, medicines, vital signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from yiyang.demo.plan import Plan
from yiyang.demo.population import Elder
from yiyang.demo.quantities import quantity
from yiyang.kernel.strict_yaml import read_yaml
from yiyang.rules.fhir_map.vitals import panel_of

FILE = Path(__file__).parent / "clinical.yaml"
ICD_10 = "http://hl7.org/fhir/sid/icd-10"
ATC = "http://www.whocc.no/atc"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFIED = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
ALLERGY = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
YEARS_ILL = 15
MONTH = timedelta(days=30)
Resource = dict[str, Any]


@lru_cache(maxsize=1)
def clinical() -> dict[str, Any]:
    """Return the codes and words of problems, medicines and allergies."""
    return read_yaml(FILE)


def records(plan: Plan, elders: list[Elder]) -> Iterator[tuple[Elder, list[Resource]]]:
    """Yield the resources of each of some elders; their Patient is ``Patient/person-KEY``."""
    random = plan.random("records")
    months = quantity("record.vitals_months", plan.size)
    for elder in elders:
        patient = f"Patient/person-{elder.id}"
        found = list(_problems(random, plan, elder, patient))
        if random.random() < quantity("record.allergy"):
            found.append(_allergy(random, elder, patient))
        for month in range(months):
            at = plan.at - MONTH * month - timedelta(hours=random.uniform(2, 20))
            values = vital_signs(random, elder)
            found += panel_of(values, patient, at.replace(microsecond=0))
        yield elder, found


def vital_signs(random: Random, elder: Elder) -> dict[str, str]:
    """Return one measurement: mostly calm, sometimes alarming (NEWS2 7 and more)."""
    if random.random() < quantity("record.red_per_month"):
        return _signs(random, respiration=26, oxygen=90, systolic=96, pulse=124, warm="39.3")
    systolic = 138 if "hypertension" in elder.conditions else 126
    oxygen = 96 if "copd" in elder.conditions else 97
    return _signs(random, respiration=16, oxygen=oxygen, systolic=systolic, pulse=76, warm="36.6")


def _signs(
    random: Random, *, respiration: int, oxygen: int, systolic: int, pulse: int, warm: str
) -> dict[str, str]:
    upper = systolic + random.randint(-8, 8)
    return {
        "resp_rate": str(respiration + random.randint(-2, 2)),
        "spo2": str(oxygen + random.randint(0, 2)),
        "spo2_scale": "1",
        "oxygen": "NO",
        "systolic": str(upper),
        "diastolic": str(upper - random.randint(44, 58)),
        "pulse": str(pulse + random.randint(-6, 6)),
        "consciousness": "A",
        "temperature": warm,
    }


def _problems(random: Random, plan: Plan, elder: Elder, patient: str) -> Iterator[Resource]:
    for name in sorted(elder.conditions):
        about = clinical()[name]
        since = plan.at - timedelta(days=random.randint(90, 365 * YEARS_ILL))
        yield _condition(f"demo-{elder.id}-{name}", about, patient, since)
        yield {
            "resourceType": "MedicationStatement",
            "id": f"demo-{elder.id}-{name}-medicine",
            "status": "active",
            "medicationCodeableConcept": _concept(ATC, about["medicine"]),
            "subject": {"reference": patient},
            "effectivePeriod": {"start": f"{since:%Y-%m-%d}"},
        }


def _condition(key: str, about: dict[str, Any], patient: str, since: datetime) -> Resource:
    return {
        "resourceType": "Condition",
        "id": key,
        "clinicalStatus": {"coding": [{"system": CLINICAL, "code": "active"}]},
        "verificationStatus": {"coding": [{"system": VERIFIED, "code": "confirmed"}]},
        "code": _concept(ICD_10, {"code": about["code"], **about["text"]}),
        "subject": {"reference": patient},
        "onsetDateTime": f"{since:%Y-%m-%d}",
        "recordedDate": f"{since:%Y-%m-%d}",
    }


def _allergy(random: Random, elder: Elder, patient: str) -> Resource:
    return {
        "resourceType": "AllergyIntolerance",
        "id": f"demo-{elder.id}-allergy",
        "clinicalStatus": {"coding": [{"system": ALLERGY, "code": "active"}]},
        "category": ["medication"],
        "code": _concept(ATC, random.choice(clinical()["allergies"])),
        "patient": {"reference": patient},
    }


def _concept(system: str, words: dict[str, str]) -> Resource:
    coding = {"system": system, "code": words["code"], "display": words["en"]}
    return {"coding": [coding], "text": words["zh"]}
