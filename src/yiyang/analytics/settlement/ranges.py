"""How large the numbers of a scenario can be, so that a price fits a plain integer.

Source: the scenario and its weights alone; a discharge brings no number beyond them but its cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd

from yiyang.analytics.exact import LARGEST, Factor
from yiyang.analytics.settlement.kernel import MOST_DIGITS
from yiyang.analytics.settlement.parts import FACTOR_SCALE
from yiyang.analytics.settlement.scenario import Scenario, Weight

MOST_DAYS = 99_999  # of a stay; more is no number of days
COST = Factor("cost_fen", 100 * 10**MOST_DIGITS)
POINTS, FEE, EXPECTED = (Factor(name, LARGEST) for name in ("points", "fee_fen", "expected_fen"))


@dataclass(frozen=True)
class Ranges:
    """The columns ``rw``, ``coef``, ``rate`` and ``high`` with what they can come to."""

    rw: Factor
    coef: Factor
    rate: Factor
    high: Factor


def ranges_of(scenario: Scenario, weights: Iterable[Weight]) -> Ranges:
    """Return how large the numbers that a scenario brings can be, and what divides them all."""
    rows = tuple(weights)
    rw = _range("coalesce(rw, 0)", (each.rw for each in rows))
    if any(each.by_day for each in rows):
        rw = Factor(rw.text, rw.most * MOST_DAYS, rw.unit)
    own = (each.coef for each in rows if each.coef is not None)
    coefs = (FACTOR_SCALE, *own, *(each.value for each in scenario.coefficients))
    points = scenario.points
    rates = [each.value for each in scenario.rates]
    if points is not None and points.past:
        rates.append(points.past_value)
    return Ranges(
        rw,
        _range("coef", coefs),
        _range("rate", rates),
        _range("high", (line.k for line in scenario.outliers.high)),
    )


def _range(text: str, values: Iterable[int]) -> Factor:
    held = tuple(values)
    return Factor(text, max(held, default=0), gcd(*held) or 1)
