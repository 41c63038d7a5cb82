"""What a value of the book must look like: by its unit, and like the one it replaces."""

from __future__ import annotations

import re
from typing import Any

TIME_UNITS = {"second", "minute", "hour", "day", "working_day", "month", "year"}
WHOLE_UNITS = TIME_UNITS | {"fen", "fen_per_month", "level", "count", "metre"}
DECIMAL_UNITS = {"share", "percent", "point", "mmhg", "mmol_per_litre"}
TEXT_UNITS = {"code", "text"}
UNITS = WHOLE_UNITS | DECIMAL_UNITS | TEXT_UNITS | {"codes", "table", "flag"}
NUMBER_UNITS = WHOLE_UNITS | DECIMAL_UNITS
WHOLE = re.compile(r"[0-9]+")  # no single value counts below nothing
AMOUNT = re.compile(r"[0-9]+(\.[0-9]+)?")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")  # in a table, where points may be taken off
DATED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def value_fault(unit: str, value: Any) -> str | None:
    """Return why ``value`` is no value of ``unit``, or None.  None itself ends a line."""
    if value is None:
        return None
    if unit == "table":
        return _text_fault(value, "value")
    if unit == "codes":
        if isinstance(value, list) and all(isinstance(a, str) and a for a in value):
            return None if len(set(value)) == len(value) else "a code stands twice"
        return "not a list of codes"
    if not isinstance(value, str):
        return f"quote {value!r}" if not isinstance(value, dict | list) else f"not one {unit}"
    return None if _scalar_fits(unit, value) else f"{value!r} is no {unit}"


def _scalar_fits(unit: str, value: str) -> bool:
    if unit in WHOLE_UNITS:
        return WHOLE.fullmatch(value) is not None
    if unit in DECIMAL_UNITS:
        return AMOUNT.fullmatch(value) is not None
    return value in ("yes", "no") if unit == "flag" else bool(value.strip())


def _text_fault(value: Any, where: str) -> str | None:
    """A bare number would pass through binary floating point; quoted text is exact."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                return f"{where}: quote the key {key!r}"
            fault = _text_fault(inner, f"{where}.{key}")
            if fault:
                return fault
    elif isinstance(value, list):
        return next(
            filter(None, (_text_fault(a, f"{where}[{i}]") for i, a in enumerate(value))), None
        )
    elif not isinstance(value, str):
        return f"{where}: quote {value!r}"
    return None


def unlike(value: Any, model: Any, where: str = "value") -> list[str]:
    """Return every place where ``value`` has another shape than ``model``.

    A rule that reads the model must be able to read the value: no key of the model is
    missing (dates excepted: a new year brings its own), numbers stay numbers, lists lists.
    """
    if isinstance(model, dict):
        return _unlike_mapping(value, model, where)
    if isinstance(model, list):
        if not isinstance(value, list):
            return [f"{where}: a list is needed"]
        first = model[0] if model else ""
        return [f for i, a in enumerate(value) for f in unlike(a, first, f"{where}[{i}]")]
    if not isinstance(value, str):
        return [f"{where}: one text is needed"]
    if DECIMAL.fullmatch(str(model)) and not DECIMAL.fullmatch(value):
        return [f"{where}: a number is needed"]
    return [] if value.strip() else [f"{where}: empty"]


def _unlike_mapping(value: Any, model: dict[str, Any], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: a table is needed"]
    faults = [
        f"{where}: {key} is missing"
        for key in model
        if key not in value and not DATED.fullmatch(key)
    ]
    sibling = next(iter(model.values()), "")
    for key, inner in value.items():
        faults += unlike(inner, model.get(key, sibling), f"{where}.{key}")
    return faults
