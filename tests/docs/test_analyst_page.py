"""``docs/analyst.md``: its commands, as they stand there, lead from a year to a clause."""

from __future__ import annotations

import csv
import re
import shlex
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import NOW
from tests.journey import Answered, Journey
from tests.journeys.clock import at
from tests.world import make_place
from yiyang.access.models import Role
from yiyang.budgets.models import SettlementRun
from yiyang.claims.models import Bearing
from yiyang.decisions.services import read_book
from yiyang.kernel.money import fen_from_yuan

DOCS = Path(__file__).parents[2] / "docs"
COMMAND = re.compile(r"^    yiyang (.+)$", re.MULTILINE)
LOSERS, HOSPITALS = 10, 12


@pytest.fixture
def walked(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[str, Answered]]:
    """Every command of the page with what it answered, in the folder that the page names."""
    monkeypatch.chdir(copytree(DOCS / "examples" / "payment", tmp_path / "payment"))
    make_place("310106006")
    with at(NOW):
        lines = COMMAND.findall((DOCS / "analyst.md").read_text(encoding="utf-8"))
        return [(line, journey.command(*shlex.split(line))) for line in lines]


def test_an_analyst_gets_from_a_year_to_the_ten_that_lose_most_and_to_a_clause(
    journey: Journey, walked: list[tuple[str, Answered]]
) -> None:
    for line, told in walked:
        assert told.exit_code == 0, (line, told.err)
    told = {line.split(" ", 1)[0]: answer for line, answer in walked}
    with Path("compared/comparison.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    losses = [fen_from_yuan(row["difference"]) for row in rows]
    assert losses == sorted(losses)
    assert [loss < 0 for loss in losses] == [True] * LOSERS + [False] * (HOSPITALS - LOSERS)
    compared = next(answer.out for line, answer in walked if "--versus" in line)
    for row in rows[:LOSERS]:
        assert f"{row['institution']} " in compared and row["difference"] in compared
    working = next(answer.out for line, answer in walked if "lower.toml" in line and "D009" in line)
    assert "rate\t9700.000000" in working and "invented for this example" in working
    assert "adjudication." in told["adjudicate"].out or "insurance." in told["adjudicate"].out

    base, lower = SettlementRun.objects.order_by("pk")
    insurer = journey.sign_in(Role.INSURER)
    page = insurer.get(f"/settlements/compare/?run={lower.pk}&other={base.pk}").content.decode()
    first = re.findall(r'href="(/claims/\?institution=\d+)"', page)
    assert len(first) == LOSERS
    claims = [
        link
        for each in first
        for link in re.findall(r'href="(/claims/\d+/)"', insurer.get(each).content.decode())
    ]
    assert len(claims) == 1
    claim = insurer.get(claims[0]).content.decode()
    reading = read_book(date(2025, 11, 20))
    moved = [reading.line(one.key) for one in Bearing.objects.filter(layer="POOL")]
    assert "D001" in claim and moved
    for line in moved:  # told with the line's name, the act and its article
        assert line.title.in_language("zh") in claim
        assert f"{line.authority.title.in_language('zh')} {line.authority.article}".strip() in claim
