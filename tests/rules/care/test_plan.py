"""Plans: what asks for an item, how often, and how a year is cut."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.care.plan import DrawnPlan, PlanFacts, Reason, draw_plan, windows
from yiyang.rules.care.raising import Raised, RaiseFacts, raise_count

SINCE, UNTIL = date(2026, 1, 1), date(2027, 1, 1)
READING = Reading(shipped_book(), date(2026, 3, 2), "310106")


def drawn(*packages: str, **known: Any) -> DrawnPlan:
    return draw_plan(PlanFacts(SINCE, UNTIL, packages, **known), READING)


def counts(plan: DrawnPlan) -> dict[str, int]:
    return {item.code: item.count for item in plan.items}


def test_everybody_who_signs_has_the_basic_package() -> None:
    assert counts(drawn()) == counts(drawn("BASIC"))
    assert counts(drawn())["CONSULTATION"] == 12


@given(st.integers(1, 365))
def test_a_year_cut_short_has_its_part_of_each_count_and_no_denser_days(days: int) -> None:
    cut = PlanFacts(SINCE, SINCE + timedelta(days=days), ("CHRONIC",), year_until=UNTIL)
    whole = {item.code: item for item in drawn("CHRONIC").items}
    for item in draw_plan(cut, READING).items:
        of_year = whole[item.code]
        assert item.every_days == of_year.every_days
        assert item.count == max(1, -(-of_year.count * days // 365))


def test_an_item_asked_for_twice_stands_once_with_the_higher_count() -> None:
    consultation = {i.code: i for i in drawn("BASIC", "CHRONIC").items}["CONSULTATION"]
    assert consultation.count == 24
    assert consultation.reasons == (
        Reason("PACKAGE", "BASIC", 12),
        Reason("PACKAGE", "CHRONIC", 24),
    )


def test_a_level_of_the_unified_assessment_gives_its_visits_a_week() -> None:
    visits = [
        counts(drawn(levels=(("SH_UNIFIED", level),))).get("CARE_VISIT") for level in "0123456"
    ]
    assert visits == [None, None, 156, 156, 260, 364, 364]


def test_a_place_without_the_insurance_gives_no_insured_visits() -> None:
    hangzhou = Reading(shipped_book(), date(2026, 3, 2), "330102")
    book = hangzhou.book
    line = book.on("packages.price.basic", hangzhou.day, "310106")
    book = book.with_lines([type(line)(**{**line.__dict__, "place": "330100"})])
    reading = Reading(book, hangzhou.day, "330102")
    facts = PlanFacts(SINCE, UNTIL, (), levels=(("SH_UNIFIED", "4"),))
    assert "CARE_VISIT" not in counts(draw_plan(facts, reading))


def test_a_home_care_bed_and_a_home_medical_bed_make_one_plan() -> None:
    plan = drawn("HOME_CARE", beds=("HOME_CARE_BED", "HOME_MEDICAL_BED"))
    visits = {i.code: i for i in plan.items}["NURSING_VISIT"]
    assert [item.code for item in plan.items].count("NURSING_VISIT") == 1
    assert visits.count == 52
    assert {reason.code for reason in visits.reasons} == {
        "HOME_CARE",
        "HOME_CARE_BED",
        "HOME_MEDICAL_BED",
    }


def test_key_groups_give_follow_ups_and_their_calendars() -> None:
    plan = drawn(groups=("HYPERTENSION", "TUBERCULOSIS", "LIVING_ALONE"))
    assert counts(plan)["FOLLOW_UP_HYPERTENSION"] == 4
    assert [(p.group, p.first_within_days) for p in plan.programmes] == [
        ("HYPERTENSION", 30),
        ("TUBERCULOSIS", 3),
    ]


def test_what_is_on_request_has_no_frequency() -> None:
    items = {item.code: item for item in drawn("CHRONIC").items}
    assert items["CONSULTATION"].every_days is None
    assert items["LAB_PANEL"].every_days == 182


def test_a_package_the_book_does_not_know_is_named() -> None:
    assert drawn("GOLD").unknown_packages == ("GOLD",)


@given(days=st.integers(min_value=1, max_value=1100), count=st.integers(min_value=1, max_value=400))
def test_windows_cover_the_year_in_order(days: int, count: int) -> None:
    until = SINCE + timedelta(days=days)
    cut = windows(SINCE, until, count)
    assert len(cut) == count
    assert all(first <= last for first, last in cut)
    assert list(cut) == sorted(cut)
    assert cut[0][0] == SINCE
    assert cut[-1][1] == until - timedelta(days=1)
    if count <= days:
        joined = pairwise(cut)
        assert all(b[0] - a[1] == timedelta(days=1) for a, b in joined)


def raised(**changed: Any) -> Raised:
    facts: dict[str, Any] = {
        "item": "NURSING_VISIT",
        "role": "FAMILY_DOCTOR",
        "count": 12,
        "more": 4,
        "is_assessed": True,
    }
    return raise_count(RaiseFacts(**(facts | changed)), READING)


def test_a_family_doctor_raises_visits_for_somebody_assessed() -> None:
    assert raised() == Raised(True, 16, ())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"role": "CARE_DESK"}, "ROLE_MAY_NOT_RAISE"),
        ({"role": "NURSE"}, "ROLE_MAY_NOT_RAISE"),
        ({"more": 0}, "NOTHING_TO_RAISE"),
        ({"count": 156, "more": 1}, "OVER_YEARLY_LIMIT"),
        ({"is_assessed": False}, "NO_VALID_ASSESSMENT"),
    ],
)
def test_a_count_is_not_raised_otherwise(changed: dict[str, Any], reason: str) -> None:
    found = raised(**changed)
    assert not found.allowed
    assert [one.code for one in found.reasons] == [reason]
    assert found.count == changed.get("count", 12)


def test_a_count_is_raised_up_to_its_limit() -> None:
    assert raised(count=155, more=1).allowed


def test_what_needs_no_assessment_is_raised_without_one() -> None:
    assert raised(item="CONSULTATION", role="NURSE", is_assessed=False).allowed
