"""Scenarios: the same words wherever they are read, and nothing taken that has no effect."""

from __future__ import annotations

import json
from pathlib import Path

from tests.planning.simulation.made import made
from yiyang.planning.simulation.needs import ORDER, opened
from yiyang.planning.simulation.scenario import Institution
from yiyang.planning.simulation.scenario_files import read_scenario
from yiyang.policy.loader import shipped_book

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


def test_a_line_replaced_for_a_sub_district_is_read_there() -> None:
    waits = dict.fromkeys((kind.value for kind in ORDER), "7")
    scenario = made({"HOSPITAL_BED": 1}, [], place="310106020")
    scenario = scenario.model_copy(update={"policy": {"simulation.patience_days": waits}})
    reading = opened(scenario, shipped_book())
    assert reading.table("simulation.patience_days") == waits
