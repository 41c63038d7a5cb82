"""Who is told of a visit that is asked for, answered, called off."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.visits.conftest import HOUR, TODAY, House
from tests.world import make_account, make_assignment, make_institution
from yiyang.access.models import Role
from yiyang.access.powers import Power, powers_of
from yiyang.audit.services import PROGRAM, Actor
from yiyang.care.models import DueWork
from yiyang.notices.models import Delivery, Notice
from yiyang.visits import services
from yiyang.visits.models import Visit

pytestmark = pytest.mark.django_db


def notices() -> list[tuple[str, str, int | None]]:
    """Return what was told, to which role, or to which account."""
    told = Notice.objects.exclude(code="NOBODY_ON_DUTY").order_by("pk")
    return list(told.values_list("code", "role", "account_id"))


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("CHC", "CENTRE_DESK"),
        ("HOME_CARE_PROVIDER", "CARE_DESK"),
        ("HOSPITAL", "HOSPITAL_DESK"),
        ("HOSPICE", "HOSPITAL_DESK"),
        ("NURSING_HOME", "HOSPITAL_DESK"),
    ],
)
def test_a_request_is_told_to_a_desk_that_may_arrange_it(
    house: House, kind: str, role: str
) -> None:
    there = make_institution(kind)
    visit = house.ask(institution=there)
    told = Notice.objects.get(code="VISIT_WAITS_FOR_ANSWER")
    assert (told.role, told.institution, told.subject_id) == (role, there, visit.pk)
    assert told.link == f"/visits/{visit.pk}/" and told.escalate_at == NOW + 24 * HOUR
    assert {Power.ARRANGE_VISITS, Power.ANSWER_NOTICE} <= powers_of(role, NOW.date())
    services.check_risk(visit_id=visit.pk, ticked=(), by=PROGRAM, at=NOW)
    told.refresh_from_db()
    assert told.escalate_at is None, "answered: nobody further is told"


@pytest.mark.parametrize(
    ("ticked", "code"), [((), "YOUR_VISIT_ACCEPTED"), (("RISK_THREAT",), "YOUR_VISIT_REFUSED")]
)
def test_whoever_asked_is_told_the_answer(house: House, ticked: tuple[str, ...], code: str) -> None:
    asker, desk = make_account(), make_account()
    visit = house.ask(by=Actor(asker.pk))
    services.check_risk(visit_id=visit.pk, ticked=ticked, by=Actor(desk.pk), at=NOW)
    assert notices() == [
        ("VISIT_WAITS_FOR_ANSWER", "CARE_DESK", None),
        (code, "RESIDENT", asker.pk),
    ]
    assert Delivery.objects.filter(account=asker, notice__code=code).exists()
    assert house.person.name not in str(Notice.objects.values_list("params", flat=True))


def test_calling_off_is_told_to_the_other_side(house: House) -> None:
    asker, desk = make_account(), make_account()
    first, second = house.ask(by=Actor(asker.pk)), house.ask(by=Actor(asker.pk))
    Notice.objects.all().delete()
    services.cancel_visit(visit_id=first.pk, reason="CANCEL_BY_PERSON", by=Actor(asker.pk), at=NOW)
    assert notices() == [("VISIT_CALLED_OFF", "CARE_DESK", None)]
    Notice.objects.all().delete()
    own = make_assignment(Role.CARE_DESK, desk, institution=house.home)
    services.cancel_visit(
        visit_id=second.pk, reason="CANCEL_BY_DESK", by=Actor(desk.pk, own.pk), at=NOW
    )
    assert notices() == [("YOUR_VISIT_CALLED_OFF", "RESIDENT", asker.pk)]


def test_visits_that_plans_ask_for_are_told_to_nobody(house: House) -> None:
    DueWork.objects.create(
        person=house.person, item="CARE_VISIT", kind="VISIT", due_from=TODAY, due_on=TODAY,
        institution=house.home,
    )  # fmt: skip
    services.take_due(institution=house.home, until=TODAY, role="CARE_DESK", by=PROGRAM, at=NOW)
    assert Visit.objects.count() == 1 and notices() == []
