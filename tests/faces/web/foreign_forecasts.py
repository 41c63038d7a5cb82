"""Calibrations and forecasts of another district."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.conftest import NOW
from tests.world import make_place
from yiyang.decisions.models import BookSnapshot, Decision
from yiyang.forecasts.models import Calibration, Forecast, ForecastSeries

ELSEWHERE = "310104"


def _calibration() -> dict[str, object]:
    row = Calibration.objects.create(
        place=make_place(ELSEWHERE), since=date(2026, 1, 1), until=date(2026, 3, 1),
        input_digest="-", book_digest="-", confidence_percent=95, least=10, findings=[],
        made_at=NOW,
    )  # fmt: skip
    return {"pk": row.pk}


def _forecast() -> Forecast:
    return Forecast.objects.create(
        place=make_place(ELSEWHERE), until=date(2026, 3, 1), days=14, interval_percent=80,
        method="ETS_WINDOW", ordered_at=NOW,
    )  # fmt: skip


def _series() -> dict[str, object]:
    BookSnapshot.objects.get_or_create(digest="-", defaults={"lines": [], "taken_at": NOW})
    decision = Decision.objects.create(
        rule="forecasts.trust", rule_version="1", book_digest="-", day=NOW.date(),
        place=ELSEWHERE, strict=False, facts={}, result={"verdict": "FORECAST_TOO_SHORT"},
        clauses=[], marks=[], authorities=[], subject_kind="place", subject_id=1, made_at=NOW,
    )  # fmt: skip
    fan = {"mean": [1.0], "low": None, "high": None}
    forecast = _forecast()
    row = ForecastSeries.objects.create(
        forecast=forecast, measure="OCCUPANCY", bed_kind="HOSPITAL_BED", place=forecast.place,
        since=date(2026, 1, 1), counted=[1.0], fan=fan, baseline=fan, decision=decision,
    )  # fmt: skip
    return {"pk": row.pk}


FORECASTS: dict[str, Callable[[], dict[str, object]] | str] = {
    "calibration": _calibration,
    "calibration_csv": _calibration,
    "calibration_scenario": _calibration,
    "calibration_keep": _calibration,
    "calibration_backtest": _calibration,
    "calibration_backtest_csv": _calibration,
    "forecast": lambda: {"pk": _forecast().pk},
    "forecast_csv": lambda: {"pk": _forecast().pk},
    "forecast_series": _series,
    "forecast_series_csv": _series,
}
