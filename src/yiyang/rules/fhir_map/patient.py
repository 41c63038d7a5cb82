"""A Patient resource and a person's own facts, each made from the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yiyang.rules.fhir_map.moments import period_of

SEXES = {"male": "1", "female": "2", "other": "9", "unknown": "0"}  # GB/T 2261.1
GENDERS = {code: gender for gender, code in SEXES.items()}
FULL_DAY = 10  # characters of a date that names its day
EAST_ASIAN = 0x2E80  # from here on, names are written without a space


@dataclass(frozen=True)
class PatientFacts:
    """What a Patient resource says about who somebody is; identifiers as (system, value)."""

    name: str
    sex: str
    born_on: date | None
    died_at: datetime | None
    phone: str
    address: str
    identifiers: tuple[tuple[str, str], ...]


def facts_of_patient(patient: dict[str, Any]) -> PatientFacts:
    """Return who a Patient is.  A name that is not given is the resource's id."""
    death = patient.get("deceasedDateTime")
    died = period_of(death) if isinstance(death, str) else None
    return PatientFacts(
        name=_name(_dictionaries(patient.get("name"))) or str(patient["id"]),
        sex=SEXES.get(str(patient.get("gender")), "0"),
        born_on=_day(patient.get("birthDate")),
        died_at=died[0] if died else None,
        phone=next(
            (
                str(t["value"])[:20]
                for t in _dictionaries(patient.get("telecom"))
                if t.get("system") == "phone" and t.get("value")
            ),
            "",
        ),
        address=_address(_dictionaries(patient.get("address"))),
        identifiers=tuple(
            (i["system"], i["value"])
            for i in _dictionaries(patient.get("identifier"))
            if isinstance(i.get("system"), str) and isinstance(i.get("value"), str)
        ),
    )


def _name(names: list[dict[str, Any]]) -> str:
    usual = [n for n in names if n.get("use") in ("official", "usual", None)] or names
    for name in usual:
        if isinstance(name.get("text"), str):
            return str(name["text"])[:120]
        family = str(name.get("family") or "")
        given = [str(g) for g in name.get("given") or () if g]
        if family or given:
            whole = family + "".join(given)
            is_east_asian = any(ord(letter) >= EAST_ASIAN for letter in whole)
            return (whole if is_east_asian else " ".join([*given, family]).strip())[:120]
    return ""


def _address(addresses: list[dict[str, Any]]) -> str:
    for address in addresses:
        if isinstance(address.get("text"), str):
            return str(address["text"])[:200]
        parts = [address.get("city"), *(address.get("line") or ())]
        if text := " ".join(str(p) for p in parts if p):
            return text[:200]
    return ""


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or len(value) != FULL_DAY:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _dictionaries(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
