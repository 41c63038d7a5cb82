"""The district written down as estimated from the stored year."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.forecasts.conftest import Past, filled
from tests.journey import Journey
from tests.journeys.clock import at
from tests.scenarios.conftest import Land
from tests.world import make_institution, make_place
from yiyang.access.models import Role
from yiyang.forecasts.models import Calibration
from yiyang.scenarios.models import Scenario
from yiyang.scenarios.selectors import plan_of


@pytest.fixture
def stored(db: None) -> Past:
    """Return a district where twenty came to hospital within the last months."""
    parts = [make_place("310106006"), make_place("310106013")]
    hospital = make_institution("HOSPITAL", place=parts[0], code="HOSP", level=2)
    home = make_institution("CARE_INSTITUTION", place=parts[1], code="HOME", highest_care_level=4)
    return filled(Past(make_place("310106"), parts, hospital, home))


def test_the_rates_of_the_stored_year_stand_in_the_scenario_with_their_intervals(
    journey: Journey, stored: Past
) -> None:
    planner = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(NOW):
        for _ in range(2):
            assert planner.post("/plan/scenarios/now/", {"rates": "STORED"}).status_code == 302
    assert Calibration.objects.count() == 1, "an estimate of today is taken as it is"
    row = Scenario.objects.latest("pk")
    said = plan_of(row)
    come = [each for each in said.arrivals if each.trigger == "HEALTH_WORSE"]
    assert row.rates == "STORED" and come
    assert all(each.low < each.per_day < each.high for each in come)
    page = planner.get(f"/plan/scenarios/{row.pk}/").content.decode()
    assert "由本地已存记录估计" in page and "示例区" not in page


def test_a_year_in_which_nothing_happened_is_refused_and_nothing_is_kept(
    journey: Journey, land: Land
) -> None:
    planner = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(NOW):
        assert planner.post("/plan/scenarios/now/", {"rates": "STORED"}).status_code == 409
    assert not Scenario.objects.exists() and not Calibration.objects.exists()
