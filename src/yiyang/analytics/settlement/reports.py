"""What a run leaves in a folder: statements, discharges priced and left out, a comparison."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yiyang.analytics.settlement.pricing import POINT_SCALE, literal
from yiyang.analytics.settlement.running import Settled, replace_view
from yiyang.analytics.settlement.scenario import RW_SCALE
from yiyang.kernel.money import mul_div_round, yuan_from_fen
from yiyang.rules.payment.sharing import Consortium, ConsortiumYear, balance

CMI_SCALE = 10**4
PRICED = "select * from priced order by institution, id"
LEFT_OUT = "select * from left_out order by line"
COUNTS = ("cases", "usual", "low", "high", "special", "bed_day", "by_item")
AMOUNTS = (
    "expected", "cost", "patient", "other", "fee", "fund", "ledger",
    "assessed", "deducted", "due", "prepaid", "working", "rest",
)  # fmt: skip


def decimal(number: int, scale: int) -> str:
    """Return a whole number of a scale as a decimal one."""
    sign = "-" if number < 0 else ""
    before, after = divmod(abs(number), scale)
    return f"{sign}{before}.{after:0{len(str(scale)) - 1}d}"


def case_mix(row: Mapping[str, int]) -> str:
    """Return the case-mix index: the mean weight of what is paid by its group; "" for none."""
    weighed = row["cases"] - row["bed_day"] - row["by_item"]
    if not weighed:
        return ""
    return decimal(mul_div_round(row["rw"], CMI_SCALE, RW_SCALE * weighed), CMI_SCALE)


def statement(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an institution's row as it is shown: amounts in yuan."""
    shown = {"institution": row["institution"]} | {name: row[name] for name in COUNTS}
    shown |= {"rw": decimal(row["rw"], RW_SCALE), "cmi": case_mix(row)}
    shown |= {"points": decimal(row["points"], POINT_SCALE)}
    return shown | {name: yuan_from_fen(row[f"{name}_fen"]) for name in AMOUNTS}


def store(duck: Any, query: str, path: Path) -> None:
    """Write what a query gives to a Parquet file, in its order."""
    _copy(duck, query, path, "parquet")


def show(duck: Any, name: str, path: Path) -> None:
    """Make a stored file the relation of this name, instead of what bore it."""
    # The names of the folders above it are no columns.
    query = f"select * from read_parquet({literal(str(path))}, hive_partitioning = false)"
    replace_view(duck, name, query)


def write_run(duck: Any, settled: Settled, folder: Path) -> None:
    """Write statements.csv and left_out.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "statements.csv", [statement(row) for row in settled.statements])
    _copy(duck, LEFT_OUT, folder / "left_out.csv", "csv, header")


def write_consortia(years: Mapping[str, ConsortiumYear], folder: Path) -> list[dict[str, Any]]:
    """Write consortia.csv, where there are any, and return its rows: amounts in yuan."""
    rows = []
    for number, year in sorted(years.items()):
        found = balance(
            Consortium(year.budget_fen, year.retained, year.quality, year.fund_share, year.limit),
            year.actual_fen,
        )
        sums = {
            "budget": year.budget_fen, "actual": year.actual_fen, "outside": year.outside_fen,
            "primary": year.primary_fen, "difference": found.difference_fen,
            "kept": found.kept_fen, "fund": found.fund_fen, "own": found.own_fen,
        }  # fmt: skip
        shown = {name: yuan_from_fen(fen) for name, fen in sums.items()}
        rows.append({"consortium": number, "insured": year.insured} | shown)
    if rows:
        _write(folder / "consortia.csv", rows)
    return rows


def write_comparison(duck: Any, rows: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Write comparison.csv, the greatest loser first, and what the other scenario left out."""
    shown = [
        {
            "institution": row["institution"],
            "cases": row["cases"],
            "versus_cases": row["versus_cases"],
            **{
                name: yuan_from_fen(row[f"{name}_fen"])
                for name in ("fee", "versus_fee", "difference")
            },
            "why": "; ".join(
                f"{each['drg'] or each['branch']} {yuan_from_fen(each['difference_fen'])}"
                for each in row["why"]
            ),
        }
        for row in rows
    ]
    _write(folder / "comparison.csv", shown)
    left_out = "select * from versus_left_out order by line"
    _copy(duck, left_out, folder / "versus_left_out.csv", "csv, header")


def _write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        if rows:
            writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _copy(duck: Any, query: str, path: Path, form: str) -> None:
    duck.execute(f"copy ({query}) to {literal(str(path))} (format {form})")
