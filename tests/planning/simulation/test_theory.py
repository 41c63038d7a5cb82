"""The kernel against closed forms; golden values where the reference data is present."""

from __future__ import annotations

import json
import os
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.planning.simulation.made import made, network, plain_policy
from yiyang.planning.simulation.figures import result_of
from yiyang.planning.simulation.running import replicate

GOLDEN = Path(__file__).parents[4] / "shared" / "data" / "planning" / "queue_golden.json"
FULL = os.environ.get("YIYANG_DRILLS") == "full"
LEVEL_1 = [0, 1000, 0, 0, 0]
BED = "INSTITUTION_BED"
STANDARD_ERRORS = 3.0
MANY = 30  # runs of one seed: fewer make three errors a wide or a narrow door by chance


def figures(net: Any, replications: int) -> list[dict[str, float]]:
    return [result_of(net, replicate(net, n))["figures"] for n in range(replications)]


def assert_mean(values: list[float], expected: float) -> None:
    error = float(np.std(values, ddof=1)) / sqrt(len(values))
    assert abs(float(np.mean(values)) - expected) <= STANDARD_ERRORS * error, (
        f"{np.mean(values)} ± {error}, expected {expected}"
    )
    assert error < 0.1 * max(expected, 0.05)  # so that it says something


def queue(c: int, rate: float, **more: Any) -> Any:
    arrivals = [{"trigger": "CARE_ENV_WORSE", "per_day": rate, "levels": LEVEL_1}]
    return network({BED: c}, arrivals, **more)


def golden(part: str, *some: int) -> list[Any]:
    """Return the published cases of a part: all by ``make drills``, else those of these numbers."""
    if not GOLDEN.exists():
        return []
    cases = list(json.loads(GOLDEN.read_text())[part])
    return cases if FULL or not some else [cases[n] for n in some]


def test_a_queue_with_five_beds_waits_as_erlang_c_says() -> None:
    found = figures(queue(5, 4.0, days=2000, warm_up=100), MANY)
    assert_mean([each[f"WAIT:{BED}"] for each in found], 0.5541125541125543)
    assert_mean([each[f"WAITED:{BED}"] for each in found], 0.5541125541125543)


def test_people_who_do_not_wait_are_lost_as_erlang_b_says_whatever_the_length_of_stay() -> None:
    policy = {"simulation.patience_days": dict.fromkeys(PLAIN, "0")}
    policy |= plain_policy_with(BED, ("8.355", "1.3", "LOGNORMAL"))
    found = figures(queue(10, 1.0, days=4000, warm_up=200, policy=policy), MANY)
    lost = [each[f"GAVE_UP:{BED}"] / each[f"ASKED:{BED}"] for each in found]
    assert_mean(lost, 0.13789414487087387)


PLAIN = (
    "HOME_CARE_BED",
    "INSTITUTION_BED",
    "HOME_MEDICAL_BED",
    "HOSPITAL_BED",
    "PALLIATIVE_BED",
    "HOME_PALLIATIVE",
)


def plain_policy_with(kind: str, stay: tuple[str, str, str]) -> dict[str, Any]:
    return {"simulation.stays": plain_policy(**{kind: stay})["simulation.stays"]}


def classes_of(rates: list[float]) -> list[dict[str, Any]]:
    """Return streams of three classes: orange alarms, and others by need level 4 before 1."""
    streams: list[dict[str, Any]] = [{"colour": "ORANGE", "levels": LEVEL_1}]
    streams += [{"colour": "GREEN", "levels": levels} for levels in ([0, 0, 0, 0, 1000], LEVEL_1)]
    return [
        {"trigger": "CARE_ENV_WORSE", "per_day": rate} | stream
        for rate, stream in zip(rates, streams, strict=False)
    ]


def test_classes_wait_as_cobham_says() -> None:
    net = network({BED: 20}, classes_of([5.4, 12.6]), days=4000, warm_up=100)
    found = figures(net, MANY)
    assert_mean([each["WAIT_CLASS:ORANGE"] for each in found], 0.03772390443946013)
    assert_mean([each["WAIT_CLASS:OTHER"] for each in found], 0.3772390443946014)


def test_accumulating_priority_waits_as_kleinrock_says() -> None:
    net = network(
        {BED: 1},
        classes_of([0.3, 0.6]),
        days=20_000,
        warm_up=500,
        accumulating={"ORANGE": 2.0, "OTHER": 1.0},
    )
    found = figures(net, MANY)
    assert_mean([each["WAIT_CLASS:ORANGE"] for each in found], 5.8235294117647)
    assert_mean([each["WAIT_CLASS:OTHER"] for each in found], 10.588235294117636)


def test_without_limit_the_beds_in_use_are_poisson() -> None:
    policy = plain_policy_with(BED, ("7.4", "0.8", "LOGNORMAL"))
    net = queue(10_000, 1.2, days=4000, warm_up=100, policy=policy)
    runs = [replicate(net, n).state for n in range(MANY)]
    means = [each["area"][0, 0] / 4000 for each in runs]
    assert_mean(means, 8.88)
    spreads = [sqrt(each["area2"][0, 0] / 4000 - (each["area"][0, 0] / 4000) ** 2) for each in runs]
    assert_mean(spreads, 2.979932885150268)


