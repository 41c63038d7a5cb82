"""A month's acts of care: what is claimed from long-term care insurance, what is not and why."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiyang.policy.book import NotInForce, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.adjudication.care_acts import ActsOfMonth, CareAct, CareClaimed, care_acts
from yiyang.rules.adjudication.care_shares import CareBill, CareShare, care_shares
from yiyang.rules.calendar import CHINA

BOOK = shipped_book()
MONDAY = datetime(2026, 3, 2, 9, tzinfo=CHINA)
ACT = CareAct(
    "1", "A", "W", "CARER", "LTCI_01", MONDAY, MONDAY + timedelta(minutes=60), "EMPLOYEE", 80, 4
)


def at(number: int, day: int, minutes: int = 60, hour: int = 0, **columns: object) -> CareAct:
    since = MONDAY + timedelta(days=day, hours=hour)
    told = {"key": str(number), "since": since, "until": since + timedelta(minutes=minutes)}
    return replace(ACT, **(told | columns))  # type: ignore[arg-type]


def of(*acts: CareAct, months: int = 0) -> CareClaimed:
    return care_acts(ActsOfMonth(acts, months), Reading(BOOK, date(2026, 3, 1), "310106"))


def reasons(found: CareClaimed) -> list[tuple[str, str, int]]:
    return [(one.act, one.reason, one.minutes) for one in found.left_out]


def test_a_week_is_paid_up_to_the_visits_of_the_level_and_the_rest_is_told() -> None:
    found = of(*(at(n, n) for n in range(7)))
    assert [(line.minutes, line.fen) for line in found.lines] == [(60, 5_000)] * 5
    assert reasons(found) == [("5", "CARE_BEYOND", 60), ("6", "CARE_BEYOND", 60)]


def test_items_that_follow_each_other_are_one_visit_of_an_hour() -> None:
    acts = [at(1, 0, 40), at(2, 0, 40, item="LTCI_05")]
    acts[1] = replace(acts[1], since=acts[0].until, until=acts[0].until + timedelta(minutes=40))
    found = of(*acts)
    assert [(line.code, line.minutes, line.fen) for line in found.lines] == [
        ("LTCI_01", 40, 3_333), ("LTCI_05", 20, 1_667),
    ]  # fmt: skip
    assert reasons(found) == [("2", "CARE_BEYOND", 20)]
    apart = replace(acts[1], since=acts[1].since + timedelta(hours=3))
    apart = replace(apart, until=apart.since + timedelta(minutes=40))
    assert sum(line.minutes for line in of(acts[0], apart).lines) == 80


def test_two_who_come_at_once_are_two_visits_and_the_dearer_counts_first() -> None:
    nurse = at(9, 0, profession="NURSE", practitioner="N", item="LTCI_28")
    found = of(*(at(n, n, level=2) for n in range(3)), nurse)
    assert sorted(line.fen for line in found.lines) == [5_000, 5_000, 8_000]
    assert reasons(found) == [("2", "CARE_BEYOND", 60)]


def test_less_than_a_minute_takes_no_place_in_the_week() -> None:
    short = replace(at(9, 0), until=MONDAY + timedelta(seconds=30), practitioner="N")
    found = of(short, *(at(n, n) for n in range(1, 6)))
    assert [line.minutes for line in found.lines] == [60] * 5
    assert reasons(found) == [("9", "CARE_TOO_SHORT", 0)]


def test_a_week_that_began_in_the_month_before_has_its_visits_taken() -> None:
    before = [at(n, n, is_before=True, level=2) for n in range(2)]
    found = of(*before, *(at(n, n, level=2) for n in range(2, 5)))
    assert [line.acts for line in found.lines] == [("2",)]
    assert [one.act for one in found.left_out] == ["3", "4"]


def test_long_care_at_home_adds_minutes_to_what_stands_beyond() -> None:
    acts = [at(n, n, 90, level=5) for n in range(3)]
    assert [line.minutes for line in of(*acts, months=2).lines] == [90, 90, 60]
    assert [line.minutes for line in of(*acts, months=1).lines] == [60, 60, 60]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"is_designated": False}, "CARE_NOT_DESIGNATED"),
        ({"is_billed": True}, "CARE_BILLED"),
        ({"lies_in": "HOSPITAL"}, "CARE_IN_HOSPITAL"),
        ({"lies_in": "INSTITUTION", "lies_at": "B"}, "CARE_ANOTHERS_BED"),
        ({"insurance": ""}, "CARE_NOT_INSURED"),
        ({"age": None}, "CARE_NO_AGE"),
        ({"level": None}, "CARE_NO_LEVEL"),
        ({"level": 1}, "CARE_NOT_ENTITLED"),
        ({"insurance": "RESIDENT", "age": 59}, "CARE_NOT_ENTITLED"),
        ({"profession": "DOCTOR"}, "CARE_NO_PRICE"),
        ({"until": MONDAY + timedelta(seconds=30)}, "CARE_TOO_SHORT"),
    ],
)
def test_what_is_not_claimed_is_told_with_its_reason(columns: dict, reason: str) -> None:
    found = of(at(1, 0) if not columns else replace(at(1, 0), **columns), at(2, 1))
    assert [line.acts for line in found.lines] == [("2",)]
    assert [(one.act, one.reason) for one in found.left_out] == [("1", reason)]


def test_a_day_in_an_institution_is_paid_once_by_the_level() -> None:
    lies = {"lies_in": "INSTITUTION", "lies_at": "A"}
    found = of(at(1, 0, 20, **lies), at(2, 0, 20, hour=3, **lies), at(3, 1, 20, level=6, **lies))
    told = [(line.code, line.acts, line.fen) for line in found.lines]
    assert told == [("CARE_DAY", ("1", "2"), 2_500), ("CARE_DAY", ("3",), 3_000)]


def test_before_the_trial_there_is_no_answer() -> None:
    with pytest.raises(NotInForce):
        of(replace(at(1, 0), since=datetime(2015, 3, 2, tzinfo=CHINA)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_minute_is_claimed_or_told_and_order_never_matters(data: st.DataObject) -> None:
    days = data.draw(st.lists(st.integers(0, 27), min_size=1, max_size=12))
    acts = []
    for number, day in enumerate(days):
        minutes = data.draw(st.integers(1, 120))
        who = data.draw(st.sampled_from(["CARER", "NURSE"]))
        level = data.draw(st.sampled_from([1, 2, 4, 6]))
        acts.append(
            at(number, day, minutes, hour=number % 3 * 3, profession=who, practitioner=who,
               level=level)
        )  # fmt: skip
    found = of(*acts, months=data.draw(st.integers(0, 8)))
    shuffled = list(acts)
    random.Random(data.draw(st.integers(0, 99))).shuffle(shuffled)
    assert of(*shuffled, months=0).lines == of(*acts, months=0).lines
    told = sum(line.minutes for line in found.lines) + sum(one.minutes for one in found.left_out)
    assert told == sum(act.took // timedelta(minutes=1) for act in acts)


def test_the_fund_bears_its_share_of_each_setting_and_the_person_the_rest() -> None:
    bill = CareBill(
        (
            CareShare("LTCI_01", date(2026, 3, 2), "HOME", 5_000),
            CareShare("LTCI_05", date(2026, 3, 3), "HOME", 3_333),
            CareShare("CARE_DAY", date(2026, 3, 4), "INSTITUTION", 2_500),
        )
    )
    found = care_shares(bill, Reading(BOOK, date(2026, 3, 4), "310106"))
    assert [(one.layer, one.fen, one.base_fen) for one in found.layers] == [
        ("LONG_TERM_CARE", 7_500, 8_333), ("LONG_TERM_CARE", 2_125, 2_500), ("CASH", 1_208, 1_208),
    ]  # fmt: skip
    assert found.fund_fen + found.person_fen == found.total_fen == 10_833
