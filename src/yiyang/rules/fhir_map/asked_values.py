"""Reading one value of a search parameter: escapes, prefixes, systems, implicit ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import NoReturn

from yiyang.kernel.messages import Param
from yiyang.rules.fhir_map.addresses import own_name
from yiyang.rules.fhir_map.asked import (
    DateValue,
    NumberValue,
    ReferenceValue,
    StringValue,
    TokenValue,
    TypedToken,
    UriValue,
    Value,
)
from yiyang.rules.fhir_map.links import is_canonical
from yiyang.rules.fhir_map.moments import period_of
from yiyang.rules.fhir_map.parameters import Parameter
from yiyang.rules.fhir_map.values import LONGEST_TARGET

PREFIXES = ("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap")
PREFIXED = re.compile(rf"({'|'.join(PREFIXES)})(?=[\d+\-.])")
NUMBER = re.compile(r"[+-]?\d{1,40}(?:\.(?P<part>\d{1,40}))?(?:[eE](?P<power>[+-]?\d{1,3}))?")
LARGEST_POWER = 200
HALF = Decimal("0.5")
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
NAME = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}")
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:.+", re.DOTALL)
LOST_PLUS = re.compile(r"(T[\d:.]+) (\d\d:\d\d)$")  # a plus that was not escaped is a space
HAS_CODE = frozenset({"Coding", "CodeableConcept", "Identifier", "Extension"})
OF_TYPE_PARTS = 3


class BadValue(Exception):
    """A value cannot be read; ``code`` says why."""

    def __init__(self, code: str, **params: Param) -> None:
        self.code, self.params = code, params
        super().__init__(code)


def _bad(code: str) -> NoReturn:
    raise BadValue(code)


def split(text: str, mark: str) -> list[str]:
    """Return the parts between marks that no backslash stands before; escapes are kept."""
    parts: list[str] = []
    part: list[str] = []
    escaped = False
    for letter in text:
        if letter == mark and not escaped:
            parts.append("".join(part))
            part = []
        else:
            part.append(letter)
        escaped = letter == "\\" and not escaped
    return [*parts, "".join(part)]


def plain(text: str) -> str:
    """Return a value without its escapes (``\\,`` ``\\$`` ``\\|`` ``\\\\``)."""
    return re.sub(r"\\([\\,|$])", r"\1", text)


def read_token(parameter: Parameter, text: str) -> Value:
    """Return ``code``, ``system|code``, ``|code`` or ``system|``."""
    parts = split(text, "|")
    if len(parts) > 2 or not any(parts):  # noqa: PLR2004 -- system and code
        _bad("SEARCH_BAD_TOKEN")
    code = plain(parts[-1])
    names_system = len(parts) > 1 and has_system(parameter)
    if not names_system and not code:
        _bad("SEARCH_BAD_TOKEN")
    return TokenValue(plain(parts[0]) if names_system else None, code)


def has_system(parameter: Parameter) -> bool:
    """Tell whether a code stands in a system of its own: a bare code or a number has none."""
    return any(place.kind in HAS_CODE for place in parameter.places)


def read_identifier(text: str) -> Value:
    """Return ``system|value`` of an identifier."""
    parts = [plain(part) for part in split(text, "|")]
    if len(parts) > 2 or not any(parts):  # noqa: PLR2004 -- system and value
        _bad("SEARCH_BAD_TOKEN")
    return TokenValue(parts[0] if len(parts) > 1 else None, parts[-1])


def read_typed(_: Parameter, text: str) -> Value:
    """Return ``system|code|value`` of an identifier."""
    parts = [plain(part) for part in split(text, "|")]
    if len(parts) != OF_TYPE_PARTS or not all(parts[1:]):
        _bad("SEARCH_BAD_OF_TYPE")
    return TypedToken(*parts)


def read_date(_: Parameter, text: str) -> Value:
    """Return a date or time with its prefix."""
    prefix, rest = _prefixed(plain(text))
    period = period_of(LOST_PLUS.sub(r"\1+\2", rest))
    if period is None:
        _bad("SEARCH_BAD_DATE")
    return DateValue(prefix, *period)


def _prefixed(text: str) -> tuple[str, str]:
    match = PREFIXED.match(text)
    return (match[1], text[2:]) if match else ("eq", text)


def read_number(_: Parameter, text: str) -> Value:
    """Return a number with its prefix."""
    return _number(plain(text))


def _number(text: str) -> NumberValue:
    prefix, rest = _prefixed(text)
    match = NUMBER.fullmatch(rest)
    if match is None or abs(int(match["power"] or 0)) > LARGEST_POWER:
        _bad("SEARCH_BAD_NUMBER")
    number = Decimal(rest)
    # 100 means 99.5 to 100.5; 1e2 means 95 to 105, by the standard's own example
    last = int(match["power"] or 0) - len(match["part"] or "") - (match["power"] is not None)
    half = HALF.scaleb(last)
    return NumberValue(prefix, number, number - half, number + half)


def read_quantity(_: Parameter, text: str) -> Value:
    """Return ``number``, ``number|system|code`` or ``number||unit``."""
    parts = [plain(part) for part in split(text, "|")]
    if len(parts) not in (1, 3):
        _bad("SEARCH_BAD_QUANTITY")
    number = _number(parts[0])
    if len(parts) == 1 or not any(parts[1:]):
        return number
    system, unit = (part or None for part in parts[1:])
    return NumberValue(number.prefix, number.number, number.low, number.high, system, unit)


def read_string(_: Parameter, text: str) -> Value:
    """Return a text."""
    return StringValue(plain(text))


def read_uri(_: Parameter, text: str) -> Value:
    """Return an address."""
    return UriValue(plain(text)[:LONGEST_TARGET])


def read_reference(
    parameter: Parameter, text: str, targets: frozenset[str], bases: Collection[str]
) -> ReferenceValue:
    """Return an id, ``Type/id`` or an address, as any of the targets it may mean.

    Args:
        targets: the types that an id alone may be of.
        bases: our own addresses: what stands below one of them is ``Type/id``.
    """
    target = plain(text).partition("/_history/")[0]
    target = own_name(target, bases) or target
    if NAME.fullmatch(target):
        return ReferenceValue((target,))
    if ID.fullmatch(target) and not is_canonical(parameter):
        return ReferenceValue(tuple(f"{kind}/{target}" for kind in sorted(targets)))
    if ABSOLUTE.fullmatch(target) or is_canonical(parameter):
        return ReferenceValue((target[:LONGEST_TARGET],), canonical=is_canonical(parameter))
    raise BadValue("SEARCH_BAD_REFERENCE")


READ: dict[str, Callable[[Parameter, str], Value]] = {
    "token": read_token,
    "date": read_date,
    "string": read_string,
    "number": read_number,
    "quantity": read_quantity,
    "uri": read_uri,
}
