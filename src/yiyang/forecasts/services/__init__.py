"""Calibrating from stored rows, and forecasting from daily counts."""

from yiyang.forecasts.services.calibrating import calibrate
from yiyang.forecasts.services.forecasting import (
    fail_forecast,
    order_forecast,
    work_forecast,
)

__all__ = ["calibrate", "fail_forecast", "order_forecast", "work_forecast"]
