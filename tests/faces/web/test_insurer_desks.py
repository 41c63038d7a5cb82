"""The insurer's desks: a form that is not right says why, a list that ends says so."""

from __future__ import annotations

import pytest

from tests.budgets.rows import make_run
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.faces.web.settlements import comparing
from yiyang.postbox.models import Outgoing


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["compare", "state", "prepay"])
def test_a_form_of_the_cross_region_desk_that_is_not_right_says_why(
    journey: Journey, step: str
) -> None:
    insurer = journey.sign_in(Role.INSURER)
    answered = insurer.post(f"/cross-region/{step}/", {})
    assert answered.status_code == 422
    assert 'class="field bad"' in answered.content.decode()
    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_runs_to_choose_from_say_that_more_follow(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_RUNS", 1)
    insurer = journey.sign_in(Role.INSURER, language="en")
    make_run()
    assert "more follow" not in insurer.get("/settlements/compare/").content.decode()
    make_run(period="2024")
    assert "more follow" in insurer.get("/settlements/compare/").content.decode()
