"""The demonstration's planner tries thirty palliative beds and two stations."""

from __future__ import annotations

import pytest

from yiyang.audit.services import PROGRAM
from yiyang.demo.district import District
from yiyang.demo.trying import MORE, STATIONS
from yiyang.scenarios.models import Comparison, Scenario
from yiyang.scenarios.selectors import plan_of
from yiyang.scenarios.working import work_run

pytestmark = pytest.mark.django_db


def test_two_scenarios_are_kept_and_both_run_beside_each_other(whole: District) -> None:
    plan, base = Scenario.objects.order_by("-pk")[:2]
    assert (plan.base, base.base) == (base, None)
    said = plan_of(plan)
    assert sum(more.add for more in said.beds) == MORE
    assert len(said.institution) == len(plan_of(base).institution) + STATIONS
    beside = Comparison.objects.get()
    assert (beside.plan.scenario, beside.against.scenario) == (plan, base)
    for run in (beside.plan, beside.against):
        assert work_run(run_id=run.pk, by=PROGRAM, at=whole.plan.at, go_on=lambda: False) == 1
