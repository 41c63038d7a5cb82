"""From typed criteria to one condition on a resource, with the reader joined at every hop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiyang.record.selectors.search.conditions import (
    TABLES,
    held_rows,
    keys_of,
    own_column,
    rows_of,
)
from yiyang.record.selectors.search.fragments import (
    FALSE,
    Names,
    Piece,
    any_of,
    every,
    negated,
    one_of,
)
from yiyang.record.selectors.search.seen import Seen
from yiyang.record.selectors.search.texts import body_holds
from yiyang.rules.fhir_map import special
from yiyang.rules.fhir_map.asked import (
    Both,
    Chain,
    Criterion,
    Either,
    Has,
    Not,
    OneOf,
    ReferenceValue,
    Test,
    TokenValue,
    Value,
)
from yiyang.rules.fhir_map.parameters import Parameter, parameter_key

DECEASED = "deceased"  # the kind of place that tells whether somebody has died
PATIENT = "Patient/"
# What a value of each kind may be found by in another table: the modifier, and the table.
BESIDE = {
    "token": (("text", "string"),),
    "reference": (("identifier", "token"),),
    "string": (("exact", "token"),),
}
UNREAD = ("missing", "token")  # values that are there, and nothing is found by


@dataclass(frozen=True)
class Compiler:
    """Makes conditions of one statement: for what a reader may see, reckoned from ``at``.

    ``row_by_row``: for few resources, found by a criterion that leads to them (``is_leading``).
    """

    seen: Seen
    at: datetime
    names: Names
    row_by_row: bool = False

    def condition(self, criterion: Criterion, r: str) -> Piece:
        """Return the condition that ``criterion`` holds of the resource ``r``."""
        if isinstance(criterion, Test):
            return self._test(criterion, r)
        if isinstance(criterion, Both | Either):
            join = every if isinstance(criterion, Both) else any_of
            return join(self.condition(one, r) for one in criterion.criteria)
        if isinstance(criterion, Not):
            return negated(self.condition(criterion.criterion, r))
        if isinstance(criterion, Chain):
            return self._chain(criterion, r)
        if isinstance(criterion, Has):
            return self._has(criterion, r)
        return _named(criterion, r)

    def _test(self, test: Test, r: str) -> Piece:
        if test.kind == special.KIND:
            return body_holds(test, r)
        if test.parameters[0].key == 0:
            return own_column(test, r, self.at)
        if test.modifier == "missing":
            found = self._present(test.parameters, r)
            return negated(found) if test.is_missing else found
        if is_deceased(test.parameters[0]):
            return self._deceased(test, r)
        i = self.names.new("i")
        table, row = rows_of(test, i, self.at)
        found = held_rows(i, table, r, keys_of(test), row, row_by_row=self.row_by_row)
        return negated(found) if test.modifier == "not" else found

    def _present(self, parameters: Sequence[Parameter], r: str) -> Piece:
        kind = parameters[0].kind
        keys = {TABLES.get(kind, kind): [one.key for one in parameters]}
        for modifier, table in (*BESIDE.get(kind, ()), UNREAD):
            keys.setdefault(table, []).extend(
                parameter_key(one.owner, f"{one.code}:{modifier}") for one in parameters
            )
        return any_of(
            held_rows(self.names.new("i"), table, r, found) for table, found in keys.items()
        )

    def _deceased(self, test: Test, r: str) -> Piece:
        """Whoever is not said to have died lives: also where nothing is said."""
        asked = {v.code for v in test.values if isinstance(v, TokenValue)}
        i = self.names.new("i")
        died = Test(test.parameters, "", (TokenValue(None, "true"),))
        _, row = rows_of(died, i, self.at)
        dead = held_rows(i, "token", r, keys_of(died), row)
        pieces = {"true": dead, "false": negated(dead)}
        found = any_of(pieces[code] for code in sorted(asked & set(pieces)))
        return negated(found) if test.modifier in ("not", "ne") else found

    def _chain(self, chain: Chain, r: str) -> Piece:
        i, t = self.names.new("i"), self.names.new("r")
        found = every(
            [
                Piece(f"{i}.resource_id = {r}.key"),
                one_of(f"{i}.param", [one.key for one in chain.parameters], "int"),
                one_of(f"{t}.type", chain.targets, "text"),
                _leads(i, t),
                self.seen.on(t),
                self.condition(chain.inner, t),
            ]
        )
        tables = f"record_reference {i} join record_resource {t} on true"
        return Piece(f"exists (select 1 from {tables} where {found.text})", found.values)

    def _has(self, has: Has, r: str) -> Piece:
        i, s = self.names.new("i"), self.names.new("r")
        found = every(
            [
                Piece(f"{i}.target = {r}.type || '/' || {r}.id"),
                Piece(f"{i}.param = %s", (has.parameter.key,)),
                Piece(f"{s}.key = {i}.resource_id"),
                self.seen.on(s),
                self.condition(has.inner, s),
            ]
        )
        tables = f"record_reference {i} join record_resource {s} on true"
        return Piece(f"exists (select 1 from {tables} where {found.text})", found.values)


def _leads(i: str, t: str) -> Piece:
    """Return the condition that a row of references leads to ``t``, in both directions' form."""
    return Piece(
        f"{i}.target = {t}.type || '/' || {t}.id and {t}.id = split_part({i}.target, '/', 2)"
    )


def _named(criterion: OneOf, r: str) -> Piece:
    pieces = []
    for name in criterion.names:
        kind, _, fhir_id = name.partition("/")
        pieces.append(Piece(f"{r}.type = %s and {r}.id = %s", (kind, fhir_id)))
    return any_of(pieces) if pieces else FALSE


def is_leading(criterion: Criterion) -> bool:
    """Tell whether a criterion alone leaves few resources: those of patients that it names."""
    return (
        isinstance(criterion, Test)
        and criterion.kind == "reference"
        and not criterion.modifier
        and bool(criterion.values)
        and all(_is_patient(value) for value in criterion.values)
    )


def is_narrow(criterion: Criterion) -> bool:
    """Tell whether a criterion names its resources, or whose they are (a compartment too)."""
    if is_leading(criterion):
        return True
    if isinstance(criterion, Either):
        return all(is_leading(one) or isinstance(one, OneOf) for one in criterion.criteria)
    return isinstance(criterion, Test) and criterion.code == "_id" and not criterion.modifier


def is_light(criteria: Sequence[Criterion]) -> bool:
    """Tell whether a search reads few rows: one criterion finds few, all look at index rows alone.

    A business identifier finds few, too: it is the usual condition of a write.
    """
    return all(map(_is_of_rows, criteria)) and any(
        is_narrow(one) or _is_identifier(one) for one in criteria
    )


def _is_of_rows(criterion: Criterion) -> bool:
    if isinstance(criterion, Both | Either):
        return all(map(_is_of_rows, criterion.criteria))
    if isinstance(criterion, Not):
        return _is_of_rows(criterion.criterion)
    return isinstance(criterion, OneOf) or (
        isinstance(criterion, Test) and criterion.kind != special.KIND
    )


def _is_identifier(criterion: Criterion) -> bool:
    return (
        isinstance(criterion, Test)
        and criterion.code == "identifier"
        and not criterion.modifier
        and all(isinstance(value, TokenValue) and value.code for value in criterion.values)
    )


def _is_patient(value: Value) -> bool:
    return isinstance(value, ReferenceValue) and any(t.startswith(PATIENT) for t in value.targets)


def is_deceased(parameter: Parameter) -> bool:
    """Tell whether a parameter asks if somebody has died."""
    return any(place.kind == DECEASED for place in parameter.places)
