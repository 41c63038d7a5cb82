"""Conditions on one resource: its index rows, or columns of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from yiyang.record.selectors.search.fragments import (
    Piece,
    any_of,
    every,
    negated,
    one_of,
)
from yiyang.rules.fhir_map.asked import (
    DateValue,
    NumberValue,
    PairValue,
    ReferenceValue,
    StringValue,
    Test,
    TokenValue,
    TypedToken,
    UriValue,
    Value,
)
from yiyang.rules.fhir_map.moments import FIRST, LAST
from yiyang.rules.fhir_map.parameters import parameter_key
from yiyang.rules.fhir_map.values import LONGEST_TEXT, hash_of, plain_text
from yiyang.rules.fhir_map.worded import typed_code

DATES = {
    "eq": "{i}.low >= %(low)s and {i}.high <= %(high)s",
    "ne": "not ({i}.low >= %(low)s and {i}.high <= %(high)s)",
    "gt": "{i}.high > %(high)s",
    "lt": "{i}.low < %(low)s",
    "ge": "({i}.low >= %(low)s or {i}.high > %(high)s)",
    "le": "({i}.high <= %(high)s or {i}.low < %(low)s)",
    "sa": "{i}.low >= %(high)s",
    "eb": "{i}.high <= %(low)s",
    "ap": "{i}.low < %(high)s and {i}.high > %(low)s",
    "po": "{i}.low < %(high)s and {i}.high > %(low)s",
}
NUMBERS = {
    "eq": "{i}.low >= %(low)s and {i}.high < %(high)s",
    "ne": "not ({i}.low >= %(low)s and {i}.high < %(high)s)",
    "gt": "{i}.high > %(number)s",
    "lt": "{i}.low < %(number)s",
    "ge": "{i}.high >= %(number)s",
    "le": "{i}.low <= %(number)s",
    "sa": "{i}.low > %(number)s",
    "eb": "{i}.high < %(number)s",
    "ap": "{i}.low <= %(high)s and {i}.high >= %(low)s",
}
NEAR = 10  # "approximately": a tenth
TABLES = {"number": "quantity"}
OWN_ROWS = frozenset({"text", "exact", "identifier", "of-type"})  # modifiers with rows of theirs


def named(template: str, values: dict[str, Any], **names: str) -> Piece:
    """Return a template with ``%(name)s`` as a piece with its values in order."""
    text, found = template, []
    for part in template.split("%(")[1:]:
        found.append(values[part.partition(")")[0]])
    for name in values:
        text = text.replace(f"%({name})s", "%s")
    return Piece(text.format(**names), tuple(found))


def token_row(i: str, values: Sequence[Value]) -> Piece:
    """Return the condition that a row of tokens is one of these."""
    bare = [hash_of(v.code) for v in values if isinstance(v, TokenValue) and v.system is None]
    pieces = [one_of(f"{i}.code", bare, "bigint")] if bare else []
    in_system: dict[str, list[int]] = {}
    for value in values:
        if isinstance(value, TypedToken):
            pieces.append(_pair(i, value.system, typed_code(value.code, value.value)))
        elif isinstance(value, TokenValue) and value.system is not None:
            if value.code:
                in_system.setdefault(value.system, []).append(hash_of(value.code))
            else:
                pieces.append(Piece(f"{i}.system = %s", (hash_of(value.system),)))
        elif isinstance(value, StringValue):
            pieces.append(_pair(i, "", hash_of(value.text)))
    for system, codes in in_system.items():
        named_codes = one_of(f"{i}.code", codes, "bigint")
        pieces.append(every([named_codes, Piece(f"{i}.system = %s", (hash_of(system),))]))
    return any_of(pieces)


def _pair(i: str, system: str, code: int) -> Piece:
    return Piece(f"{i}.code = %s and {i}.system = %s", (code, hash_of(system)))


def date_row(i: str, values: Sequence[Value], at: datetime) -> Piece:
    """Return the condition that a period compares with one of these dates."""
    return any_of(
        named(DATES[v.prefix], dict(zip(("low", "high"), bounds(v, at), strict=True)), i=i)
        for v in values
        if isinstance(v, DateValue)
    )


def bounds(value: DateValue, at: datetime) -> tuple[datetime, datetime]:
    """Return the period asked for; "approximately" widens it by a tenth of how long ago it is.

    What there is of time ends it.
    """
    if value.prefix != "ap":
        return value.low, value.high
    gap = max(value.low - at, at - value.high, timedelta()) / NEAR
    return value.low - min(gap, value.low - FIRST), value.high + min(gap, LAST - value.high)


def number_row(
    i: str, values: Sequence[Value], system: str = "system", code: str = "code"
) -> Piece:
    """Return the condition that a quantity compares with one of these numbers, in their unit."""
    pieces = []
    for v in values:
        if not isinstance(v, NumberValue):
            continue
        near = abs(v.number) / NEAR
        low, high = (v.number - near, v.number + near) if v.prefix == "ap" else (v.low, v.high)
        parts = [named(NUMBERS[v.prefix], {"low": low, "high": high, "number": v.number}, i=i)]
        if v.unit is not None:
            parts.append(Piece(f"{i}.{code} = %s", (hash_of(v.unit),)))
        if v.system is not None:
            parts.append(Piece(f"{i}.{system} = %s", (hash_of(v.system),)))
        pieces.append(every(parts))
    return any_of(pieces)


def string_row(i: str, values: Sequence[Value], *, inside: bool = False) -> Piece:
    """Return the condition that a text begins with one of these, or holds it (``inside``)."""
    head = "%" if inside else ""
    return any_of(
        Piece(f"{i}.value like %s", (head + _like(plain_text(v.text)[:LONGEST_TEXT]) + "%",))
        for v in values
        if isinstance(v, StringValue)
    )


def whole_row(i: str, values: Sequence[Value], *, is_end: bool) -> Piece:
    """Return the condition that a text is one of these, without case, or ends with it."""
    texts = [plain_text(v.text)[:LONGEST_TEXT] for v in values if isinstance(v, StringValue)]
    if is_end:
        return any_of(Piece(f"{i}.value like %s", ("%" + _like(text),)) for text in texts)
    return one_of(f"{i}.value", texts, "text")


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def reference_row(i: str, values: Sequence[Value]) -> Piece:
    """Return the condition that a target is one of these, for a definition in any version."""
    found = [v for v in values if isinstance(v, ReferenceValue)]
    targets = list(dict.fromkeys(target for v in found for target in v.targets))
    pieces = [one_of(f"{i}.target", targets, "text")]
    for v in found:
        if v.canonical and "|" not in v.targets[0]:
            first = f"{v.targets[0]}|"
            after = f"{v.targets[0]}}}"  # the sign after the bar
            pieces.append(Piece(f"{i}.target >= %s and {i}.target < %s", (first, after)))
    return any_of(pieces)


def uri_row(i: str, values: Sequence[Value], modifier: str) -> Piece:
    """Return the condition that an address is one of these, or stands below or above one."""
    texts = [v.text for v in values if isinstance(v, UriValue)]
    if modifier == "below":
        return any_of(Piece(f"{i}.value like %s", (_like(text) + "%",)) for text in texts)
    if modifier == "above":
        return any_of(Piece(f"starts_with(%s, {i}.value)", (text,)) for text in texts)
    return one_of(f"{i}.value", texts, "text")


def pair_row(i: str, values: Sequence[Value], at: datetime) -> Piece:
    """Return the condition that a pair is one of these."""
    pieces = []
    for value in values:
        if isinstance(value, PairValue):
            first, second = value.parts
            pieces.append(every([token_row(i, [first]), _second(i, second)]))
    return any_of(pieces)


def _second(i: str, value: Value) -> Piece:
    if isinstance(value, NumberValue):
        return number_row(i, [value], "second_system", "second_code")
    if isinstance(value, ReferenceValue):
        return one_of(f"{i}.second_code", [hash_of(t) for t in value.targets], "bigint")
    row = token_row(i, [value])
    return Piece(row.text.replace(f"{i}.", f"{i}.second_"), row.values)


def keys_of(test: Test) -> list[int]:
    """Return the keys of the rows that a test looks at: a modifier may have its own."""
    if test.modifier not in OWN_ROWS:
        return [one.key for one in test.parameters]
    return [parameter_key(one.owner, f"{one.code}:{test.modifier}") for one in test.parameters]


def held_rows(
    i: str,
    table: str,
    resource: str,
    keys: Sequence[int],
    row: Piece | None = None,
    *,
    row_by_row: bool = False,
) -> Piece:
    """Return the condition that a resource has a row of a parameter that ``row`` holds of.

    Args:
        row_by_row: look at the rows of each resource found, and never for all that hold.
    """
    inner = [Piece(f"{i}.resource_id = {resource}.key"), one_of(f"{i}.param", keys, "int")]
    where = every([*inner, *([row] if row is not None else [])])
    each = " offset 0" if row_by_row else ""
    text = f"exists (select 1 from record_{table} {i} where {where.text}{each})"
    return Piece(text, where.values)


def rows_of(test: Test, i: str, at: datetime) -> tuple[str, Piece]:
    """Return the table that a test looks into, and the condition on its rows."""
    kind, modifier, values = test.kind, test.modifier, test.values
    if modifier == "ne":
        like = "equals" if kind == "string" else ""
        table, row = rows_of(replace(test, modifier=like), i, at)
        return table, negated(row)
    if modifier in ("equals", "ends"):
        return "string", whole_row(i, values, is_end=modifier == "ends")
    if modifier in ("text", "contains") or (kind == "string" and modifier != "exact"):
        return "string", string_row(i, values, inside=modifier == "contains")
    if modifier in ("exact", "identifier", "of-type") or kind == "token":
        return "token", token_row(i, values)
    readers: dict[str, Callable[[], Piece]] = {
        "date": lambda: date_row(i, values, at),
        "number": lambda: number_row(i, values),
        "quantity": lambda: number_row(i, values),
        "reference": lambda: reference_row(i, values),
        "uri": lambda: uri_row(i, values, modifier),
        "composite": lambda: pair_row(i, values, at),
    }
    return TABLES.get(kind, kind), readers[kind]()


def own_column(test: Test, r: str, at: datetime) -> Piece:
    """Return the condition on ``_id`` or ``_lastUpdated``, columns of the resource itself."""
    if test.code == "_id":
        codes = [v.code for v in test.values if isinstance(v, TokenValue)]
        found = one_of(f"{r}.id", codes, "text")
        return negated(found) if test.modifier == "not" else found
    moment = f"date_trunc('milliseconds', {r}.updated_at)"  # as it is shown
    pieces = []
    for v in test.values:
        if isinstance(v, DateValue):
            low, high = bounds(v, at)
            inside = Piece(f"{moment} >= %s and {moment} < %s", (low, high))
            pieces.append(
                {
                    "eq": inside,
                    "ap": inside,
                    "po": inside,
                    "ne": negated(inside),
                    "lt": Piece(f"{r}.updated_at < %s", (low,)),
                    "eb": Piece(f"{r}.updated_at < %s", (low,)),
                    "ge": Piece(f"{moment} >= %s", (low,)),
                    "gt": Piece(f"{moment} >= %s", (high,)),
                    "sa": Piece(f"{moment} >= %s", (high,)),
                    "le": Piece(f"{r}.updated_at < %s", (high,)),
                }[v.prefix]
            )
    return any_of(pieces)
