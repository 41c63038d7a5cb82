"""Composite search parameters: which parts are looked for together, and the pairs kept for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from yiyang.rules.fhir_map.parameters import Parameter, parameter_key, place_of
from yiyang.rules.fhir_map.tables import read_table

ALL, EITHER = "all", "either"


@dataclass(frozen=True)
class Composite:
    """One composite of one type.

    Of ``names`` all are looked for (``how`` ``all``), or any (``either``); otherwise ``how`` is
    the element that repeats, and ``first`` and ``second`` are what stands within each of it.
    """

    code: str
    key: int
    how: str
    names: tuple[str, ...] = ()
    first: Parameter | None = None
    second: Parameter | None = None

    @property
    def as_parameter(self) -> Parameter:
        """The composite as a parameter, by whose key its pairs are found."""
        return Parameter(self.code, "composite", self.key, ())


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = read_table("composites")
    return table


@cache
def composites_of(kind: str) -> tuple[Composite, ...]:
    """Return the composites of a resource type."""
    return tuple(_composite(kind, code, line) for code, line in _table().get(kind, {}).items())


@cache
def composite(kind: str, code: str) -> Composite | None:
    """Return one composite; None where the type has none of this code."""
    return next((found for found in composites_of(kind) if found.code == code), None)


def _composite(kind: str, code: str, line: str) -> Composite:
    how, _, rest = line.partition(": ")
    parts = rest.split(" & ")
    key = parameter_key(kind, code)
    if how in (ALL, EITHER):
        return Composite(code, key, how, tuple(parts))
    first, second = (_part(code, part) for part in parts)
    return Composite(code, key, how, (), first, second)


def _part(code: str, text: str) -> Parameter:
    form, _, paths = text.partition(" ")
    return Parameter(code, form, 0, tuple(place_of(path) for path in paths.split(" | ")))
