"""A form for lengths of stay, chosen and fitted by its likelihood.

Who came before the watch counts from when the watch began (the likelihood is conditional on
having stayed so long), who still stays counts as longer than so far.

Source: Klein and Moeschberger, Survival Analysis, ch. 3.5; Akaike 1974 for the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, expm1, inf, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_ndtr

from yiyang.planning.calibrating.survival import Length
from yiyang.planning.simulation.calibration import stay_of

EXPONENTIAL, LOGNORMAL = "EXPONENTIAL", "LOGNORMAL"
SHORTEST = 1 / 24 / 60  # a minute, in days: a length of nothing has no logarithm
FEWEST = 2  # ended lengths that a form of two parameters needs
LOG_ROOT = 0.5 * log(2 * np.pi)
STEP = 1e-4
NARROWEST, UNBOUNDED = -6.0, 6.0  # of the logarithm of the standard deviation
WIDEST = 3.0  # standard deviation of the logarithm: beyond it the mean says nothing


@dataclass(frozen=True)
class Fit:
    """A fitted form: its mean with its interval, its coefficient of variation, its likelihood."""

    form: str
    mean: float
    low: float
    high: float
    variation: float
    log_likelihood: float
    ended: int
    watched: int

    @property
    def aic(self) -> float:
        """Akaike's criterion; the smaller the better."""
        return 2 * (1 if self.form == EXPONENTIAL else 2) - 2 * self.log_likelihood


def fit(lengths: Sequence[Length], confidence: float) -> Fit | None:
    """Return the better of the exponential and the lognormal form; None where nobody left."""
    found = [one for one in (exponential(lengths, confidence), lognormal(lengths, confidence))
             if one is not None]  # fmt: skip
    return min(found, key=lambda one: one.aic) if found else None


def exponential(lengths: Sequence[Length], confidence: float) -> Fit | None:
    """Return the exponential form with the exact interval of its mean; None where nobody left."""
    seen = [(each.left - each.entered, each.has_ended) for each in lengths]
    stay = stay_of(seen, confidence)
    if stay is None or stay.high is None:
        return None
    likelihood = -stay.number * log(stay.value) - sum(days for days, _ in seen) / stay.value
    return Fit(
        EXPONENTIAL, stay.value, stay.low, stay.high, 1.0, likelihood, stay.number, len(lengths)
    )


def lognormal(lengths: Sequence[Length], confidence: float) -> Fit | None:
    """Return the lognormal form; None where too few left or the likelihood has no top.

    The interval is that of the logarithm of the mean, by the curvature of the likelihood.
    """
    ended = np.array([each.has_ended for each in lengths], np.bool_)
    if ended.sum() < FEWEST:
        return None
    left = np.maximum([each.left for each in lengths], SHORTEST)
    entered = np.array([each.entered for each in lengths])
    logs = np.log(left[ended])
    first = np.array([logs.mean(), log(max(float(logs.std()), 0.1))])
    args = (np.log(left), ended, np.log(np.maximum(entered, SHORTEST)), entered > SHORTEST)
    found = minimize(_minus, first, args=args, method="Nelder-Mead",
                     options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 2000})  # fmt: skip
    if not found.success or found.x[1] < NARROWEST + 1 or exp(found.x[1]) > WIDEST:
        return None
    return _told(found.x, -float(found.fun), args, confidence, len(lengths))


def _told(
    at: Any, likelihood: float, args: tuple[Any, ...], confidence: float, watched: int
) -> Fit | None:
    middle, spread = float(at[0]), exp(float(at[1]))
    log_mean = middle + spread * spread / 2
    curvature = _curvature(at, args)
    if not np.all(np.isfinite(curvature)) or np.any(np.linalg.eigvalsh(curvature) <= 0):
        return None
    slope = np.array([1.0, spread * spread])  # of log_mean by middle and by log(spread)
    error = sqrt(float(slope @ np.linalg.inv(curvature) @ slope))
    half = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Fit(
        LOGNORMAL, exp(log_mean), exp(log_mean - half), exp(log_mean + half),
        sqrt(expm1(spread * spread)), likelihood, int(args[1].sum()), watched,
    )  # fmt: skip


def _minus(at: Any, left: Any, ended: Any, entered: Any, is_late: Any) -> float:
    """Return the negative logarithm of the likelihood; times come as logarithms."""
    middle, log_spread = float(at[0]), float(at[1])
    if not NARROWEST < log_spread < UNBOUNDED:  # all alike: the likelihood has no top
        return inf
    spread = exp(log_spread)
    z = (left - middle) / spread
    density = -LOG_ROOT - log_spread - left - z * z / 2
    total = float(density[ended].sum()) + float(log_ndtr(-z[~ended]).sum())
    return -(total - float(log_ndtr(-(entered[is_late] - middle) / spread).sum()))


def _curvature(at: Any, args: tuple[Any, ...]) -> Any:
    """Return the second derivatives of the negative log likelihood, by differences."""
    size = len(at)
    found = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            total = 0.0
            for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                moved = np.array(at, np.float64)
                moved[i] += a * STEP
                moved[j] += b * STEP
                total += a * b * _minus(moved, *args)
            found[i, j] = total / (4 * STEP * STEP)
    return found
