"""Vital signs to and from Observations (vital signs profiles of FHIR R4)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from yiyang.kernel.strict_yaml import read_yaml
from yiyang.rules.fhir_map.moments import period_of
from yiyang.rules.fhir_map.written import Written
from yiyang.rules.instruments import instrument

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
VITAL_SIGNS = "vital-signs"
FAHRENHEIT = "[degF]"
FREEZING, PER_DEGREE, TENTH = Decimal(32), Decimal(9) / 5, Decimal("0.1")
QUANTITY, CODE, FLAG, PRESSURE = "quantity", "code", "flag", "pressure"


@dataclass(frozen=True)
class Sign:
    """One vital sign: its key, how its value is written, its codes and unit."""

    key: str
    kind: str
    codes: tuple[str, ...]
    unit: str
    text_zh: str
    text_en: str


@dataclass(frozen=True)
class Measured:
    """One value of one vital sign; numbers as text, yes or no as ``YES`` or ``NO``."""

    key: str
    value: str
    unit: str
    at: datetime


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(Path(__file__).with_name("vitals.yaml"))
    return loaded


@lru_cache(maxsize=1)
def signs() -> dict[str, Sign]:
    """Return every vital sign by its key, in order of the form."""
    return {
        key: Sign(
            key,
            raw["kind"],
            tuple(raw["codes"]),
            raw.get("unit", ""),
            raw["text"]["zh"],
            raw["text"]["en"],
        )
        for key, raw in _file()["items"].items()
    }


SIGN_SYSTEMS = frozenset({LOINC, "urn:yiyang:vital-signs"})


@lru_cache(maxsize=1)
def coded_values() -> dict[tuple[str, str], tuple[str, str]]:
    """Return what each value of a vital sign that is no number means, in Chinese and English.

    By the key of the sign and the code; the words are those of the instrument that asks for it.
    """
    return {
        (item.id, option.code): (option.text.zh, option.text.en)
        for item in instrument("NEWS2").items
        for option in item.options
    }


def value_words(holder: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the words of a value in a system of our own; None for any other."""
    held = holder.get("valueCodeableConcept")
    for coding in held.get("coding", ()) if isinstance(held, dict) else ():
        system, _, key = str(coding.get("system")).rpartition(":")
        if system == _file()["own_system"]:
            return coded_values().get((key, str(coding.get("code"))))
    return None


@lru_cache(maxsize=1)
def sign_names() -> dict[str, tuple[str, str]]:
    """Return the names in Chinese and English of each code that stands for a vital sign."""
    names = {code: (one.text_zh, one.text_en) for one in signs().values() for code in one.codes}
    for raw in (_file()["panel"], _file()["pressure"]):
        for code in raw.get("codes", [raw.get("code")]):
            names[code] = (raw["text"]["zh"], raw["text"]["en"])
    return names


def panel_of(
    values: Mapping[str, str], patient: str, measured_at: datetime
) -> list[dict[str, Any]]:
    """Return one Observation for each vital sign and, first, the panel that holds them.

    Args:
        values: valid answers as text, by key of ``signs()``.
        patient: ``Patient/id``.
        measured_at: aware; with the patient and the key it makes the ids, so that the same
            measurements sent twice are the same resources.
    """
    members = []
    pressures = {k: v for k, v in values.items() if signs()[k].kind == PRESSURE}
    for key, value in values.items():
        if key not in pressures:
            members.append(_one(signs()[key], value, patient, measured_at))
    if pressures:
        members.append(_pressure(pressures, patient, measured_at))
    panel = _head("panel", _concept(_file()["panel"]), patient, measured_at)
    panel["hasMember"] = [{"reference": f"Observation/{m['id']}"} for m in members]
    return [panel, *members]


