"""Where references may lead, and which resources belong to whose compartment."""

from __future__ import annotations

from functools import cache

from yiyang.rules.fhir_map.parameters import Parameter, served_types
from yiyang.rules.fhir_map.tables import read_table

ANY = "*"
CANONICAL = frozenset({"canonical", "uri", "url"})


@cache
def _targets() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = read_table("targets")
    return table


@cache
def targets_of(kind: str, code: str) -> frozenset[str]:
    """Return the served types that a reference parameter may point to."""
    named = _targets().get(kind, {}).get(code, ANY)
    return served_types() if named == ANY else frozenset(named.split())


def is_canonical(parameter: Parameter) -> bool:
    """Tell whether a reference parameter finds addresses of definitions, not ``Type/id`` alone."""
    return any(place.kind in CANONICAL for place in parameter.places)


@cache
def compartments() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, for each compartment and type in it, the parameters by which it belongs there."""
    table: dict[str, dict[str, str]] = read_table("compartments")
    return {
        owner: {kind: tuple(codes.split()) for kind, codes in lines.items()}
        for owner, lines in table.items()
    }
