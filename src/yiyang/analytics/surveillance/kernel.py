"""The kernel: one quasi-Poisson regression with a log link, fitted as R's ``glm`` does it.

Iterated least squares by an orthogonal decomposition, from the same first values to the same
stopping rule, so that published bounds are reproduced to seven figures.
"""

from __future__ import annotations

from math import exp, lgamma, log, nan, sqrt
from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled

MOST_ROUNDS = 25
ENOUGH = 1e-8
NONE_LEFT = 1e-12  # of a leverage of 1: the curve goes through that very count


@compiled
def _deviance(counts: Any, mean: Any, weights: Any) -> float:
    total = 0.0
    for n in range(counts.size):
        part = mean[n] - counts[n]
        if counts[n] > 0:
            part += counts[n] * log(counts[n] / mean[n])
        total += 2 * weights[n] * part
    return total


@compiled
def _decompose(rows: Any, upper: Any) -> bool:
    """Turn the columns of ``rows`` into an orthonormal basis; ``upper`` is what they were of it.

    Returns False where a column vanishes, so that there is no such basis.
    """
    for at in range(rows.shape[1]):
        for _ in range(2):  # the second round takes off what rounding left
            for before in range(at):
                part = 0.0
                for n in range(rows.shape[0]):
                    part += rows[n, before] * rows[n, at]
                upper[before, at] += part
                for n in range(rows.shape[0]):
                    rows[n, at] -= part * rows[n, before]
        norm = 0.0
        for n in range(rows.shape[0]):
            norm += rows[n, at] * rows[n, at]
        upper[at, at] = sqrt(norm)
        if not upper[at, at] > 0:
            return False
        for n in range(rows.shape[0]):
            rows[n, at] /= upper[at, at]
    return True


@compiled
def _solved(upper: Any, right: Any) -> Any:
    """Return the solution of a triangular system."""
    found = np.zeros(right.size)
    for at in range(right.size - 1, -1, -1):
        rest = right[at]
        for after in range(at + 1, right.size):
            rest -= upper[at, after] * found[after]
        found[at] = rest / upper[at, at]
    return found


@compiled
def fit(counts: Any, columns: Any, weights: Any) -> Any:
    """Return coefficients, fitted means, the triangle of the decomposition, leverages, dispersion.

    Args:
        counts: (n,), columns: (n, p) with p < n, weights: (n,), all above 0.

    The dispersion is NaN where the counts leave the coefficients open.
    """
    mean, linear = counts + 0.1, np.log(counts + 0.1)
    before = _deviance(counts, mean, weights)
    found, working = np.zeros(columns.shape[1]), np.zeros(counts.size)
    upper, basis = np.zeros((columns.shape[1], columns.shape[1])), columns.copy()
    for _ in range(MOST_ROUNDS):
        working = weights * mean
        basis = columns.copy()
        upper[:, :] = 0.0
        target = np.zeros(counts.size)
        for n in range(counts.size):
            root = sqrt(working[n])
            target[n] = root * (linear[n] + (counts[n] - mean[n]) / mean[n])
            for at in range(columns.shape[1]):
                basis[n, at] *= root
        if not _decompose(basis, upper):
            return found, mean, upper, np.zeros(counts.size), nan
        right = np.zeros(columns.shape[1])
        for at in range(columns.shape[1]):
            for n in range(counts.size):
                right[at] += basis[n, at] * target[n]
        found = _solved(upper, right)
        for n in range(counts.size):
            linear[n] = 0.0
            for at in range(columns.shape[1]):
                linear[n] += columns[n, at] * found[at]
            mean[n] = exp(linear[n])
            if not mean[n] > 0:
                return found, mean, upper, np.zeros(counts.size), nan
        deviance = _deviance(counts, mean, weights)
        if abs(deviance - before) / (abs(deviance) + 0.1) < ENOUGH:
            break
        before = deviance
    leverage = np.zeros(counts.size)
    dispersion = 0.0
    for n in range(counts.size):
        for at in range(columns.shape[1]):
            leverage[n] += basis[n, at] * basis[n, at]
        dispersion += working[n] * ((counts[n] - mean[n]) / mean[n]) ** 2
    return found, mean, upper, leverage, dispersion / (counts.size - columns.shape[1])


@compiled
def reweighted(counts: Any, mean: Any, leverage: Any, dispersion: float, over: float) -> Any:
    """Return weights that take past outbreaks down, by their Anscombe residuals.

    Source: Farrington et al., J R Stat Soc A 159 (1996) 547, section 3.6.
    """
    weights = np.ones(counts.size)
    total = 0.0
    for n in range(counts.size):
        left = 1 - leverage[n]
        if left > NONE_LEFT:
            residual = 1.5 * (counts[n] ** (2 / 3) * mean[n] ** (-1 / 6) - sqrt(mean[n]))
            residual /= sqrt(dispersion * left)
            if residual > over:
                weights[n] = residual ** (-2.0)
        total += weights[n]
    return weights * (counts.size / total)


@compiled
def variance_of(upper: Any, values: Any) -> float:
    """Return the variance of a prediction at ``values``, for a dispersion of 1."""
    size = values.size
    part = np.zeros(size)
    total = 0.0
    for at in range(size):  # forward substitution with the transposed triangle
        rest = values[at]
        for before in range(at):
            rest -= upper[before, at] * part[before]
        part[at] = rest / upper[at, at]
        total += part[at] * part[at]
    return total


@compiled
def quantile(mean: float, dispersion: float, beyond: float) -> float:
    """Return the least count that a larger one exceeds with a chance of at most ``beyond``.

    Poisson for a dispersion of 1 or less, else negative binomial of variance dispersion * mean.
    """
    spread = sqrt(mean * max(dispersion, 1.0))
    count = max(0.0, float(np.floor(mean - 40 * spread)))
    total = 0.0
    size = mean / (dispersion - 1) if dispersion > 1 else 0.0
    while True:
        if dispersion > 1:
            total += exp(
                lgamma(count + size)
                - lgamma(size)
                - lgamma(count + 1)
                - size * log(dispersion)
                + count * log((dispersion - 1) / dispersion)
            )
        else:
            total += exp(count * log(mean) - mean - lgamma(count + 1))
        if total >= 1 - beyond or count > mean + 400 * spread + 400:
            return count
        count += 1
