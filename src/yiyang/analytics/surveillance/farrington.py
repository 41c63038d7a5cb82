"""Farrington and Farrington flexible: a regression on the same time of the years before.

Source: Farrington, Andrews, Beale, Catchpole, J R Stat Soc A 159 (1996) 547; Noufaily et al.,
Stat Med 32 (2013) 1206; Salmon, Schumacher, Stark, Höhle, Biom J 57 (2015) 1051 ("muan").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Literal

import numpy as np
from scipy.stats import t as student

from yiyang.analytics.surveillance.kernel import fit, quantile, reweighted, variance_of
from yiyang.analytics.surveillance.series import Numbers, Series, TooShort
from yiyang.analytics.surveillance.verdicts import Verdicts
from yiyang.analytics.surveillance.windows import NOT_ASKED, Periods, periods_of_past

YEARS_FOR_TREND = 3
POWER = 2 / 3


@dataclass(frozen=True)
class Settings:
    """How the past is asked.

    Attributes:
        years: how many years back.
        half_window: steps on either side of the same time of those years.
        periods: parts of the year with a level of their own; 1 asks only around the same time.
        left_out: how many of the last steps are not asked.
        trend: whether counts may grow or fall with time.
        trend_p: a trend is kept when its p-value is below.
        reweigh_over: residuals above it are past outbreaks, and count less.
        bound: the upper bound by the power of 2/3 ("POWER"), by the negative binomial at the
            mean to be expected ("PLUG_IN"), or at the upper bound of that mean ("MUAN").
        alpha: the chance of an alarm without an outbreak: above "POWER" and "PLUG_IN".
        few: (cases, steps): no alarm with fewer cases in the last steps.
        compat: "paper"; or "R" for the dispersion that ``farringtonFlexible`` of the R package
            surveillance 1.20 takes for the error of its predictions once it has reweighted.
    """

    years: int
    half_window: int
    periods: int
    left_out: int
    trend: bool
    trend_p: float
    reweigh_over: float
    bound: Literal["POWER", "PLUG_IN", "MUAN"]
    alpha: float
    few: tuple[int, int]
    compat: Literal["R", "paper"] = "paper"


@dataclass(frozen=True)
class _Model:
    expected: float
    variance: float  # of the prediction's logarithm
    dispersion: float
    trend: bool


OPEN = _Model(np.nan, np.nan, np.nan, trend=False)  # the counts say nothing of the coefficients


def farrington(series: Series, at: Sequence[int], settings: Settings) -> Verdicts:
    """Return what the years before say of the steps ``at``.

    Raises:
        TooShort: a step has not all its years before it.
    """
    counts = series.values
    asked = np.array(at, dtype=np.int64)
    expected, upper, score, dispersion = (np.full(len(asked), np.nan) for _ in range(4))
    trend = np.zeros(len(asked), np.bool_)
    for n, step in enumerate(asked):
        found = _model(counts, series.years_before(int(step), settings.years), settings)
        expected[n], dispersion[n], trend[n] = found.expected, found.dispersion, found.trend
        if _enough(counts, int(step), settings):
            upper[n] = _upper(found, settings)
            if upper[n] > found.expected:
                score[n] = (counts[step] - found.expected) / (upper[n] - found.expected)
    with np.errstate(invalid="ignore"):
        alarm = counts[asked] > upper
    return Verdicts(asked, counts[asked], expected, upper, alarm, score, dispersion, trend)


def _enough(counts: Numbers, step: int, settings: Settings) -> bool:
    cases, steps = settings.few
    return bool(counts[max(step - steps + 1, 0) : step + 1].sum() >= cases)


def _model(counts: Numbers, references: Sequence[int], settings: Settings) -> _Model:
    """Return the regression on the past of a step, with a trend where it holds."""
    if references[0] < 0 or references[-1] >= len(counts):
        raise TooShort
    period = periods_of_past(
        len(counts),
        references,
        half_window=settings.half_window,
        periods=settings.periods,
        left_out=settings.left_out,
    )
    steps = np.flatnonzero(period != NOT_ASKED)
    past, now = counts[steps], references[-1] + 1.0
    level = _levels(period[steps], settings.periods)
    if len(past) <= level.shape[1] + 1:
        raise TooShort
    if settings.trend and settings.years >= YEARS_FOR_TREND:
        columns = np.column_stack([level, steps + 1.0])
        model, t_squared = _fitted(past, columns, now, settings)
        critical = _critical(len(past) - columns.shape[1], settings.trend_p)
        if t_squared > critical and 0 < model.expected <= past.max():
            return model
    return _fitted(past, level, None, settings)[0]


def _levels(period: Periods, periods: int) -> Numbers:
    """Return a column of ones and one for each period after the first that there is.

    A year of few steps has none left for some of the periods.

    Raises:
        TooShort: none is of the period that is asked about, the last.
    """
    there = np.unique(period)
    if not len(there) or there[-1] != periods:
        raise TooShort
    columns = [np.ones(len(period))]
    columns += [(period == n).astype(np.float64) for n in there[1:]]
    return np.column_stack(columns)


def _fitted(
    past: Numbers, columns: Numbers, now: float | None, settings: Settings
) -> tuple[_Model, float]:
    """Return the model at the time ``now`` (None without trend), and its trend's t squared.

    Both are NaN where the counts leave the coefficients open.
    """
    ones = np.ones(len(past))
    _, mean, _, leverage, dispersion = fit(past, columns, ones)
    if np.isnan(dispersion):
        return OPEN, np.nan
    weights = reweighted(past, mean, leverage, max(dispersion, 1.0), settings.reweigh_over)
    found, mean, upper, _, dispersion = fit(past, columns, weights)
    if np.isnan(dispersion):
        return OPEN, np.nan
    errors = dispersion
    if settings.compat == "R":
        errors = (weights * ((past - mean) / mean) ** 2).sum() / (len(past) - columns.shape[1])
    where = np.zeros(columns.shape[1])
    levels = columns.shape[1] - (now is not None)
    where[[0, levels - 1]] = 1.0  # the last period is the time that is asked about
    t_squared = 0.0
    if now is not None:
        where[-1] = 1.0
        slope = np.zeros(columns.shape[1])
        slope[-1] = 1.0
        t_squared = float(found[-1] ** 2 / (errors * variance_of(upper, slope)))
        where[-1] = now
    used = errors if settings.compat == "R" else max(dispersion, 1.0)
    return (
        _Model(
            float(np.exp(found @ where)),
            float(used * variance_of(upper, where)),
            max(float(dispersion), 1.0),
            now is not None,
        ),
        t_squared,
    )


@lru_cache(maxsize=4096)
def _critical(freedom: int, p: float) -> float:
    """Return what t squared of a slope must exceed; a ``p`` of 1 keeps every trend."""
    return -1.0 if p >= 1 else float(student.isf(p / 2, freedom)) ** 2


def _upper(model: _Model, settings: Settings) -> float:
    mean, alpha = model.expected, settings.alpha
    if settings.bound == "POWER":
        of_count = model.dispersion + model.variance * mean
        error = np.sqrt(4 / 9 * mean ** (1 / 3) * of_count)
        return float((mean**POWER + NormalDist().inv_cdf(1 - alpha) * error) ** (1 / POWER))
    if settings.bound == "MUAN":
        mean *= float(np.exp(NormalDist().inv_cdf(1 - alpha) * np.sqrt(model.variance)))
    return float(quantile(mean, model.dispersion, alpha))
