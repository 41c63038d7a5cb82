"""Forecasts made from every origin of a series, and intervals from how far off they were.

An interval at an origin rests only on forecasts whose days were over by then (split conformal
prediction on rolling origins), so that a backtest has the intervals that would have been given.

Source: Vovk, Gammerman and Shafer 2005; Hyndman and Athanasopoulos, Forecasting, ch. 5.10.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from yiyang.planning.forecasting.series import WEEK, mean_step, without_gaps

Method = Callable[[Any, int], Any]  # (values without gaps, days) -> the mean of each day
BESIDE = 3  # days to either side of a day ahead whose errors count with it


@dataclass(frozen=True)
class Plan:
    """How origins lie: so many days ahead, apart, and after so many days at the least."""

    days: int
    apart: int
    least_days: int
    level: float  # of the interval, between 0 and 1
    least_errors: int  # origins that an interval needs


@dataclass(frozen=True)
class Fan:
    """A forecast by day ahead; the ends of the interval None where too little stands behind."""

    mean: tuple[float, ...]
    low: tuple[float, ...] | None
    high: tuple[float, ...] | None


@dataclass(frozen=True)
class Held:
    """How forecasts from past origins held: mean error, MASE, share of days in the interval."""

    origins: int
    days: int
    error: float
    scaled: float
    covered: float | None
    in_intervals: int  # days that had an interval


def origins_of(length: int, plan: Plan) -> list[int]:
    """Return the origins that a series of so many days allows, the last one its end."""
    return list(range(length, plan.least_days - 1, -plan.apart))[::-1]


def rolled(values: Any, method: Method, origins: Sequence[int], days: int) -> Any:
    """Return the forecasts of a method from each origin, as if nothing later were known."""
    return np.array([_ahead(method, values[:origin], days) for origin in origins])


def _ahead(method: Method, values: Any, days: int) -> Any:
    return np.maximum(method(without_gaps(values), days), 0.0)


def fan(values: Any, origins: Sequence[int], means: Any, at: int, plan: Plan) -> Fan:
    """Return the forecast from the origin ``at`` with the interval that was known by then."""
    mean = means[at]
    half = _half(values, origins, means, at, plan)
    if half is None:
        return Fan(tuple(map(float, mean)), None, None)
    low, high = np.maximum(mean - half, 0.0), mean + half
    return Fan(tuple(map(float, mean)), tuple(map(float, low)), tuple(map(float, high)))


def _half(values: Any, origins: Sequence[int], means: Any, at: int, plan: Plan) -> Any:
    """Return half the interval by day ahead, None where too few days were over."""
    errors = [_errors(values, origins[n], means[n], origins[at]) for n in range(at)]
    if not errors:
        return None
    table = np.array(errors)
    found = np.zeros(plan.days)
    for day in range(plan.days):
        near = table[:, max(0, day - BESIDE) : day + BESIDE + 1].ravel()
        known = np.sort(near[~np.isnan(near)])
        if (~np.isnan(table[:, day])).sum() < plan.least_errors or not len(known):
            return None
        rank = int(np.ceil(plan.level * (len(known) + 1))) - 1
        found[day] = known[min(rank, len(known) - 1)]
    return found


def _errors(values: Any, origin: int, mean: Any, now: int) -> Any:
    """Return the errors of a forecast by day ahead; days not over by ``now`` are no numbers."""
    found = np.full(len(mean), np.nan)
    over = max(0, min(len(mean), now - origin))
    found[:over] = np.abs(values[origin : origin + over] - mean[:over])
    return found


def held(values: Any, origins: Sequence[int], means: Any, last: int, plan: Plan) -> Held | None:
    """Return how the forecasts of the last origins whose days are over held; None without any."""
    over = [n for n, origin in enumerate(origins) if origin + plan.days <= len(values)][-last:]
    if not over:
        return None
    errors, scaled, inside = [], [], []
    for at in over:
        origin = origins[at]
        truth = values[origin : origin + plan.days]
        known = ~np.isnan(truth)
        if not known.any():
            continue
        off = np.abs(truth - means[at])[known]
        scale = mean_step(without_gaps(values[:origin]))
        errors.append(off)
        if scale > 0:
            scaled.append(float(off.mean()) / scale)
        drawn = fan(values, origins, means, at, plan)
        if drawn.low is not None and drawn.high is not None:
            low, high = np.array(drawn.low), np.array(drawn.high)
            inside.append(((low <= truth) & (truth <= high))[known])
    return _summed(errors, scaled, inside)


def _summed(errors: list[Any], scaled: list[float], inside: list[Any]) -> Held | None:
    if not errors or not scaled:
        return None
    every = np.concatenate(errors)
    days = np.concatenate(inside) if inside else np.array([])
    covered = float(days.mean()) if len(days) else None
    return Held(
        len(errors), len(every), float(every.mean()), float(np.mean(scaled)), covered, len(days)
    )


def seasonal_naive(values: Any, days: int) -> Any:
    """Return each day as the same weekday of the last week: the baseline."""
    last = values[-WEEK:]
    return np.array([last[n % WEEK] for n in range(days)])
