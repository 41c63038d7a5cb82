"""Invariants in FHIRPath: parsed once, asked of one value in its resource.

The engine is ``fhirpathpy``; what it cannot read or compute is told as not looked at, never as a
fault of the resource.  The commonest invariants are not asked here at all: ``always`` has them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fhirpathpy import apply_parsed_path
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
from fhirpathpy.parser import parse

MODEL = models["r4"]


class Unreadable(Exception):
    """The engine cannot evaluate an expression on this value."""


def _has_value(found: list[Any]) -> bool:
    """Tell whether there is one primitive, with a value and not extensions alone (R4, FHIRPath)."""
    values = [getattr(one, "data", one) for one in found]
    return len(values) == 1 and values[0] is not None and not isinstance(values[0], dict | list)


OPTIONS = {
    "traceFn": lambda *_: None,  # a trace would be printed, with what is in the record
    # A function of FHIR that the engine lacks: age-1 and cnt-3 call it.
    "userInvocationTable": {"hasValue": {"fn": _has_value, "arity": {0: []}}},
}


# que-7: the published text names the System type.
AS_MEANT = {"answer is Boolean": "answer is boolean"}
# What FHIR gives to every expression (R4, FHIRPath, environment variables).
CONSTANTS = {
    "sct": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
    "ucum": "http://unitsofmeasure.org",
}
NAMED = re.compile(r"%`((vs|ext)-([^`]+))`")
NAMED_BASE = {
    "vs": "http://hl7.org/fhir/ValueSet/",
    "ext": "http://hl7.org/fhir/StructureDefinition/",
}


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> Any:
    for written, meant in AS_MEANT.items():
        expression = expression.replace(written, meant)
    return parse(expression)


@lru_cache(maxsize=4096)
def _constants(expression: str) -> dict[str, str]:
    """Return what an expression may name without being given it: code systems, definitions."""
    if "%" not in expression:
        return {}
    named = {name: NAMED_BASE[kind] + rest for name, kind, rest in NAMED.findall(expression)}
    return {**CONSTANTS, **named, **{f"`{name}`": address for name, address in named.items()}}


def evaluate(expression: str, value: Any, kind: str, variables: Mapping[str, Any]) -> list[Any]:
    """Return what an expression yields on a value.

    Args:
        kind: type of the value, or path of its element.
        variables: ``resource`` and ``rootResource``.

    Raises:
        Unreadable: it cannot be parsed or evaluated.
    """
    try:
        is_whole = isinstance(value, dict) and "resourceType" in value
        node = value if is_whole else ResourceNode.create_node(value, kind)
        known = {**_constants(expression), **variables}
        found = apply_parsed_path(node, _parsed(expression), known, MODEL, OPTIONS)
    except RecursionError as fault:
        raise Unreadable("RecursionError") from fault
    except Exception as fault:  # the engine raises bare Exception for whatever it cannot do
        raise Unreadable(type(fault).__name__) from fault
    return found if isinstance(found, list) else [found]


def holds(expression: str, value: Any, kind: str, variables: Mapping[str, Any]) -> bool:
    """Tell whether a condition holds: one true, or nothing at all.

    Raises:
        Unreadable: it cannot be evaluated, or yields no single truth.
    """
    found = evaluate(expression, value, kind, variables)
    if not found:
        return True
    if len(found) == 1 and isinstance(found[0], bool):
        return found[0]
    raise Unreadable("NotBoolean")
