"""Every published bound and alarm of the reference package, by every method."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from yiyang.analytics.surveillance.cusum import cusum
from yiyang.analytics.surveillance.ears import ears
from yiyang.analytics.surveillance.farrington import Settings, farrington
from yiyang.analytics.surveillance.series import Series
from yiyang.analytics.surveillance.verdicts import Verdicts

NAMES = ("salmonella.agona", "ha", "salmHospitalized", "stsNewport")
OLD = Settings(3, 3, 1, 3, True, 0.05, 1.0, "POWER", 0.005, (5, 4))
NEW = {"compat": "R", "few": (5, 4), "years": 3, "half_window": 3}
SETTINGS = {
    ("Farrington1996", "b3w3a0.01"): OLD,
    ("FarringtonFlexible", "default"): Settings(
        periods=1, left_out=3, trend=True, trend_p=0.05, reweigh_over=1.0, bound="POWER",
        alpha=0.01, **NEW,
    ),
    ("FarringtonFlexible", "noufaily"): Settings(
        periods=10, left_out=26, trend=True, trend_p=1, reweigh_over=2.58, bound="PLUG_IN",
        alpha=0.005, **NEW,
    ),
    ("FarringtonFlexible", "muan"): Settings(
        periods=10, left_out=26, trend=True, trend_p=1, reweigh_over=2.58, bound="MUAN",
        alpha=0.005, **NEW,
    ),
    ("FarringtonFlexible", "nbPlugin"): Settings(
        periods=1, left_out=3, trend=False, trend_p=1, reweigh_over=2.58, bound="PLUG_IN",
        alpha=0.01, **NEW,
    ),
}  # fmt: skip


@cache
def golden(folder: Path) -> dict[tuple[str, str, str], list[dict[str, str]]]:
    found = defaultdict(list)
    with (folder / "golden_alarms_R_surveillance_1.20.3.csv").open() as opened:
        for row in csv.DictReader(opened):
            found[row["method"], row["ctrl"], row["series"]].append(row)
    return found


def series(folder: Path, name: str) -> Series:
    with (folder / f"series_{name}.csv").open() as opened:
        rows = list(csv.DictReader(opened))
    first = rows[0]["epoch"]
    start = date.fromisoformat(first) if "-" in first else None
    return Series(tuple(int(row["observed"]) for row in rows), int(rows[0]["freq"]), start)


@pytest.fixture
def published(shared: Path) -> Path:
    return shared / "data" / "planning" / "surveillance"


def asked(rows: list[dict[str, str]]) -> list[int]:
    return [int(row["t"]) - 1 for row in rows]


def same(found: Verdicts, rows: list[dict[str, str]], none: str) -> None:
    """Hold bounds and alarms against published ones; ``none`` is how no bound is written."""
    upper = [np.nan if row["upperbound"] == none else float(row["upperbound"]) for row in rows]
    np.testing.assert_allclose(found.upper, upper, rtol=1e-7, atol=1e-9)
    assert [int(one) for one in found.alarm] == [
        0 if row["alarm"] == "NA" else int(row["alarm"]) for row in rows
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("alpha", ["0.001", "0.05"])
@pytest.mark.parametrize("variant", ["C1", "C2", "C3"])
def test_ears_draws_the_published_bounds(
    published: Path, name: str, alpha: str, variant: str
) -> None:
    rows = golden(published)[f"EARS-{variant}", f"baseline=7;alpha={alpha}", name]
    found = ears(
        series(published, name), asked(rows), variant=variant, baseline=7, alpha=float(alpha),
        compat="R",
    )  # fmt: skip
    same(found, rows, "NA")


@pytest.mark.parametrize("name", NAMES)
def test_sums_of_excesses_alarm_where_the_published_ones_do(published: Path, name: str) -> None:
    rows = golden(published)["cusum", "k=1.04;h=2.26;m=NULL;trans=standard", name]
    found = cusum(series(published, name), asked(rows), reference=1.04, decision=2.26)
    same(found, rows, "NA")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", SETTINGS)
def test_farrington_draws_the_published_bounds(
    published: Path, name: str, method: tuple[str, str]
) -> None:
    rows = golden(published)[*method, name]
    found = farrington(series(published, name), asked(rows), SETTINGS[method])
    same(found, rows, "0" if method[0] == "Farrington1996" else "NA")
    for row, expected, dispersion, trend in zip(
        rows, found.expected, found.dispersion, found.trend, strict=True
    ):
        if row["expected"] != "NA":
            assert expected == pytest.approx(float(row["expected"]), rel=1e-6)
            assert dispersion == pytest.approx(float(row["phi"]), rel=1e-6)
            assert trend == (row["trend"] == "1")
