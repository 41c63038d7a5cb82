"""What a value of the book must look like: by its unit, and like the one it replaces."""

from __future__ import annotations

import re
from typing import Any

from yiyang.kernel.messages import Message

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
TOP = "THE_VALUE"  # the label of the whole value; a place inside it is its keys, joined by dots


def value_fault(unit: str, value: Any) -> Message | None:
    """Return why ``value`` is no value of ``unit``, or None.  None itself ends a line."""
    if value is None:
        return None
    if unit == "table":
        return _text_fault(value, TOP)
    if unit == "codes":
        return _codes_fault(value)
    if not isinstance(value, str):
        code = (
            "POLICY_VALUE_NO_TEXT" if isinstance(value, dict | list) else "POLICY_VALUE_NOT_QUOTED"
        )
        return _fault(code, TOP, found=str(value))
    if _scalar_fits(unit, value):
        return None
    return _fault("POLICY_VALUE_NOT_OF_UNIT", TOP, found=value, unit=f"UNIT_{unit.upper()}")


def _codes_fault(value: Any) -> Message | None:
    if not isinstance(value, list) or not all(isinstance(a, str) and a for a in value):
        return _fault("POLICY_VALUE_NOT_CODES", TOP)
    twice = next((code for code in value if value.count(code) > 1), None)
    return None if twice is None else _fault("POLICY_VALUE_CODE_TWICE", TOP, found=twice)


def _scalar_fits(unit: str, value: str) -> bool:
    if unit in WHOLE_UNITS:
        return WHOLE.fullmatch(value) is not None
    if unit in DECIMAL_UNITS:
        return AMOUNT.fullmatch(value) is not None
    return value in ("yes", "no") if unit == "flag" else bool(value.strip())


def _text_fault(value: Any, where: str) -> Message | None:
    """A bare number would pass through binary floating point; quoted text is exact."""
    if isinstance(value, dict):
        unquoted = next((key for key in value if not isinstance(key, str)), None)
        if unquoted is not None:
            return _fault("POLICY_VALUE_KEY_NOT_QUOTED", where, found=str(unquoted))
        inner = (_text_fault(held, _inside(where, key)) for key, held in value.items())
        return next(filter(None, inner), None)
    if isinstance(value, list):
        inner = (_text_fault(held, _within(where, i)) for i, held in enumerate(value))
        return next(filter(None, inner), None)
    return (
        None
        if isinstance(value, str)
        else _fault("POLICY_VALUE_NOT_QUOTED", where, found=str(value))
    )


def unlike(value: Any, model: Any, where: str = TOP) -> list[Message]:
    """Return every place where ``value`` has another shape than ``model``.

    A rule that reads the model must be able to read the value: no key of the model is
    missing (dates excepted: a new year brings its own), numbers stay numbers, lists lists.
    """
    if isinstance(model, dict):
        return _unlike_mapping(value, model, where)
    if isinstance(model, list):
        if not isinstance(value, list):
            return [_fault("POLICY_VALUE_NO_LIST", where)]
        first = model[0] if model else ""
        return [f for i, a in enumerate(value) for f in unlike(a, first, _within(where, i))]
    if not isinstance(value, str):
        return [_fault("POLICY_VALUE_NO_TEXT", where)]
    if DECIMAL.fullmatch(str(model)) and not DECIMAL.fullmatch(value):
        return [_fault("POLICY_VALUE_NO_NUMBER", where, found=value)]
    return [] if value.strip() else [_fault("POLICY_VALUE_EMPTY", where)]


def _unlike_mapping(value: Any, model: dict[str, Any], where: str) -> list[Message]:
    if not isinstance(value, dict):
        return [_fault("POLICY_VALUE_NO_TABLE", where)]
    faults = [
        _fault("POLICY_VALUE_KEY_MISSING", where, key=key)
        for key in model
        if key not in value and not DATED.fullmatch(key)
    ]
    sibling = next(iter(model.values()), "")
    for key, inner in value.items():
        faults += unlike(inner, model.get(key, sibling), _inside(where, key))
    return faults


def _inside(where: str, key: str) -> str:
    return key if where == TOP else f"{where}.{key}"


def _within(where: str, place: int) -> str:
    return f"[{place}]" if where == TOP else f"{where}[{place}]"


def _fault(code: str, where: str, **params: str) -> Message:
    return Message(code, {"where": where, **params})
