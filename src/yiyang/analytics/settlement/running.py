"""A settlement run on DuckDB: grouped discharges and a scenario in, tables of money out.

The discharges are read in batches into a database with a limit of memory;
what cannot be priced is left out with its reason, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from pyarrow import compute

from yiyang.analytics.exact import DUCKDB
from yiyang.analytics.grouping.cases import (
    Batch,
    Findings,
    as_bytes,
    as_text,
    columns_of,
    read_cases,
)
from yiyang.analytics.grouping.kernel import NOT_GIVEN, whole_numbers
from yiyang.analytics.grouping.pack import NOT_GROUPED
from yiyang.analytics.settlement import fees, pricing
from yiyang.analytics.settlement.kernel import amounts
from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.analytics.settlement.sharing import Cleared, clear

MEMORY = "3GB"
NEEDED = ("id", "institution", "drg", "cost")
OPTIONAL = (
    "level", "insurance", "patient_paid", "other_paid", "special", "service", "days",
    "days_before", "age", "home", "episode",
)  # fmt: skip
TEXTS = (
    "id", "institution", "drg", "level", "insurance", "service", "special", "home", "episode",
)  # fmt: skip
AMOUNTS = ("cost", "patient_paid", "other_paid")
SPECIAL, NOT_SPECIAL = ("1", "yes", "true"), ("", "0", "no", "false")
MOST_DAYS = 99_999


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


@contextmanager
def desk(memory: str = MEMORY) -> Iterator[Any]:
    """Yield a database of its own; what memory does not hold goes to a folder that passes."""
    with TemporaryDirectory(prefix="yiyang-settle-") as folder:
        config: dict[str, Any] = {"memory_limit": memory, "temp_directory": folder}
        with duckdb.connect(config=config) as duck:
            yield duck


def load_cases(
    duck: Any, cases: Path, findings: Findings, seen: Callable[[int], None] = lambda _: None
) -> None:
    """Read a file of grouped discharges into the table ``parsed``; amounts become whole fen.

    Raises:
        BadCases: the file cannot be used.
    """
    there = [name for name in OPTIONAL if name in columns_of(cases)]
    made = False
    for batch in read_cases(cases, (*NEEDED, *there), findings, seen):
        duck.register("incoming", _parsed(batch, findings))
        verb = "insert into parsed" if made else "create table parsed as"
        duck.execute(f"{verb} select * from incoming")
        duck.unregister("incoming")
        made = True
    if not made:
        nothing = Batch(dict.fromkeys(NEEDED, pa.array([], pa.string())), np.array([], np.int64))
        duck.register("incoming", _parsed(nothing, findings))
        duck.execute("create table parsed as select * from incoming")
        duck.unregister("incoming")
    _table(duck, "twice", "select id from parsed group by id having count(*) > 1")


def _parsed(batch: Batch, findings: Findings) -> pa.Table:
    """Amounts become whole fen; what is no amount becomes null, and is left out later."""
    made = {"line": pa.array(batch.lines)}
    for name in TEXTS:
        column = batch.columns.get(name)
        if column is None:
            made[name] = pa.repeat("", len(batch))
        else:
            text = as_text(column, name, batch.lines, findings).cast(pa.string())
            made[name] = compute.utf8_trim_whitespace(text.fill_null(""))
    for name in AMOUNTS:
        column = batch.columns.get(name, pa.nulls(len(batch), pa.string()))
        fen, empty, torn = amounts(*as_bytes(column))
        missing = torn | empty if name == "cost" else torn
        made[f"{name.removesuffix('_paid')}_fen"] = pa.array(fen, mask=missing)
    special = compute.utf8_lower(made["special"])
    unclear = compute.invert(compute.is_in(special, pa.array([*SPECIAL, *NOT_SPECIAL])))
    made["special"] = compute.if_else(unclear, None, compute.is_in(special, pa.array(SPECIAL)))
    for name, least in (("days", 1), ("days_before", 0), ("age", 0)):
        given = batch.columns.get(name, pa.nulls(len(batch), pa.string()))
        numbers, torn = whole_numbers(*as_bytes(given))
        none = numbers == NOT_GIVEN
        if name == "days_before":  # none before
            numbers, none = np.where(none, 0, numbers), np.zeros_like(none)
        made[name] = pa.array(numbers, mask=none | torn | (numbers < least) | (numbers > MOST_DAYS))
    return pa.table(made)


def settle(duck: Any, scenario: Scenario, weights: tuple[Weight, ...]) -> Settled:
    """Price the table ``parsed``; leave the tables ``priced`` and ``left_out``.

    A discharge that stands there twice is left out each time: which one counts is not ours to say.
    """
    _weights(duck, weights)
    _view(duck, "found", pricing.found(scenario, discharge="parsed", weight="weight"))
    _view(duck, "judged", _judged(scenario))
    _table(
        duck,
        "left_out",
        "select line, id, institution, drg, reason from judged where reason is not null",
    )
    _view(duck, "fit", "select * from judged where reason is null")
    _view(duck, "branched", pricing.branched(DUCKDB, scenario, source="fit"))
    floats = scenario.floats
    keep = _table if floats else _view  # a floating value is reckoned from it more than once
    keep(duck, "valued", fees.valued(DUCKDB, scenario, source="branched"))
    _refuse_unpayable(duck, scenario)
    _table(duck, "priced", fees.priced(DUCKDB, scenario, source="valued"))
    answer = duck.execute(pricing.statements(DUCKDB, source="priced"))
    names = [column[0] for column in answer.description]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    reasons = "select reason, count(*) from left_out group by reason order by reason"
    left_out = dict(duck.execute(reasons).fetchall())
    duck.execute(f"drop {'table' if floats else 'view'} valued")
    return Settled([row | _cleared(scenario, row) for row in rows], left_out)


def _refuse_unpayable(duck: Any, scenario: Scenario) -> None:
    """The fixed part of an elastic value must leave something of the budget, or nothing."""
    points = scenario.points
    if points is None or points.elastic is None:
        return
    query = f"select coalesce(sum({fees.fixed_part(DUCKDB, points)}), 0) from valued"
    (fixed,) = duck.execute(query).fetchone()
    if points.whole_budget is not None and fixed > points.whole_budget:
        raise Unpayable()


def _table(duck: Any, name: str, query: str) -> None:
    duck.execute(f"create or replace table {name} as {query}")


def _view(duck: Any, name: str, query: str) -> None:
    duck.execute(f"create or replace view {name} as {query}")


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
    _table(duck, "weight", "select * from given")
    duck.unregister("given")


def _judged(scenario: Scenario) -> str:
    services = [pricing.literal(each.service) for each in scenario.bed_days]
    by_day = f"service in ({', '.join(services)})" if services else "false"
    aged = any(each.age_below is not None for each in scenario.factors)
    no_age = "age is null" if aged else "false"
    no_rate = "rate is null" if scenario.rates else "false"
    lines = [name for name in ("low", "high") if getattr(scenario.outliers, name)]
    no_line = " or ".join(f"{name} is null" for name in lines) or "false"
    return f"""
select f.*, case
    when id = '' then 'NO_ID'
    when id in (select id from twice) then 'TWICE'
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
