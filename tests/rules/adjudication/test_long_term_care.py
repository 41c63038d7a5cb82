"""Long-term care insurance: who is entitled, how much of a week counts, what is added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiyang.policy.book import NotInForce, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.adjudication.long_term_care import (
    CareAdjudicated,
    CareMonth,
    Visit,
    long_term_care,
)

BOOK = shipped_book()
MONDAY = date(2026, 3, 2)
HOURS = tuple(Visit(MONDAY + timedelta(days=n), 60, "CARER") for n in range(7))
MONTH = CareMonth("HOME", "EMPLOYEE", 70, 4, HOURS)


def of(month: CareMonth, day: date = date(2026, 3, 1)) -> CareAdjudicated:
    return long_term_care(month, Reading(BOOK, day, "310106"))


@pytest.mark.parametrize(("level", "visits"), [(2, 3), (3, 3), (4, 5), (5, 7), (6, 7)])
def test_a_week_counts_the_visits_of_its_level(level: int, visits: int) -> None:
    found = of(replace(MONTH, level=level))
    assert found.charged_fen == visits * 5_000
    assert (found.fund_fen, found.person_fen) == (visits * 4_500, visits * 500)
    assert found.beyond_minutes == (7 - visits) * 60


@pytest.mark.parametrize(
    ("insurance", "age", "level", "paid"),
    [("EMPLOYEE", 40, 2, True), ("RESIDENT", 59, 4, False), ("RESIDENT", 60, 4, True),
     ("EMPLOYEE", 90, 1, False), ("EMPLOYEE", 90, 0, False)],
)  # fmt: skip
def test_who_is_entitled(insurance: str, age: int, level: int, paid: bool) -> None:
    found = of(replace(MONTH, insurance=insurance, age=age, level=level))
    assert (found.fund_fen > 0) is paid
    assert ("CARE_NOT_ENTITLED" in found.reasons) is not paid


@pytest.mark.parametrize(
    ("months", "level", "minutes"),
    [(1, 5, 0), (2, 5, 60), (6, 6, 60), (7, 6, 120), (7, 4, 0)],
)
def test_continuous_care_at_home_adds_minutes_or_money(
    months: int, level: int, minutes: int
) -> None:
    long = tuple(replace(visit, minutes=120) for visit in HOURS)
    month = replace(MONTH, level=level, visits=long, months_at_home=months)
    week = {4: 5, 5: 7, 6: 7}[level] * 60
    assert sum(one.minutes for one in of(month).visits) == week + minutes
    money = of(replace(month, takes_money=True))
    assert (sum(one.minutes for one in money.visits), money.bonus_fen) == (
        week, minutes // 60 * 4_000,
    )  # fmt: skip


def test_a_new_week_begins_on_monday() -> None:
    around = tuple(Visit(MONDAY + timedelta(days=n), 60, "NURSE") for n in range(-3, 4))
    found = of(replace(MONTH, level=2, visits=around), date(2026, 2, 1))
    assert [one.minutes for one in found.visits] == [60, 60, 60, 60, 60, 60, 0]


def test_care_in_an_institution_is_paid_by_the_day() -> None:
    found = of(replace(MONTH, setting="INSTITUTION", visits=(), days=31))
    assert (found.charged_fen, found.fund_fen) == (77_500, 65_875)
    assert found.key == "long_term_care.institution_percent"


def test_before_the_trial_there_is_no_answer() -> None:
    with pytest.raises(NotInForce):
        of(MONTH, date(2017, 12, 31))


visits = st.builds(
    Visit,
    on=st.integers(0, 30).map(lambda n: date(2026, 3, 1) + timedelta(days=n)),
    minutes=st.integers(1, 600),
    profession=st.sampled_from(["NURSE", "ASSISTANT", "CARER"]),
)


@settings(deadline=None)
@given(
    st.builds(
        CareMonth,
        setting=st.just("HOME"),
        insurance=st.sampled_from(["EMPLOYEE", "RESIDENT"]),
        age=st.integers(0, 110),
        level=st.integers(0, 6),
        visits=st.lists(visits, max_size=12).map(tuple),
        months_at_home=st.integers(0, 12),
        takes_money=st.booleans(),
    ),
    st.randoms(),
)
def test_shares_add_up_and_the_order_of_visits_does_not_matter(month, random) -> None:
    found = of(month)
    assert found.fund_fen + found.person_fen == found.charged_fen
    assert sum(one.fen for one in found.visits) == found.charged_fen
    given_minutes = sum(visit.minutes for visit in month.visits)
    assert sum(one.minutes for one in found.visits) + found.beyond_minutes == given_minutes
    shuffled = list(month.visits)
    random.shuffle(shuffled)
    assert of(replace(month, visits=tuple(shuffled))) == found
