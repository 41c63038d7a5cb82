"""``yiyang forecast FILE``: what is read, what is refused, what is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.journey import Journey
from yiyang.faces.cli import forecast


def _file(folder: Path, *rows: str, head: str = "series,date,value") -> str:
    path = folder / "days.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a,2026-02-30,1", "no day"),
        ("a,2026-01-02,many", "no figure"),
        ("a,2026-01-02,-1", "no figure"),
        ("a,2026-01-02,nan", "no figure"),
        ("a,2026-01-01,3", "a day comes twice"),
        ("a,2126-01-01,3", "more than 20000 days"),
    ],
)
def test_what_is_no_day_and_no_figure_is_refused_with_its_row(
    tmp_path: Path, journey: Journey, row: str, fault: str
) -> None:
    answered = journey.command("forecast", _file(tmp_path, "a,2026-01-01,2", row))
    assert answered.exit_code == 2
    assert fault in answered.err


def test_a_file_without_its_columns_or_that_is_not_there_is_refused(
    tmp_path: Path, journey: Journey
) -> None:
    answered = journey.command("forecast", _file(tmp_path, "1,2", head="a,b"))
    assert (answered.exit_code, "needs a column date" in answered.err) == (2, True)
    assert journey.command("forecast", str(tmp_path / "none.csv")).exit_code == 2


def test_without_the_library_the_command_says_what_to_install(
    tmp_path: Path, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecast, "is_there", lambda: False)
    answered = journey.command("forecast", _file(tmp_path, "a,2026-01-01,2"))
    assert answered.exit_code == 1
    assert "yiyang[planning]" in answered.err


@pytest.mark.slow
def test_a_file_is_forecast_with_the_baseline_beside_and_short_series_are_named(
    tmp_path: Path, journey: Journey
) -> None:
    first = date(2026, 1, 1)
    rows = [f"a,{first + timedelta(days=n)},{50 + n % 7 + n // 70}" for n in range(200) if n != 90]
    rows += [f"b,{first + timedelta(days=n)},5" for n in range(20)]
    answered = journey.command("forecast", _file(tmp_path, *rows), "--json")
    assert answered.exit_code == 0, answered.err
    (series,) = answered.json["series"]
    assert (series["from"], answered.json["too_short"]) == ("2026-07-20", ["b"])
    assert series["baseline"]["mean"] == [52 + (200 + n) % 7 for n in range(14)]
    assert series["fan"]["mean"] == pytest.approx(series["baseline"]["mean"], abs=0.6)
    assert series["held"]["origins"] == 10
