"""What is shown beside the matches of a search: what they point to, and what points to them."""

from __future__ import annotations

from collections.abc import Sequence

from yiyang.access.readers import Reader
from yiyang.record.selectors.search.fragments import Names, Piece, every, one_of
from yiyang.record.selectors.search.limits import in_time
from yiyang.record.selectors.search.matching import SHOWN, Found
from yiyang.record.selectors.search.seen import Seen
from yiyang.rules.fhir_map.asked import Include
from yiyang.rules.fhir_map.links import is_canonical
from yiyang.rules.fhir_map.parameters import parameter_key, served_types

MOST_INCLUDED = 1_000
WALK = """
with recursive found(key, kind, id, is_match) as (
  select m.key, m.kind, m.id, true
  from unnest(%s::bigint[], %s::text[], %s::text[]) m(key, kind, id)
  union
  select n.key, n.type, n.id, false from found p cross join lateral ({steps}) n
), beside as materialized (
  select key from found where not is_match and not key = any(%s::bigint[]) limit {limit}
)
select {shown} from beside join record_resource r using (key) order by r.type, r.key
"""


def included(
    rows: Sequence[Found], includes: Sequence[Include], reader: Reader
) -> tuple[tuple[Found, ...], bool]:
    """Return what a reader may see of what belongs beside some matches.  One statement.

    The second value tells whether some was left out because it is too much.

    Raises:
        TooCostly: it takes too long.
    """
    if not rows or not includes:
        return (), False
    seen, names = Seen(reader), Names()
    steps = [step for one in includes for step in _steps(one, seen, names)]
    text = WALK.format(
        steps=" union all ".join(step.text for step in steps), limit=MOST_INCLUDED + 1, shown=SHOWN
    )
    keys = [row.key for row in rows]
    page = (keys, [row.type for row in rows], [row.fhir_id for row in rows])
    values = (*page, *(value for step in steps for value in step.values), keys)
    with in_time() as opened:
        opened.execute(text, values)
        found = tuple(Found(*row) for row in opened.fetchall())
    return found[:MOST_INCLUDED], len(found) > MOST_INCLUDED


def _steps(include: Include, seen: Seen, names: Names) -> list[Piece]:
    keys = [one.key for one in include.parameters]
    if include.reverse:
        return [_backward(include, keys, seen, names)]
    steps = [_forward(include, keys, seen, names)]
    if any(is_canonical(one) for one in include.parameters):
        steps.append(_by_address(include, keys, seen, names))
    return steps


def _from(include: Include) -> list[Piece]:
    return [] if include.iterate else [Piece("p.is_match")]


def _forward(include: Include, keys: list[int], seen: Seen, names: Names) -> Piece:
    i, t = names.new("i"), names.new("r")
    parts = [
        Piece(f"{i}.resource_id = p.key"),
        one_of(f"{i}.param", keys, "int"),
        Piece(
            f"{t}.type = split_part({i}.target, '/', 1) and {t}.id = split_part({i}.target, '/', 2)"
        ),
        Piece(f"{i}.target = {t}.type || '/' || {t}.id"),
        *_from(include),
        *_target(include, t),
        seen.on(t),
    ]
    return _select(t, f"record_reference {i}, record_resource {t}", every(parts))


def _by_address(include: Include, keys: list[int], seen: Seen, names: Names) -> Piece:
    """Definitions are pointed to by their address, with a version behind it or without."""
    i, u, t = names.new("i"), names.new("u"), names.new("r")
    kinds = [include.target] if include.target else sorted(served_types())
    parts = [
        Piece(f"{i}.resource_id = p.key"),
        one_of(f"{i}.param", keys, "int"),
        Piece(f"{u}.value = split_part({i}.target, '|', 1)"),
        one_of(f"{u}.param", [parameter_key(kind, "url") for kind in kinds], "int"),
        Piece(f"{t}.key = {u}.resource_id"),
        *_from(include),
        seen.on(t),
    ]
    return _select(t, f"record_reference {i}, record_uri {u}, record_resource {t}", every(parts))


def _backward(include: Include, keys: list[int], seen: Seen, names: Names) -> Piece:
    i, s = names.new("i"), names.new("r")
    parts = [
        Piece(f"{i}.target = p.kind || '/' || p.id"),
        one_of(f"{i}.param", keys, "int"),
        Piece(f"{s}.key = {i}.resource_id"),
        *_from(include),
        *([Piece("p.kind = %s", (include.target,))] if include.target else []),
        seen.on(s),
    ]
    return _select(s, f"record_reference {i}, record_resource {s}", every(parts))


def _target(include: Include, t: str) -> list[Piece]:
    return [Piece(f"{t}.type = %s", (include.target,))] if include.target else []


def _select(alias: str, tables: str, where: Piece) -> Piece:
    text = f"(select {alias}.key, {alias}.type, {alias}.id from {tables} where {where.text})"
    return Piece(text, where.values)
