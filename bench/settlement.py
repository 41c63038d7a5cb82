"""A run that settles discharges, against the same reckoning written by hand in DuckDB SQL.

Both read one Parquet file made from a seed: weights, rates by insurance, outliers of family H4
under rates, what the fund bears, a row for each institution.  The answers must be the same.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.settlement import loading, running
from yiyang.analytics.settlement.scenario_files import read_scenario
from yiyang.faces.operations.benching import Ratio, in_turn

FULL = os.environ.get("YIYANG_BENCH") == "full"
CASES = 10_000_000 if FULL else 500_000
PAIRS = 5 if FULL else 3
GROUPS = 600
SEED = 2026
SCENARIO = """
name = {zh = "测速", en = "Bench"}
source = "made for a benchmark"
mark = "proposed"
scheme = "rate"
weights = "weights.csv"
rates = [{value = "11519", insurance = "E"}, {value = "9849"}]
[outliers]
family = "H4"
"""
MADE = """
copy (
  select 'D' || i as id, 'H' || (hash(i, {seed}) % 2000) as institution,
    'G' || (hash(i, {seed} + 1) % {groups}) as drg,
    case when hash(i, {seed} + 2) % 2 = 0 then 'E' else 'R' end as insurance,
    cast((100 + hash(i, {seed} + 3) % 8000000) / 100.0 as decimal(12, 2))::varchar as cost,
    cast((hash(i, {seed} + 4) % 10000) / 100.0 as decimal(12, 2))::varchar as patient_paid
  from range({cases}) t(i)
) to '{path}' (format parquet)
"""
BY_HAND = """
with c as (
  select d.*, w.rw, cast(cast(cost as decimal(12, 2)) * 100 as bigint) as fen,
    cast(cast(patient_paid as decimal(12, 2)) * 100 as bigint) as paid,
    case insurance when 'E' then 1151900 else 984900 end as rate,
    case when rw <= 1000 then 30 when rw <= 2000 then 25 when rw <= 4000 then 20 else 15 end as hi
  from read_parquet('{path}') d join weights w using (drg)
  where id not in (select id from read_parquet('{path}') group by id having count(*) > 1)
), s as (select *, (2 * rw::hugeint * rate + 1000) // 2000 as std from c
), f as (
  select *, case when fen * 10 < 4 * std then fen when fen * 10 > hi * std
    then std + fen - (2 * std * hi + 10) // 20 else std end as fee from s
)
select institution, count(*), sum(fen)::bigint, sum(fee)::bigint,
  sum(greatest(fee - paid, 0))::bigint
from f group by institution order by institution
"""


def ratios() -> list[Ratio]:
    """Return the speed of a run against that of the query by hand, and against a bare scan."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.parquet"
        scenario = Path(folder) / "scenario.toml"
        scenario.write_text(SCENARIO, encoding="utf-8")
        weights = [(f"G{n}", 200 + n * 10) for n in range(GROUPS)]
        rows = "".join(f"{drg},{rw // 1000}.{rw % 1000:03}\n" for drg, rw in weights)
        (Path(folder) / "weights.csv").write_text("drg,rw\n" + rows, encoding="utf-8")
        with duckdb.connect(config={"memory_limit": loading.MEMORY}) as duck:
            duck.execute(MADE.format(seed=SEED, groups=GROUPS, cases=CASES, path=path))
            duck.execute("create table weights (drg varchar, rw integer)")
            duck.executemany("insert into weights values (?, ?)", weights)
            hand = BY_HAND.format(path=path)
            if _ours(scenario, path) != duck.execute(hand).fetchall():
                raise RuntimeError("the two answers differ")
            whole = in_turn(
                lambda: _speed(lambda: _ours(scenario, path)),
                lambda: _speed(lambda: duck.execute(hand).fetchall()),
                PAIRS,
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"  peak memory of the process: {peak:.1f} GiB", file=sys.stderr, flush=True)
    what = f"settlement of {CASES:,} discharges, file to statements"
    return [
        Ratio(what, "the same reckoning by hand in DuckDB SQL", whole, 0.5),
        Ratio(f"{what}, 4 GiB", "the peak memory of the process", (4 / peak,), 1.0),
    ]


def _ours(scenario: Path, cases: Path) -> list[tuple[Any, ...]]:
    with running.desk() as duck:
        running.load_cases(duck, cases, Findings())
        found = running.settle(duck, *read_scenario(scenario))
    return [
        (r["institution"], r["cases"], r["cost_fen"], r["fee_fen"], r["fund_fen"])
        for r in found.statements
    ]


def _speed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1 / (time.perf_counter() - began)
