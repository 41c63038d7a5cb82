"""Keeping scenarios, running them, comparing them, and saying what may be said."""

from yiyang.scenarios.services.backtesting import order_backtest
from yiyang.scenarios.services.comparing import compare_runs, order_beside_base
from yiyang.scenarios.services.keeping import (
    keep_calibrated,
    keep_calibration,
    keep_scenario,
    keep_state,
)
from yiyang.scenarios.services.ordering import fail_run, order_run, resume_run, stop_run

__all__ = [
    "compare_runs",
    "fail_run",
    "keep_calibrated",
    "keep_calibration",
    "keep_scenario",
    "keep_state",
    "order_backtest",
    "order_beside_base",
    "order_run",
    "resume_run",
    "stop_run",
]
