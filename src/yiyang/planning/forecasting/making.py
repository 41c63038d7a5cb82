"""A forecast of one series by a method, the baseline beside, and how both held before."""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.planning.forecasting.daily import Daily
from yiyang.planning.forecasting.rolling import (
    Fan,
    Held,
    Method,
    Plan,
    fan,
    held,
    origins_of,
    rolled,
    seasonal_naive,
)
from yiyang.planning.forecasting.series import counted
from yiyang.policy.book import Reading

PLAN_LINE, PERCENT_LINE = "forecasts.plan", "forecasts.interval_percent"
HUNDRED = 100


@dataclass(frozen=True)
class Made:
    """A forecast and the baseline, and how both held; None where the past is too short."""

    fan: Fan
    baseline: Fan
    held: Held | None
    baseline_held: Held | None


def plan_of(reading: Reading) -> tuple[Plan, int]:
    """Return how far a forecast looks and how origins lie, and how many of them are tested.

    Raises:
        NotInForce: a needed line has no value.
    """
    lines = reading.table(PLAN_LINE)
    plan = Plan(
        int(lines["days"]), int(lines["apart"]), int(lines["least_days"]),
        reading.integer(PERCENT_LINE) / HUNDRED, int(lines["least_errors"]),
    )  # fmt: skip
    return plan, int(lines["tested_origins"])


def make(series: Daily, method: Method, plan: Plan, tested: int) -> Made:
    """Return the forecast of a series from its end on.

    Args:
        tested: how many past origins count in the backtest.

    Raises:
        ValueError: shorter than the plan asks, or a weekday that was never counted.
    """
    values = counted(series)
    origins = origins_of(len(values), plan)
    if not origins:
        raise ValueError(f"fewer than {plan.least_days} days")
    last = len(origins) - 1
    means = rolled(values, method, origins, plan.days)
    naive = rolled(values, seasonal_naive, origins, plan.days)
    return Made(
        fan(values, origins, means, last, plan),
        fan(values, origins, naive, last, plan),
        held(values, origins, means, tested, plan),
        held(values, origins, naive, tested, plan),
    )
