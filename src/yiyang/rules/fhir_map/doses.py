"""How a medicine is taken, as a person reads it: by its own words, or by what its parts say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiyang.rules.fhir_map.spoken import amount_text, concept_text, range_text, said

UNITS = {
    "s": ("秒", "second"),
    "min": ("分钟", "minute"),
    "h": ("小时", "hour"),
    "d": ("天", "day"),
    "wk": ("周", "week"),
    "mo": ("月", "month"),
    "a": ("年", "year"),
}
AS_NEEDED = ("必要时", "as needed")


def doses_text(resource: Mapping[str, Any], language: str = "") -> str:
    """Return every dose of a MedicationRequest or a MedicationStatement; empty where none is told.

    Args:
        language: ``zh`` or ``en`` for the program's own words; empty: both.
    """
    doses = resource.get("dosageInstruction") or resource.get("dosage") or ()
    told = (_dose(one, language) for one in doses if isinstance(one, dict))
    return "; ".join(one for one in told if one)


def _dose(dose: Mapping[str, Any], language: str) -> str:
    if isinstance(dose.get("text"), str):
        return str(dose["text"])
    parts = [
        *(_amount(one) for one in dose.get("doseAndRate", ()) if isinstance(one, dict)),
        concept_text(dose.get("route")),
        _timing(dose.get("timing"), language),
        _as_needed(dose, language),
        *map(concept_text, dose.get("additionalInstruction", ())),
        str(dose.get("patientInstruction", "")),
    ]
    return ", ".join(part for part in parts if part)


def _amount(rate: Mapping[str, Any]) -> str:
    return amount_text(rate.get("doseQuantity")) or range_text(rate.get("doseRange"))


def _timing(timing: Any, language: str) -> str:
    if not isinstance(timing, dict):
        return ""
    repeat = timing.get("repeat")
    often = _often(repeat, language) if isinstance(repeat, dict) else ""
    return often or concept_text(timing.get("code"))


def _often(repeat: Mapping[str, Any], language: str) -> str:
    """Return how often: so many times in so long.  Whole hours of the day, meals: as coded."""
    unit = UNITS.get(str(repeat.get("periodUnit")))
    when = " ".join([*map(str, repeat.get("timeOfDay", ())), *map(str, repeat.get("when", ()))])
    if unit is None or "period" not in repeat:
        return when
    times, most = repeat.get("frequency", 1), repeat.get("frequencyMax")
    times = f"{times}–{most}" if most else f"{times}"
    length = getattr(repeat["period"], "text", repeat["period"])
    longest = repeat.get("periodMax")
    length = f"{length}–{getattr(longest, 'text', longest)}" if longest else f"{length}"
    zh, en = f"每{length}{unit[0]}{times}次", f"{times} × every {length} {unit[1]}s"
    if length == "1":
        zh, en = f"每{unit[0]}{times}次", f"{times} × every {unit[1]}"
    return f"{said((zh, en), language)} {when}".strip()


def _as_needed(dose: Mapping[str, Any], language: str) -> str:
    why = concept_text(dose.get("asNeededCodeableConcept"))
    if not why and dose.get("asNeededBoolean") is not True:
        return ""
    return f"{said(AS_NEEDED, language)} ({why})" if why else said(AS_NEEDED, language)
