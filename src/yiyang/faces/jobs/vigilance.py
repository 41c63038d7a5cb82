"""Each night the record is counted by syndrome and place, and the counts are judged."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.network.models import Place
from yiyang.rules.calendar import CHINA
from yiyang.vigilance.services import count_record, judge_record


@every("20 3 * * *")
def watch_record(at: datetime) -> str:
    """Count yesterday and the days before it in this node's place, and raise what is an alarm."""
    place = Place.objects.get(code=settings.PLACE)
    on = at.astimezone(CHINA).date() - timedelta(days=1)
    counted = count_record(place=place, on=on, by=PROGRAM, at=at)
    watched = judge_record(place=place, on=on, by=PROGRAM, at=at)
    return (
        f"{counted.days} days counted, {counted.changed} counts changed, "
        f"{watched.series} series judged, {len(watched.alarms)} alarms"
    )
