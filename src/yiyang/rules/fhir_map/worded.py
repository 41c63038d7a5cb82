"""The words of a value as they stand, and the words beside a code, for searches by modifier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yiyang.rules.fhir_map.values import ADDRESS_PARTS, NAME_PARTS, Row, hash_of, string_of_text

PARTS = tuple(dict.fromkeys((*NAME_PARTS, *ADDRESS_PARTS)))


def exact_of(value: Any) -> Iterator[Row]:
    """Yield each text of a value as it stands, letter by letter."""
    if isinstance(value, str):
        if value:
            yield 0, hash_of(value)
    elif isinstance(value, dict):
        for name in PARTS:
            held = value.get(name)
            for part in held if isinstance(held, list) else [held]:
                if isinstance(part, str):
                    yield from exact_of(part)


def texts_of(value: Any) -> Iterator[Row]:
    """Yield the words beside a code: text, displays, or the type of an identifier."""
    if not isinstance(value, dict):
        return
    held = value["type"] if isinstance(value.get("type"), dict) else value
    codings = held.get("coding")
    yield from string_of_text(held.get("text"))
    for one in (held, *(codings if isinstance(codings, list) else ())):
        yield from string_of_text(one.get("display") if isinstance(one, dict) else None)


def typed_identifier(value: Any) -> Iterator[Row]:
    """Yield an Identifier by the codes of its type together with its value."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), dict):
        return
    number, codings = value.get("value"), value["type"].get("coding")
    for coding in codings if isinstance(codings, list) else ():
        if number and isinstance(coding, dict) and coding.get("code"):
            yield hash_of(str(coding.get("system") or "")), typed_code(coding["code"], number)


def typed_code(code: object, number: object) -> int:
    """Return the number that stands for a type's code and an identifier's value together."""
    return hash_of(f"{code}|{number}")
