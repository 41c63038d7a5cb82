"""Forecasts of a place: counted from rows, ordered, worked through, read by its planners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.conftest import NOW
from tests.forecasts.conftest import SINCE, START, UNTIL, Past
from tests.journey import Journey
from tests.world import make_assignment, make_bed, make_institution, make_person
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, Presence
from yiyang.decisions.models import Decision
from yiyang.faces.jobs.forecasts import work_forecasts
from yiyang.forecasts import selectors
from yiyang.forecasts.counting import Least, _small, counts_in, first_day
from yiyang.forecasts.errors import NoDays, NoLibrary
from yiyang.forecasts.facts import Window
from yiyang.forecasts.models import Forecast, ForecastSeries
from yiyang.forecasts.services import forecasting, order_forecast, work_forecast
from yiyang.kernel.findings import Finding

pytestmark = pytest.mark.django_db
LEAST = Least(days=56, events=10, mean=10)
DAY = timedelta(days=1)


def fill_beds(past: Past, many: int) -> None:
    """Let so many lie in the hospital all the time, a few more on working days; one is asked."""
    past.moved(0.0, 2.0)
    people = [make_person(place=past.parts[0]) for _ in range(many)]
    beds = [make_bed(past.hospital, "HOSPITAL_BED") for _ in range(many)]
    rows = [
        BedClaim(bed=bed, person=one, kind="OCCUPY", span=DateTimeTZRange(began, ended),
                 is_active=False, end_reason="IMPROVED")
        for number, (bed, one) in enumerate(zip(beds, people, strict=True))
        for began, ended in _weeks(number)
    ]  # fmt: skip
    claims = BedClaim.objects.bulk_create(rows)
    Presence.objects.bulk_create(
        Presence(person=row.person, axis="MEDICAL", bed_kind="HOSPITAL_BED", claim=row,
                 span=row.span) for row in claims
    )  # fmt: skip


def _weeks(number: int) -> Iterator[tuple[datetime, datetime]]:
    for week in range(18):
        began = START + 7 * week * DAY
        yield began, began + (7 if number % 4 else 4 + (week + number) % 3) * DAY - DAY / 24


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forecast by the mean of two weeks: the library takes seconds to load (slow suite)."""

    def two_weeks(values: np.ndarray, days: int) -> np.ndarray:
        return np.tile((values[-7:] + values[-14:-7]) / 2, days // 7)

    monkeypatch.setattr(forecasting, "the_method", lambda: two_weeks)
    monkeypatch.setattr(forecasting, "is_there", lambda: True)
    monkeypatch.setattr(forecasting, "program", lambda: "two weeks")


def _made(past: Past) -> Forecast:
    row = order_forecast(place=past.district, until=UNTIL, by=PROGRAM, at=NOW)
    return work_forecast(forecast=row, by=PROGRAM, at=NOW)


def test_who_lies_in_a_bed_at_noon_is_counted(past: Past) -> None:
    past.moved(1.0, 2.0)  # arrives at six in the morning of the third day, stays two days
    past.stay("HOSPITAL_BED", -5.0, 2.4, person=None)
    past.stay("HOSPITAL_BED", 118.6, None)
    window = Window(past.district, SINCE, UNTIL)
    counts, findings = counts_in(window, Least(days=10, events=1, mean=0))
    (row,) = [c for c in counts if (c.measure, c.place) == ("OCCUPANCY", "310106")]
    assert row.series.values[:6] == (1.0, 2.0, 1.0, 0.0, 0.0, 0.0)
    assert row.series.values[-2:] == (0.0, 1.0)
    (asked,) = [c for c in counts if (c.measure, c.place) == ("DEMAND", "310106")]
    assert (sum(asked.series.values), asked.series.values[1]) == (1.0, 1.0)
    assert findings == []


def test_small_counts_of_a_sub_district_are_not_shown(past: Past) -> None:
    fill_beds(past, 8)
    counts, findings = counts_in(Window(past.district, SINCE, UNTIL), LEAST)
    assert {(c.measure, c.place) for c in counts} == {("OCCUPANCY", "310106")}
    told = {(each.where, each.code) for each in findings}
    assert ("OCCUPANCY, HOSPITAL_BED, 310106006", "FORECAST_TOO_FEW") in told
    assert ("DEMAND, HOSPITAL_BED, 310106", "CALIBRATION_TOO_FEW") in told
    assert all(isinstance(each, Finding) for each in findings)


def test_a_hospital_of_the_district_itself_counts_in_the_whole_alone(past: Past) -> None:
    past.hospital = make_institution("HOSPITAL", place=past.district, code="CITY")
    fill_beds(past, 24)
    counts, _ = counts_in(Window(past.district, SINCE, UNTIL), LEAST)
    assert [(c.measure, c.place) for c in counts] == [("OCCUPANCY", "310106")]


@pytest.mark.parametrize(("many", "shown"), [(8, []), (24, ["310106006"])])
def test_the_planner_of_a_sub_district_sees_no_small_count_either(
    past: Past, many: int, shown: list[str]
) -> None:
    fill_beds(past, many)
    counts, findings = counts_in(Window(past.parts[0], SINCE, UNTIL), LEAST)
    assert [c.place for c in counts] == shown
    told = [each.where for each in findings if each.code == "FORECAST_TOO_FEW"]
    assert ("OCCUPANCY, HOSPITAL_BED, 310106006" in told) is (not shown)


def test_a_small_part_is_not_told_by_what_is_left_of_the_whole() -> None:
    parts = {"A": [40] * 3, "B": [12] * 3, "C": [4] * 3}
    assert _small(parts, LEAST) == {"C", "B"}
    assert _small({"A": [40] * 3, "C": [4] * 3, "D": [7] * 3}, LEAST) == {"C", "D"}
    assert _small({"A": [40] * 3, "B": [12] * 3}, LEAST) == set()


def test_counting_begins_the_day_after_the_first_transfer(past: Past) -> None:
    assert first_day(past.district) is None
    past.moved(3.5, 2.0)
    assert first_day(past.district) == date(2025, 11, 5)


@pytest.mark.usefixtures("fast")
def test_a_forecast_is_kept_with_its_backtest_its_baseline_and_a_decision(past: Past) -> None:
    fill_beds(past, 24)
    row = _made(past)
    assert (row.state, row.fault) == (Forecast.State.DONE, "")
    series = ForecastSeries.objects.get(forecast=row, place=past.district)
    assert (series.measure, series.since) == ("OCCUPANCY", SINCE + DAY)
    assert len(series.fan["mean"]) == len(series.baseline["mean"]) == row.days == 14
    assert series.held["origins"] == series.baseline_held["origins"] == 4
    assert series.decision.result["verdict"] == "FORECAST_TOO_SHORT"
    assert {e.action for e in Entry.objects.filter(subject_kind="forecast")} == {
        "forecasts.order", "forecasts.end",
    }  # fmt: skip
    assert work_forecast(forecast=row, by=PROGRAM, at=NOW).series.count() == row.series.count()


@pytest.mark.parametrize(
    ("covered", "said"),
    [("0.9500", "FORECAST_INTERVALS_WIDE"), ("0.6000", "FORECAST_INTERVALS_NARROW")],
)
def test_of_intervals_that_did_not_hold_it_is_told_on_which_side(covered: str, said: str) -> None:
    facts = {"covered": covered, "interval_percent": 80}
    off = Decision(facts=facts, result={"verdict": "FORECAST_INTERVALS_OFF"})
    rely = Decision(facts=facts, result={"verdict": "FORECAST_RELY"})
    assert ForecastSeries(decision=off).verdict == said
    assert ForecastSeries(decision=rely).verdict == "FORECAST_RELY"


@pytest.mark.usefixtures("fast")
def test_a_forecast_with_a_fault_is_given_up_and_not_tried_for_ever(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_beds(past, 24)
    row = order_forecast(place=past.district, until=UNTIL, by=PROGRAM, at=NOW)
    assert order_forecast(place=past.district, until=UNTIL, by=PROGRAM, at=NOW) == row
    monkeypatch.setattr(forecasting, "_keep", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work_forecasts(NOW)
    row.refresh_from_db()
    assert (row.state, row.fault, row.series.count()) == ("FAILED", "ZeroDivisionError", 0)
    assert work_forecasts(NOW) == "no forecast ordered"


@pytest.mark.usefixtures("fast")
def test_a_place_of_which_nothing_can_be_forecast_ends_as_failed_with_why(past: Past) -> None:
    row = _made(past)
    assert (row.state, row.fault) == (Forecast.State.FAILED, "FORECAST_NOTHING")
    assert not ForecastSeries.objects.exists()
    assert not Decision.objects.exists()


def test_days_to_come_and_a_missing_library_are_refused(
    past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecasting, "is_there", lambda: False)
    with pytest.raises(NoLibrary):
        order_forecast(place=past.district, until=UNTIL, by=PROGRAM, at=NOW)
    with pytest.raises(NoDays):
        order_forecast(place=past.district, until=date(2026, 3, 3), by=PROGRAM, at=NOW)
    assert not Forecast.objects.exists()
    assert not Entry.objects.filter(subject_kind="forecast").exists()


@pytest.mark.clause("SM-3.6", "forecasts.trust")
@pytest.mark.usefixtures("fast")
def test_a_planner_sees_how_far_a_forecast_may_be_relied_upon(past: Past, journey: Journey) -> None:
    fill_beds(past, 24)
    answered = journey.command("forecast", "--from", str(UNTIL), "--json")
    assert answered.exit_code == 0, answered.err
    decision = journey.decision_of("forecasts.trust", subject_kind="place")
    planner = journey.sign_in(Role.HEALTH_COMMISSION, place=past.district)
    page = planner.get(f"/plan/forecasts/{answered.json['forecast']}/")
    assert f"/decisions/{decision.pk}/" in page.content.decode()
    series = ForecastSeries.objects.get(decision=decision)
    shown = planner.get(f"/plan/forecast-series/{series.pk}/").content.decode()
    assert "<svg" in shown
    assert f"{series.fan['mean'][0]:.1f}" in shown
    table = planner.get(f"/plan/forecast-series/{series.pk}/days.csv").content.decode()
    assert len(table.splitlines()) == 1 + len(series.counted) + 14


@pytest.mark.usefixtures("fast")
def test_a_planner_of_another_place_sees_none(past: Past) -> None:
    row = _made(past)
    other = make_assignment(Role.HEALTH_COMMISSION, place=past.parts[1])
    assert not selectors.forecasts_for(other).exists()
    assert list(selectors.forecasts_for(make_assignment(Role.HEALTH_COMMISSION))) == [row]
