"""What a planner tries out: thirty palliative beds and two stations, beside the district as it is.

And what lies ahead: a calibration held to what happened, a forecast.

The runs are ordered here and worked through by the job, as those of the page.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.demo.district import District
from yiyang.demo.geography import DISTRICT
from yiyang.demo.plan import Progress
from yiyang.forecasts.errors import NoLibrary
from yiyang.forecasts.models import Calibration
from yiyang.forecasts.services import order_forecast
from yiyang.network.models import BedKind, Place
from yiyang.planning.simulation.changes import EVERYWHERE, Changes, MoreBeds, Station, values_of
from yiyang.planning.simulation.writing import text_of
from yiyang.scenarios.selectors import plan_of
from yiyang.scenarios.services import keep_scenario, keep_state, order_backtest, order_beside_base

MORE, STATIONS, BEDS = 30, 2, 20
NAME = {"zh": "增加30张安宁疗护床和两个站点", "en": "30 more palliative beds and two stations"}


def store_scenarios(district: District, progress: Progress) -> None:
    """Write the district down, lay a plan on it, and order both runs and their comparison."""
    at = district.plan.at
    place = Place.objects.get(code=DISTRICT)
    _look_ahead(place, at)
    base = keep_state(place=place, by=PROGRAM, at=at)
    said = plan_of(base)
    stations = tuple(
        Station(f"{part.name}新站", part.code, BEDS) for part in said.sub_district[:STATIONS]
    )
    beds = (MoreBeds(EVERYWHERE, BedKind.PALLIATIVE_BED.value, MORE, 0),)
    changes = Changes(NAME, str(base.pk), beds, stations)
    text = text_of(values_of(changes, said))
    plan = keep_scenario(place=place, text=text, rates=base.rates, by=PROGRAM, at=at)
    order_beside_base(scenario=plan, by=PROGRAM, at=at)
    progress("scenario", 2)


def _look_ahead(place: Place, at: datetime) -> None:
    """Hold the earlier calibration to the weeks since, and order a forecast from today on."""
    earlier = Calibration.objects.filter(place=place).order_by("until")[0]
    order_backtest(calibration=earlier, by=PROGRAM, at=at)
    with suppress(NoLibrary):  # of an extra: without it the page says what is missing
        order_forecast(place=place, until=timezone.localdate(at), by=PROGRAM, at=at)
