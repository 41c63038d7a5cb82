"""Farrington flexible over many weekly series, against statsmodels on the same regressions.

The reference is the published algorithm written out plainly: the regression, the residuals and
the regression reweighted, each by the GLM of ``statsmodels``.  Both judge the last week of the same
series and must raise the same alarms.  EARS over the daily series of a province is told beside.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from datetime import date

import numpy as np

from yiyang.analytics.surveillance.farrington import Settings, farrington
from yiyang.analytics.surveillance.kernel import quantile
from yiyang.analytics.surveillance.methods import method
from yiyang.analytics.surveillance.series import Series
from yiyang.analytics.surveillance.windows import NOT_ASKED, periods_of_past
from yiyang.faces.operations.benching import Ratio
from yiyang.policy.book import NATION, Reading
from yiyang.policy.loader import shipped_book

FULL = os.environ.get("YIYANG_BENCH") == "full"
SERIES, WEEKS = (3000, 312) if FULL else (300, 312)
DAILY, DAYS = (20_000, 60) if FULL else (5_000, 60)
ROUNDS = 3
TARGET = 50
FLEXIBLE = Settings(3, 3, 10, 26, True, 1.0, 2.58, "PLUG_IN", 0.005, (5, 4))


def ratios() -> list[Ratio]:
    """Return how many times faster the last week of many series is judged."""
    series = _drawn()
    farrington(series[0], [WEEKS - 1], FLEXIBLE)  # compiles
    _theirs(series[:2])
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        mine = [bool(farrington(one, [WEEKS - 1], FLEXIBLE).alarm[0]) for one in series]
        middle = time.perf_counter()
        theirs = _theirs(series)
        end = time.perf_counter()
        assert mine == theirs, "not the same alarms"
        found.append((end - middle) / (middle - start))
        told = f"{middle - start:.3f} s, statsmodels {end - middle:.2f} s, {sum(mine)} alarms"
        print(f"  {len(series)} series: {told}", file=sys.stderr, flush=True)
    _tell_daily()
    what = "Farrington flexible, the last week of many series of six years"
    return [Ratio(what, "the same by statsmodels' GLM", tuple(found), TARGET)]


def _drawn() -> list[Series]:
    draw = np.random.default_rng(7)
    year = np.sin(np.arange(WEEKS) * 2 * np.pi / 52)
    made = []
    for _ in range(SERIES):
        mean = draw.uniform(2, 40) * np.exp(draw.uniform(0, 0.6) * year)
        counts = draw.negative_binomial(mean, 0.5)
        counts[-1] += draw.integers(0, 2) * int(3 * mean[-1])
        made.append(Series(tuple(map(int, counts)), 52))
    return made


def _theirs(series: Sequence[Series]) -> list[bool]:
    return [_is_alarm(one) for one in series]


def _is_alarm(series: Series) -> bool:
    """Return whether the last week is an alarm: Noufaily et al. 2013, written out."""
    counts, last = series.values, WEEKS - 1
    period = periods_of_past(
        WEEKS, series.years_before(last, 3), half_window=3, periods=10, left_out=26
    )
    steps = np.flatnonzero(period != NOT_ASKED)
    level = (period[steps][:, None] == np.arange(2, 11)[None]).astype(float)
    past, ones = counts[steps], np.ones((len(steps), 1))
    found = _fitted(past, np.hstack([ones, level, steps[:, None] + 1.0]), last + 1.0)
    if not 0 < found[0] <= past.max():
        found = _fitted(past, np.hstack([ones, level]), None)
    bound = quantile(found[0], found[1], FLEXIBLE.alpha)
    return bool(counts[-FLEXIBLE.few[1] :].sum() >= FLEXIBLE.few[0] and counts[last] > bound)


def _fitted(past: np.ndarray, columns: np.ndarray, now: float | None) -> tuple[float, float]:
    """Return the mean to be expected and the dispersion, after reweighting."""
    import statsmodels.api as models  # noqa: PLC0415 -- heavy: only to measure

    family = models.families.Poisson()
    first = models.GLM(past, columns, family=family).fit(scale="X2")
    leverage = first.get_hat_matrix_diag(observed=False)
    mean, scale = first.fittedvalues, max(first.scale, 1.0)
    residual = 1.5 * (past ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean))
    residual /= np.sqrt(scale * (1 - leverage))
    weights = np.where(residual > FLEXIBLE.reweigh_over, residual ** (-2.0), 1.0)
    weights *= len(past) / weights.sum()
    second = models.GLM(past, columns, family=family, var_weights=weights).fit(scale="X2")
    where = np.zeros(columns.shape[1])
    where[0] = where[9] = 1.0
    if now is not None:
        where[-1] = now
    return float(np.exp(second.params @ where)), max(float(second.scale), 1.0)


def _tell_daily() -> None:
    """Tell how long a night takes: the daily series of a province by the method of the book."""
    book = Reading(shipped_book(), date(2026, 3, 1), NATION)
    given = {"baseline": "28", "alpha": "0.0001"}
    judge = method("ears-c2", book, given)
    counts = np.random.default_rng(8).poisson(1.0, (DAILY, DAYS))
    start = time.perf_counter()
    alarms = sum(
        int(judge(Series(tuple(map(int, row)), 365), range(DAYS - 3, DAYS)).alarm.sum())
        for row in counts
    )
    taken = time.perf_counter() - start
    print(f"  EARS C2, three days of {DAILY} series: {taken:.2f} s, {alarms}", file=sys.stderr)
