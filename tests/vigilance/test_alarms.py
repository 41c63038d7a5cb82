"""A day above its bound is an alarm once, with its evidence; few false ones are raised."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from tests.conftest import NOW
from tests.vigilance.rows import condition, people, quiet, send
from tests.world import make_place
from yiyang.analytics.surveillance.methods import KEYS
from yiyang.analytics.surveillance.series import Series
from yiyang.audit.services import PROGRAM
from yiyang.cases.models import Case
from yiyang.decisions.models import Decision
from yiyang.faces.wording import catalogue
from yiyang.notices.models import Notice
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.vigilance import DayFacts, judge_day
from yiyang.vigilance.errors import NothingCounted
from yiyang.vigilance.judging import method_of
from yiyang.vigilance.models import Alarm, Response
from yiyang.vigilance.services import Watched, count_record, judge_record

ON = date(2026, 3, 1)
DAY = timedelta(days=1)
BOOK = Reading(shipped_book(), ON, "310106")


def _watch(on: date = ON) -> Watched:
    place = make_place("310106")
    count_record(place=place, on=on, by=PROGRAM, at=NOW)
    return judge_record(place=place, on=on, by=PROGRAM, at=NOW)


@pytest.mark.django_db
def test_an_outbreak_is_an_alarm_once_with_its_case_and_its_notice() -> None:
    who = people(8)
    send([*quiet(who, ON, 50), *(condition(one, ON, "J10.1") for one in who)])
    first = _watch()
    assert len(first.alarms) == 2  # of the sub-district, and of the district
    alarm = Alarm.objects.get(place__code="310106006")
    assert (alarm.observed, alarm.on, alarm.method) == (8, ON, "ears-c2")
    assert alarm.decision.facts["counts"][-2:] == [1, 8] and alarm.upper < 8
    case = Case.objects.get()
    assert (case.kind, case.state, case.urgency) == ("OUTBREAK", "RAISED", "YELLOW")
    assert case.tasks.get().code == "VERIFY_ALARM" and case.tasks.get().due_at is not None
    assert Notice.objects.filter(code="OUTBREAK_ALARM").count() == 2
    again = _watch()
    assert again.alarms == () and Alarm.objects.count() == 2
    assert Response.objects.count() == 1


@pytest.mark.django_db
def test_a_late_record_raises_the_alarm_of_the_day_before() -> None:
    who = people(8)
    send([*quiet(who, ON, 50), condition(who[0], ON, "J10.1")])
    assert _watch().alarms == ()
    send([condition(one, ON, "J10.1") for one in who])
    assert len(_watch(ON + DAY).alarms) == 2
    assert set(Alarm.objects.values_list("on", flat=True)) == {ON}


@pytest.mark.django_db
def test_too_few_people_are_no_alarm_and_are_decided_once() -> None:
    who = people(3)
    send([condition(one, ON, "A39.0") for one in who])
    assert _watch().alarms == () and _watch().alarms == ()
    assert Decision.objects.filter(rule="vigilance.alarm").count() == 2  # place and district
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_day_that_is_not_counted_is_not_judged() -> None:
    with pytest.raises(NothingCounted):
        judge_record(place=make_place("310106"), on=ON, by=PROGRAM, at=NOW)
    assert not Decision.objects.exists()


def _judged(counts: tuple[int, ...], upper: str | None) -> bool:
    facts = DayFacts(
        "MENINGITIS", "310106", None, "2026-03-01", "ears-c2", {"baseline": "28"}, counts,
        Decimal(1), None if upper is None else Decimal(upper),
    )  # fmt: skip
    return judge_day(facts, BOOK).is_alarm


@pytest.mark.parametrize(
    ("observed", "upper", "is_alarm"),
    [(4, "3.999", True), (4, "4.000", False), (3, "0.000", False), (9, None, False)],
)
def test_an_alarm_is_above_the_bound_and_has_cases_enough(
    observed: int, upper: str | None, is_alarm: bool
) -> None:
    assert _judged((0, 0, observed), upper) is is_alarm


@pytest.mark.parametrize("mean", [0.1, 0.5, 1.0, 1.3, 2.0, 5.0, 20.0, 40.0])
def test_without_an_outbreak_false_alarms_are_as_few_as_the_book_says(mean: float) -> None:
    stated, least = BOOK.integer("vigilance.false_alarms"), 4
    days, first = 40_000, 40
    counts = np.random.default_rng(20260301).poisson(mean, days + first)
    series = Series(tuple(map(int, counts)), 365)
    found = method_of(BOOK.table("vigilance.watch"), BOOK)(series, range(first, days + first))
    rate = 1000 * float((found.alarm & (found.observed >= least)).mean())
    assert rate <= stated
    if mean == 1.0:
        assert rate > stated / 2  # the worst: the book does not state it larger than it is


def test_every_way_of_judging_and_what_the_book_says_of_it_has_a_name() -> None:
    reading = Reading(shipped_book(), ON, "CN")
    said = {*KEYS} | {name for key in KEYS.values() for name in reading.table(key)}
    assert {f"WATCH_{name}" for name in said} <= {*catalogue().texts}