def _one(sign: Sign, value: str, patient: str, at: datetime) -> dict[str, Any]:
    is_loinc = sign.kind == QUANTITY
    system = LOINC if is_loinc else _file()["own_system"]
    code = {"coding": [{"system": system, "code": sign.codes[0]}], "text": sign.text_en}
    observation = _head(sign.key, code, patient, at)
    if sign.kind == QUANTITY:
        observation["valueQuantity"] = _quantity(sign, value)
    elif sign.kind == FLAG:
        observation["valueBoolean"] = value == "YES"
    else:
        system = f"{_file()['own_system']}:{sign.key}"
        coding = {"system": system, "code": value, "display": coded_values()[sign.key, value][1]}
        observation["valueCodeableConcept"] = {"coding": [coding]}
    return observation


def _pressure(values: Mapping[str, str], patient: str, at: datetime) -> dict[str, Any]:
    raw = _file()["pressure"]
    code = {"coding": [{"system": LOINC, "code": raw["codes"][0]}], "text": raw["text"]["en"]}
    observation = _head("pressure", code, patient, at)
    observation["component"] = [
        {
            "code": {"coding": [{"system": LOINC, "code": signs()[key].codes[0]}]},
            "valueQuantity": _quantity(signs()[key], value),
        }
        for key, value in values.items()
    ]
    return observation


def _head(name: str, code: dict[str, Any], patient: str, at: datetime) -> dict[str, Any]:
    seed = f"{patient}|{at.isoformat()}|{name}".encode()
    return {
        "resourceType": "Observation",
        "id": str(uuid.UUID(bytes=hashlib.sha256(seed).digest()[:16])),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": VITAL_SIGNS}]}],
        "code": code,
        "subject": {"reference": patient},
        "effectiveDateTime": at.isoformat(),
    }


def _concept(raw: dict[str, Any]) -> dict[str, Any]:
    return {"coding": [{"system": LOINC, "code": raw["code"]}], "text": raw["text"]["en"]}


def _quantity(sign: Sign, value: str) -> dict[str, Any]:
    return {"value": Written(value), "unit": sign.unit, "system": UCUM, "code": sign.unit}


def measured_in(observation: Mapping[str, Any]) -> Iterator[Measured]:
    """Yield the vital signs that an Observation holds; others' values too, in our units.

    Fahrenheit becomes Celsius to a tenth.  What has another unit, or no number, is left out:
    a value that cannot be read is missing, never normal.
    """
    when = observation.get("effectiveDateTime")
    at = period_of(when) if isinstance(when, str) else None
    if at is None or observation.get("status") in ("entered-in-error", "cancelled"):
        return
    for part in (observation, *observation.get("component", ())):
        for sign in _signs_coded(part):
            if (value := _value(sign, part)) is not None:
                yield Measured(sign.key, value, sign.unit, at[0])


def _signs_coded(part: Mapping[str, Any]) -> list[Sign]:
    codings = part.get("code", {}).get("coding", ())
    given = {(c.get("system"), c.get("code")) for c in codings}
    return [
        sign
        for sign in signs().values()
        if any(
            (LOINC if sign.unit else _file()["own_system"], code) in given for code in sign.codes
        )
    ]


def _value(sign: Sign, part: Mapping[str, Any]) -> str | None:
    if sign.kind == FLAG:
        flag = part.get("valueBoolean")
        return None if flag is None else "YES" if flag else "NO"
    if sign.kind == CODE:
        codings = part.get("valueCodeableConcept", {}).get("coding", ())
        return next((str(c["code"]) for c in codings if "code" in c), None)
    quantity = part.get("valueQuantity", {})
    number, unit = quantity.get("value"), quantity.get("code") or quantity.get("unit")
    if number is None or "comparator" in quantity:
        return None
    if unit == FAHRENHEIT and sign.unit == "Cel":
        celsius = (Decimal(number) - FREEZING) / PER_DEGREE
        return str(celsius.quantize(TENTH, ROUND_HALF_UP))
    return f"{Decimal(number):f}" if unit == sign.unit else None
