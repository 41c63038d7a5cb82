"""Which search parameters a type has, and where in its JSON their values stand."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yiyang.kernel.strict_yaml import read_yaml

TABLE = Path(__file__).with_name("parameters.yaml")
STEP = re.compile(r"(\w+)((?:\[[^\]]*\])*)(?:\.|$)")
UNINDEXED = frozenset({"_id", "_lastUpdated"})  # columns of the resource itself
KEY_BYTES = 4
# Types with a service and doors of their own: whoever is outside neither reads nor writes them
# in the record itself.
APART = frozenset({"Subscription"})


@dataclass(frozen=True)
class Step:
    """One JSON key to follow; ``field``/``value`` narrow a list, ``first`` takes its head."""

    key: str
    field: str = ""
    value: str = ""
    first: bool = False


@dataclass(frozen=True)
class Place:
    """Where values stand: the keys to follow, the FHIR type there, a reference's target."""

    steps: tuple[Step, ...]
    kind: str
    target: str = ""


@dataclass(frozen=True)
class Parameter:
    """One search parameter of one type; ``key`` stands for it in the index tables."""

    code: str
    kind: str
    key: int
    places: tuple[Place, ...]
    owner: str = ""  # the resource type whose rows carry the key


def parameter_key(owner: str, code: str) -> int:
    """Return the number that stands for a parameter in the index: the same for ever."""
    digest = hashlib.sha256(f"{owner}.{code}".encode()).digest()
    return int.from_bytes(digest[:KEY_BYTES], "big", signed=True)


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = read_yaml(TABLE)
    return table


@cache
def served_types() -> frozenset[str]:
    """Return the resource types that the store takes."""
    return frozenset(_table()) - {"Resource", "DomainResource"}


@cache
def parameters_of(kind: str) -> tuple[Parameter, ...]:
    """Return the search parameters of a resource type, those of every resource first.

    Raises:
        KeyError: the store does not serve this type.
    """
    shared = [(c, line) for c, line in _table()["Resource"].items() if c not in UNINDEXED]
    return tuple(_parameter(kind, code, line) for code, line in (*shared, *_table()[kind].items()))


@cache
def parameter(kind: str, code: str) -> Parameter:
    """Return one parameter.  Raises KeyError when the type has none of this code."""
    for found in parameters_of(kind):
        if found.code == code:
            return found
    raise KeyError(f"{kind}.{code}")


def _parameter(kind: str, code: str, line: str) -> Parameter:
    form, _, paths = line.partition(" ")
    places = tuple(map(place_of, paths.split(" | ")))
    return Parameter(code, form, parameter_key(kind, code), places, kind)


def place_of(text: str) -> Place:
    """Return the place that a path of the table names."""
    path, _, kind = text.rpartition("@")
    name, _, target = kind.partition(":")
    return Place(tuple(_step(*found) for found in STEP.findall(path)), name, target)


def _step(key: str, brackets: str) -> Step:
    inside = brackets.strip("[]")
    if inside == "0":
        return Step(key, first=True)
    field, _, value = inside.partition("=")
    return Step(key, field, value)
