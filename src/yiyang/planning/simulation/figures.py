"""What a replication shows, as plain figures that can be kept, averaged and compared.

Times in days, shares between 0 and 1, counts a year.  A figure that nothing stands behind is left
out: nobody waited, so that there is no mean wait.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from yiyang.planning.simulation.building import Network
from yiyang.planning.simulation.needs import ORDER
from yiyang.planning.simulation.running import Replication
from yiyang.planning.simulation.state import (
    C_ADMITTED,
    C_ASKED,
    C_DIED_WAITING,
    C_EXPIRED,
    C_GAVE_UP,
    C_OUTSIDE,
    C_REFUSED,
    C_WAITED,
    OCCUPIED,
    S_BLOCKED,
    S_WAIT,
    WAIT_DAYS,
)
from yiyang.rules.placement.terms import Kind

A_YEAR = 365.0
A_WEEK = 7
MOST_PARTS = 0.95
COUNTS = {
    "ASKED": C_ASKED,
    "GAVE_UP": C_GAVE_UP,
    "DIED_WAITING": C_DIED_WAITING,
    "HOLD_EXPIRED": C_EXPIRED,
    "DECLINED": C_REFUSED,
    "OUTSIDE": C_OUTSIDE,
}


def result_of(network: Network, replication: Replication) -> dict[str, Any]:
    """Return a replication as plain values."""
    state, scenario = replication.state, network.scenario
    weeks = max(1, scenario.days // A_WEEK)
    daily = state["daily"][: weeks * A_WEEK]
    weekly = daily.reshape(weeks, -1, daily.shape[1]).mean(axis=1)
    return {
        "number": replication.number,
        "events": replication.events,
        "figures": _figures(network, replication),
        "flows": state["flows"].tolist(),
        "weekly": np.round(weekly, 2).tolist(),
        "places": _by_place(network, replication),
    }


def _figures(network: Network, replication: Replication) -> dict[str, float]:
    found: dict[str, float] = {}
    state, years = replication.state, network.scenario.days / A_YEAR
    counted, summed = state["counted"], state["summed"]
    for place, kind in enumerate(ORDER):
        row, wait = counted[place].sum(axis=0), summed[place].sum(axis=0)
        if row[C_ASKED]:
            found |= {f"{name}:{kind}": float(row[at]) / years for name, at in COUNTS.items()}
            found[f"WAITED:{kind}"] = row[C_WAITED] / row[C_ASKED]
        if row[C_ADMITTED]:
            found[f"WAIT:{kind}"] = wait[S_WAIT] / row[C_ADMITTED]
            found[f"WAIT_95:{kind}"] = _percentile(state["wait_days"][place])
        found |= _of_beds(network, replication, place, kind)
    admitted = counted.sum(axis=(0, 1))[C_ADMITTED]
    if admitted:
        found["WAIT"] = float(summed.sum(axis=(0, 1))[S_WAIT] / admitted)
    found |= _of_classes(network, counted, summed)
    found["DIED_WAITING"] = counted.sum(axis=(0, 1))[C_DIED_WAITING] / years
    worst = [wait for wait in _place_waits(state) if wait is not None]
    if worst:
        found["WORST_PLACE_WAIT"] = max(worst)
    return {name: float(value) for name, value in found.items()}


def _of_classes(network: Network, counted: Any, summed: Any) -> dict[str, float]:
    by_class, waited = counted.sum(axis=0), summed.sum(axis=0)
    return {
        f"WAIT_CLASS:{name}": waited[at, S_WAIT] / by_class[at, C_ADMITTED]
        for at, name in enumerate(network.classes)
        if by_class[at, C_ADMITTED]
    }


def _of_beds(
    network: Network, replication: Replication, place: int, kind: Kind
) -> dict[str, float]:
    """Return how full the beds of a kind were, and how many of their days somebody only waited."""
    state, days = replication.state, network.scenario.days
    pools = [at for at, (house, of) in enumerate(network.pools) if of == kind]
    if not pools:
        return {}
    used = state["area"][OCCUPIED, pools].sum() / days
    found = {f"OCCUPIED:{kind}": used}
    if kind != Kind.HOME_PALLIATIVE:
        beds = _mean_beds(network, pools)
        if beds:
            found[f"OCCUPANCY:{kind}"] = used / beds
        blocked = state["summed"][place, :, S_BLOCKED].sum() / days
        found[f"BLOCKED:{kind}"] = blocked
    return found


def _mean_beds(network: Network, pools: list[int]) -> float:
    """Return how many beds of some pools could be run, in the mean over the days that count."""
    tables, days = network.tables, network.scenario.days
    last = {pool: int(tables["capacity"][pool]) for pool in pools}
    total = sum(last.values()) * days
    changes = zip(
        tables["change_day"], tables["change_pool"], tables["change_capacity"], strict=True
    )
    for day, pool, beds in changes:
        if pool in last and day < days:
            total += int(beds - last[pool]) * int(days - day)
            last[pool] = int(beds)
    return total / days


def _percentile(waits: Any) -> float:
    """Return the whole days within which all but five in a hundred were admitted."""
    reached = np.cumsum(waits) >= MOST_PARTS * waits.sum()
    return float(min(WAIT_DAYS, int(np.argmax(reached)) + 1))


def _place_waits(state: Any) -> list[float | None]:
    admitted, waited = state["place_counted"].sum(axis=1), state["place_summed"].sum(axis=1)
    return [
        float(wait / many) if many else None for many, wait in zip(admitted, waited, strict=True)
    ]


def _by_place(network: Network, replication: Replication) -> dict[str, float]:
    waits = _place_waits(replication.state)
    codes = [each.code for each in network.scenario.sub_district]
    return {code: wait for code, wait in zip(codes, waits, strict=True) if wait is not None}
