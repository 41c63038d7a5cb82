"""Events a second of the compiled network against simpy on the same queue, in one run.

``python -m bench.simulation``: M/M/20 at 90 percent, both with the same rates and days.
"""

from __future__ import annotations

import random
import time
from datetime import date

import simpy

from yiyang.planning.simulation.building import build
from yiyang.planning.simulation.needs import ORDER
from yiyang.planning.simulation.running import replicate
from yiyang.planning.simulation.scenario import Scenario
from yiyang.policy.loader import shipped_book

BEDS, RATE, DAYS = 20, 18.0, 3000
KINDS = [kind.value for kind in ORDER]


def scenario() -> Scenario:
    """Return the queue as a scenario: one institution, nobody gives up, dies or is refused."""
    return Scenario.model_validate(
        {
            "name": {"zh": "基准", "en": "benchmark"},
            "source": "bench",
            "mark": "proposed",
            "place": "310106",
            "on": date(2026, 1, 1),
            "days": DAYS,
            "warm_up": 0,
            "replications": 2,
            "seed": 1,
            "policy": {
                "simulation.stays": {
                    kind: {"mean_days": "1", "variation": "1", "form": "EXPONENTIAL"}
                    for kind in KINDS
                },
                "simulation.outcomes": {kind: {"LEFT": "1000"} for kind in KINDS},
                "simulation.patience_days": dict.fromkeys(KINDS, "NEVER"),
                "simulation.waiting_deaths": dict.fromkeys(KINDS, "0"),
                "simulation.refusals": dict.fromkeys(KINDS, "0"),
                "simulation.transfer_hours": dict.fromkeys(
                    ("GREEN", "YELLOW", "ORANGE", "RED"), "0"
                ),
            },
            "sub_district": [{"code": "A", "lon": 121.45, "lat": 31.25}],
            "institution": [
                {
                    "code": "H",
                    "place": "A",
                    "lon": 121.45,
                    "lat": 31.25,
                    "beds": {"INSTITUTION_BED": BEDS},
                }
            ],
            "arrivals": [
                {
                    "place": "A",
                    "trigger": "CARE_ENV_WORSE",
                    "per_day": RATE,
                    "levels": [0, 1000, 0, 0, 0],
                }
            ],
        }
    )


def by_simpy() -> tuple[float, float]:
    """Return events a second of processor time, and the mean wait."""
    env, chance, waits = simpy.Environment(), random.Random(1), list[float]()
    beds, events = simpy.Resource(env, BEDS), 0

    def stay():
        nonlocal events
        came = env.now
        with beds.request() as bed:
            yield bed
            waits.append(env.now - came)
            yield env.timeout(chance.expovariate(1.0))
        events += 2  # an arrival and an end of stay, as the kernel counts

    def arrivals():
        while True:
            yield env.timeout(chance.expovariate(RATE))
            env.process(stay())

    env.process(arrivals())
    began = time.process_time()
    env.run(until=DAYS)
    return events / (time.process_time() - began), sum(waits) / len(waits)


def by_kernel() -> tuple[float, float]:
    """Return events a second of processor time, and the mean wait."""
    network = build(scenario(), shipped_book())
    replicate(network, 0)
    began = time.process_time()
    found = replicate(network, 1)
    spent = time.process_time() - began
    counted, summed = found.state["counted"][1].sum(axis=0), found.state["summed"][1].sum(axis=0)
    return found.events / spent, float(summed[0] / counted[1])


def main() -> None:
    """Print both, and their ratio."""
    ours, simpys = by_kernel(), by_simpy()
    print(f"kernel {ours[0]:,.0f} events a second, mean wait {ours[1]:.4f} days")
    print(f"simpy  {simpys[0]:,.0f} events a second, mean wait {simpys[1]:.4f} days")
    print(f"ratio  {ours[0] / simpys[0]:.1f}; expected wait 0.2754")


if __name__ == "__main__":
    main()
