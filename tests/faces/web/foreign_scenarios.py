"""Scenarios, runs and comparisons of another district."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import NOW
from tests.world import make_place
from yiyang.scenarios.models import Comparison, Scenario, SimulationRun

SHOWN = {"figures": {}, "weeks": [], "flows": [], "waits": {}, "places": {}, "events": 1}


def _row() -> Scenario:
    return Scenario.objects.create(
        place=make_place("310104"), name_zh="别处", name_en="elsewhere", rates="GIVEN", text="",
        digest="-", made_at=NOW,
    )  # fmt: skip


def _run_row() -> SimulationRun:
    return SimulationRun.objects.create(
        scenario=_row(), state="DONE", seed=1, days=7, warm_up=0, replications=2,
        confidence_percent=95, book_digest="-", program="-", shown=SHOWN, ordered_at=NOW,
        ended_at=NOW,
    )  # fmt: skip


def _scenario() -> dict[str, object]:
    return {"pk": _row().pk}


def _run() -> dict[str, object]:
    return {"pk": _run_row().pk}


def _comparison() -> dict[str, object]:
    row = Comparison.objects.create(
        plan=_run_row(), against=_run_row(), differences={}, made_at=NOW, judged_at=NOW
    )
    return {"pk": row.pk}


SCENARIOS: dict[str, Callable[[], dict[str, object]] | str] = {
    "scenario": _scenario,
    "scenario_plan": _scenario,
    "scenario_run": _scenario,
    "scenario_toml": _scenario,
    "simulation_run": _run,
    "simulation_run_change": _run,
    "simulation_figures_csv": _run,
    "simulation_occupancy_csv": _run,
    "simulation_flows_csv": _run,
    "comparison": _comparison,
    "comparison_csv": _comparison,
}
