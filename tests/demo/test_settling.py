"""Settlement runs in the demonstration."""

from __future__ import annotations

import pytest

from yiyang.budgets.desk_selectors import changes
from yiyang.budgets.models import ConsortiumBalance, SettlementRun
from yiyang.demo.district import District
from yiyang.demo.settling import store_settlements


@pytest.mark.django_db
def test_months_are_posted_and_trials_of_the_year_can_be_compared(loaded: District) -> None:
    store_settlements(loaded, lambda what, count: None)
    months = SettlementRun.objects.filter(kind="MONTH")
    assert {run.state for run in months} == {"POSTED"}
    assert all(run.cases for run in months)
    base, lower, points = SettlementRun.objects.filter(kind="TRIAL").order_by("pk")
    assert base.cases_digest == lower.cases_digest == points.cases_digest
    assert points.budget_fen and points.fund_fen
    assert min(each.effects.rate + each.effects.coefficient for each in changes(lower, base)) < 0
    assert ConsortiumBalance.objects.count() == 3
