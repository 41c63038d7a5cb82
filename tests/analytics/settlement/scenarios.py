"""Scenarios and files of discharges for the tests, written as an analyst would."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yiyang.analytics.grouping.faults import Findings
from yiyang.analytics.settlement import running
from yiyang.analytics.settlement.scenario_files import read_scenario

HEAD = """
name = {zh = "试行", en = "Trial"}
source = "made for a test"
mark = "proposed"
weights = "weights.csv"
"""
RATE = HEAD + 'scheme = "rate"\nrates = [{value = "10000"}]\n'
WEIGHTS = "drg,rw\nAA1,2\nBB1,0.5\n"
Case = Mapping[str, str]


def write_scenario(folder: Path, text: str = RATE, weights: str = WEIGHTS) -> Path:
    """Write a scenario with its weights; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.csv").write_text(weights, encoding="utf-8")
    path = folder / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    return path


def write_cases(path: Path, cases: Sequence[Case]) -> Path:
    """Write discharges; a missing id becomes their number, a missing institution H."""
    columns = list(
        dict.fromkeys(["id", "institution", "drg", "cost", *(k for c in cases for k in c)])
    )
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, columns, restval="")
        writer.writeheader()
        for number, each in enumerate(cases):
            writer.writerow({"id": f"C{number:05}", "institution": "H", "drg": "AA1", **each})
    return path


def settled(
    folder: Path, cases: Sequence[Case], text: str = RATE, weights: str = WEIGHTS
) -> tuple[dict[str, dict[str, Any]], running.Settled]:
    """Return the priced rows by id, and what the run gave."""
    file = write_scenario(folder, text, weights)
    return settled_file(file, write_cases(folder / "cases.csv", cases))


def settled_file(
    scenario_file: Path, file: Path
) -> tuple[dict[str, dict[str, Any]], running.Settled]:
    """Return the same of a file of discharges, of any kind."""
    scenario = read_scenario(scenario_file)
    with running.desk() as duck:
        running.load_cases(duck, file, Findings())
        found = running.settle(duck, *scenario)
        answer = duck.execute("select * from priced")
        names = [column[0] for column in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return {row["id"]: row for row in rows}, found
