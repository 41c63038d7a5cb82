"""Each fault of a delivered act, exactly at its edge and just past it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from yiyang.kernel.span import Span
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.ledger import ActFacts, KnownAct, PracticeDays, accept_act

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def span(since: float, until: float) -> Span:
    return Span(START + since * MINUTE, START + until * MINUTE)


ACT = ActFacts(
    kind="HOME_VISIT",
    item="HEAD_FACE_CLEANING",
    person_id=1,
    span=span(0, 20),
    told_at=START + 21 * MINUTE,
    profession="CARER",
    practice=(PracticeDays(date(2025, 1, 1)),),
    professions=("CARER", "NURSE"),
    minimum_minutes=20,
)


def found(**columns: object) -> tuple[list[str], list[str]]:
    reading = Reading(shipped_book(), date(2026, 3, 2), "310106")
    verdict = accept_act(replace(ACT, **columns), reading)
    assert verdict.accepted == (not verdict.refusals)
    return [a.code for a in verdict.refusals], [a.code for a in verdict.flags]


def known(since: float, until: float, **columns: object) -> tuple[KnownAct, ...]:
    return (replace(KnownAct("HOME_VISIT", "HAIR_WASHING", 2, span(since, until)), **columns),)


def test_an_act_without_fault_is_kept_without_a_flag() -> None:
    assert found() == ([], [])


@pytest.mark.parametrize(
    ("minutes", "flags"),
    [(20, []), (19.9, ["ACT_SHORT"]), (10, ["ACT_SHORT"]), (9.9, ["ACT_FAR_TOO_SHORT"])],
)
def test_the_minimum_minutes_flag_and_half_of_them_flags_worse(
    minutes: float, flags: list[str]
) -> None:
    assert found(span=span(0, minutes)) == ([], flags)


def test_an_item_without_a_minimum_may_be_short() -> None:
    assert found(span=span(0, 1), minimum_minutes=None) == ([], [])


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [(-10, 0, False), (-10, 0.1, True), (5, 6, True), (19.9, 30, True), (20, 30, False)],
)
def test_one_practitioner_gives_one_act_at_a_time(
    since: float, until: float, refused: bool
) -> None:
    assert found(of_practitioner=known(since, until)) == (["ACT_OVERLAP"] if refused else [], [])


def test_from_afar_a_practitioner_may_serve_several_at_once() -> None:
    assert found(kind="CONSULTATION", of_practitioner=known(5, 6)) == ([], [])


def test_two_people_begun_with_in_one_minute_are_flagged() -> None:
    began = span(0.5, 30)
    assert found(span=began, told_at=START + 31 * MINUTE, of_practitioner=known(0.1, 0.4)) == (
        [],
        ["ACT_SAME_MINUTE"],
    )
    assert found(
        span=began, told_at=START + 31 * MINUTE, of_practitioner=known(0.1, 0.4, person_id=1)
    ) == ([], [])
    assert found(span=began, told_at=START + 31 * MINUTE, of_practitioner=known(-0.5, 0.4)) == (
        [],
        [],
    )


def test_the_same_service_twice_at_once_is_a_duplicate_whoever_gives_it() -> None:
    same = known(19, 30, item=ACT.item, person_id=1)
    assert found(of_person=same) == (["ACT_DUPLICATE"], [])
    assert found(of_person=known(20, 30, item=ACT.item)) == ([], [])
    assert found(of_person=known(5, 9)) == ([], []), "another item is no duplicate"


def test_nobody_is_served_at_home_while_in_hospital() -> None:
    stay = Span(START + 19 * MINUTE)
    assert found(hospital_stays=(stay,)) == (["ACT_IN_HOSPITAL"], [])
    assert found(hospital_stays=(span(20, 900),)) == ([], []), "admitted as the visit ended"
    assert found(kind="CONSULTATION", hospital_stays=(stay,)) == ([], [])


def test_practice_is_asked_for_on_the_days_of_the_act() -> None:
    day = date(2026, 3, 2)
    outside = (["ACT_OUTSIDE_PRACTICE"], [])
    assert found(practice=()) == outside
    assert found(practice=(PracticeDays(date(2025, 1, 1), day),)) == outside
    assert found(practice=(PracticeDays(day + timedelta(days=1)),)) == outside
    assert found(practice=(PracticeDays(day, day + timedelta(days=1)),)) == ([], [])


def test_an_item_is_given_by_its_professions_only() -> None:
    assert found(professions=("NURSE",)) == (["ACT_WRONG_PROFESSION"], [])
    assert found(professions=()) == ([], [])


def test_an_act_without_a_practitioner_asks_for_no_practice() -> None:
    assert found(kind="DAY_CARE_PURCHASE", profession=None, practice=()) == ([], [])


def test_an_act_cannot_end_after_it_is_told_but_for_the_clocks_difference() -> None:
    assert found(told_at=START + 15 * MINUTE) == ([], [])
    assert found(told_at=START + 14.9 * MINUTE) == (["ACT_IN_FUTURE"], [])


def test_what_is_told_late_is_flagged() -> None:
    ended = START + 20 * MINUTE
    assert found(told_at=ended + timedelta(days=3)) == ([], [])
    assert found(told_at=ended + timedelta(days=3, seconds=1)) == ([], ["ACT_LATE"])


def test_every_fault_is_named_at_once() -> None:
    refused, flagged = found(
        practice=(), professions=("NURSE",), span=span(0, 1), of_practitioner=known(0, 9)
    )
    assert set(refused) == {"ACT_OVERLAP", "ACT_OUTSIDE_PRACTICE", "ACT_WRONG_PROFESSION"}
    assert flagged == ["ACT_FAR_TOO_SHORT"]
