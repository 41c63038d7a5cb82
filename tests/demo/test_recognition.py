"""What the demonstration shows of mutual recognition: offers, decisions, a control that ran out."""

import pytest

from tests.demo.conftest import ignore
from yiyang.access.models import Assignment
from yiyang.access.readers import Reader
from yiyang.audit.services import Actor
from yiyang.demo.district import District
from yiyang.demo.recognising import DECIDED, PEOPLE, store_recognition
from yiyang.people.models import Person
from yiyang.recognition.models import Order
from yiyang.recognition.selectors import offer_for
from yiyang.record.models import Resource


@pytest.mark.django_db
def test_the_shown_doctor_is_offered_results_and_has_decided_some(loaded: District) -> None:
    store_recognition(loaded, ignore)
    states = list(Order.objects.values_list("state", "was_offered", "case"))
    assert len(states) == DECIDED
    assert {state for state, _, _ in states} == {"RECOGNISED", "ORDERED"}
    assert any(case for _, _, case in states)
    acting = Assignment.objects.get(account__username="family_doctor")
    reader = Reader(acting, Actor(acting.account_id, acting.pk))
    made = Resource.objects.filter(fhir_id__startswith="demo-", fhir_id__endswith="-hba1c")
    assert made.count() == PEOPLE
    reasons: set[str] = set()
    offered = 0
    for person in Person.objects.filter(pk__in=made.values("person")):
        found = offer_for(reader, person.pk, "HBA1C", acting.institution, loaded.plan.at)
        offered += bool(found.offered)
        reasons |= {m.code for one in found.others for m in one.verdict.reasons}
    assert offered > PEOPLE / 2
    assert "QUALITY_CONTROL_EXPIRED" in reasons
