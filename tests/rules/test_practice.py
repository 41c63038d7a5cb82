"""Where one may practise and when, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules import practice as rules

DAY = date(2026, 3, 2)
HERE, THERE = 1, 2


def reading(day: date = DAY) -> Reading:
    return Reading(shipped_book(), day, "310106")


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (date(2026, 2, 28), ("PRACTICE_NOT_BEGUN",)),
        (date(2026, 3, 1), ()),
        (date(2026, 3, 31), ()),
        (date(2026, 4, 1), ("PRACTICE_ENDED",)),
    ],
)
def test_one_may_act_from_the_first_day_to_the_day_before_the_end(
    day: date, reasons: tuple[str, ...]
) -> None:
    place = rules.PracticePlace(HERE, date(2026, 3, 1), date(2026, 4, 1))
    answer = rules.may_practise(rules.PracticeFacts(HERE, (place,)), reading(day))
    assert answer == rules.Practice(not reasons, reasons)


def test_a_practice_place_elsewhere_is_none_here() -> None:
    place = rules.PracticePlace(THERE, date(2020, 1, 1))
    answer = rules.may_practise(rules.PracticeFacts(HERE, (place,)), reading())
    assert answer.reasons == ("NO_PRACTICE_PLACE_HERE",)


def test_one_registration_has_several_places_but_none_twice_at_a_time() -> None:
    first = rules.PracticePlace(HERE, date(2025, 1, 1), date(2026, 1, 1))
    asked = rules.RegistrationFacts(
        "DOCTOR", True, True, rules.PracticePlace(HERE, date(2025, 12, 31)), (first,)
    )
    assert rules.register_practice(asked, reading()).reasons == ("PRACTISES_HERE_ALREADY",)
    after = replace(asked, asked=rules.PracticePlace(HERE, date(2026, 1, 1)))
    assert rules.register_practice(after, reading()).allowed
    beside = replace(asked, asked=rules.PracticePlace(THERE, date(2025, 6, 1)))
    assert rules.register_practice(beside, reading()).allowed


def test_a_sixth_place_at_one_time_is_one_too_many() -> None:
    places = tuple(rules.PracticePlace(key, date(2025, 1, 1)) for key in range(2, 6))
    asked = rules.RegistrationFacts("DOCTOR", True, True, rules.PracticePlace(HERE, DAY), places)
    assert rules.register_practice(asked, reading()).allowed
    sixth = replace(asked, places=(*places, rules.PracticePlace(6, date(2025, 1, 1))))
    assert rules.register_practice(sixth, reading()).reasons == ("TOO_MANY_PRACTICE_PLACES",)
    ended = rules.PracticePlace(6, date(2025, 1, 1), DAY)
    assert rules.register_practice(replace(asked, places=(*places, ended)), reading()).allowed


def test_a_doctor_without_licence_is_not_registered_and_a_carer_needs_none() -> None:
    asked = rules.RegistrationFacts("DOCTOR", False, True, rules.PracticePlace(HERE, DAY))
    assert rules.register_practice(asked, reading()).reasons == ("LICENCE_MISSING",)
    assert rules.register_practice(replace(asked, profession="CARER"), reading()).allowed
    closed = replace(asked, has_licence=True, institution_is_open=False)
    assert rules.register_practice(closed, reading()).reasons == ("INSTITUTION_CLOSED",)
