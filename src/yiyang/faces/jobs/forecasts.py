"""Forecasts that were ordered are worked through here."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.forecasts.models import Forecast
from yiyang.forecasts.services import work_forecast


@every("* * * * * */10")
def work_forecasts(at: datetime) -> str:
    """Make every forecast that was ordered, the oldest first."""
    rows = Forecast.objects.filter(state=Forecast.State.QUEUED).select_related("place")
    ended = [work_forecast(forecast=row, by=PROGRAM, at=at) for row in rows.order_by("pk")]
    return "; ".join(f"forecast {row.pk}: {row.state}" for row in ended) or "no forecast ordered"
