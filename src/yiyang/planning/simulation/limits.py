"""How large a simulation may be: how many come, and how many are there at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yiyang.planning.simulation.scenario import Scenario
from yiyang.policy.book import Reading

LIMITS = "simulation.limits"


def limits_of(reading: Reading) -> Mapping[str, Any]:
    """Return the limits of a simulation by name; a scenario cannot replace them.

    Raises:
        NotInForce: the book has none.
    """
    table: Mapping[str, Any] = reading.table(LIMITS)
    return table


def people_of(scenario: Scenario) -> float:
    """Return how many people a replication is expected to have: who is there, and who comes."""
    days = scenario.warm_up + scenario.days
    there = sum(sum(start) for house in scenario.institution for start in house.start.values())
    come = days * sum(each.per_day for each in scenario.arrivals)
    # A wave rises to its peak and falls as a triangle.
    return there + come + sum(each.peak_per_day * each.days / 2 for each in scenario.wave)
