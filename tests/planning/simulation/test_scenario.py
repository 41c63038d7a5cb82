"""Scenarios: the same words wherever they are read, and nothing taken that has no effect."""

from __future__ import annotations

import json
from pathlib import Path

from yiyang.planning.simulation.scenario import Institution
from yiyang.planning.simulation.scenario_files import read_scenario

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "simulation"


def test_what_a_scenario_says_does_not_hang_on_the_process_that_reads_it() -> None:
    codes = [f"3101060{n:02}" for n in range(40)]
    house = Institution.model_validate(
        {"code": "H", "place": "A", "lon": 0, "lat": 0, "beds": {}, "serves": codes}
    )
    assert json.loads(house.model_dump_json())["serves"] == codes
    scenario, _ = read_scenario(EXAMPLES / "palliative.toml")
    houses = json.loads(scenario.model_dump_json())["institution"]
    assert all(each["serves"] == sorted(each["serves"]) for each in houses)