def test_a_full_second_station_blocks_the_first() -> None:
    outcomes = made({BED: 1}, []).policy["simulation.outcomes"] | {
        "HOSPITAL_BED": {"POST_ACUTE": "1000"}
    }
    arrivals = [{"trigger": "HEALTH_WORSE", "colour": "ORANGE", "per_day": 1.0, "levels": LEVEL_1}]
    net = network(
        {"HOSPITAL_BED": 1, "HOME_MEDICAL_BED": 1},
        arrivals,
        days=8000,
        warm_up=200,
        policy={"simulation.outcomes": outcomes},
    )
    left = [replicate(net, n).state["flows"][2, 6] / 8000 for n in range(MANY)]
    assert_mean(left, 2 / 3)


@pytest.mark.drill
@pytest.mark.parametrize("case", golden("mmc", 1, 2), ids=lambda c: f"{c['c']} beds, {c['rho']}")
def test_every_golden_queue(case: dict[str, float]) -> None:
    days = int(min(30_000, 300_000 / case["lam"]))
    net = queue(int(case["c"]), case["lam"], days=days, warm_up=days // 20)
    found = figures(net, MANY)
    assert_mean([each[f"WAIT:{BED}"] for each in found], case["Wq"])
    assert_mean([each[f"WAITED:{BED}"] for each in found], case["P_wait"])


@pytest.mark.drill
@pytest.mark.parametrize("case", golden("erlang_b", 3), ids=lambda c: f"{c['c']} beds")
def test_every_golden_loss(case: dict[str, float]) -> None:
    policy = {"simulation.patience_days": dict.fromkeys(PLAIN, "0")}
    net = queue(int(case["c"]), case["offered"], days=20_000, warm_up=100, policy=policy)
    found = figures(net, MANY)
    assert_mean([e[f"GAVE_UP:{BED}"] / e[f"ASKED:{BED}"] for e in found], case["loss"])


@pytest.mark.drill
@pytest.mark.parametrize("case", golden("apq_kleinrock_mm1", 1))
def test_every_golden_accumulating_queue(case: dict[str, Any]) -> None:
    rates = dict(zip(("ORANGE", "OTHER"), map(float, case["accumulation_rate"]), strict=True))
    net = network({BED: 1}, classes_of(case["rho"]), days=60_000, warm_up=2000, accumulating=rates)
    found = figures(net, MANY)
    for name, expected in zip(rates, case["Wq"], strict=True):
        assert_mean([each[f"WAIT_CLASS:{name}"] for each in found], expected)


@pytest.mark.drill
@pytest.mark.parametrize("case", golden("mginf", 0), ids=lambda c: f"mean {c['mean']}")
def test_every_golden_without_limit(case: dict[str, float]) -> None:
    policy = plain_policy_with(BED, (str(case["mean_los"]), "1.2", "LOGNORMAL"))
    net = queue(100_000, case["lam"], days=20_000, warm_up=2000, policy=policy)
    runs = [replicate(net, n).state for n in range(MANY)]
    means = [each["area"][0, 0] / 20_000 for each in runs]
    assert_mean(means, case["mean"])
    variances = [each["area2"][0, 0] / 20_000 - m * m for each, m in zip(runs, means, strict=True)]
    assert abs(sqrt(float(np.mean(variances))) - case["sd"]) < 0.03 * case["sd"]


def stroke_units() -> list[tuple[str, str]]:
    """Return the units and numbers of beds of the published table; one without ``make drills``."""
    if not GOLDEN.exists():
        return []
    published = json.loads(GOLDEN.read_text())["stroke_monks2016"]["published_P_delay_current"]
    rows = [(unit, beds) for unit in ("ASU", "rehab") for beds in published[unit]]
    return rows if FULL else rows[:1]


@pytest.mark.drill
@pytest.mark.parametrize(("unit", "beds"), stroke_units())
def test_the_stroke_unit_has_the_delays_of_the_published_table(unit: str, beds: str) -> None:
    table = json.loads(GOLDEN.read_text())["stroke_monks2016"]
    policy = {"simulation.patience_days": dict.fromkeys(PLAIN, "0")}
    load = {"ASU": "ASU_offered_load_beds", "rehab": "rehab_offered_load_beds"}[unit]
    stays = plain_policy_with(BED, (str(table[load]), "0.9", "LOGNORMAL"))
    net = queue(int(beds), 1.0, days=20_000, warm_up=500, policy=policy | stays)
    found = figures(net, MANY)
    lost = [e[f"GAVE_UP:{BED}"] / e[f"ASKED:{BED}"] for e in found]
    assert_mean(lost, table["erlangB"][unit][beds])
    published = table["published_P_delay_current"][unit][beds]
    assert abs(np.mean(lost) - published) <= table["tolerance_abs"]
