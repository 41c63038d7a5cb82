"""No form is passed over in silence: what is wrong in it is said, and nothing is done."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from tests.journeys.clock import at
from tests.journeys.test_contracts import Pair
from tests.journeys.test_teams import Centre
from yiyang.agreements.models import Agreement, CaseloadEntry

WEB = Path(__file__).parents[3] / "src" / "yiyang" / "faces" / "web"
BAD_FORM = 400
BAD_FIELD = 'class="field bad"'


def passed_over(source: str) -> Iterator[int]:
    """Yield the lines where a form that is sent is right or nothing happens."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef) or "request.POST" not in ast.unparse(function):
            continue
        for found in ast.walk(function):
            if not isinstance(found, ast.If) or found.orelse:
                continue
            asked = ast.unparse(found.test)
            goes_on = not any(isinstance(each, ast.Return) for each in ast.walk(found))
            if "is_valid()" in asked and "not " not in asked and goes_on:
                yield found.lineno


def test_no_view_passes_over_a_form_that_is_not_right() -> None:
    found = [
        f"{path.relative_to(WEB)}:{line}"
        for path in sorted(WEB.rglob("*.py"))
        for line in passed_over(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    silent = "def view(request):\n form = F(request.POST)\n if form.is_valid():\n  do()\n return x"
    assert [*passed_over(silent)] == [3]


@pytest.mark.django_db
def test_nobody_is_given_to_a_member_whom_the_team_has_not(journey: Journey) -> None:
    centre = Centre(journey)
    team = centre.form_team()
    person = centre.signed_with(team)
    with at(NOW):
        answer = centre.desk.post(f"/teams/{team.pk}/people/{person.pk}/", {"member": "0"})
    assert (answer.status_code, BAD_FIELD in answer.content.decode()) == (BAD_FORM, True)
    assert not CaseloadEntry.objects.exists()


@pytest.mark.django_db
def test_a_contract_does_not_end_without_a_reason(journey: Journey) -> None:
    pair = Pair(journey)
    agreement = pair.sign(pair.draft())
    with at(NOW):
        answer = pair.care.post(f"/contracts/{agreement.pk}/end/", {"reason": "NO_SUCH_REASON"})
    assert (answer.status_code, BAD_FIELD in answer.content.decode()) == (BAD_FORM, True)
    agreement.refresh_from_db()
    assert agreement.state == Agreement.State.IN_FORCE
