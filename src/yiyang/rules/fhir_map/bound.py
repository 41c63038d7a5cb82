"""The codes that R4 lists for an element, where it lets no other stand there.

``codes.yaml`` is our own table of the required bindings of elements of type code whose value set
can be listed: not media types, currencies and languages.  Source: HL7 FHIR R4 4.0.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from yiyang.rules.fhir_map.tables import read_table

BASE, VERSION = "http://hl7.org/fhir/ValueSet/", "4.0.1"


@dataclass(frozen=True, slots=True)
class Bound:
    """The codes of a value set, and its canonical address."""

    value_set: str
    codes: frozenset[str]


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_table("codes")
    return table


@cache
def _set(name: str) -> Bound:
    address = name if "/" in name else BASE + name
    return Bound(f"{address}|{VERSION}", frozenset(_table()["sets"][name].split()))


@cache
def bound_of(owner: str) -> Mapping[str, Bound]:
    """Return the bound elements of a type or of an element's path, by name."""
    return {name: _set(held) for name, held in _table()["elements"].get(owner, {}).items()}
