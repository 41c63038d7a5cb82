"""The three ways of service, each enrolled in, delivered, charged and paid for, by the pages."""

from __future__ import annotations

import pytest

from tests.journey import Journey
from tests.journeys.test_visits import enrolled, lies_in
from tests.journeys.visiting import Visiting
from tests.world import make_grant, make_institution
from yiyang.access.models import Role
from yiyang.accounts.selectors import balance
from yiyang.fees.models import Bill
from yiyang.ledger.models import Act
from yiyang.visits.models import Visit

ITEM = "NUTRITION"


def at_home(v: Visiting) -> None:
    """Let a nurse give the item at home, on the day that the enrolment asks for."""
    row = enrolled(v, "FAMILY", v.home, ITEM)
    for step in ("gather", "arrange"):
        v.post(v.desk, f"/visits/plan/{step}/", {"day": str(v.day)})
    visit = Visit.objects.get(enrolment=row)
    v.begin(visit, v.clock(11))
    v.end(visit, v.clock(11, 30), ITEM)


def in_the_house(v: Visiting) -> None:
    """Let a nurse give the item where the person lives."""
    lies_in(v.person, v.home, "CARE", v.clock(0))
    serve(v, enrolled(v, "INSTITUTION", v.home, ITEM).pk)


def by_day(v: Visiting) -> None:
    """Let a nurse give the item at the day care point of the institution."""
    point = make_institution("DAY_CARE", operator=v.home)
    row = enrolled(v, "DAY_CARE", point)
    v.now = v.clock(9)
    v.post(v.desk, f"/day-care/enrolments/{row.pk}/come/", {})
    serve(v, row.pk)


def serve(v: Visiting, enrolment_id: int) -> None:
    v.now = v.clock(11)
    given = {"item": ITEM, "practitioner": v.worker.pk, "minutes": "25"}
    v.post(v.desk, f"/day-care/enrolments/{enrolment_id}/service/", given)


@pytest.mark.clause("HZ-7", "settlement.settle")
@pytest.mark.parametrize(
    ("kind", "occasion", "deliver"),
    [
        ("HOME_CARE_PROVIDER", "HOME", at_home),
        ("CHC", "DAY_CARE", by_day),
        ("CARE_INSTITUTION", "INSTITUTION", in_the_house),
    ],
)
def test_each_way_of_service_is_charged_settled_and_paid_for(
    journey: Journey, kind: str, occasion: str, deliver: object
) -> None:
    v = Visiting(journey, kind)
    v.worker, v.phone = v.hire("NURSE", Role.NURSE)
    make_grant(v.person, v.home)
    deliver(v)
    assert Act.objects.filter(person=v.person, item=ITEM).count() == 1
    v.now = v.clock(17)
    v.post(v.desk, f"/bills/people/{v.person.pk}/", {"occasion": occasion})
    bill = Bill.objects.get()
    charged = {"item": ITEM, "quantity": "1", "price": "45"}
    v.post(v.desk, f"/bills/{bill.pk}/charge/", charged)
    v.post(v.desk, f"/bills/{bill.pk}/settle/", {"pays": "no"})
    decision = journey.decision_of("settlement.settle", person=v.person)
    assert decision.result["person_fen"] == 4_500
    assert balance(f"INSTITUTION:{v.home.pk}") == 4_500
    assert "45.00" in v.resident.get("/fees/mine/").content.decode()
    v.post(v.desk, f"/bills/{bill.pk}/pay/", {})
    assert (balance(f"PERSON:{v.person.pk}"), balance(f"CASH:{v.home.pk}")) == (0, -4_500)
