"""Counts of a file judged by the methods of early warning."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.journey import Journey

DRAWN = np.random.default_rng(5).poisson(6, 260)


def weekly(
    folder: Path, extra: int = 30, name: str = "腹泻", head: str = "系列,日期,病例数"
) -> str:
    rows = [head]
    for n, count in enumerate(DRAWN):
        cases = int(count) + (extra if n == len(DRAWN) - 1 else 0)
        rows.append(f"{name},{date(2020, 1, 6) + timedelta(weeks=n)},{cases}")
    file = folder / "counts.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    "method", ["ears-c1", "ears-c2", "cusum", "farrington", "farrington-flexible"]
)
def test_an_outbreak_in_a_file_is_an_alarm(journey: Journey, tmp_path: Path, method: str) -> None:
    words = ("watch", weekly(tmp_path), "--method", method, "--on", "2026-01-01", "--json")
    found = journey.command(*words, "--alarms").json
    assert found["steps"][-1]["step"] == "2024-12-23" and found["steps"][-1]["series"] == "腹泻"
    (last,) = journey.command(*words, "--last", "1").json["steps"]
    assert last["alarm"] and last["observed"] > last["upper"] > last["expected"] > 0


@pytest.mark.parametrize("count", ["数量", "例数", "人数", "count"])
def test_a_column_of_counts_is_known_by_its_usual_names(
    journey: Journey, tmp_path: Path, count: str
) -> None:
    file = weekly(tmp_path, head=f"症候群,日期,{count}")
    found = journey.command("watch", file, "--method", "ears-c1", "--last", "1", "--json")
    assert found.exit_code == 0, found.err
    assert found.json["steps"][0]["alarm"]


def test_a_parameter_may_be_tried_and_a_wrong_one_is_told(journey: Journey, tmp_path: Path) -> None:
    words = ("watch", weekly(tmp_path, extra=8), "--method", "farrington", "--last", "1", "--json")
    plain = journey.command(*words).json["steps"][0]
    wider = journey.command(*words, "--set", "alpha=0.2").json["steps"][0]
    assert wider["upper"] < plain["upper"]
    for wrong in ("alpha=2", "alpha=x", "surprise=1", "bound=MIDDLE", "years=0", "periods=0"):
        assert journey.command(*words, "--set", wrong).exit_code == 2


def test_usual_counts_are_not_measured_by_the_first_of_them(
    journey: Journey, tmp_path: Path
) -> None:
    words = ("watch", weekly(tmp_path, extra=0), "--method", "cusum", "--json")
    steps = journey.command(*words).json["steps"]
    assert len(steps) == len(DRAWN) - 52, "a year stands before the first that is judged"
    assert {step["expected"] for step in steps} == {round(float(DRAWN[:52].mean()), 6)}


def test_c3_alarms_from_two_standard_errors_as_it_was_published(
    journey: Journey, tmp_path: Path
) -> None:
    words = ("watch", weekly(tmp_path), "--last", "1", "--json", "--method")
    second, third = (
        journey.command(*words, method).json["steps"][0]["upper"]
        for method in ("ears-c2", "ears-c3")
    )
    past = DRAWN[-10:-3]
    mean, spread = past.mean(), past.std(ddof=1)
    assert second == pytest.approx(mean + 3.0902323 * spread, rel=1e-6)
    assert third <= mean + 1.9599640 * spread + 1e-6


def test_a_series_too_short_is_named(journey: Journey) -> None:
    file = "series,t,count\n甲,1,3\n甲,2,4\n"
    found = journey.command("watch", "-", "--method", "ears-c1", "--json", stdin=file)
    assert found.json == {"steps": [], "too_short": ["甲"]}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("t,count\n1,3\n3,4\n", "row 3"),
        ("t,count\n1,3\n1,4\n", "row 3"),
        ("t,count\n1,-3\n", "row 2"),
        ("t,count\n1,3.5\n", "row 2"),
        ("t,count\nsoon,3\n", "row 2"),
        (f"t,count\n1,{'9' * 5000}\n", "row 2"),
        (f"t,count\n{'9' * 5000},1\n", "row 2"),
        ("date,count\n2026-01-01,3\n2026-01-03,4\n", "row 3: days or weeks must follow"),
        ("date,count\n2026-01-01,3\n2026-01-02,4\n2026-01-04,1\n", "row 4: days or weeks"),
        ("date,count\n2026-01-01,3\n2,4\n", "mixed"),
        ("t,count\n1,3\n2026-01-01,4\n", "mixed"),
        ("t,count\n1,3\n2,3,500\n", "row 3"),
        ("t\n1\n", "column"),
        ("", "-"),
    ],
)
def test_a_file_that_holds_no_series_is_told_so(journey: Journey, text: str, place: str) -> None:
    answered = journey.command("watch", "-", "--method", "ears-c1", stdin=text)
    assert answered.exit_code == 2 and place in answered.err


def test_a_method_that_is_none_is_told(journey: Journey, tmp_path: Path) -> None:
    assert journey.command("watch", weekly(tmp_path), "--method", "tea").exit_code == 2
    few = ("--method", "ears-c1", "--last", "-3")
    assert journey.command("watch", weekly(tmp_path), *few).exit_code == 2
