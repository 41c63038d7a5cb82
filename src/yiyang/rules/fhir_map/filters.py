"""``_filter``: one expression of tests over the search parameters of a type.

Source: HL7 FHIR R4 (4.0.1), Filter (http://hl7.org/fhir/R4/search_filter.html).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yiyang.rules.fhir_map.asked import Both, Chain, Criterion, DateValue, Either, Not, Test
from yiyang.rules.fhir_map.composites import Composite
from yiyang.rules.fhir_map.findings import Fault
from yiyang.rules.fhir_map.logic import (
    MOST_LEAVES,
    BadLogic,
    Every,
    No,
    Scanner,
    Some,
    read_joined,
    read_whole,
)
from yiyang.rules.fhir_map.parameters import Parameter, served_types
from yiyang.rules.fhir_map.query_criteria import DEEPEST, HAS, Asker

FILTER = "_filter"
NAME = re.compile(r"_?[A-Za-z][\w:-]*")
OPERATOR = re.compile(r"[a-z]{2}(?=\s)")
TOKEN = re.compile(r'(?!")[^\s)\]]+')
ORDERED = ("eq", "ne", "gt", "lt", "ge", "le", "ap", "sa", "eb")
# By the kind of a parameter and the operator: the modifier of an ordinary search, or one of a
# filter's own; where a value has a prefix, the operator is that prefix.
WAYS: dict[str, dict[str, str]] = {
    "token": {"eq": "", "ne": "ne", "in": "in", "ni": "not-in", "ss": "below", "sb": "above"},
    "string": {"eq": "equals", "ne": "ne", "co": "contains", "sw": "", "ew": "ends"},
    "reference": {"eq": "", "re": "", "ne": "ne"},
    "uri": {"eq": "", "ne": "ne", "sw": "below"},
    "date": dict.fromkeys((*ORDERED, "po"), ""),
    "number": dict.fromkeys(ORDERED, ""),
    "quantity": dict.fromkeys(ORDERED, ""),
}
OF_ID = {"eq": "", "ne": "not"}
PREFIXED = frozenset({"date", "number", "quantity"})
OWN = frozenset({"ne", "equals", "ends"})
PRESENT = {"true": "false", "false": "true"}  # ``pr`` is the other side of ``missing``


@dataclass(frozen=True)
class _Step:
    """One name of a path, and the filter in brackets behind it."""

    name: str
    inner: object | None = None


@dataclass(frozen=True)
class _Compared:
    """One test: a path, an operator, a value as it was written."""

    path: tuple[_Step, ...]
    operator: str
    value: str


def _compared(scanner: Scanner, depth: int) -> object:
    path = [_step(scanner, depth)]
    while scanner.text.startswith(".", scanner.at):
        scanner.at += 1
        path.append(_step(scanner, depth))
    scanner.sign("")
    operator = scanner.take(OPERATOR)
    if operator is None:
        raise scanner.bad()
    scanner.sign("")
    value = scanner.quoted()
    if value is None:
        value = scanner.take(TOKEN)
    if not value:
        raise scanner.bad()
    return _Compared(tuple(path), operator, value)


def _step(scanner: Scanner, depth: int) -> _Step:
    name = scanner.take(NAME)
    if name is None:
        raise scanner.bad()
    if not scanner.text.startswith("[", scanner.at):
        return _Step(name)
    scanner.at += 1
    inner = read_joined(scanner, _compared, depth + 1)
    if not scanner.sign("]"):
        raise scanner.bad()
    if not scanner.text.startswith(".", scanner.at):
        raise scanner.bad()
    return _Step(name, inner)


class Filters(Asker):
    """Reads the tests of all filters of a search as its criteria, and counts them together.

    A test's operator travels before its value through chains and ``_has`` to its parameter.
    """

    def __init__(self, beside: Asker) -> None:
        super().__init__(beside.bases, beside.meanings)
        self.meant = beside.meant  # what codes mean is worked out once for the whole search
        self.tests = 0

    def asked(self, types: Sequence[str], text: str) -> Criterion:
        """Return what one filter asks of resources of these types.

        Raises:
            Fault: it cannot be read, asks what cannot be asked, or there are too many tests.
        """
        try:
            tree = read_whole(text, _compared)
        except BadLogic as fault:
            raise Fault(fault.code, place=fault.place) from fault
        try:
            return self.tree(types, tree)
        except Fault as fault:  # left out, an unknown name would turn the filter's meaning round
            raise Fault.again(fault) from fault

    def tree(self, types: Sequence[str], tree: object, depth: int = 0) -> Criterion:
        """Return the criterion of a tree."""
        if isinstance(tree, Every):
            return Both(tuple(self.tree(types, one, depth) for one in tree.parts))
        if isinstance(tree, Some):
            return Either(tuple(self.tree(types, one, depth) for one in tree.parts))
        if isinstance(tree, No):
            return Not(self.tree(types, tree.part, depth))
        if not isinstance(tree, _Compared):
            raise TypeError(type(tree).__name__)
        self.tests += 1
        if self.tests > MOST_LEAVES:
            raise Fault("SEARCH_LOGIC_TOO_LONG")
        return self._on(types, tree.path, f"{tree.operator} {tree.value}", depth)

    def _on(self, types: Sequence[str], path: Sequence[_Step], text: str, depth: int) -> Criterion:
        if depth > DEEPEST:
            raise Fault("SEARCH_TOO_DEEP", limit=DEEPEST)
        first, *rest = path
        if all(step.inner is None for step in path):
            return self.criterion(types, ".".join(step.name for step in path), text, depth)
        if first.name.startswith(HAS):
            raise Fault("SEARCH_NOT_A_REFERENCE", name=first.name[:80])
        code, _, asked = first.name.partition(":")
        parameters, targets = self.leads(types, code, asked, depth)
        inner = [self._on(targets, rest, text, depth + 1)]
        if first.inner is not None:
            inner.append(self.tree(targets, first.inner, depth + 1))
        return Chain(parameters, targets, Both(tuple(inner)))

    def _test(
        self, types: Sequence[str], found: dict[str, Parameter], modifier: str, text: str
    ) -> Test:
        operator, _, value = text.partition(" ")
        one = next(iter(found.values()))
        if modifier and not (one.kind == "reference" and modifier in served_types()):
            raise Fault("SEARCH_BAD_MODIFIER", modifier=modifier[:40])
        if operator == "pr" and one.key:
            return super()._test(types, found, "missing", PRESENT.get(value, value))
        way = (OF_ID if one.code == "_id" else WAYS.get(one.kind, {})).get(operator)
        if way is None:
            raise Fault("SEARCH_BAD_OPERATOR", name=one.code[:80], operator=operator)
        value = value.replace("\\", "\\\\").replace(",", "\\,")
        if operator == "po":
            return _overlapping(super()._test(types, found, "", f"eq{value}"))
        if one.kind in PREFIXED:
            return super()._test(types, found, "", f"{operator}{value}")
        if way in OWN:
            return replace(super()._test(types, found, modifier, value), modifier=way)
        return super()._test(types, found, modifier or way, value)

    def _composite(self, kind: str, found: Composite, modifier: str, text: str) -> Criterion:
        raise Fault("SEARCH_BAD_OPERATOR", name=found.code, operator=text.partition(" ")[0])


def _overlapping(test: Test) -> Test:
    """Return a test of dates as one of overlap: every value's prefix becomes ``po``."""
    values = (replace(one, prefix="po") for one in test.values if isinstance(one, DateValue))
    return replace(test, values=tuple(values))
