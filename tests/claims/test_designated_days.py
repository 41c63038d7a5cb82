"""A claim is asked by the days of its own care, not by what the registry says when it is made."""

from datetime import date

import pytest

from tests.claims.conftest import Insurer
from tests.claims.test_care import Elder, standing
from tests.conftest import NOW
from tests.world import make_designation
from yiyang.audit.services import PROGRAM
from yiyang.claims.services import correct_claim
from yiyang.network.models import Designation
from yiyang.network.services import change_designation, set_capabilities

STOPS = date(2026, 2, 5)


@pytest.fixture
def elder(insurer: Insurer) -> Elder:
    return Elder(insurer)


def reasons(done: object) -> list[str]:
    return [one.reason for one in done.left_out]  # type: ignore[attr-defined]


def test_taking_it_away_today_leaves_the_months_before_as_they_were_paid(elder: Elder) -> None:
    for day in range(3):
        elder.cared(day)
    elder.claim()
    paid = standing()
    assert paid == [(13_500, 1_500)]
    set_capabilities(institution_id=elder.provider.pk, codes=[], by=PROGRAM, at=NOW)
    again = elder.claim()
    assert (standing(), dict(again.counts), again.left_out) == (paid, {"same": 1}, ())


def test_in_one_month_acts_are_claimed_until_the_day_it_ended(elder: Elder) -> None:
    days = [elder.cared(day) for day in (0, 1, 2, 3, 4)]
    row = Designation.objects.get(institution=elder.provider)
    change_designation(designation_id=row.pk, since=None, until=STOPS, by=PROGRAM, at=NOW)
    done = elder.claim()
    assert standing() == [(13_500, 1_500)]
    late = [str(one.pk) for one in days[3:]]
    assert [(one.act, one.reason) for one in done.left_out] == [
        (act, "CARE_NOT_DESIGNATED") for act in late
    ]


def test_acts_between_two_designations_are_left_out(elder: Elder) -> None:
    row = Designation.objects.get(institution=elder.provider)
    change_designation(designation_id=row.pk, since=None, until=STOPS, by=PROGRAM, at=NOW)
    make_designation(elder.provider, "LONG_TERM_CARE", date(2026, 2, 6))
    for day in (2, 3, 4):
        elder.cared(day)
    assert reasons(elder.claim()) == ["CARE_NOT_DESIGNATED"]
    assert standing() == [(9_000, 1_000)]


@pytest.mark.parametrize(
    ("since", "until", "paid"),
    [
        (None, date(2026, 2, 16), True),  # the stay goes on until the 20th
        (None, date(2026, 2, 15), False),
        (date(2026, 2, 15), None, True),
        (date(2026, 2, 16), None, False),
    ],
)
def test_a_stay_is_paid_where_it_began_while_the_hospital_was_designated(
    insurer: Insurer, since: date | None, until: date | None, paid: bool
) -> None:
    row = Designation.objects.get(institution=insurer.hospital)
    change_designation(designation_id=row.pk, since=since, until=until, by=PROGRAM, at=NOW)
    made = insurer.settle()
    told = made.decision.result["reasons"]
    assert ("CLAIM_NOT_DESIGNATED" not in told, made.fund_fen > 0) == (paid, paid)


def test_what_holds_today_is_not_asked(insurer: Insurer) -> None:
    Designation.objects.all().delete()
    assert insurer.hospital.designated
    assert insurer.settle().fund_fen == 0


def test_a_correction_after_the_end_is_paid_by_the_days_of_the_stay(insurer: Insurer) -> None:
    claim = insurer.settle().claim
    row = Designation.objects.get(institution=insurer.hospital)
    ended = date(2026, 2, 20)
    change_designation(designation_id=row.pk, since=None, until=ended, by=PROGRAM, at=NOW)
    asked = insurer.asked(lines=insurer.asked().lines[1:])
    made = correct_claim(claim=claim, asked=asked, by=PROGRAM, at=NOW)
    assert made.settlements.get().fund_fen > 0
