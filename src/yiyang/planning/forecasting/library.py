"""The forecasting library: exponential smoothing and means of the last weeks, together.

The mean of four: smoothing with weekdays over a quarter and over a half year, and the mean of two
and of four weeks by weekday.  Smoothing follows a change of level, the means hold the weekdays
apart; together they err less than any of them on the published series (docs/forecasts.md).
Import this module only where a forecast is made: the library takes seconds to load.

Source: Hyndman and others 2008 (ETS with additive errors); Bates and Granger 1969 (combination).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from statsforecast.models import AutoETS, SeasonalWindowAverage

from yiyang.planning.forecasting.series import WEEK

WINDOWS = (2, 4)  # weeks of the means
PASTS = (90, 182)  # days that smoothing looks back on
MODEL = "ANA"  # additive errors, no trend, weekdays


def combined(values: Any, days: int) -> Any:
    """Return the forecast of the next days from values without gaps, at least four weeks."""
    recent = np.ascontiguousarray(values[-max(PASTS) :], dtype=np.float64)
    parts = [
        AutoETS(season_length=WEEK, model=MODEL, damped=False).forecast(recent[-past:], days)
        for past in PASTS
    ]
    parts += [
        SeasonalWindowAverage(season_length=WEEK, window_size=weeks).forecast(recent, days)
        for weeks in WINDOWS
    ]
    return np.mean([part["mean"] for part in parts], axis=0)
