"""A settlement run on DuckDB: grouped discharges and a scenario in, tables of money out.

The discharges are the relation ``parsed`` of ``loading``, in a database with a limit of memory;
what cannot be priced is left out with its reason, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from yiyang.analytics.exact import DUCKDB, Dialect
from yiyang.analytics.grouping.pack import NOT_GROUPED
from yiyang.analytics.settlement import fees, pricing
from yiyang.analytics.settlement.loading import desk, load_cases
from yiyang.analytics.settlement.ranges import Ranges, ranges_of
from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.analytics.settlement.sharing import Cleared, clear

__all__ = ["Settled", "Unpayable", "desk", "load_cases", "settle"]


@dataclass(frozen=True)
class Settled:
    """What a run gave: one row for each institution, and how many were left out, by reason."""

    statements: list[dict[str, Any]]
    left_out: dict[str, int]

    def total(self, column: str) -> int:
        """Return the sum of a column over all institutions."""
        return sum(row[column] for row in self.statements)


class Unpayable(Exception):
    """The fixed part of an elastic point value alone is more than the budget."""


def settle(duck: Any, scenario: Scenario, weights: tuple[Weight, ...]) -> Settled:
    """Price the relation ``parsed``; leave the relations ``priced`` and ``left_out``.

    A discharge that stands there twice is left out each time: which one counts is not ours to say.
    """
    known = ranges_of(scenario, weights)
    _weights(duck, weights)
    odd = _find_twice(duck)
    *plain, valued, priced = queries(DUCKDB, scenario, known, odd_ids=odd)
    for name, query in plain:
        replace_view(duck, name, query)
    # What looks at other discharges is reckoned once and kept; the rest is as fast as reading it.
    again = scenario.floats or scenario.package is not None
    keep = replace_table if again else replace_view
    keep(duck, *valued)
    _refuse_unpayable(duck, scenario)
    made = replace_table if again or scenario.special else replace_view
    made(duck, *priced)
    rows = rows_of(duck, pricing.statements(DUCKDB, source="priced"))
    if again:
        duck.execute("drop table valued")
    left_out = _left_out(duck, priced=sum(row["cases"] for row in rows))
    return Settled([row | _cleared(scenario, row) for row in rows], left_out)


def queries(
    dialect: Dialect, scenario: Scenario, known: Ranges, *, odd_ids: bool
) -> list[tuple[str, str]]:
    """Return each step of a run with its name, in order, for any engine: ``priced`` is the last.

    Args:
        odd_ids: whether the relation ``twice`` tells of ids that stand there more than once.
    """
    return [
        ("found", pricing.found(scenario, discharge="parsed", weight="weight")),
        ("judged", judged(scenario, odd_ids=odd_ids)),
        ("fit", "select * from judged where reason is null"),
        ("branched", pricing.branched(dialect, scenario, known, source="fit")),
        ("valued", fees.valued(dialect, scenario, known, source="branched")),
        ("priced", fees.priced(dialect, scenario, known, source="valued")),
    ]


def rows_of(duck: Any, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query by the names of their columns."""
    answer = duck.execute(query)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _find_twice(duck: Any) -> bool:
    """Make the table ``twice`` of ids that stand there more than once; tell of them and of empty.

    Ids are told apart by a short number first: few of them need a second look.
    """
    replace_table(
        duck,
        "suspect",
        "select hash(id) as h from parsed group by h having count(*) > 1 or h = hash('')",
    )
    replace_table(
        duck,
        "twice",
        "select id from parsed where hash(id) in (select h from suspect) "
        "group by id having count(*) > 1",
    )
    (found,) = duck.execute("select count(*) from suspect").fetchone()
    return bool(found)


def _left_out(duck: Any, *, priced: int) -> dict[str, int]:
    """Make the table ``left_out``; where every row is priced there is nothing to look for."""
    (rows,) = duck.execute("select count(*) from parsed").fetchone()
    reason = "reason is not null" if rows > priced else "false"
    replace_table(
        duck,
        "left_out",
        f"select line, id, institution, drg, reason from judged where {reason}",
    )
    reasons = "select reason, count(*) from left_out group by reason order by reason"
    return dict(duck.execute(reasons).fetchall())


