"""What one element of a resource says to a search: tokens, periods, texts, numbers, targets.

Every function takes the JSON found at a parameter's place and yields rows without the
parameter's key.  JSON of another shape yields nothing: faults of shape are told elsewhere.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from yiyang.rules.fhir_map.moments import FIRST, LAST, period_of

Row = tuple[Any, ...]
Reader = Callable[[Any], Iterator[Row]]
LONGEST_TEXT = 256
LONGEST_TARGET = 512
HASH_BYTES = 8
CURRENCIES = "urn:iso:std:iso:4217"
UNSAID = frozenset({"id", "extension"})
LOWEST, HIGHEST = Decimal("-Infinity"), Decimal("Infinity")
NAME_PARTS = ("text", "family", "given", "prefix", "suffix")
ADDRESS_PARTS = ("text", "line", "city", "district", "state", "country", "postalCode")


@lru_cache(maxsize=65536)
def hash_of(text: str) -> int:
    """Return the number that stands for a code or a system; 0 for the empty text."""
    if not text:
        return 0
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:HASH_BYTES], "big", signed=True)


@lru_cache(maxsize=8192)
def plain_text(text: str) -> str:
    """Return a text as it is searched: no case, no accents, one space between words."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(
        c for c in letters if (not unicodedata.combining(c) and c.isprintable()) or c == " "
    )
    return " ".join(bare.split())[:LONGEST_TEXT]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _dictionary(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


# --- tokens: (system, code) ------------------------------------------------------------------


def token_of_code(value: Any) -> Iterator[Row]:
    """Yield a bare code, text or boolean, which has no system."""
    if isinstance(value, bool):
        yield 0, hash_of("true" if value else "false")
    elif isinstance(value, str):
        yield 0, hash_of(value)


def token_of_coding(value: Any) -> Iterator[Row]:
    """Yield a Coding."""
    coding = _dictionary(value)
    if code := _text(coding.get("code")):
        yield hash_of(_text(coding.get("system"))), hash_of(code)


def token_of_concept(value: Any) -> Iterator[Row]:
    """Yield every coding of a CodeableConcept."""
    for coding in _list(_dictionary(value).get("coding")):
        yield from token_of_coding(coding)


def token_of_identifier(value: Any) -> Iterator[Row]:
    """Yield an Identifier."""
    identifier = _dictionary(value)
    if number := _text(identifier.get("value")):
        yield hash_of(_text(identifier.get("system"))), hash_of(number)


def token_of_contact(value: Any) -> Iterator[Row]:
    """Yield a ContactPoint by its value."""
    if number := _text(_dictionary(value).get("value")):
        yield 0, hash_of(number)


def token_of_deceased(value: Any) -> Iterator[Row]:
    """Yield whether somebody has died: a date of death says that they have."""
    yield 0, hash_of("false" if value is False else "true")


# --- dates: [low, high) ----------------------------------------------------------------------


def date_of_text(value: Any) -> Iterator[Row]:
    """Yield a date, dateTime or instant."""
    if period := period_of(_text(value)):
        yield period


def date_of_period(value: Any) -> Iterator[Row]:
    """Yield a Period; an end that is not given lies at the end of time."""
    span = _dictionary(value)
    low, high = _end(span.get("start"), 0, FIRST), _end(span.get("end"), 1, LAST)
    if ("start" in span or "end" in span) and low < high:
        yield low, high


def _end(value: Any, which: int, missing: datetime) -> datetime:
    period = period_of(_text(value))
    return period[which] if period else missing


def date_of_timing(value: Any) -> Iterator[Row]:
    """Yield each event of a Timing and the period that bounds it."""
    timing = _dictionary(value)
    for event in _list(timing.get("event")):
        yield from date_of_text(event)
    yield from date_of_period(_dictionary(timing.get("repeat")).get("boundsPeriod"))


# --- texts -----------------------------------------------------------------------------------


def string_of_text(value: Any) -> Iterator[Row]:
    """Yield a text as it is searched."""
    if text := plain_text(_text(value)):
        yield (text,)


def string_of_name(value: Any) -> Iterator[Row]:
    """Yield each part of a HumanName."""
    yield from _parts(value, NAME_PARTS)


def string_of_address(value: Any) -> Iterator[Row]:
    """Yield each part of an Address."""
    yield from _parts(value, ADDRESS_PARTS)


def _parts(value: Any, names: tuple[str, ...]) -> Iterator[Row]:
    whole = _dictionary(value)
    for name in names:
        for part in _list(whole.get(name)):
            yield from string_of_text(part)


# --- references and addresses ----------------------------------------------------------------


def target_of(value: Any) -> str:
    """Return what a Reference points to without its version; empty for contained ones."""
    target = _text(_dictionary(value).get("reference")).partition("/_history/")[0]
    return "" if target.startswith("#") else target[:LONGEST_TARGET]


def reference_of_reference(value: Any) -> Iterator[Row]:
    """Yield the target of a Reference."""
    if target := target_of(value):
        yield (target,)


def reference_of_canonical(value: Any) -> Iterator[Row]:
    """Yield a canonical address or URI, as a target."""
    if target := _text(value)[:LONGEST_TARGET]:
        yield (target,)


def reference_of_resource(value: Any) -> Iterator[Row]:
    """Yield the resource that stands here itself (first entry of a document)."""
    resource = _dictionary(value)
    if resource.get("resourceType") and resource.get("id"):
        yield (f"{resource['resourceType']}/{resource['id']}",)


def points_to(value: Any, kind: str, holder: dict[str, Any]) -> bool:
    """Tell whether a Reference in ``holder`` points to a resource of type ``kind``."""
    reference = _dictionary(value)
    if reference.get("type") == kind:
        return True
    target = _text(reference.get("reference"))
    if target.startswith("#"):
        return _type_within(holder, target[1:]) == kind
    head, _, _ = target_of(value).rpartition("/")
    return head == kind or head.endswith(f"/{kind}")


def _type_within(holder: dict[str, Any], fhir_id: str) -> str:
    """Return the type of what a resource contains under an id; of itself where none is named."""
    if not fhir_id:
        return _text(holder.get("resourceType"))
    contained = map(_dictionary, _list(holder.get("contained")))
    return next((_text(c.get("resourceType")) for c in contained if c.get("id") == fhir_id), "")


def says_something(value: Any) -> bool:
    """Tell whether an element has a value: more than an id, or the reason why there is none."""
    if isinstance(value, dict):
        return not value.keys() <= UNSAID
    return value is not None and value != ""


# --- quantities and numbers: low, high, system, code -----------------------------------------


def _number(value: Any) -> Decimal | int | None:
    is_number = isinstance(value, Decimal | int) and not isinstance(value, bool)
    return value if is_number else None


def number_of_number(value: Any) -> Iterator[Row]:
    """Yield a decimal or an integer."""
    if (number := _number(value)) is not None:
        yield number, number, 0, 0


def quantity_of_quantity(value: Any) -> Iterator[Row]:
    """Yield a Quantity by its code, and once more by its unit where that differs."""
    quantity = _dictionary(value)
    number = _number(quantity.get("value"))
    if number is None:
        return
    comparator = _text(quantity.get("comparator"))
    low = LOWEST if comparator.startswith("<") else number
    high = HIGHEST if comparator.startswith(">") else number
    code, unit = _text(quantity.get("code")), _text(quantity.get("unit"))
    if code or not unit:
        yield low, high, hash_of(_text(quantity.get("system"))), hash_of(code)
    if unit and unit != code:
        yield low, high, 0, hash_of(unit)


def quantity_of_money(value: Any) -> Iterator[Row]:
    """Yield Money, in its currency."""
    money = _dictionary(value)
    if (number := _number(money.get("value"))) is not None:
        yield number, number, hash_of(CURRENCIES), hash_of(_text(money.get("currency")))


def quantity_of_range(value: Any) -> Iterator[Row]:
    """Yield a Range; an end that is not given is open."""
    bounds = _dictionary(value)
    low, high = _dictionary(bounds.get("low")), _dictionary(bounds.get("high"))
    unit = low or high
    bottom, top = _number(low.get("value")), _number(high.get("value"))
    if bottom is None and top is None:
        return
    bottom, top = LOWEST if bottom is None else bottom, HIGHEST if top is None else top
    yield bottom, top, hash_of(_text(unit.get("system"))), hash_of(_text(unit.get("code")))


TOKEN: dict[str, Reader] = {
    "Coding": token_of_coding,
    "CodeableConcept": token_of_concept,
    "Identifier": token_of_identifier,
    "ContactPoint": token_of_contact,
    "deceased": token_of_deceased,
}
DATE: dict[str, Reader] = {"Period": date_of_period, "Timing": date_of_timing}
STRING: dict[str, Reader] = {"HumanName": string_of_name, "Address": string_of_address}
REFERENCE: dict[str, Reader] = {
    "Reference": reference_of_reference,
    "Resource": reference_of_resource,
}
QUANTITY: dict[str, Reader] = {
    "Money": quantity_of_money,
    "Range": quantity_of_range,
    "Quantity": quantity_of_quantity,
    "Age": quantity_of_quantity,
    "Duration": quantity_of_quantity,
}
READERS: dict[str, tuple[dict[str, Reader], Reader]] = {
    "token": (TOKEN, token_of_code),
    "date": (DATE, date_of_text),
    "string": (STRING, string_of_text),
    "reference": (REFERENCE, reference_of_canonical),
    "uri": ({}, reference_of_canonical),
    "quantity": (QUANTITY, number_of_number),
    "number": (QUANTITY, number_of_number),
}


def reader_for(form: str, kind: str) -> Reader:
    """Return how the values of FHIR type ``kind`` are read for a parameter of ``form``."""
    if kind == "Extension":
        return extension_reader(form)
    special, usual = READERS[form]
    return special.get(kind, usual)


@lru_cache(maxsize=16)
def extension_reader(form: str) -> Reader:
    """Return the reader of an extension: that of the type its ``value[x]`` has."""
    special, usual = READERS[form]

    def read(value: Any) -> Iterator[Row]:
        for name, inside in _dictionary(value).items():
            if name.startswith("value"):
                yield from special.get(name.removeprefix("value"), usual)(inside)

    return read
