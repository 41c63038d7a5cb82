"""One discharge's working, as a whole run reckons it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.analytics.settlement.scenarios import RATE, write_cases, write_scenario
from yiyang.faces.cli import app
from yiyang.faces.cli.shell import BadInput

CASES = [
    {"id": "A", "cost": "20000.00", "patient_paid": "1"},
    {"id": "B", "cost": "50000"},
    {"id": "C", "cost": "5000"},
    {"id": "D", "cost": "1", "drg": "ZZ9"},
    {"id": "E", "cost": "1", "special": "1"},
]
TEXT = RATE + 'coefficients = [{value = "1.05"}]\n[outliers]\nfamily = "H4"\n'


def explained(folder: Path, wanted: str, *options: str) -> Any:
    scenario, cases = write_scenario(folder, TEXT), write_cases(folder / "cases.csv", CASES)
    words = ["settle", str(scenario), "--cases", str(cases), "--explain", wanted, *options]
    return CliRunner().invoke(app(), words)


@pytest.mark.parametrize(
    ("wanted", "way", "branch", "fee"),
    [
        ("A", "PAID_RATE_USUAL", "USUAL", "21000.00"),
        ("B", "PAID_RATE_USUAL", "USUAL", "21000.00"),
        ("C", "PAID_RATE_COST", "LOW", "5000.00"),
    ],
)
def test_a_working_names_the_way_and_every_figure(
    tmp_path: Path, wanted: str, way: str, branch: str, fee: str
) -> None:
    (row,) = json.loads(explained(tmp_path, wanted, "--json").stdout)["working"]
    assert (row["way"], row["branch"], row["fee"]) == (way, branch, fee)
    assert (row["rw"], row["coef"], row["rate"]) == ("2.000000000", "1.050000", "10000.000000")
    assert (row["low"], row["high"]) == ("0.400000", "2.500000")


def test_what_is_left_out_says_why_and_an_unknown_id_is_refused(tmp_path: Path) -> None:
    (row,) = json.loads(explained(tmp_path, "D", "--json").stdout)["working"]
    assert row["reason"] == "NO_WEIGHT" and "fee" not in row
    assert "没有权重" in explained(tmp_path, "D").stdout
    assert isinstance(explained(tmp_path, "X").exception, BadInput)
    both = explained(tmp_path, "A", "--out", str(tmp_path / "out"))
    assert isinstance(both.exception, BadInput) and not (tmp_path / "out").exists()
