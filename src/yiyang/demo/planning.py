"""What a planner of the district has done: plans of sites, grids, posts, a calibration."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.demo.district import District
from yiyang.demo.geography import DISTRICT
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.forecasts.services import calibrate
from yiyang.layouts.facts import NEIGHBOURHOOD
from yiyang.layouts.models import Layout
from yiyang.layouts.services import (
    LayoutAsk,
    adopt_grids,
    draw_up_layout,
    propose_grids,
    reckon_staffing,
)
from yiyang.network.models import InstitutionKind, Place

NEW = 3
HELD = timedelta(weeks=2)  # to which an earlier calibration is held
SECONDS = 10.0  # of search, at most, for each plan
PLANS = (
    ("新增三个社区卫生服务站", Layout.Aim.NEAREST, (NEIGHBOURHOOD,)),
    ("在养老机构内设站", Layout.Aim.COVER, ("CARE_INSTITUTION", "ELDER_SERVICE_CENTRE")),
    ("先补最不便的街道", Layout.Aim.WORST_FIRST, (NEIGHBOURHOOD, "CARE_INSTITUTION")),
)


def store_planning(district: District, progress: Progress) -> None:
    """Draw up plans of stations, put grids in force, reckon posts, calibrate, once to hold it."""
    at = district.plan.at
    place = Place.objects.get(code=DISTRICT)
    for title, aim, kinds in PLANS:
        ask = LayoutAsk(title, place.pk, InstitutionKind.CHS, kinds, aim, NEW, seconds=SECONDS)
        draw_up_layout(ask=ask, by=PROGRAM, at=at)
    progress("layout", len(PLANS))
    grids = propose_grids(title="网格化组合签约", place_id=place.pk, by=PROGRAM, at=at)
    adopt_grids(set_id=grids.pk, by=PROGRAM, at=at)
    propose_grids(title="网格调整（草案）", place_id=place.pk, by=PROGRAM, at=at)
    progress("grid", grids.grids.count())
    progress("staffingneed", reckon_staffing(period=str(at.year), by=PROGRAM, at=at))
    today = timezone.localdate(at)
    weeks = timedelta(weeks=quantity("stays.weeks_of_history", district.plan.size))
    since = today - weeks + timedelta(days=1)  # not the day on which the beds were filled
    for until in (today - HELD, today):
        kept = calibrate(place=place, since=since, until=until, by=PROGRAM, at=at)
        progress("calibratedfigure", kept.figures.count())
