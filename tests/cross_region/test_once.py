"""The same care under two numbers is paid once; the next care is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.claims.conftest import LINES
from tests.cross_region.world import DAY, YUAN, Two
from yiyang.accounts.models import Posting
from yiyang.audit.services import PROGRAM
from yiyang.cross_region.services.asking import ask_preview, ask_reverse, ask_settle
from yiyang.decisions.models import Decision

FUND = 45_475 * YUAN
ALREADY = ["CROSS_SETTLED_ALREADY"]


def test_a_stay_that_was_settled_is_not_settled_under_another_number(two: Two) -> None:
    two.file()
    first = two.settled("H1")
    before = Posting.objects.count()
    again = two.opened("H2")
    ask_preview(settlement=again, by=PROGRAM, at=two.at)
    two.deliver()
    again.refresh_from_db()
    assert (again.state, again.preview, again.reasons) == ("OPEN", None, ALREADY)
    ask_settle(settlement=again, by=PROGRAM, at=two.at)
    two.deliver()
    again.refresh_from_db()
    assert (again.state, again.reasons) == ("REFUSED", ALREADY)
    assert two.owed() == (FUND, FUND) and Posting.objects.count() == before
    judged = Decision.objects.filter(rule="cross_region.may_settle").latest("pk")
    assert judged.result["reasons"][0]["code"] == ALREADY[0]
    # Taken back, the care is nobody's: the second number may be settled.
    ask_reverse(settlement=first, by=PROGRAM, at=two.at)
    two.deliver()
    ask_settle(settlement=again, by=PROGRAM, at=two.at)
    two.deliver()
    again.refresh_from_db()
    assert again.state == "SETTLED" and two.owed() == (FUND, FUND)


@pytest.mark.parametrize(("later", "state"), [(0, "SETTLED"), (-1, "REFUSED")])
def test_two_stays_may_share_the_day_on_which_one_ends_and_the_other_begins(
    two: Two, later: int, state: str
) -> None:
    two.file()
    two.settled("H1")
    begun = DAY + timedelta(days=later)
    lines = tuple(replace(line, on=DAY + timedelta(days=2)) for line in LINES)
    row = two.asked("H2", begun_on=begun, ended_on=DAY + timedelta(days=3), lines=lines)
    two.deliver()
    row.refresh_from_db()
    assert row.state == state


def test_two_visits_of_a_day_are_two_unless_they_say_the_same(two: Two) -> None:
    two.file()
    visit = {"kind": "OUTPATIENT", "begun_on": DAY, "ended_on": DAY}
    line = replace(LINES[0], fen=30_000, hospital_fen=0)
    states = []
    for source, fen in (("V1", 30_000), ("V2", 31_000), ("V3", 30_000)):
        row = two.asked(source, lines=(replace(line, fen=fen),), **visit)
        two.deliver()
        row.refresh_from_db()
        states.append((row.state, row.reasons))
    assert states == [("SETTLED", []), ("SETTLED", []), ("REFUSED", ALREADY)]