def _refuse_unpayable(duck: Any, scenario: Scenario) -> None:
    """The fixed part of an elastic value must leave something of the budget, or nothing."""
    points = scenario.points
    if points is None or points.elastic is None:
        return
    query = f"select coalesce(sum({fees.fixed_part(DUCKDB, points)}), 0) from valued"
    (fixed,) = duck.execute(query).fetchone()
    if points.whole_budget is not None and fixed > points.whole_budget:
        raise Unpayable()


def replace_table(duck: Any, name: str, query: str) -> None:
    """Make a query's rows the table of this name."""
    _drop(duck, name)
    duck.execute(f"create table {name} as {query}")


def replace_view(duck: Any, name: str, query: str) -> None:
    """Make a query the view of this name."""
    _drop(duck, name)
    duck.execute(f"create view {name} as {query}")


def _drop(duck: Any, name: str) -> None:
    """Drop what an earlier run left under this name, whichever of the two it was."""
    kinds = "select table_type from information_schema.tables where table_name = $1"
    for (kind,) in duck.execute(kinds, [name]).fetchall():
        duck.execute(f"drop {'view' if kind == 'VIEW' else 'table'} {name}")


def _weights(duck: Any, weights: tuple[Weight, ...]) -> None:
    columns = {
        "drg": pa.array([w.drg for w in weights], pa.string()),
        "level": pa.array([w.level for w in weights], pa.string()),
        "rw": pa.array([w.rw for w in weights], pa.int64()),
        "coef": pa.array([w.coef for w in weights], pa.int64()),
        "tier": pa.array([w.tier for w in weights], pa.string()),
        "kind": pa.array([w.kind for w in weights], pa.string()),
        "tcm": pa.array([w.tcm for w in weights], pa.bool_()),
        "unstable": pa.array([w.unstable for w in weights], pa.bool_()),
        "by_day": pa.array([w.by_day for w in weights], pa.bool_()),
    }
    duck.register("given", pa.table(columns))
    replace_table(duck, "weight", "select * from given")
    duck.unregister("given")


def judged(scenario: Scenario, *, odd_ids: bool) -> str:
    """Return the query of ``found`` with the reason why a row cannot be priced, null for none."""
    services = [pricing.literal(each.service) for each in scenario.bed_days]
    by_day = f"service in ({', '.join(services)})" if services else "false"
    aged = any(each.age_below is not None for each in scenario.factors)
    no_age = "age is null" if aged else "false"
    no_rate = "rate is null" if scenario.rates else "false"
    lines = [name for name in ("low", "high") if getattr(scenario.outliers, name)]
    no_line = " or ".join(f"{name} is null" for name in lines) or "false"
    ids = "when id = '' then 'NO_ID' when id in (select id from twice) then 'TWICE'"
    return f"""
select f.*, case
    {ids if odd_ids else ""}
    when institution = '' then 'NO_INSTITUTION'
    when cost_fen is null then 'NO_COST'
    when patient_fen is null or other_fen is null then 'NO_AMOUNT_PAID'
    when special is null then 'NO_SPECIAL'
    when {by_day} and (days is null or days_before is null) then 'NO_DAYS'
    when {by_day} then case when day_fen is null then 'NO_RATE' end
    when is_by_item then null
    when drg in ('', {pricing.literal(NOT_GROUPED)}) then 'NOT_GROUPED'
    when weighs_by_day and days is null then 'NO_DAYS'
    when rw is null then 'NO_WEIGHT'
    when {no_age} then 'NO_AGE'
    when {no_rate} then 'NO_RATE'
    when {no_line} then 'NO_LINE' end as reason
from found f"""


def _cleared(scenario: Scenario, row: dict[str, Any]) -> dict[str, int]:
    cleared: Cleared = clear(
        scenario.clearing,
        row["institution"],
        fund_fen=row["fund_fen"],
        ledger_fen=row["ledger_fen"],
    )
    return {
        "assessed_fen": cleared.assessed_fen,
        "deducted_fen": cleared.deducted_fen,
        "prepaid_fen": cleared.prepaid_fen,
        "working_fen": cleared.working_fen,
        "due_fen": cleared.due_fen,
        "rest_fen": cleared.rest_fen,
    }
