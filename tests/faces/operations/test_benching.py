"""A benchmark's page keeps the newest rows of each, and says honestly what holds."""

from datetime import date
from pathlib import Path

import pytest

from tests.journey import Journey
from yiyang.faces.operations.benching import Ratio, in_turn, write_down

DAY = date(2026, 3, 2)


def test_a_ratio_holds_by_its_median_alone() -> None:
    assert Ratio("a", "b", (0.1, 0.95, 0.96), 0.9).holds
    assert not Ratio("a", "b", (0.89, 0.89, 5.0), 0.9).holds
    assert "| NO |" in Ratio("a", "b", (0.89,), 0.9).row()


def test_pairs_run_in_turn_and_each_is_first_every_other_time() -> None:
    ran = []

    def speed(name: str, value: float) -> float:
        ran.append(name)
        return value

    ratios = in_turn(lambda: speed("m", 1.0), lambda: speed("b", 2.0), 3)
    assert ratios == (0.5, 0.5, 0.5)
    assert ran == ["m", "b", "b", "m", "m", "b"]


@pytest.mark.django_db
def test_new_rows_replace_the_old_ones_of_the_same_benchmark_only(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nAn introduction.\n")
    write_down(page, "audit", [Ratio("first", "b", (0.5,), 0.9)], DAY)
    write_down(page, "board", [Ratio("board", "b", (1.0,), 0.9)], DAY)
    write_down(page, "audit", [Ratio("second", "b", (1.0,), 0.9)], DAY)
    text = page.read_text()
    assert text.startswith("# Benchmarks\n\nAn introduction.\n")
    assert "second" in text and "board" in text and "first" not in text
    assert text.count("<!-- audit: begin -->") == 1


@pytest.mark.django_db
def test_a_benchmark_that_is_not_there_is_bad_input(journey: Journey) -> None:
    answered = journey.command("bench", "no_such")
    assert answered.exit_code == 2
    assert "audit" in answered.err
