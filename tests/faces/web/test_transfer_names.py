"""Lists of transfers name people only to whom their summary is open."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.faces.web.test_doors import body
from tests.journey import Journey
from tests.world import make_grant, make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds import services
from yiyang.rules.placement.terms import Trigger

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("scope", "shown", "hidden"),
    [(Grant.Scope.IDENTITY, "张**", "张桂英"), (Grant.Scope.SUMMARY, "张桂英", "张**")],
)
def test_a_list_of_transfers_shows_a_name_as_far_as_the_person_may_be_seen(
    journey: Journey, scope: str, shown: str, hidden: str
) -> None:
    person, institution = make_person("张桂英"), make_institution()
    make_grant(person, institution, scope)
    services.request_transfer(
        person=person, asked=services.Asked(Trigger.DEPENDENCE_UP, "COORDINATOR"), alarm=None,
        by=PROGRAM, at=NOW,
    )  # fmt: skip
    page = body(journey.sign_in(Role.CARE_DESK, institution=institution).get("/transfers/"))
    assert shown in page
    assert hidden not in page


@pytest.mark.parametrize("page", ["death", "leave", "return", "transfer"])
def test_who_sees_only_an_identity_finds_no_page_that_changes_a_stay(
    journey: Journey, page: str
) -> None:
    person, institution = make_person(), make_institution()
    make_grant(person, institution, Grant.Scope.IDENTITY)
    desk = journey.sign_in(Role.CARE_DESK, institution=institution)
    assert desk.get(f"/people/{person.pk}/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["death", "leave"])
def test_an_institution_only_asked_for_a_bed_can_end_nothing(journey: Journey, page: str) -> None:
    person, institution = make_person(), make_institution()
    grant = make_grant(person, institution, Grant.Scope.SUMMARY)
    desk = journey.sign_in(Role.CARE_DESK, institution=institution)
    path = f"/people/{person.pk}/{page}/"
    form = {"died_at": "2026-03-01T08:00", "reason": "RECOVERED"}
    assert desk.post(path, form).status_code == 404
    person.refresh_from_db()
    assert person.died_at is None
    Grant.objects.filter(pk=grant.pk).update(scope=Grant.Scope.RECORD)
    assert desk.get(path).status_code == 200


def test_looking_at_the_form_of_a_death_is_noted(journey: Journey) -> None:
    person = make_person()
    journey.sign_in(Role.COORDINATOR).get(f"/people/{person.pk}/death/")
    assert Entry.objects.filter(action="record.read", person_id=person.pk).exists()
