"""JSON whose numbers stay as they were written.

A decimal in FHIR says how exact it is: ``1.00`` is not ``1.0``.  So a number with a point, an
exponent or more digits than a machine word is read as a value that remembers its own text.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import orjson

LARGEST_EXPONENT = 200  # more says nothing about a person and breaks what reads it
MACHINE_WORD_DIGITS = 18
FORBIDDEN_CHARACTER = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:u00[01][0-9a-f]|[bf])")


class BadJson(Exception):
    """The text is no JSON that can be kept; ``code`` says why, ``line`` where if known."""

    def __init__(self, code: str, line: int = 0) -> None:
        self.code, self.line = code, line
        super().__init__(code)


class Written(Decimal):
    """A decimal that remembers how it was written."""

    text: str

    def __new__(cls, text: str) -> Written:
        """Read a number.  Raises BadJson when it is beyond any use."""
        try:
            number = super().__new__(cls, text)
        except InvalidOperation as fault:
            raise BadJson("JSON_NUMBER_TOO_LARGE") from fault
        if abs(number.adjusted()) > LARGEST_EXPONENT:
            raise BadJson("JSON_NUMBER_TOO_LARGE")
        number.text = text
        return number

    def __deepcopy__(self, memo: object) -> Written:
        """Return itself: a copy made from the number would forget how it was written."""
        return self


def _integer(text: str) -> int | Written:
    if len(text) > MACHINE_WORD_DIGITS or text == "-0":
        return Written(text)
    return int(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise BadJson("JSON_DUPLICATE_KEY")
    return values


def _constant(_: str) -> NoReturn:
    raise BadJson("JSON_NOT_A_NUMBER")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=Written, parse_int=_integer, parse_constant=_constant
)


def read_json(body: bytes) -> Any:
    """Return the value of one JSON text in UTF-8; fractions come as ``Written``.

    Raises:
        BadJson: wrong encoding, cut short, a key twice, NaN, nested too deep, a number out
            of reach.
    """
    try:
        return _DECODER.decode(body.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise BadJson("JSON_NOT_UTF8") from fault
    except RecursionError as fault:
        raise BadJson("JSON_TOO_DEEP") from fault
    except json.JSONDecodeError as fault:
        raise BadJson("JSON_BROKEN", fault.lineno) from fault


def _as_written(value: Any) -> Any:
    if isinstance(value, Written):
        return orjson.Fragment(value.text)
    raise TypeError(type(value).__name__)


def write_json(value: Any) -> bytes:
    """Return the shortest JSON text of a value read by ``read_json``; numbers as written.

    Raises:
        BadJson: a text holds a character that FHIR forbids, or half of a surrogate pair; or
            the value is nested too deep.
    """
    try:
        body = orjson.dumps(value, default=_as_written)
    except (orjson.JSONEncodeError, RecursionError) as fault:
        code = "JSON_TOO_DEEP" if "ecursion" in str(fault) else "JSON_FORBIDDEN_CHARACTER"
        raise BadJson(code) from fault
    if b"\\" in body and FORBIDDEN_CHARACTER.search(body):
        raise BadJson("JSON_FORBIDDEN_CHARACTER")
    return body


def pretty_json(value: Any) -> bytes:
    """Return the JSON text of a value that ``write_json`` takes, indented for people."""
    return orjson.dumps(value, default=_as_written, option=orjson.OPT_INDENT_2)
