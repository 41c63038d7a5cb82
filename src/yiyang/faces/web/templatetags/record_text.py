"""Vital signs in the reader's language, for templates."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from yiyang.rules.fhir_map.vitals import Measured, coded_values, signs

register = template.Library()
HUNDREDTH = Decimal("0.01")
UNITS = {"/min": ("次/分", "/min"), "mm[Hg]": ("mmHg", "mmHg"), "Cel": ("℃", "°C")}
YES_NO = {"YES": ("是", "yes"), "NO": ("否", "no")}


def _pick(pair: tuple[str, str]) -> str:
    return pair[0] if (get_language() or "zh").startswith("zh") else pair[1]


@register.filter
def sign_name(key: str) -> str:
    """Return the name of a vital sign."""
    sign = signs()[key]
    return _pick((sign.text_zh, sign.text_en))


@register.filter
def sign_value(measured: Measured) -> str:
    """Return a measured value with its unit, or in words."""
    if measured.unit:
        unit = _pick(UNITS.get(measured.unit, (measured.unit, measured.unit)))
        return f"{rounded(measured.value)} {unit}"
    if measured.value in YES_NO:
        return _pick(YES_NO[measured.value])
    words = coded_values().get((measured.key, measured.value))
    return _pick(words) if words else measured.value


@register.filter
def rounded(value: str) -> str:
    """Return a number with two decimals at most; what is not a number as it stands.

    Devices and other systems send what they computed.  The record keeps every digit.
    """
    try:
        short = Decimal(value).quantize(HUNDREDTH, ROUND_HALF_UP)
    except InvalidOperation:
        return value
    return value if short == Decimal(value) else f"{short.normalize():f}"


@register.filter
def day(at: datetime | None) -> str:
    """Return the day of a moment, in local time."""
    return "" if at is None else f"{timezone.localtime(at):%Y-%m-%d}"


@register.simple_tag
def charted_signs() -> list[str]:
    """Return the vital signs that are numbers and so have a chart."""
    return [key for key, sign in signs().items() if sign.unit]
