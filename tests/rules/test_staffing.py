from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.staffing import Staff, StaffingFacts, Work, need

YEAR = 365
POST = 230 * 480 * 65 // 100  # minutes of one post in a year, by the shipped book


def _facts(*works: Work, have: int = 1, days: int = YEAR) -> StaffingFacts:
    return StaffingFacts(1, days, works, (Staff("NURSE", have),))


def _reading(place: str = "310106") -> Reading:
    return Reading(shipped_book(), date(2025, 12, 31), place)


def _minutes(work: Work, place: str = "310106") -> int:
    (found,) = need(_facts(work), _reading(place)).needs
    return found.minutes


def test_an_items_own_minutes_go_before_those_of_its_kind_and_a_visit_has_its_way() -> None:
    assert _minutes(Work("HOME_VISIT", "LTCI_28", "NURSE", 1)) == 15 + 20
    assert _minutes(Work("HOME_VISIT", "CARE_VISIT", "NURSE", 1)) == 60 + 20
    assert _minutes(Work("HOME_VISIT", "", "NURSE", 1)) == 40 + 20
    assert _minutes(Work("FOLLOW_UP", "FOLLOW_UP_ELDER", "NURSE", 3)) == 30


def test_a_city_without_a_list_of_insured_items_goes_by_the_kind() -> None:
    assert _minutes(Work("HOME_VISIT", "LTCI_28", "NURSE", 1), "330100") == 60


@pytest.mark.parametrize(
    ("minutes", "standing", "posts"),
    [
        (POST + 360, "SHORT", "1.01"), (POST, "TIGHT", "1.00"),
        (POST * 90 // 100, "TIGHT", "0.90"), (POST * 89 // 100, "ENOUGH", "0.89"),
    ],
)  # fmt: skip
def test_the_standing_turns_at_what_there_is_and_at_what_is_tight(
    minutes: int, standing: str, posts: str
) -> None:
    work = Work("FOLLOW_UP", "", "NURSE", minutes // 10)
    (found,) = need(_facts(work), _reading()).needs
    assert (found.standing, found.posts) == (standing, Decimal(posts))


def test_a_part_of_the_year_has_its_part_of_the_working_days() -> None:
    work = Work("FOLLOW_UP", "", "NURSE", POST // 50)
    (found,) = need(_facts(work, days=YEAR // 5), _reading()).needs
    assert found.posts == Decimal("1.00")


def test_kinds_without_minutes_are_named_and_those_that_take_no_time_are_not() -> None:
    works = (Work("MAGIC", "", "NURSE", 5), Work("DAY_CARE_DAY", "", "NURSE", 5))
    found = need(_facts(*works), _reading())
    assert found.without_minutes == ("MAGIC",)
    assert [(each.minutes, each.standing) for each in found.needs] == [(0, "ENOUGH")]


def test_a_profession_that_works_and_has_no_post_is_short() -> None:
    facts = replace(_facts(Work("FOLLOW_UP", "", "CARER", 1000)), staff=())
    (found,) = need(facts, _reading()).needs
    assert (found.profession, found.have, found.standing) == ("CARER", 0, "SHORT")
