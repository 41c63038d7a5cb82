"""Values as a person reads them: in Chinese, in English, or in both.

Nothing that changes what a value means is left out: what stands before a number, its unit, what
it was judged to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ZH, EN = "zh", "en"
DAY = 10
Words = tuple[str, str]
# HL7 v3 ObservationInterpretation; what is normal needs no word.
JUDGED: Mapping[str, Words] = {
    "H": ("偏高", "high"),
    "HH": ("危急偏高", "critically high"),
    "HU": ("显著偏高", "significantly high"),
    "L": ("偏低", "low"),
    "LL": ("危急偏低", "critically low"),
    "LU": ("显著偏低", "significantly low"),
    "A": ("异常", "abnormal"),
    "AA": ("危急异常", "critically abnormal"),
    "POS": ("阳性", "positive"),
    "NEG": ("阴性", "negative"),
    "N": ("", ""),
}
TRUTH: Mapping[bool, Words] = {True: ("是", "Yes"), False: ("否", "No")}
# Codes of UCUM that are no signs a person reads.
PRINTED: Mapping[str, Words] = {
    "Cel": ("℃", "℃"),
    "mm[Hg]": ("mmHg", "mmHg"),
    "/min": ("次/分", "/min"),
}
NO_VALUE = ("无结果", "no result")
# What we ourselves write into the record in both languages, one after the other.
CARE_PLAN = ("家庭医生照护计划", "Family doctor's care plan")
FASTING_GLUCOSE = ("空腹血糖", "Fasting glucose")


def said(words: Words, language: str = "") -> str:
    """Return what is said in a language, ``zh`` or ``en``; empty: in both, one after the other."""
    zh, en = words
    return {ZH: zh, EN: en}.get(language, f"{zh} {en}".strip())


def in_language(text: str, language: str) -> str:
    """Return a text in a language where it is one of our own in both; any other as it stands."""
    for words in (CARE_PLAN, FASTING_GLUCOSE):
        if text == said(words):
            return said(words, language)
    return text


def concept_text(concept: Any) -> str:
    """Return a CodeableConcept as a person reads it: its text, or a display, or a code."""
    if not isinstance(concept, dict):
        return ""
    if isinstance(concept.get("text"), str):
        return str(concept["text"])
    codings = [c for c in concept.get("coding", ()) if isinstance(c, dict)]
    for name in ("display", "code"):
        for coding in codings:
            if isinstance(coding.get(name), str):
                return str(coding[name])
    return ""


def codes_of(concept: Any) -> list[str]:
    """Return the codes of a CodeableConcept, in any system."""
    codings = concept.get("coding", ()) if isinstance(concept, dict) else ()
    return [str(c.get("code")) for c in codings if isinstance(c, dict)]


def amount_text(quantity: Any, language: str = "") -> str:
    """Return a Quantity with what stands before its number: ``< 5 mmol/L``; empty for none."""
    if not isinstance(quantity, dict) or "value" not in quantity:
        return ""
    number = getattr(quantity["value"], "text", quantity["value"])
    unit = quantity.get("unit") or quantity.get("code") or ""
    zh, en = PRINTED.get(unit, (unit, unit))
    unit = zh if language == ZH else en
    return f"{quantity.get('comparator', '')} {number} {unit}".strip()


def range_text(bounds: Any) -> str:
    """Return a Range: ``2 g – 4 g``, and ``– 4 g`` where it has no lower end."""
    if not isinstance(bounds, dict):
        return ""
    low, high = (amount_text(bounds.get(name)) for name in ("low", "high"))
    return f"{low} – {high}".strip() if low or high else ""


def ratio_text(ratio: Any) -> str:
    """Return a Ratio: ``1 mg : 5 mL``."""
    if not isinstance(ratio, dict):
        return ""
    above, below = (amount_text(ratio.get(name)) for name in ("numerator", "denominator"))
    return f"{above} : {below}" if above and below else above


def period_text(period: Any) -> str:
    """Return a Period by its days; one day is told once, and nothing of an end that is open."""
    if not isinstance(period, dict):
        return ""
    return days_text(period.get("start"), period.get("end"))


def days_text(start: Any, end: Any) -> str:
    """Return two moments as days, as far as they are known."""
    first, last = (str(day)[:DAY] if isinstance(day, str) else "" for day in (start, end))
    return first if first == last or not last else f"{first} – {last}".strip()


def value_text(holder: Mapping[str, Any], language: str = "") -> str:
    """Return what was measured or found, and what it was judged to be; empty for neither."""
    parts = (_value(holder, language), *(_judged(c, language) for c in _judgements(holder)))
    return ", ".join(part for part in parts if part)


def _value(holder: Mapping[str, Any], language: str) -> str:
    if isinstance(holder.get("valueBoolean"), bool):
        return said(TRUTH[holder["valueBoolean"]], language)
    for name in ("valueString", "valueInteger", "valueDateTime", "valueTime", "conclusion"):
        if name in holder:
            return str(holder[name])
    return (
        amount_text(holder.get("valueQuantity"), language)
        or concept_text(holder.get("valueCodeableConcept"))
        or range_text(holder.get("valueRange"))
        or ratio_text(holder.get("valueRatio"))
        or period_text(holder.get("valuePeriod"))
        or _none(holder.get("dataAbsentReason"), language)
    )


def _none(reason: Any, language: str) -> str:
    why = concept_text(reason)
    return f"{said(NO_VALUE, language)} ({why})" if why else ""


def _judgements(holder: Mapping[str, Any]) -> list[Any]:
    held = holder.get("interpretation")
    return held if isinstance(held, list) else []


def _judged(concept: Any, language: str) -> str:
    for code in codes_of(concept):
        if code in JUDGED:
            return said(JUDGED[code], language)
    return concept_text(concept)
