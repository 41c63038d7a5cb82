"""One value by what a node demands of it: fixed, pattern, length, range, codes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from yiyang.rules.fhir_check.elements import Item, objects
from yiyang.rules.fhir_check.issues import Severity, issue
from yiyang.rules.fhir_check.looking import Look
from yiyang.rules.fhir_check.matching import has_pattern, is_fixed
from yiyang.rules.fhir_check.nodes import UNSAID, Node
from yiyang.rules.fhir_check.terms import Codes
from yiyang.rules.fhir_map.moments import period_of

REQUIRED = "required"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
TEXTS = frozenset({"code", "string", "uri", "markdown"})


def check_value(walker: Look, item: Item, node: Node) -> None:
    """Note each demand of a node that a value does not meet."""
    if node.fixed is not UNSAID and not is_fixed(item.value, node.fixed):
        walker.tell("FIXED_VALUE", item.where, node)
    if node.pattern is not UNSAID and not has_pattern(item.value, node.pattern):
        walker.tell("PATTERN_VALUE", item.where, node)
    too_long = isinstance(item.value, str) and len(item.value) > (node.max_length or 2**31)
    if too_long:
        walker.tell("TOO_LONG", item.where, node, most=node.max_length or 0)
    if _is_less(item.value, node.least) or _is_less(node.most, item.value):
        walker.tell("OUT_OF_RANGE", item.where, node)
    for strength, value_set in node.bindings:
        _check_binding(walker, item, node, strength, value_set)
    if item.kind == "Coding":
        _check_coding(walker, item)


def _is_less(one: Any, other: Any) -> bool:
    """Tell whether one value lies below another; False where they do not compare."""
    if isinstance(one, dict) and isinstance(other, dict):
        is_same = one.get("code") == other.get("code")
        return is_same and _is_less(one.get("value"), other.get("value"))
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one < other
    if isinstance(one, str) and isinstance(other, str):
        first, second = _period(one), _period(other)
        if first and second:
            return first[1] <= second[0]
        return ":" in one and ":" in other and one < other
    return False


def _period(text: str) -> tuple[datetime, datetime] | None:
    return period_of(text)


def _check_binding(walker: Look, item: Item, node: Node, strength: str, value_set: str) -> None:
    if strength not in (REQUIRED, "extensible"):
        return
    codes = walker.terms.codes_of(value_set)
    if codes is None or _is_among(item, codes):
        return
    if strength == REQUIRED:
        walker.tell("NOT_IN_VALUE_SET", item.where, node, value_set=value_set)
    else:
        told = issue(
            "NOT_IN_VALUE_SET", item.where, severity=Severity.WARNING, profile=node.source,
            value_set=value_set,
        )  # fmt: skip
        walker.issues.append(told)


def _is_among(item: Item, codes: Codes) -> bool:
    value = item.value
    if item.kind in TEXTS:
        return isinstance(value, str) and codes.has(None, value)
    if not isinstance(value, dict):
        return True
    if item.kind == "CodeableConcept":
        return _is_absent(value) or any(_has(codes, one) for one in objects(value.get("coding")))
    if item.kind in ("Coding", "Quantity"):
        return "code" not in value or _has(codes, value)
    return True


def _is_absent(value: dict[str, Any]) -> bool:
    """Tell whether a value says that it is not known and why."""
    urls = [one.get("url") for one in objects(value.get("extension"))]
    return "coding" not in value and ABSENT in urls


def _has(codes: Codes, coding: dict[str, Any]) -> bool:
    if "code" not in coding:
        return False
    return codes.has(str(coding.get("system")), str(coding["code"]))


def _check_coding(walker: Look, item: Item) -> None:
    """Note a code that a system known whole does not have."""
    value = item.value if isinstance(item.value, dict) else {}
    system, code = value.get("system"), value.get("code")
    if not isinstance(system, str) or not isinstance(code, str):
        return
    known = walker.terms.system(system)
    if known is not None and code not in known:
        told = issue("CODE_UNKNOWN", item.where, system=system)
        if told not in walker.issues:
            walker.issues.append(told)
