"""A finished run as it is shown: estimates, weeks by kind of bed and place, transfers a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from yiyang.planning.simulation.building import NO_LIMIT, Network
from yiyang.planning.simulation.figures import A_WEEK, A_YEAR
from yiyang.planning.simulation.needs import ORDER
from yiyang.planning.simulation.summary import Estimate, estimate, summary_of

DIGITS = 3
ELSEWHERE, DIED = "ELSEWHERE", "DIED"  # from or to outside the network; an end


def overview(
    network: Network, results: Sequence[Mapping[str, Any]], confidence: float
) -> dict[str, Any]:
    """Return what the pages show of a run's replications, as plain values.

    ``weeks`` has a row for each kind of bed and sub-district: the beds that could be run and the
    people in them, in the mean of each week; ``flows`` the moves a year, mean with half interval.
    """
    scenario = network.scenario
    return {
        "figures": plain(summary_of(results, confidence)),
        "weeks": _weeks(network, results),
        "flows": _flows(results, scenario.days / A_YEAR, confidence),
        "waits": _waits(results, confidence),
        "places": {each.code: each.name or each.code for each in scenario.sub_district},
        "events": sum(int(each["events"]) for each in results),
    }


def plain(estimates: Mapping[str, Estimate]) -> dict[str, dict[str, Any]]:
    """Return estimates as plain values."""
    return {name: _of(each) for name, each in estimates.items()}


def _of(each: Estimate) -> dict[str, Any]:
    return {"mean": each.mean, "half": each.half, "number": each.number}


def _weeks(network: Network, results: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    used = np.mean([each["weekly"] for each in results], axis=0)
    beds = _weekly_beds(network, len(used))
    rows: dict[tuple[str, str], list[int]] = {}
    for pool, (house, kind) in enumerate(network.pools):
        if house >= 0:
            place = network.scenario.institution[house].place
            rows.setdefault((kind.value, place), []).append(pool)
    return [
        {
            "kind": kind,
            "place": place,
            "beds": np.round(beds[:, pools].sum(axis=1), DIGITS).tolist(),
            "used": np.round(used[:, pools].sum(axis=1), DIGITS).tolist(),
        }
        for (kind, place), pools in sorted(rows.items())
    ]


def _weekly_beds(network: Network, weeks: int) -> Any:
    """Return how many beds of each pool could be run, in the mean of each week."""
    tables, days = network.tables, network.scenario.days
    daily = np.repeat(tables["capacity"][None, :], days, axis=0)
    daily[daily >= NO_LIMIT] = 0
    changes = zip(
        tables["change_day"], tables["change_pool"], tables["change_capacity"], strict=True
    )
    for day, pool, beds in changes:
        daily[int(day) :, pool] = beds
    counted = daily[: weeks * A_WEEK]
    return counted.reshape(weeks, -1, counted.shape[1]).mean(axis=1)


def _flows(
    results: Sequence[Mapping[str, Any]], years: float, confidence: float
) -> list[dict[str, Any]]:
    names = [kind.value for kind in ORDER] + [ELSEWHERE]
    ends = [*names, DIED]
    found = []
    for at, origin in enumerate(names):
        for to, end in enumerate(ends):
            counts = [each["flows"][at][to] / years for each in results]
            if any(counts):
                found.append({"from": origin, "to": end} | _of(estimate(counts, confidence)))
    return found


def _waits(results: Sequence[Mapping[str, Any]], confidence: float) -> dict[str, dict[str, Any]]:
    places = sorted({code for each in results for code in each["places"]})
    return {
        code: _of(estimate([r["places"][code] for r in results if code in r["places"]], confidence))
        for code in places
    }
