"""Calibrating from stored rows."""

from yiyang.forecasts.services.calibrating import calibrate

__all__ = ["calibrate"]
