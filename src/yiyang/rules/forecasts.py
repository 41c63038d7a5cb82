"""Whether a forecast may be relied upon, by how such forecasts held before.

Source: SM-3.6 (balanced layout of beds); ``forecasts.*`` (proposed).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yiyang.policy.book import Reading
from yiyang.rules.registry import rule

RELY, NO_BETTER = "FORECAST_RELY", "FORECAST_NO_BETTER"
INTERVALS_OFF, TOO_SHORT = "FORECAST_INTERVALS_OFF", "FORECAST_TOO_SHORT"
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Backtested:
    """How a method held from past origins, beside the baseline.

    ``error`` and ``baseline_error`` are MASE; ``covered`` is the share of days, 0 to 1, within
    intervals of ``interval_percent``; None where there was too little to tell.
    """

    measure: str
    bed_kind: str
    place: str
    origins: int
    error: Decimal | None
    baseline_error: Decimal | None
    covered: Decimal | None
    interval_percent: int


@dataclass(frozen=True)
class Trust:
    """What may be said of a forecast, and what it was held against."""

    verdict: str
    least_origins: int
    slack_points: int


@rule("forecasts.trust")
def trust(tested: Backtested, reading: Reading) -> Trust:
    """Say whether a forecast may be relied upon: better than the baseline, intervals that hold.

    With fewer origins than the book asks nothing is said.  Intervals are off where they covered
    fewer or more days than they should by more than the book's points.

    Raises:
        NotInForce: a needed line has no value.

    Source: SM-3.6; ``forecasts.least_origins``, ``forecasts.coverage_slack``.
    """
    least = reading.integer("forecasts.least_origins")
    slack = reading.integer("forecasts.coverage_slack")
    if tested.origins < least or None in (tested.error, tested.baseline_error, tested.covered):
        return Trust(TOO_SHORT, least, slack)
    assert tested.error is not None
    assert tested.baseline_error is not None
    assert tested.covered is not None
    if tested.error >= tested.baseline_error:
        return Trust(NO_BETTER, least, slack)
    if abs(tested.covered * HUNDRED - tested.interval_percent) > slack:
        return Trust(INTERVALS_OFF, least, slack)
    return Trust(RELY, least, slack)
