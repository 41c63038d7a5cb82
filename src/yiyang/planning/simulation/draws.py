"""Random numbers without a state: one for each person, purpose and number of the draw.

Two runs of one seed that differ in beds or clocks give the same person the same fate, as long as
the person's own history is the same: these are the common random numbers of a comparison.
The mixing function is SplitMix64 (Steele, Lea, Flood 2014).
"""

from __future__ import annotations

from math import cos, exp, log, pi, sqrt
from typing import Any

import numpy as np

from yiyang.analytics.compiled import compiled

GAP, LEVEL, ALONE, PALLIATIVE, HOME, PREFERRED = 1, 2, 3, 4, 5, 6
STAY, OUTCOME, COLOUR, DELAY, PATIENCE, DEATH, REFUSAL, RESIDUAL, THIN = (
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
)
EXPONENTIAL, LOGNORMAL, FIXED = 0, 1, 2

_GOLDEN, _ONE, _TWO = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xBF58476D1CE4E5B9),
    np.uint64(0x94D049BB133111EB),
)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_SCALE = 1.0 / 9007199254740992.0


@compiled
def mixed(key: Any, number: Any) -> Any:
    """Return a new key out of a key and a number."""
    z = np.uint64(key) + (np.uint64(number) + np.uint64(1)) * _GOLDEN
    z = (z ^ (z >> _S30)) * _ONE
    z = (z ^ (z >> _S27)) * _TWO
    return z ^ (z >> _S31)


@compiled
def uniform(key: Any, purpose: int, number: int) -> float:
    """Return a number above 0 and below 1."""
    z = mixed(mixed(key, purpose), number)
    return (np.float64(z >> _S11) + 0.5) * _SCALE


@compiled
def exponential(key: Any, purpose: int, number: int, mean: float) -> float:
    """Return an exponential time of a mean."""
    return -mean * log(uniform(key, purpose, number))


@compiled
def duration(
    key: Any, purpose: int, number: int, form: int, mean: float, spread: float, is_begun: bool
) -> float:
    """Return a length of stay; ``is_begun``: what is left of one met at a moment by chance.

    ``spread`` is the sigma of the lognormal's logarithm.  What is left is a uniform part of a
    stay drawn in proportion to its length.
    """
    if form == EXPONENTIAL:
        return exponential(key, purpose, number, mean)
    part = uniform(key, RESIDUAL, number) if is_begun else 1.0
    if form == FIXED:
        return mean * part
    one, two = uniform(key, purpose, 2 * number), uniform(key, purpose, 2 * number + 1)
    normal = sqrt(-2.0 * log(one)) * cos(2.0 * pi * two)
    middle = log(mean) - spread * spread / 2.0
    if is_begun:
        middle += spread * spread
    return part * exp(middle + spread * normal)


@compiled
def picked(r: Any, first: int, size: int, at: float) -> int:
    """Return the place of a uniform number among cumulative shares."""
    for place in range(size):
        if at < r[first + place]:
            return place
    return int(size - 1)
