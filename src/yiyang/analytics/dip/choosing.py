"""Which groups past discharges form: related operations, core and comprehensive groups.

Source: drg_dip, section 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from yiyang.analytics.dip.history import Sums, sums_by
from yiyang.analytics.dip.keys import CONSERVATIVE, Key, front
from yiyang.analytics.dip.plan import Plan

Related = dict[tuple[str, str], frozenset[str]]
STAYS = """
create or replace table keyed as
select year, fen, front4 as d4, front3 as d3,
  coalesce(principal.code, '') as op, coalesce(principal.kind, '') as kind,
  case when principal.code is null then [] else list_sort(list_distinct(
    list_filter(list_transform(string_split(px, '|')[2:], lambda x: trim(x)),
      lambda x: x <> '' and x <> principal.code))) end as others
from (
  select s.*, trim(string_split(px, '|')[1]) as first_op, f.front4, f.front3
  from stay s join front f on f.code = trim(string_split(s.dx, '|')[1])
  where s.status = 'no_mdc'
) t left join counting principal on principal.code = t.first_op"""


def choose_keys(duck: Any, plan: Plan, counting: Mapping[str, str]) -> tuple[list[Key], Related]:
    """Return the groups that the discharges without a rule of their own form.

    Args:
        counting: the kind of each operation that counts for a key.
    """
    _keyed(duck, plan, counting)
    related = _related(duck, plan)
    left = _operated(duck, plan, related)
    least = plan.whole("least_cases")
    keys = [key for key, cases in left.items() if cases >= least]
    chosen = set(keys)
    rest: dict[tuple[str, str], int] = {}
    for key, cases in left.items():
        if key not in chosen:
            place = (front(key.diagnosis, plan.whole("comprehensive_characters")), key.kind)
            rest[place] = rest.get(place, 0) + cases
    least = plan.whole("comprehensive_least_cases")
    keys += [
        Key(diagnosis, kind, is_core=False)
        for (diagnosis, kind), cases in rest.items()
        if cases >= least
    ]
    return keys, related


def _keyed(duck: Any, plan: Plan, counting: Mapping[str, str]) -> None:
    kinds = pa.table({"code": list(counting), "kind": list(counting.values())})
    duck.register("incoming", kinds)
    duck.execute("create or replace table counting as select * from incoming")
    duck.unregister("incoming")
    codes = [
        code
        for (code,) in duck.execute(
            "select distinct trim(string_split(dx, '|')[1]) from stay where status = 'no_mdc'"
        ).fetchall()
    ]
    narrow, wide = plan.whole("principal_characters"), plan.whole("comprehensive_characters")
    fronts = {
        "code": pa.array(codes, pa.string()),
        "front4": pa.array([front(code, narrow) for code in codes], pa.string()),
        "front3": pa.array([front(code, wide) for code in codes], pa.string()),
    }
    duck.register("incoming", pa.table(fronts))
    duck.execute("create or replace table front as select * from incoming")
    duck.unregister("incoming")
    duck.execute(STAYS)


def _related(duck: Any, plan: Plan) -> Related:
    """Return the operations that raise the mean cost of a diagnosis and an operation enough.

    Those with it are held against those without, each by the weighted mean of the years.
    """
    weights = {year: int(weight) for year, weight in plan.years.items()}
    raises, least = 1 + plan.figure("related_raises"), plan.whole("least_cases")
    whole = sums_by(duck, "d4", "op", source="(select * from keyed where op <> '')")
    duck.execute(
        "create or replace table besides as select year, fen, d4, op, unnest(others) as other "
        "from keyed where op <> '' and len(others) > 0"
    )
    with_it = sums_by(
        duck, "d4", "op", "other",
        source="(select * from besides where other in (select code from counting))",
    )  # fmt: skip
    found: dict[tuple[str, str], set[str]] = {}
    for (diagnosis, operation, other), sums in with_it.items():
        without = _less(whole[diagnosis, operation], sums)
        if sums.count < least or not without.count:
            continue
        if sums.mean(weights) >= raises * without.mean(weights):
            found.setdefault((diagnosis, operation), set()).add(other)
    return {place: frozenset(others) for place, others in found.items()}


def _less(whole: Sums, part: Sums) -> Sums:
    left = Sums(squares=whole.squares - part.squares)
    for year, cases in whole.cases.items():
        rest = cases - part.cases.get(year, 0)
        if rest:
            left.add(year, rest, whole.fen[year] - part.fen.get(year, 0), 0)
    return left


def _operated(duck: Any, plan: Plan, related: Related) -> dict[Key, int]:
    """Return every possible core group with its discharges.

    A combination that is too rare gives its discharges to the one without the related operation
    that stands last.
    """
    rows = duck.execute(
        "select d4, op, kind, others, count(*) from keyed group by all order by all"
    ).fetchall()
    found: dict[Key, int] = {}
    for diagnosis, operation, kind, others, cases in rows:
        kept = related.get((diagnosis, operation), frozenset()) & set(others)
        key = (
            Key(diagnosis, kind, operation, tuple(sorted(kept)))
            if operation
            else Key(diagnosis, CONSERVATIVE)
        )
        found[key] = found.get(key, 0) + cases
    least = plan.whole("least_cases")
    for size in range(max((len(key.related) for key in found), default=0), 0, -1):
        for key in [each for each in found if len(each.related) == size]:
            if found[key] < least:
                smaller = Key(key.diagnosis, key.kind, key.principal, key.related[:-1])
                found[smaller] = found.get(smaller, 0) + found.pop(key)
    return found
