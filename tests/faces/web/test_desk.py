"""My work: the open tasks of a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cases.flows import make_case
from tests.world import make_institution, make_place
from yiyang.access.models import Role
from yiyang.cases import selectors
from yiyang.cases.models import Case
from yiyang.faces.web.desk.views import case_address

pytestmark = pytest.mark.django_db


def test_a_desk_sees_its_tasks_with_what_is_overdue(journey) -> None:
    desk = journey.sign_in(Role.COORDINATOR)
    late = make_case(urgency="RED", at=timezone.now() - timedelta(minutes=9))
    page = desk.get("/work/").content.decode()
    assert f"办件 {late.pk}" in page
    assert "超期" in page
    assert "首次响应" in page


def test_a_desk_does_not_see_the_tasks_of_others(journey) -> None:
    case = make_case(urgency="RED")
    for desk in (
        journey.sign_in(Role.COORDINATOR, place=make_place("310101")),
        journey.sign_in(Role.NURSE, institution=make_institution()),
    ):
        page = desk.get("/work/", headers={"accept-language": "en"}).content.decode()
        assert f"Case {case.pk}" not in page
        assert "No task waits at this desk." in page


def test_the_list_alone_is_the_same_list(journey) -> None:
    desk = journey.sign_in(Role.COORDINATOR)
    case = make_case(urgency="ORANGE", at=timezone.now())
    part = desk.get("/work/list/").content.decode()
    assert f"办件 {case.pk}" in part
    assert "<html" not in part


def test_a_kind_of_case_without_a_page_has_no_link() -> None:
    assert case_address(Case(pk=1, kind="OTHER")) is None


def test_my_work_stands_in_the_menu(journey) -> None:
    assert 'href="/work/"' in journey.sign_in(Role.COORDINATOR).get("/").content.decode()


def test_a_list_that_ends_at_its_limit_says_so(journey, monkeypatch) -> None:
    monkeypatch.setattr(selectors, "WORKLIST_LENGTH", 1)
    desk = journey.sign_in(Role.COORDINATOR, language="en")
    make_case(urgency="ORANGE", at=timezone.now())
    assert "more follow" not in desk.get("/work/").content.decode()
    make_case(urgency="ORANGE", at=timezone.now())
    assert "Only the first one is shown here; more follow." in desk.get("/work/").content.decode()
