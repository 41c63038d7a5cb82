"""Follow-up: the reference vectors, each threshold at its edge, every programme's calendar."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from yiyang.policy.book import NotInForce, Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.care.follow_up import judge_follow_up
from yiyang.rules.care.terms import Earlier, FollowUpFacts, FollowUpResult, Readings

DAY = date(2026, 3, 2)
TWO_WEEKS = DAY + timedelta(days=14)
IN_THREE_MONTHS = date(2026, 6, 2)


def judged(
    programme: str,
    readings: Readings | None = None,
    *,
    day: date = DAY,
    channel: str = "FACE_TO_FACE",
    **known: Any,
) -> FollowUpResult:
    reading = Reading(shipped_book(), day, "310106")
    facts = FollowUpFacts(programme, day, channel, readings or Readings(), **known)
    return judge_follow_up(facts, reading)


def pressure(systolic: int, diastolic: int, **known: Any) -> FollowUpResult:
    known.setdefault("age", 60)
    return judged("HYPERTENSION", Readings(systolic, diastolic), **known)


def glucose(value: str, **known: Any) -> FollowUpResult:
    signs = known.pop("readings", {})
    return judged("DIABETES", Readings(glucose=Decimal(value), **signs), age=60, **known)


def codes(result: FollowUpResult) -> list[str]:
    return [reason.code for reason in result.reasons]


# The reference vectors: 150/85 at 60, then 148/92 two weeks later.


def test_first_time_above_the_target_is_uncontrolled_and_due_in_two_weeks() -> None:
    result = pressure(150, 85)
    assert (result.result, result.next_due_on) == ("UNCONTROLLED", TWO_WEEKS)
    assert not result.refer_now


def test_above_the_target_twice_running_is_referred_and_due_in_two_weeks() -> None:
    first = pressure(150, 85)
    second = pressure(148, 92, day=TWO_WEEKS, earlier=Earlier(DAY, first.result))
    assert second.result == "REFER"
    assert second.next_due_on == TWO_WEEKS + timedelta(days=14)
    assert "REFER_TWICE_UNCONTROLLED" in codes(second)


def test_at_70_a_pressure_of_150_is_not_below_the_target() -> None:
    assert pressure(150, 85, age=70).result == "UNCONTROLLED"


def test_at_70_149_over_88_is_controlled_and_due_in_three_months() -> None:
    result = pressure(149, 88, age=70)
    assert (result.result, result.next_due_on) == ("CONTROLLED", IN_THREE_MONTHS)


@pytest.mark.parametrize(
    ("age", "systolic", "diastolic", "result"),
    [
        (64, 139, 89, "CONTROLLED"),
        (64, 140, 89, "UNCONTROLLED"),
        (64, 139, 90, "UNCONTROLLED"),
        (65, 149, 89, "CONTROLLED"),
        (65, 149, 90, "UNCONTROLLED"),
        (None, 140, 80, "UNCONTROLLED"),
    ],
)
def test_the_target_is_strict_and_changes_at_65(
    age: int | None, systolic: int, diastolic: int, result: str
) -> None:
    assert pressure(systolic, diastolic, age=age).result == result


@pytest.mark.parametrize(
    ("systolic", "diastolic", "refers"),
    [(179, 109, False), (180, 80, True), (130, 110, True), (230, 130, True)],
)
def test_180_over_110_refers_at_once(systolic: int, diastolic: int, refers: bool) -> None:
    result = pressure(systolic, diastolic)
    assert result.refer_now is refers
    assert (result.result == "EMERGENCY") is refers
    assert result.next_due_on == TWO_WEEKS


@pytest.mark.parametrize(
    ("systolic", "diastolic", "grade"),
    [(139, 89, 0), (140, 80, 1), (120, 99, 1), (160, 80, 2), (120, 100, 2), (180, 80, 3)],
)
def test_the_grade_goes_by_the_higher_of_both(systolic: int, diastolic: int, grade: int) -> None:
    assert pressure(systolic, diastolic).grade == grade


def test_a_sign_of_danger_refers_at_once_with_a_good_pressure() -> None:
    result = pressure(120, 80, signs=("SEVERE_HEADACHE",))
    assert (result.result, result.refer_now) == ("EMERGENCY", True)


def test_pregnancy_is_a_danger_only_with_raised_pressure() -> None:
    assert pressure(120, 80, signs=("PREGNANT",)).result == "CONTROLLED"
    assert pressure(141, 80, signs=("PREGNANT",)).result == "EMERGENCY"


def test_an_adverse_reaction_is_seen_in_two_weeks_and_referred_when_it_lasts() -> None:
    first = pressure(130, 80, signs=("ADVERSE_REACTION",))
    assert (first.result, first.next_due_on) == ("UNCONTROLLED", TWO_WEEKS)
    earlier = Earlier(DAY, first.result, ("ADVERSE_REACTION",))
    assert pressure(130, 80, signs=("ADVERSE_REACTION",), earlier=earlier).result == "REFER"


def test_a_new_complication_is_referred() -> None:
    assert pressure(130, 80, signs=("NEW_COMPLICATION",)).result == "REFER"


def test_uncontrolled_after_controlled_is_the_first_time_again() -> None:
    assert pressure(150, 85, earlier=Earlier(DAY, "CONTROLLED")).result == "UNCONTROLLED"


def test_without_a_reading_nothing_is_said() -> None:
    result = judged("HYPERTENSION", Readings(systolic=150), age=60)
    assert (result.result, result.missing) == ("", ("diastolic",))


def test_from_afar_it_is_judged_but_does_not_count_as_face_to_face() -> None:
    result = pressure(130, 80, channel="PHONE")
    assert (result.result, result.counts) == ("CONTROLLED", False)
    assert "FROM_AFAR" in codes(result)
    assert pressure(130, 80, channel="HOME").counts


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("3.9", "EMERGENCY"),
        ("4.0", "CONTROLLED"),
        ("6.9", "CONTROLLED"),
        ("7.0", "UNCONTROLLED"),
        ("16.6", "UNCONTROLLED"),
        ("16.7", "EMERGENCY"),
    ],
)
def test_fasting_glucose_is_judged_at_its_edges(value: str, result: str) -> None:
    assert glucose(value).result == result


@pytest.mark.parametrize(
    ("readings", "refers"),
    [
        ({"pulse": 100}, False),
        ({"pulse": 101}, True),
        ({"temperature": Decimal("39.0")}, False),
        ({"temperature": Decimal("39.1")}, True),
        ({"systolic": 180, "diastolic": 90}, True),
        ({"systolic": 170, "diastolic": 110}, True),
    ],
)
def test_with_diabetes_pulse_fever_and_pressure_refer_too(
    readings: dict[str, Any], refers: bool
) -> None:
    assert glucose("6.0", readings=readings).refer_now is refers


def test_glucose_above_the_target_twice_running_is_referred() -> None:
    assert glucose("8.0", earlier=Earlier(DAY, "UNCONTROLLED")).result == "REFER"


@pytest.mark.parametrize(
    ("level", "signs", "before", "result", "due"),
    [
        (0, (), None, "STABLE", IN_THREE_MONTHS),
        (0, ("PARTLY",), None, "PARTLY_STABLE", TWO_WEEKS),
        (1, (), None, "PARTLY_STABLE", TWO_WEEKS),
        (2, (), "PARTLY_STABLE", "PARTLY_STABLE", date(2026, 4, 2)),
        (2, (), "STABLE", "PARTLY_STABLE", TWO_WEEKS),
        (3, (), None, "UNSTABLE", TWO_WEEKS),
        (5, (), None, "UNSTABLE", TWO_WEEKS),
        (0, ("ACUTE_SYMPTOMS",), None, "UNSTABLE", TWO_WEEKS),
    ],
)
def test_mental_disorder_goes_by_risk_level(
    level: int, signs: tuple[str, ...], before: str | None, result: str, due: date
) -> None:
    earlier = Earlier(DAY - timedelta(days=14), before) if before else None
    found = judged(
        "SEVERE_MENTAL_DISORDER", Readings(risk_level=level), signs=signs, earlier=earlier
    )
    assert (found.result, found.next_due_on) == (result, due)
    assert found.refer_now == (result == "UNSTABLE")


@pytest.mark.parametrize(
    ("watched_by", "phase", "days"),
    [
        ("STAFF", "INTENSIVE", 1),
        ("STAFF", "CONTINUATION", 1),
        ("FAMILY", "INTENSIVE", 10),
        ("FAMILY", "CONTINUATION", 30),
    ],
)
def test_tuberculosis_goes_by_who_watches_and_phase(watched_by: str, phase: str, days: int) -> None:
    found = judged("TUBERCULOSIS", Readings(watched_by=watched_by, phase=phase))
    assert found.next_due_on == DAY + timedelta(days=days)


def test_a_missed_dose_is_followed_by_a_call_the_next_day() -> None:
    readings = Readings(watched_by="FAMILY", phase="CONTINUATION")
    found = judged("TUBERCULOSIS", readings, signs=("MISSED_DOSE",))
    assert found.next_due_on == DAY + timedelta(days=1)


@pytest.mark.parametrize(("taken", "code"), [(90, "DOSES_REGULAR"), (89, "DOSES_IRREGULAR")])
def test_a_course_of_tuberculosis_closes_with_its_share_of_doses(taken: int, code: str) -> None:
    found = judged("TUBERCULOSIS", Readings(doses_taken=taken), signs=("COURSE_ENDED",))
    assert (found.result, found.next_due_on, codes(found)) == ("CLOSED", None, [code])


def test_an_elder_is_seen_each_year_and_sooner_when_something_is_abnormal() -> None:
    assert judged("ELDER").next_due_on == date(2027, 3, 2)
    found = judged("ELDER", signs=("ABNORMAL_FINDING",))
    assert (found.result, found.next_due_on) == ("ABNORMAL", TWO_WEEKS)


@pytest.mark.parametrize(
    ("months", "due"),
    [(0, date(2026, 4, 2)), (1, date(2026, 5, 2)), (30, date(2026, 9, 2)), (72, None)],
)
def test_a_child_is_seen_at_the_ages_of_the_programme(months: int, due: date | None) -> None:
    assert judged("CHILDREN", age_months=months).next_due_on == due


@pytest.mark.parametrize(
    ("readings", "days"),
    [
        (Readings(weeks=12), 7),
        (Readings(weeks=13), 49),
        (Readings(weeks=36), 28),
        (Readings(weeks=40), 7),
        (Readings(days_after_birth=3), 4),
        (Readings(days_after_birth=7), 35),
    ],
)
def test_maternity_goes_by_week_and_day_after_birth(readings: Readings, days: int) -> None:
    assert judged("MATERNITY", readings).next_due_on == DAY + timedelta(days=days)


def test_maternity_ends_42_days_after_birth() -> None:
    found = judged("MATERNITY", Readings(days_after_birth=42))
    assert (found.result, found.next_due_on) == ("CLOSED", None)


def test_strict_mode_judges_nothing_by_unverified_values() -> None:
    reading = Reading(shipped_book(), DAY, "310106", strict=True)
    facts = FollowUpFacts("HYPERTENSION", DAY, "FACE_TO_FACE", Readings(150, 85), age=60)
    with pytest.raises(NotInForce):
        judge_follow_up(facts, reading)
