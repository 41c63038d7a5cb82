"""Scenarios for tests: one place, one institution, times exactly as the test says."""

from __future__ import annotations

from datetime import date
from typing import Any

from yiyang.planning.simulation.building import Network, build
from yiyang.planning.simulation.needs import ORDER
from yiyang.planning.simulation.scenario import Scenario
from yiyang.policy.loader import shipped_book

GOES_HOME = {kind.value: {"LEFT": "1000"} for kind in ORDER}
ALWAYS = {kind.value: "NEVER" for kind in ORDER}
AT_ONCE = {kind.value: "0" for kind in ORDER}


def plain_policy(**stays: tuple[str, str, str]) -> dict[str, Any]:
    """Return a need model without anything but stays: nobody gives up, dies, or is refused."""
    given = {kind.value: ("1", "1", "EXPONENTIAL") for kind in ORDER} | stays
    names = ("mean_days", "variation", "form")
    return {
        "simulation.stays": {k: dict(zip(names, v, strict=True)) for k, v in given.items()},
        "simulation.outcomes": GOES_HOME,
        "simulation.patience_days": ALWAYS,
        "simulation.waiting_deaths": AT_ONCE,
        "simulation.refusals": AT_ONCE,
        "simulation.transfer_hours": dict.fromkeys(("GREEN", "YELLOW", "ORANGE", "RED"), "0"),
        "simulation.people": dict.fromkeys(
            ("ALONE", "INPATIENT_PALLIATIVE", "WISHES_HOME", "PREFERRED"), "0"
        ),
    }


def made(
    beds: dict[str, int],
    arrivals: list[dict[str, Any]],
    *,
    policy: dict[str, Any] | None = None,
    days: int = 20_000,
    warm_up: int = 500,
    **more: Any,
) -> Scenario:
    """Return a scenario of one place and one institution."""
    return Scenario.model_validate(
        {
            "name": {"zh": "测试", "en": "a test"},
            "source": "test",
            "mark": "proposed",
            "place": "310106",
            "on": date(2026, 1, 1),
            "days": days,
            "warm_up": warm_up,
            "replications": 4,
            "seed": 424242,
            "policy": {**plain_policy(), **(policy or {})},
            "sub_district": [{"code": "A", "lon": 121.45, "lat": 31.25}],
            "institution": [
                {
                    "code": "H",
                    "place": "A",
                    "lon": 121.45,
                    "lat": 31.25,
                    "capabilities": ["ED"],
                    "beds": beds,
                }
            ],
            "arrivals": [{"place": "A"} | each for each in arrivals],
            **more,
        }
    )


def network(*args: Any, **kwargs: Any) -> Network:
    """Return the built network of ``made``."""
    return build(made(*args, **kwargs), shipped_book())
