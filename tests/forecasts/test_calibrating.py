"""A window of rows becomes kept estimates, and a scenario that the simulation reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.forecasts.conftest import SINCE, UNTIL, Past, _at, filled
from tests.journey import Journey
from tests.world import make_assignment, make_bed, make_institution
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.cases.models import Case
from yiyang.forecasts import network, selectors
from yiyang.forecasts.errors import NoDays, NothingSeen, TooManyDays
from yiyang.forecasts.facts import Window, seen_in
from yiyang.forecasts.models import CalibratedFigure, Calibration
from yiyang.forecasts.services import calibrate
from yiyang.planning.calibrating.seen import Spell
from yiyang.planning.simulation.building import build
from yiyang.planning.simulation.scenario_files import read_scenario
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.scenarios.models import Scenario
from yiyang.scenarios.selectors import plan_of
from yiyang.scenarios.services import keep_calibration

pytestmark = pytest.mark.django_db


def _calibrated(past: Past) -> Calibration:
    return calibrate(place=past.district, since=SINCE, until=UNTIL, by=PROGRAM, at=NOW)


def test_a_window_is_not_longer_than_the_book_allows(past: Past) -> None:
    with pytest.raises(TooManyDays) as refused:
        calibrate(
            place=past.district, since=UNTIL - timedelta(days=1101), until=UNTIL, by=PROGRAM, at=NOW
        )
    assert refused.value.message.params == {"most": 1100}
    assert not Calibration.objects.exists()


def test_a_stage_ends_where_a_transfer_was_asked_for_and_the_wait_is_no_part_of_it(
    past: Past,
) -> None:
    home = past.stay("INSTITUTION_BED", -30.0, 10.25, "SUSPENDED")
    past.moved(10.0, 5.0, left=home)
    past.stay("INSTITUTION_BED", 15.25, None, person=home.person)
    seen = seen_in(Window(past.district, SINCE, UNTIL))
    own = sorted((s for s in seen.stages if s.kind == "INSTITUTION_BED"), key=lambda s: s.began)
    assert own == [
        Spell("INSTITUTION_BED", -30.0, 10.0, "HEALTH_WORSE"),
        Spell("INSTITUTION_BED", 15.25, None, None),
    ]
    (asking,) = seen.askings
    assert (asking.left_kind, asking.taken_kind) == ("INSTITUTION_BED", "HOSPITAL_BED")
    (hospital,) = [s for s in seen.stages if s.kind == "HOSPITAL_BED"]
    assert (hospital.began, hospital.ended_by) == (10.25, "IMPROVED")
    (holding,) = seen.holdings
    assert holding.days == pytest.approx(2 / 24)
    assert (seen.delivered, seen.admitted) == (0, 1)


def test_who_is_in_the_bed_at_the_moment_of_asking_for_it_still_came_from_outside(
    past: Past,
) -> None:
    transfer = past.moved(5.0, 4.0)
    Case.objects.filter(pk=transfer.case_id).update(opened_at=transfer.to_claim.span.lower)
    (asking,) = seen_in(Window(past.district, SINCE, UNTIL)).askings
    assert (asking.left_kind, asking.taken_kind) == ("", "HOSPITAL_BED")


def test_nothing_outside_the_window_or_the_place_is_seen(past: Past) -> None:
    filled(past)
    past.stay("HOSPITAL_BED", 130.0, None)
    past.stay("HOSPITAL_BED", -40.0, -20.0)
    everything = seen_in(Window(past.district, SINCE, UNTIL))
    assert len(everything.stays) == 20
    elsewhere = seen_in(Window(past.parts[1], SINCE, UNTIL))
    assert elsewhere.stays == ()
    assert len(elsewhere.askings) == 8


def test_the_estimates_are_kept_with_the_digest_of_what_they_rest_on(past: Past) -> None:
    first, again = _calibrated(filled(past)), _calibrated(past)
    assert first.input_digest == again.input_digest
    rate = first.figures.get(what="ARRIVALS", of="310106006")
    assert rate.value == pytest.approx(20 / 120 * 12 / 20)  # the east's eight are too few alone
    entry = Entry.objects.get(action="forecasts.calibrate", subject_id=str(first.pk))
    assert entry.at == NOW
    past.moved(110.0, 3.0)
    assert _calibrated(past).input_digest != first.input_digest


def test_a_window_without_days_or_with_nothing_in_it_writes_nothing(past: Past) -> None:
    with pytest.raises(NothingSeen):
        _calibrated(past)
    filled(past)
    with pytest.raises(NoDays):
        calibrate(place=past.district, since=UNTIL, until=SINCE, by=PROGRAM, at=NOW)
    tomorrow = NOW.date().replace(day=NOW.day + 1)
    with pytest.raises(NoDays):
        calibrate(place=past.district, since=SINCE, until=tomorrow, by=PROGRAM, at=NOW)
    assert not Calibration.objects.exists()
    assert not CalibratedFigure.objects.exists()
    assert not Entry.objects.filter(action="forecasts.calibrate").exists()


def test_a_planner_of_another_place_sees_no_calibration(past: Past) -> None:
    row = _calibrated(filled(past))
    own = make_assignment(Role.HEALTH_COMMISSION)
    other = make_assignment(Role.HEALTH_COMMISSION, place=past.parts[1])
    assert list(selectors.calibrations_for(own)) == [row]
    assert not selectors.calibrations_for(other).exists()


def test_the_command_writes_a_scenario_that_the_simulation_reads(
    past: Past, journey: Journey, tmp_path: Path
) -> None:
    filled(past)
    past.stay("INSTITUTION_BED", -30.0, None)
    out = tmp_path / "district.toml"
    answered = journey.command(
        "calibrate", "--from", str(SINCE), "--to", str(UNTIL), "--out", str(out), "--json"
    )
    assert answered.exit_code == 0, answered.err
    row = Calibration.objects.get()
    assert answered.json["input_digest"] == row.input_digest
    assert {"CALIBRATION_TOO_FEW"} < {each["code"] for each in answered.json["findings"]}
    plan, _ = read_scenario(out)
    homes = {each.code: each for each in plan.institution}
    assert sum(homes["HOME"].start["INSTITUTION_BED"]) == 1
    assert plan.policy["simulation.stays"]["HOSPITAL_BED"]["form"] in ("EXPONENTIAL", "LOGNORMAL")
    assert sum(each.per_day for each in plan.arrivals) == pytest.approx(20 / 120, abs=1e-5)
    network = build(plan, shipped_book())
    assert "simulation.outcomes" in network.lines


def test_a_planner_keeps_what_was_estimated_as_a_scenario_to_plan_on(
    past: Past, journey: Journey
) -> None:
    row = _calibrated(filled(past))
    planner = journey.sign_in(Role.HEALTH_COMMISSION, place=past.district)
    assert "Garwood" in planner.get(f"/plan/calibrations/{row.pk}/").content.decode()
    answered = planner.post(f"/plan/calibrations/{row.pk}/keep/")
    kept = Scenario.objects.get()
    assert (answered.status_code, answered["Location"]) == (302, f"/plan/scenarios/{kept.pk}/")
    assert (kept.rates, kept.place) == (Scenario.Rates.STORED, past.district)
    assert planner.get(answered["Location"]).status_code == 200


@pytest.mark.parametrize(("many", "levels"), [(4, [1, 1, 1, 1, 0]), (5, [0, 0, 0, 0, 5])])
def test_levels_of_few_people_are_the_book_s(
    past: Past, monkeypatch: pytest.MonkeyPatch, many: int, levels: list[int]
) -> None:
    for _ in range(many):
        past.stay("INSTITUTION_BED", -30.0, None)
    monkeypatch.setattr(network, "care_levels", lambda people, _: dict.fromkeys(people, 4))
    at, reading = _at(3.0), Reading(shipped_book(), SINCE, "310106")
    (house,) = network.network_of(past.district, at, reading)["institution"]
    assert house["start"] == {"INSTITUTION_BED": levels}


def test_an_institution_of_the_district_lies_in_the_nearest_part_and_serves_all(past: Past) -> None:
    row = _calibrated(filled(past))
    city = make_institution("HOSPITAL", place=past.district, code="CITY")
    make_bed(city)
    city.serves.add(past.district)
    plan = plan_of(keep_calibration(calibration=row, by=PROGRAM, at=NOW))
    (found,) = [each for each in plan.institution if each.code == "CITY"]
    parts = {part.code for part in past.parts}
    assert found.place in parts and found.serves == parts


def test_the_command_says_what_it_could_not_estimate_in_both_languages(
    past: Past, journey: Journey
) -> None:
    filled(past)
    words = ("calibrate", "--from", str(SINCE), "--to", str(UNTIL), "--language")
    assert "Garwood" in journey.command(*words, "en").out
    told = journey.command(*words, "zh").out
    assert "台账" in told


def test_the_command_refuses_an_empty_window(past: Past, journey: Journey) -> None:
    answered = journey.command("calibrate", "--from", str(SINCE), "--to", str(UNTIL))
    assert (answered.exit_code, Calibration.objects.count()) == (3, 0)
    assert "CALIBRATION_NOTHING_SEEN" in answered.err
