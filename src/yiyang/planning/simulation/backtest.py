"""How a simulation held in weeks that it had not seen: people in beds, simulated and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from yiyang.planning.simulation.scenario import Scenario, pools_of

A_WEEK = 7
HUNDRED = 100


@dataclass(frozen=True)
class Week:
    """People in beds of a kind in the mean of a week, from 0 on, simulated and as it happened."""

    kind: str
    number: int
    mean: float
    low: float
    high: float
    happened: float
    stood: float  # as many as in the days before the first week: the plainest forecast

    @property
    def is_inside(self) -> bool:
        """Tell whether what happened lies in the interval."""
        return self.low <= self.happened <= self.high


@dataclass(frozen=True)
class Backtest:
    """The weeks of a backtest, and how far off they were in people a week."""

    weeks: tuple[Week, ...]

    @property
    def error(self) -> float:
        """Mean error of the simulation, whichever way."""
        return fmean(abs(each.mean - each.happened) for each in self.weeks)

    @property
    def error_standing(self) -> float:
        """Mean error of the plainest forecast, that all stays as it is."""
        return fmean(abs(each.stood - each.happened) for each in self.weeks)

    @property
    def covered(self) -> float:
        """Share of weeks in whose interval it happened."""
        return fmean(each.is_inside for each in self.weeks)


def backtest(
    scenario: Scenario,
    weekly: Sequence[Sequence[Sequence[float]]],
    happened: Mapping[str, Sequence[int]],
    before: Mapping[str, float],
    percent: int,
) -> Backtest | None:
    """Return how the replications of a scenario held; None where none of its kinds has beds.

    Args:
        weekly: by replication, week and pool, as ``figures.result_of`` has them.
        happened: people in beds by kind and day, from the first day that was simulated.
        before: people in beds by kind on the day before it.
        percent: of the interval between replications.
    """
    pools = pools_of(scenario)
    weeks = []
    for kind in dict.fromkeys(kind for _, kind in sorted(pools, key=lambda pool: pool[1])):
        columns = [number for number, (_, of) in enumerate(pools) if of == kind]
        for number in range(scenario.days // A_WEEK):
            drawn = sorted(sum(one[number][at] for at in columns) for one in weekly)
            days = happened.get(kind, ())[number * A_WEEK : (number + 1) * A_WEEK]
            tail = (1 - percent / HUNDRED) / 2
            weeks.append(
                Week(
                    kind.value, number, fmean(drawn), _quantile(drawn, tail),
                    _quantile(drawn, 1 - tail), fmean(days) if days else 0.0,
                    before.get(kind, 0.0),
                )
            )  # fmt: skip
    return Backtest(tuple(weeks)) if weeks else None


def _quantile(values: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values for one more drawn alike: (n + 1) p, kept within them."""
    at = min(max(share * (len(values) + 1) - 1, 0.0), len(values) - 1.0)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])
