"""A refusal leads back to the page that was left for it, and never out of the program."""

from __future__ import annotations

import pytest

from tests import world
from tests.journey import Journey
from yiyang.access.models import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("left", "back"),
    [
        ("http://testserver/beds/ours/?page=2", "/beds/ours/?page=2"),
        ("http://elsewhere.example/beds/ours/", "/"),
        ("http://testserver//elsewhere.example/", "/elsewhere.example/"),
        ("", "/"),
    ],
)
def test_a_refusal_leads_back_to_where_somebody_came_from(
    journey: Journey, left: str, back: str
) -> None:
    bed = world.make_bed(state="OCCUPIED")
    desk = journey.sign_in(Role.CARE_DESK, institution=bed.institution)
    answer = desk.post(
        f"/beds/ours/{bed.pk}/state/", {"state": "OUT_OF_SERVICE"}, headers={"referer": left}
    )
    assert answer.status_code == 409
    assert f'<a class="button" href="{back}">返回</a>' in answer.content.decode()
