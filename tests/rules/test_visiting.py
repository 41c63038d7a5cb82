"""Visits at home: risk, the day's plan as properties, checks, the sharing of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yiyang.kernel.span import Span
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.visiting.checks import CheckFacts, allot, judge_check
from yiyang.rules.visiting.enrolling import EnrolFacts, enrol
from yiyang.rules.visiting.risk import CHECKLIST, RiskFacts, assess_risk
from yiyang.rules.visiting.routing import DayFacts, DayPlan, Wanted, Worker, plan_day
from yiyang.rules.visiting.travel import Spot, Travel, travel_of

DAY = datetime(2026, 3, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOME = Spot(121_448_000, 31_229_000)


def reading() -> Reading:
    return Reading(shipped_book(), date(2026, 3, 2), "310106")


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def risk(*ticked: str, items: tuple[str, ...] = ("DRESSING",), **columns: object) -> object:
    facts = RiskFacts(ticked, items, lives_alone=False)
    return assess_risk(replace(facts, **columns), reading())


def test_every_risk_of_the_checklist_has_an_outcome() -> None:
    assert set(CHECKLIST) <= set(reading().table("visits.risk.outcomes"))


@pytest.mark.parametrize(
    ("ticked", "outcome", "refer_to"),
    [
        ((), "ACCEPT", ""),
        (("RISK_INFECTION",), "ACCEPT", ""),
        (("RISK_VIOLENCE_BEFORE",), "TWO_PEOPLE", ""),
        (("RISK_VIOLENCE_BEFORE", "RISK_THREAT"), "REFUSE", "REFER_DESK"),
        (("RISK_UNSTABLE", "RISK_INFECTION"), "REFUSE", "REFER_EMERGENCY"),
    ],
)
def test_the_gravest_risk_decides(ticked: tuple[str, ...], outcome: str, refer_to: str) -> None:
    found = risk(*ticked)
    assert (found.outcome, found.refer_to) == (outcome, refer_to)
    assert found.reasons


def test_the_records_early_warning_counts_from_its_threshold() -> None:
    assert risk(news2=4).outcome == "ACCEPT"
    assert risk(news2=5).outcome == "REFUSE"


def test_living_alone_counts_for_the_items_of_the_book_only() -> None:
    assert risk(lives_alone=True).outcome == "ACCEPT"
    assert risk(lives_alone=True, items=("LTCI_05",)).outcome == "TWO_PEOPLE"


def test_an_item_not_given_at_home_is_refused() -> None:
    assert risk(items=("INFUSION",)).refer_to == "REFER_CLINIC"


def test_an_infection_asks_for_gear() -> None:
    assert risk("RISK_INFECTION").precautions == ("PRECAUTION_GEAR",)


def test_travel_is_rounded_up_and_nothing_at_the_same_door() -> None:
    travel = Travel(metres_per_minute=200, detour_percent=130, access_minutes=3)
    assert travel.between(HOME, HOME) == (0, 0)
    minutes, metres = travel.between(HOME, Spot(121_458_000, 31_229_000))
    assert (metres, minutes) == (1236, 7 + 3)


def worker(key: int = 1, profession: str = "NURSE", since: float = 8, until: float = 17) -> Worker:
    return Worker(key, profession, Span(at(since), at(until)), HOME)


def wanted(key: int = 1, since: float = 8, until: float = 17, **columns: object) -> Wanted:
    return replace(Wanted(key, HOME, Span(at(since), at(until)), 30, ("NURSE",)), **columns)


def planned(workers: list[Worker], *visits: Wanted) -> DayPlan:
    return plan_day(DayFacts(tuple(workers), visits), reading())


@pytest.mark.parametrize(
    ("visit", "reason"),
    [
        (wanted(point=None), "LEFT_NO_POINT"),
        (wanted(in_hospital=True), "LEFT_IN_HOSPITAL"),
        (wanted(professions=("DOCTOR",)), "LEFT_NO_SKILL"),
        (wanted(people=2), "LEFT_NO_SECOND"),
        (wanted(minutes=600), "LEFT_NO_TIME"),
        (wanted(since=6, until=7), "LEFT_NO_TIME"),
    ],
)
def test_what_cannot_be_placed_is_listed_with_its_reason(visit: Wanted, reason: str) -> None:
    plan = planned([worker()], visit)
    assert [m.code for left in plan.left for m in left.reasons] == [reason]
    assert plan.days[0].stops == ()


def test_two_people_begin_at_the_same_minute_and_one_of_them_has_the_skill() -> None:
    crew = [worker(1, "CARER"), worker(2, "NURSE", since=9)]
    plan = planned(crew, wanted(1, people=2), wanted(2, professions=("CARER",)))
    stops = {(day.worker, stop.visit): stop for day in plan.days for stop in day.stops}
    assert plan.left == ()
    assert stops[2, 1].leads
    assert not stops[1, 1].leads
    assert stops[1, 1].starts_at == stops[2, 1].starts_at == at(9)


def test_the_urgent_go_first_when_not_all_fit() -> None:
    long = 8 * 60
    plan = planned([worker()], wanted(1, minutes=long, order=1), wanted(2, minutes=long, order=0))
    assert [left.visit for left in plan.left] == [1]


def test_work_is_shared_out_among_those_at_the_same_door() -> None:
    visits = [wanted(key, professions=("CARER", "NURSE")) for key in (1, 2)]
    plan = planned([worker(1), worker(2, "CARER")], *visits)
    assert [len(day.stops) for day in plan.days] == [1, 1]


points = st.builds(Spot, st.integers(121_400_000, 121_500_000), st.integers(31_200_000, 31_280_000))
professions = st.sampled_from(["NURSE", "CARER", "THERAPIST"])
crews = st.lists(
    st.builds(
        lambda profession, since, length, start: (profession, since, length, start),
        professions, st.integers(7, 12), st.integers(1, 9), points,
    ), max_size=4,
)  # fmt: skip
visits = st.lists(
    st.builds(
        lambda point, since, length, minutes, who, people: (
            point, since, length, minutes, who, people,
        ),
        points, st.integers(6, 16), st.integers(1, 600), st.integers(5, 120),
        st.lists(professions, unique=True, max_size=2), st.sampled_from([1, 1, 1, 2]),
    ), max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(crews, visits)
def test_every_plan_keeps_skills_windows_shifts_and_travel_and_lists_the_rest(
    crew: list, asked: list
) -> None:
    workers = {
        n: Worker(n, who, Span(at(since), at(since + length)), start)
        for n, (who, since, length, start) in enumerate(crew, 1)
    }
    rows = {
        n: Wanted(
            n, point, Span(at(since), at(since) + length * MINUTE), minutes, tuple(who), people
        )
        for n, (point, since, length, minutes, who, people) in enumerate(asked, 1)
    }
    facts = DayFacts(tuple(workers.values()), tuple(rows.values()))
    plan = plan_day(facts, reading())
    backwards = DayFacts(facts.workers[::-1], facts.wanted[::-1])
    assert plan == plan_day(backwards, reading()), "the order of the rows decides nothing"
    went: dict[int, list] = {}
    for day in plan.days:
        one = workers[day.worker]
        free, here = one.shift.since, one.start
        for stop in day.stops:
            visit = rows[stop.visit]
            minutes, _ = travel_of(reading()).between(here, visit.point)
            assert stop.starts_at >= free + minutes * MINUTE
            assert visit.window.since <= stop.starts_at <= visit.window.until
            assert stop.ends_at - stop.starts_at == visit.minutes * MINUTE
            assert stop.ends_at <= one.shift.until
            if stop.leads:
                assert not visit.professions or one.profession in visit.professions
            went.setdefault(stop.visit, []).append((stop.starts_at, stop.leads))
            free, here = stop.ends_at, visit.point
    for key, starts in went.items():
        assert len(starts) == rows[key].people
        assert len({start for start, _ in starts}) == 1
        assert [leads for _, leads in starts].count(True) == 1
    assert sorted([*went, *(left.visit for left in plan.left)]) == sorted(rows)


CHECK = CheckFacts(
    HOME, HOME, 10, told_at=at(9), sent_at=at(9), received_at=at(9),
    window=Span(at(8), at(10)),
)  # fmt: skip


def checked(**columns: object) -> tuple[datetime, int | None, list[str]]:
    found = judge_check(replace(CHECK, **columns), reading())
    return found.at, found.metres, [flag.code for flag in found.flags]


def test_a_check_at_the_door_in_time_has_no_flag() -> None:
    assert checked() == (at(9), 0, [])


@pytest.mark.parametrize(("metres", "flagged"), [(209, False), (211, True)])
def test_a_check_is_flagged_just_beyond_the_distance_and_the_phones_inaccuracy(
    metres: int, flagged: bool
) -> None:
    north = Spot(HOME.lon, HOME.lat + round(metres / 0.11119508))
    _, told, flags = checked(place=north)
    assert told == metres
    assert flags == (["CHECK_OUTSIDE"] if flagged else [])


def test_a_phones_inaccuracy_is_allowed_for_up_to_what_the_book_says() -> None:
    north = Spot(HOME.lon, HOME.lat + round(301 / 0.11119508))
    assert checked(place=north, accuracy=5000)[2] == ["CHECK_OUTSIDE"]


def test_a_check_without_a_place_is_flagged() -> None:
    assert checked(place=None) == (at(9), None, ["CHECK_NO_PLACE"])


@pytest.mark.parametrize(
    ("hour", "flags"),
    [(7.75, []), (7.74, ["CHECK_EARLY"]), (10.25, []), (10.26, ["CHECK_LATE"])],
)
def test_a_check_in_outside_its_window_is_flagged(hour: float, flags: list[str]) -> None:
    assert checked(told_at=at(hour), sent_at=at(11), received_at=at(11))[2] == flags


def test_a_clock_that_is_off_is_flagged_and_its_moments_are_moved() -> None:
    moment, _, flags = checked(told_at=at(6), sent_at=at(7), received_at=at(10))
    assert (moment, flags) == (at(9), ["CHECK_CLOCK_OFF"])
    assert checked(sent_at=at(9) - 5 * MINUTE)[2] == []


def test_no_check_is_later_than_it_was_received() -> None:
    assert checked(told_at=at(9) + 4 * MINUTE)[0] == at(9)


@given(st.integers(1, 10**9), st.lists(st.integers(1, 90), min_size=1, max_size=9))
def test_the_time_of_a_visit_is_shared_out_without_a_gap(length: int, minutes: list[int]) -> None:
    if length < sum(minutes):
        return
    span = Span(at(9), at(9) + timedelta(microseconds=length))
    parts = allot(span, minutes)
    assert len(parts) == len(minutes)
    assert parts[0].since == span.since
    assert parts[-1].until == span.until
    assert all(a.until == b.since for a, b in pairwise(parts))


ENROL = EnrolFacts(
    "DAY_CARE", "DAY_CARE", point_of=("CHC",), lives_in=False, lives_away=False, has_items=False,
    already=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "against"),
    [
        ({}, []),
        ({"point_of": ()}, ["ENROL_NO_MEDICAL_INSTITUTION"]),
        ({"point_of": ("CARE_INSTITUTION", "EMPLOYER")}, ["ENROL_NO_MEDICAL_INSTITUTION"]),
        ({"point_of": ("CARE_INSTITUTION", "HOSPITAL")}, []),
        ({"point_of": ("CARE_INSTITUTION", "MEDICAL_ROOM")}, []),
        ({"institution_kind": "CHC"}, ["ENROL_NO_DAY_CARE"]),
        ({"lives_away": True}, ["ENROL_LIVES_IN_INSTITUTION"]),
        ({"already": True}, ["ENROL_ALREADY"]),
        ({"kind": "FAMILY"}, ["ENROL_NO_ITEMS", "ENROL_NOT_A_PROVIDER"]),
        ({"kind": "FAMILY", "has_items": True, "institution_kind": "CHC"}, []),
        ({"kind": "INSTITUTION", "has_items": True}, ["ENROL_LIVES_ELSEWHERE"]),
        ({"kind": "INSTITUTION", "has_items": True, "lives_in": True}, []),
    ],
)
def test_each_way_of_service_has_its_own_conditions(columns: dict, against: list[str]) -> None:
    found = enrol(replace(ENROL, **columns), reading())
    assert [reason.code for reason in found.against] == against
    assert found.accepted == (not against)
