"""Forecasts that were ordered are worked through here."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.schedule import every
from yiyang.forecasts.models import Forecast
from yiyang.forecasts.services import fail_forecast, work_forecast


@every("* * * * * */10")
def work_forecasts(at: datetime) -> str:
    """Make every forecast that was ordered, the oldest first."""
    rows = Forecast.objects.filter(state=Forecast.State.QUEUED).select_related("place")
    ended = [_work(row, at) for row in rows.order_by("pk")]
    return "; ".join(f"forecast {row.pk}: {row.state}" for row in ended) or "no forecast ordered"


def _work(row: Forecast, at: datetime) -> Forecast:
    """Make one; what cannot be made for a fault of the program is given up, not tried for ever."""
    try:
        return work_forecast(forecast=row, by=PROGRAM, at=at)
    except Exception as error:
        fail_forecast(forecast=row, fault=type(error).__name__, by=PROGRAM, at=at)
        raise
