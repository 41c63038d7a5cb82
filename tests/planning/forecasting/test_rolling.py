"""Forecasts from past origins: gaps, intervals, how they held.  Without the library."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from yiyang.planning.forecasting.daily import Daily
from yiyang.planning.forecasting.making import make, plan_of
from yiyang.planning.forecasting.rolling import (
    Plan,
    fan,
    held,
    origins_of,
    rolled,
    seasonal_naive,
)
from yiyang.planning.forecasting.series import counted, mean_step, without_gaps
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book

PLAN = Plan(days=7, apart=7, least_days=28, level=0.8, least_errors=4)
BOOK = Reading(shipped_book(), date(2026, 3, 2), "310106")


def _random(days: int, seed: int) -> np.ndarray:
    """Return weekdays of their own around a level, with noise of a known width."""
    weekdays = np.array([50, 55, 60, 58, 52, 40, 38])
    noise = np.random.default_rng(seed).normal(0, 4, days)
    return weekdays[np.arange(days) % 7] + noise


def test_a_gap_is_the_same_weekday_before_or_else_after() -> None:
    values = np.array([np.nan, 2, 3, 4, 5, 6, 7, 8, 9, np.nan, 11, 12, 13, 14])
    assert without_gaps(values)[[0, 9]].tolist() == [8.0, 3.0]
    with pytest.raises(ValueError, match="never counted"):
        without_gaps(np.array([np.nan] * 8))


def test_the_baseline_is_the_same_day_of_the_last_week() -> None:
    assert seasonal_naive(np.arange(14.0), 9).tolist() == [7, 8, 9, 10, 11, 12, 13, 7, 8]


def test_no_forecast_knows_what_came_after_its_origin() -> None:
    values = _random(84, 1)
    origins = origins_of(84, PLAN)
    means = rolled(values, seasonal_naive, origins, PLAN.days)
    at = len(origins) - 3
    before = fan(values, origins, means, at, PLAN)
    changed = values.copy()
    changed[origins[at] :] += 1000
    others = rolled(changed, seasonal_naive, origins, PLAN.days)
    assert fan(changed, origins, others, at, PLAN) == before


def test_an_interval_needs_enough_errors() -> None:
    values = _random(84, 2)
    origins = origins_of(84, PLAN)
    means = rolled(values, seasonal_naive, origins, PLAN.days)
    assert fan(values, origins, means, 3, PLAN).low is None
    whole = fan(values, origins, means, 4, PLAN)
    assert whole.low is not None
    assert whole.high is not None
    assert all(low < mean < high for low, mean, high in zip(
        whole.low, whole.mean, whole.high, strict=True))  # fmt: skip


def test_intervals_hold_about_as_often_as_they_say_and_the_error_is_that_of_the_noise() -> None:
    covered, scaled = [], []
    for seed in range(12):
        values = _random(400, seed)
        origins = origins_of(400, PLAN)
        found = held(values, origins, rolled(values, seasonal_naive, origins, 7), 30, PLAN)
        assert found is not None
        covered.append(found.covered)
        scaled.append(found.scaled)
    assert 0.76 <= float(np.mean(covered)) <= 0.84
    assert float(np.mean(scaled)) == pytest.approx(1.0, abs=0.05)


def test_a_perfect_method_has_no_error_and_days_that_nobody_counted_do_not_count() -> None:
    weekdays = np.tile([50.0, 55, 60, 58, 52, 40, 38], 16)
    weekdays[7:] += np.repeat([0, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7], 7)
    truth = weekdays.copy()
    weekdays[100] = np.nan

    def knowing(values: np.ndarray, days: int) -> np.ndarray:
        return truth[len(values) : len(values) + days]

    origins = origins_of(105, PLAN)
    found = held(weekdays[:105], origins, rolled(weekdays[:105], knowing, origins, 7), 5, PLAN)
    assert found is not None
    assert (found.error, found.scaled, found.days) == (0.0, 0.0, 34)


def test_the_scale_of_the_error_is_the_mean_change_from_a_week_before() -> None:
    assert mean_step(np.array([1.0] * 7 + [3.0] * 7)) == 2.0


def test_a_series_too_short_is_refused() -> None:
    plan, tested = plan_of(BOOK)
    with pytest.raises(ValueError, match="fewer than 56 days"):
        make(Daily(date(2026, 1, 1), (1.0,) * 55), seasonal_naive, plan, tested)
    made = make(Daily(date(2026, 1, 1), (1.0,) * 56), seasonal_naive, plan, tested)
    assert (made.fan.low, made.held) == (None, None)
    assert made.fan.mean == (1.0,) * 14


def test_days_stand_where_they_were_counted() -> None:
    daily = Daily(date(2026, 1, 30), (1.0, None, 3.0))
    assert (daily.after, daily.day(2)) == (date(2026, 2, 2), date(2026, 2, 1))
    assert np.isnan(counted(daily)[1])
