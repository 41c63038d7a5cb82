"""A refusal leads back to the page that was left for it, and never out of the program."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import HttpResponse

from tests import world
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.faces.web.middleware import RefusalMiddleware
from yiyang.policy.book import NotInForce

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


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


def test_a_rule_without_an_answer_says_for_which_value(journey: Journey) -> None:
    request = journey.sign_in(Role.HEALTH_COMMISSION).get("/").wsgi_request
    held = RefusalMiddleware(lambda _: HttpResponse())
    answer = held.process_exception(request, NotInForce("transfer.keep_days", DAY, "310106"))
    assert (answer.status_code, answer["X-Refusal"]) == (409, "NOT_IN_FORCE")
    shown = answer.content.decode()
    assert "<b>住院期间保留床位天数</b> <code>transfer.keep_days</code>" in shown
    gone = held.process_exception(request, NotInForce("no.longer_there", DAY, "310106"))
    assert "<code>no.longer_there</code>" in gone.content.decode()
