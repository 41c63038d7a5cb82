"""A settlement run on DuckDB: grouped discharges and a scenario in, tables of money out.

The discharges are read in batches and kept in a database on disk, so that memory is bounded;
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
import pyarrow as pa

from yiyang.analytics.exact import DUCKDB
from yiyang.analytics.grouping.cases import Findings, as_text, columns_of, read_cases
from yiyang.analytics.grouping.pack import NOT_GROUPED
from yiyang.analytics.settlement import pricing
from yiyang.analytics.settlement.scenario import Scenario, Weight
from yiyang.analytics.settlement.sharing import Cleared, clear

MEMORY = "3GB"
NEEDED = ("id", "institution", "drg", "cost")
OPTIONAL = (
    "level", "insurance", "patient_paid", "other_paid", "special", "service", "days",
)  # fmt: skip
MONEY = r"[0-9]{1,11}(\.[0-9]{1,2})?"
DAYS = r"[0-9]{1,5}"


@dataclass(frozen=True)
class Settled:
    """What a run gave: one row for each institution, and how many were left out, by reason."""

    statements: list[dict[str, Any]]
    left_out: dict[str, int]

    def total(self, column: str) -> int:
        """Return the sum of a column over all institutions."""
        return sum(row[column] for row in self.statements)


@contextmanager
def desk(memory: str = MEMORY) -> Iterator[Any]:
    """Yield a database of its own on disk, which goes with its folder."""
    with TemporaryDirectory(prefix="yiyang-settle-") as folder:
        config: dict[str, Any] = {"memory_limit": memory, "temp_directory": folder}
        with duckdb.connect(str(Path(folder) / "run.duckdb"), config=config) as duck:
            yield duck


def load_cases(
    duck: Any, cases: Path, findings: Findings, seen: Callable[[int], None] = lambda _: None
) -> None:
    """Read a file of grouped discharges into the table ``raw`` of text columns.

    Raises:
        BadCases: the file cannot be used.
    """
    given = columns_of(cases)
    there = [name for name in OPTIONAL if name in given]
    every = (*NEEDED, *OPTIONAL)
    duck.execute(f"create table raw (line bigint, {', '.join(f'{n} varchar' for n in every)})")
    names = ", ".join(f"coalesce(trim({name}), '') as {name}" for name in every)
    for batch in read_cases(cases, (*NEEDED, *there), findings, seen):
        columns = {"line": pa.array(batch.lines)}
        for name in every:
            column = batch.columns.get(name)
            if column is None:
                columns[name] = pa.nulls(len(batch), pa.string())
            else:
                text = as_text(column, name, batch.lines, findings)
                columns[name] = text.cast(pa.string())
        duck.register("incoming", pa.table(columns))
        duck.execute(f"insert into raw select line, {names} from incoming")
        duck.unregister("incoming")


def settle(duck: Any, scenario: Scenario, weights: tuple[Weight, ...]) -> Settled:
    """Price the table ``raw``; leave the tables ``priced`` and ``left_out``.

    A discharge that stands there twice is left out each time: which one counts is not ours to say.
    """
    _weights(duck, weights)
    _table(duck, "parsed", _parsed())
    _table(duck, "found", pricing.found(scenario, discharge="parsed", weight="weight"))
    _table(duck, "judged", _judged(scenario))
    _table(
        duck,
        "left_out",
        "select line, id, institution, drg, reason from judged where reason is not null",
    )
    _table(duck, "fit", "select * from judged where reason is null")
    _table(duck, "branched", pricing.branched(DUCKDB, scenario, source="fit"))
    _table(duck, "valued", pricing.valued(DUCKDB, scenario, source="branched"))
    _table(duck, "priced", pricing.priced(DUCKDB, scenario, source="valued"))
    answer = duck.execute(pricing.statements(DUCKDB, source="priced"))
    names = [column[0] for column in answer.description]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    reasons = "select reason, count(*) from left_out group by reason order by reason"
    left_out = dict(duck.execute(reasons).fetchall())
    for name in ("parsed", "found", "judged", "fit", "branched", "valued"):
        duck.execute(f"drop table {name}")
    return Settled([row | _cleared(scenario, row) for row in rows], left_out)


def _table(duck: Any, name: str, query: str) -> None:
    duck.execute(f"create or replace table {name} as {query}")


def _weights(duck: Any, weights: tuple[Weight, ...]) -> None:
    columns = {
        "drg": pa.array([w.drg for w in weights], pa.string()),
        "level": pa.array([w.level for w in weights], pa.string()),
        "rw": pa.array([w.rw for w in weights], pa.int64()),
        "coef": pa.array([w.coef for w in weights], pa.int64()),
        "tier": pa.array([w.tier for w in weights], pa.string()),
        "tcm": pa.array([w.tcm for w in weights], pa.bool_()),
    }
    duck.register("given", pa.table(columns))
    _table(duck, "weight", "select * from given")
    duck.unregister("given")


def _parsed() -> str:
    """Amounts become whole fen; what is no amount becomes null and is left out below."""

    def fen(name: str, otherwise: str) -> str:
        amount = f"cast(cast({name} as decimal(13, 2)) * 100 as bigint)"
        return (
            f"case when regexp_full_match({name}, '{MONEY}') then {amount}"
            f" when {name} = '' then {otherwise} end as {name.removesuffix('_paid')}_fen"
        )

    return f"""
select line, id, institution, drg, level, insurance, service,
  {fen("cost", "null")}, {fen("patient_paid", "0")}, {fen("other_paid", "0")},
  lower(special) in ('1', 'yes', 'true') as special,
  case when regexp_full_match(days, '{DAYS}') then cast(days as bigint) end as days
from raw"""


def _judged(scenario: Scenario) -> str:
    services = [pricing.literal(each.service) for each in scenario.bed_days]
    by_day = f"service in ({', '.join(services)})" if services else "false"
    no_rate = "rate is null" if scenario.rates else "false"
    return f"""
select f.*, case
    when id = '' then 'NO_ID'
    when id in (select id from parsed group by id having count(*) > 1) then 'TWICE'
    when institution = '' then 'NO_INSTITUTION'
    when cost_fen is null then 'NO_COST'
    when patient_fen is null or other_fen is null then 'NO_AMOUNT_PAID'
    when {by_day} and coalesce(days, 0) = 0 then 'NO_DAYS'
    when {by_day} then null
    when drg in ('', {pricing.literal(NOT_GROUPED)}) then 'NOT_GROUPED'
    when rw is null then 'NO_WEIGHT'
    when {no_rate} then 'NO_RATE' end as reason
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
        "prepaid_fen": cleared.prepaid_fen,
        "due_fen": cleared.due_fen,
        "rest_fen": cleared.rest_fen,
    }
