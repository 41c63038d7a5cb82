"""Reading scenarios, runs and comparisons: those of the reader's own place.

Texts and results, which may be megabytes, are read where one of them is asked for, not in lists.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.planning.simulation.scenario import Scenario as Plan
from yiyang.planning.simulation.scenario_files import parse_scenario
from yiyang.scenarios.checking import base_of
from yiyang.scenarios.models import Comparison, Scenario, SimulationRun


def scenarios_for(assignment: Assignment) -> QuerySet[Scenario]:
    """Return the scenarios of an assignment's place, the newest first."""
    rows = Scenario.objects.select_related("base", "place").order_by("-made_at", "-pk")
    return rows.defer("text", "base__text").filter(place__code__within=_code(assignment))


def scenario_for(assignment: Assignment, pk: int) -> Scenario:
    """Return a scenario of an assignment's place.  Raises Http404."""
    return get_object_or_404(scenarios_for(assignment), pk=pk)


def runs_for(assignment: Assignment) -> QuerySet[SimulationRun]:
    """Return the runs of an assignment's place with how far they are, the newest first."""
    rows = SimulationRun.objects.select_related("scenario__base", "scenario__place")
    rows = rows.defer("shown", "scenario__text", "scenario__base__text")
    rows = rows.filter(scenario__place__code__within=_code(assignment))
    return rows.annotate(ready=Count("done")).order_by("-pk")


def run_for(assignment: Assignment, pk: int) -> SimulationRun:
    """Return a run of an assignment's place.  Raises Http404."""
    return get_object_or_404(runs_for(assignment), pk=pk)


def comparisons_for(assignment: Assignment) -> QuerySet[Comparison]:
    """Return the comparisons of an assignment's place, both sides of it, the newest first."""
    rows = Comparison.objects.select_related(
        "plan__scenario__place", "plan__scenario__base", "against__scenario"
    ).defer(
        "differences", "plan__shown", "plan__scenario__text", "plan__scenario__base__text",
        "against__shown", "against__scenario__text",
    )  # fmt: skip
    code = _code(assignment)
    here = rows.filter(
        plan__scenario__place__code__within=code,
        against__scenario__place__code__within=code,
    )
    return here.order_by("-pk")


def comparison_for(assignment: Assignment, pk: int) -> Comparison:
    """Return a comparison of an assignment's place.  Raises Http404."""
    return get_object_or_404(comparisons_for(assignment), pk=pk)


def plan_of(scenario: Scenario) -> Plan:
    """Return what a kept scenario says, bases and all."""
    where = f"scenario {scenario.pk}"
    return parse_scenario(scenario.text, base_of=base_of(scenario.place), where=where)[0]


def results_of(run: SimulationRun) -> list[dict[str, Any]]:
    """Return the replications of a run in their order."""
    return list(run.done.order_by("number").values_list("result", flat=True))


def _code(assignment: Assignment) -> str:
    """Return the code of the place somebody plans for; one of nowhere for who has no place."""
    return assignment.place.code if assignment.place else "-"
