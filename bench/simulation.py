"""The sample district simulated by the compiled network and by simpy, the same model in one run.

``simpy`` gets the rules' answers as the same tables (``bench.parts.five_beds``), so that the ratio
is of running the model.  Both run the same days from the same start; beds taken and people
admitted must agree within what chance gives.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bench.parts.five_beds import FiveBeds
from yiyang.faces.operations.benching import Ratio
from yiyang.planning.simulation.building import Network, build
from yiyang.planning.simulation.running import Replication, replicate
from yiyang.planning.simulation.scenario_files import read_scenario
from yiyang.policy.loader import shipped_book

FULL = os.environ.get("YIYANG_BENCH") == "full"
DAYS = 364 if FULL else 182
ROUNDS = 5
TARGET = 50
APART = 0.05  # by how much beds taken and admissions of two runs may differ
DISTRICT = Path(__file__).parents[1] / "docs/examples/simulation/district.toml"


def ratios() -> list[Ratio]:
    """Return how many times faster the compiled network runs the five-bed model than simpy."""
    network, found = sample(), []
    replicate(network, 0)  # compiles
    for number in range(1, ROUNDS + 1):
        start = time.process_time()
        mine = replicate(network, number)
        middle = time.process_time()
        theirs = FiveBeds(network, number)
        begun = time.process_time()
        theirs.run(DAYS)
        end = time.process_time()
        check(mine, theirs)
        found.append((end - begun) / (middle - start))
        told = f"{mine.events / (middle - start):,.0f} events a second"
        print(f"  {DAYS} days: {middle - start:.3f} s ({told}), simpy {end - begun:.2f} s",
              file=sys.stderr, flush=True)  # fmt: skip
    what = f"simulation of the five-bed network, the sample district, {DAYS} days"
    return [Ratio(what, "simpy, the same model and tables", tuple(found), TARGET)]


def sample() -> Network:
    """Return the sample district, every day of it counted."""
    plan, _ = read_scenario(DISTRICT)
    short = plan.model_copy(update={"days": DAYS, "warm_up": 0, "cycle_days": 0})
    return build(short, shipped_book())


def check(mine: Replication, theirs: FiveBeds) -> None:
    """Compare bed-days and admissions of both.

    Raises:
        AssertionError: they are further apart than chance explains.
    """
    beds = float(mine.state["area"].sum()), theirs.bed_days
    came = float(mine.state["place_counted"].sum()), float(theirs.admitted)
    for one, other in (beds, came):
        assert abs(one - other) <= APART * one, f"not the same model: {one:.0f}, {other:.0f}"
