"""The order of a search's answer, and where a page begins: by sort values and key, never by count.

A resource without a value stands last in both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yiyang.record.selectors.search.fragments import Names, Piece, any_of, every, one_of
from yiyang.rules.fhir_map.asked import Sort
from yiyang.rules.fhir_map.parameters import Parameter, Place

COLUMN = {
    "date": ("low", "timestamptz"),
    "string": ("value", "text"),
    "uri": ("value", "text"),
    "reference": ("target", "text"),
    "quantity": ("low", "numeric"),
    "number": ("low", "numeric"),
}
CODE_WITHIN = {
    "Coding": ".code",
    "CodeableConcept": ".coding.code",
    "Identifier": ".value",
    "ContactPoint": ".value",
}


@dataclass(frozen=True)
class Key:
    """One key of the order: what to join for it, its column, its SQL type, its direction."""

    join: Piece
    column: str
    form: str
    descending: bool


def order_keys(sorts: Sequence[Sort], r: str, names: Names) -> list[Key]:
    """Return the keys of an order; a resource's own key, which comes last, is not among them."""
    return [_key(sort, r, names.new("s")) for sort in sorts]


def _key(sort: Sort, r: str, s: str) -> Key:
    first = sort.parameters[0]
    down = sort.descending
    if first.code == "_id":
        return Key(Piece(""), f"{r}.id", "text", down)
    if first.code == "_lastUpdated":
        return Key(Piece(""), f"{r}.updated_at", "timestamptz", down)
    best = "max" if down else "min"
    if first.kind == "token":
        join = _by_code(sort.parameters, best, r, s)
        return Key(join, f"{s}.v", "text", down)
    column, form = COLUMN[first.kind]
    table = "quantity" if first.kind == "number" else first.kind
    param = one_of("i.param", [one.key for one in sort.parameters], "int")
    text = (
        f"left join lateral (select {best}(i.{column}) as v from record_{table} i "
        f"where i.resource_id = {r}.key and {param.text}) {s} on true"
    )
    return Key(Piece(text, param.values), f"{s}.v", form, down)


def _by_code(parameters: Sequence[Parameter], best: str, r: str, s: str) -> Piece:
    """Tokens are kept as digests, which have no order: their codes are read from the body."""
    paths = sorted({_path(place) for one in parameters for place in one.places})
    found = " union all ".join(
        f"select x #>> '{{}}' as v from jsonb_path_query({r}.body::jsonb, %s::jsonpath) x"
        for _ in paths
    )
    text = f"left join lateral (select {best}(v) as v from ({found}) f) {s} on true"
    return Piece(text, tuple(paths))


def _path(place: Place) -> str:
    path = "$"
    for step in place.steps:
        path += f'."{step.key}"' + ("[0]" if step.first else "")
        if step.field == "extension":
            path += f' ? (@.extension.url == "{step.value}")'
        elif step.field:
            path += f' ? (@."{step.field}" == "{step.value}")'
    return path + CODE_WITHIN.get(place.kind, "")


def order_by(keys: Sequence[Key], r: str, *, backwards: bool) -> str:
    """Return the ORDER BY list; ``backwards`` turns it round whole."""
    parts = []
    for key in keys:
        down = key.descending != backwards
        nulls = "first" if backwards else "last"
        parts.append(f"{key.column} {'desc' if down else 'asc'} nulls {nulls}")
    return ", ".join([*parts, f"{r}.key {'desc' if backwards else 'asc'}"])


def beyond(
    keys: Sequence[Key], r: str, after: Sequence[str | None], key: int, *, backwards: bool
) -> Piece:
    """Return the condition that a resource stands after a place in the order, or before it.

    Args:
        after: the sort values of the place, as text.
        key: the resource's key there.
    """
    pieces: list[Piece] = []
    same: list[Piece] = []
    for one, value in zip(keys, after, strict=True):
        past = _past(one, value, backwards=backwards)
        if past is not None:
            pieces.append(every([*same, past]))
        if value is None:
            same.append(Piece(f"{one.column} is null"))
        else:
            same.append(Piece(f"{one.column} = %s::{one.form}", (value,)))
    mark = "<" if backwards else ">"
    pieces.append(every([*same, Piece(f"{r}.key {mark} %s", (key,))]))
    return any_of(pieces)


def _past(key: Key, value: str | None, *, backwards: bool) -> Piece | None:
    """Return the condition that a value stands strictly past another; None: nothing does."""
    if value is None:
        return Piece(f"{key.column} is not null") if backwards else None
    mark = "<" if key.descending != backwards else ">"
    found = Piece(f"{key.column} {mark} %s::{key.form}", (value,))
    return found if backwards else any_of([found, Piece(f"{key.column} is null")])
