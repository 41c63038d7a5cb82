"""Discharges of past years, grouped by a pack: their counts, sums and squares by group and year.

Amounts are whole fen.  A discharge without a cost, or of a year that the plan does not weigh, is
left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from pyarrow import compute

from yiyang.analytics.grouping.cases import read_cases
from yiyang.analytics.grouping.columns import as_bytes, as_text
from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.grouping.pack import Pack, set_pack
from yiyang.analytics.grouping.programs import compile_pack
from yiyang.analytics.grouping.running import group_file
from yiyang.analytics.settlement.kernel import amounts

COLUMNS = ("year", "cost", "dx", "px")
READ = (*COLUMNS, "status", "mdc", "adrg", "drg")
UNREAD = ("unreadable", "check_failed")


@dataclass
class Sums:
    """How many discharges of each year there are, and what they cost: fen, and squares of fen."""

    cases: dict[str, int] = field(default_factory=dict)
    fen: dict[str, int] = field(default_factory=dict)
    squares: int = 0

    def add(self, year: str, cases: int, fen: int, squares: int) -> None:
        """Add one year's."""
        self.cases[year] = self.cases.get(year, 0) + cases
        self.fen[year] = self.fen.get(year, 0) + fen
        self.squares += squares

    def join(self, other: Sums) -> None:
        """Add what another holds."""
        for year, cases in other.cases.items():
            self.add(year, cases, other.fen[year], 0)
        self.squares += other.squares

    @property
    def count(self) -> int:
        """How many discharges of all years."""
        return sum(self.cases.values())

    def mean(self, weights: Mapping[str, int]) -> Fraction:
        """Return the mean cost in fen: of each year that has any, weighted by the plan.

        Source: drg_dip, section 2.3 (three years weighted 1:2:7).
        """
        there = [year for year, cases in self.cases.items() if cases]
        whole = sum(weights[year] for year in there)
        parts = (weights[year] * Fraction(self.fen[year], self.cases[year]) for year in there)
        return sum(parts, Fraction(0)) / whole

    @property
    def spread(self) -> int:
        """The sum of squared differences from the mean of all, times their number."""
        return self.count * self.squares - sum(self.fen.values()) ** 2

    def varies_more_than(self, cv: Fraction) -> bool:
        """Tell whether standard deviation ÷ mean exceeds ``cv``; exact, without a root."""
        return self.spread > cv**2 * sum(self.fen.values()) ** 2


def grouped_history(pack: Pack, history: Path, folder: Path, further: Iterable[str]) -> Any:
    """Group a history by a pack; return a database with the table ``stay`` of what counts.

    The table ``left_out`` holds how many do not, by reason.

    Raises:
        BadCases: the file cannot be used.
    """
    file = folder / f"{pack.name}.parquet"
    keep = [name for name in (*COLUMNS, *further) if name not in ("status", "mdc")]
    group_file(compile_pack(set_pack(pack)), history, file, keep=list(dict.fromkeys(keep)))
    duck = duckdb.connect(config={"temp_directory": str(folder)})
    duck.execute(
        "create table stay (year varchar, fen bigint, dx varchar, px varchar, status varchar, "
        "mdc varchar, adrg varchar, drg varchar)"
    )
    findings = Findings()
    for batch in read_cases(file, READ, findings):
        made = {}
        for name in READ:
            if name == "cost":
                fen, empty, torn = amounts(*as_bytes(batch.columns[name]))
                made["fen"] = pa.array(fen, mask=np.asarray(torn | empty))
            else:
                text = as_text(batch.columns[name], name, batch.lines, findings).cast(pa.string())
                made[name] = compute.utf8_trim_whitespace(text.fill_null(""))
        duck.register("incoming", pa.table(made))
        duck.execute("insert into stay by name select * from incoming")
        duck.unregister("incoming")
    return duck


def leave_out(duck: Any, years: Iterable[str]) -> dict[str, int]:
    """Take out of ``stay`` what does not count; return how many, by reason."""
    known = ", ".join(f"'{year}'" for year in years)
    unread = ", ".join(f"'{each}'" for each in UNREAD)
    duck.execute(
        f"""
create temp table judged as select *, case
    when status in ({unread}) then 'NOT_READ' when fen is null then 'NO_COST'
    when year not in ({known}) then 'NO_YEAR'
    when status = 'no_adrg' and mdc = 'EXCLUDED' then 'EXCLUDED' end as reason from stay"""
    )
    duck.execute("drop table stay")
    duck.execute("create table stay as select * exclude reason from judged where reason is null")
    reasons = "select reason, count(*) from judged where reason is not null group by 1 order by 1"
    return dict(duck.execute(reasons).fetchall())


def sums_by(duck: Any, *columns: str, source: str = "stay") -> dict[tuple[Any, ...], Sums]:
    """Return the sums of the rows of a table by columns."""
    names = "".join(f"{column}, " for column in columns)
    rows = duck.execute(
        f"select {names} year, count(*), sum(fen)::hugeint, "
        f"sum(fen::hugeint * fen::hugeint)::hugeint from {source} group by all"
    ).fetchall()
    found: dict[tuple[Any, ...], Sums] = {}
    for *key, year, cases, fen, squares in rows:
        found.setdefault(tuple(key), Sums()).add(year, cases, int(fen), int(squares))
    return found


def all_sums(found: Mapping[Any, Sums]) -> Sums:
    """Return the sums of everything."""
    whole = Sums()
    for each in found.values():
        whole.join(each)
    return whole
