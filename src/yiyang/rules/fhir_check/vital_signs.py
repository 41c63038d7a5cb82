"""Observations that must meet a vital-signs profile of R4, whether they say so or not.

Source: HL7 FHIR R4 (4.0.1), "Vital Signs": an Observation with one of these codes conforms to the
profile beside it.  The SNOMED CT concepts mean the same measurements.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiyang.rules.fhir_check.elements import objects
from yiyang.rules.fhir_check.library import of_type

LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
PROFILES = {
    (LOINC, "85353-1"): "vitalspanel",
    (LOINC, "9279-1"): "resprate",
    (LOINC, "8867-4"): "heartrate",
    (LOINC, "2708-6"): "oxygensat",
    (LOINC, "8310-5"): "bodytemp",
    (LOINC, "8302-2"): "bodyheight",
    (LOINC, "9843-4"): "headcircum",
    (LOINC, "29463-7"): "bodyweight",
    (LOINC, "39156-5"): "bmi",
    (LOINC, "85354-9"): "bp",
    (SNOMED, "86290005"): "resprate",
    (SNOMED, "364075005"): "heartrate",
    (SNOMED, "276885007"): "bodytemp",
    (SNOMED, "50373000"): "bodyheight",
    (SNOMED, "27113001"): "bodyweight",
    (SNOMED, "60621009"): "bmi",
    (SNOMED, "75367002"): "bp",
}


def implied_profiles(resource: Mapping[str, Any]) -> list[str]:
    """Return the profiles that an Observation must meet by its code."""
    code = resource.get("code")
    if resource.get("resourceType") != "Observation" or not isinstance(code, dict):
        return []
    codings = objects(code.get("coding"))
    names = (PROFILES.get((str(c.get("system")), str(c.get("code")))) for c in codings)
    return [of_type(name) for name in dict.fromkeys(names) if name]
