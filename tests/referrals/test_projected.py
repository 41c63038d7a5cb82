"""A referral as the pair of ServiceRequest and Task, as HL7 BSeR has it, from step to step."""

from __future__ import annotations

import pytest

from tests.booking.conftest import VISIT
from tests.projected import differences, resource, show_all
from tests.referrals.conftest import MINUTE, Referring
from tests.world import make_person
from yiyang.booking.services import call_next
from yiyang.record.models import Resource
from yiyang.referrals import services
from yiyang.rules.fhir_map.structure import structure_findings

pytestmark = pytest.mark.django_db


def pair(key: int) -> tuple[dict, dict]:
    return resource("ServiceRequest", f"referral-{key}"), resource("Task", f"referral-{key}")


def test_a_referral_is_a_request_and_a_task_of_its_receiver(referring: Referring) -> None:
    person = referring.signed(None, referring.hospital)
    referral = referring.send(person)
    request, task = pair(referral.pk)
    assert (request["status"], request["intent"]) == ("active", "order")
    assert request["subject"] == task["for"] == {"reference": f"Patient/person-{person.pk}"}
    assert request["performer"] == [
        {"reference": f"Organization/institution-{referring.hospital.pk}"}
    ]
    assert request["reasonCode"][0]["coding"][0]["code"] == "I10"
    assert task["focus"] == {"reference": f"ServiceRequest/referral-{referral.pk}"}
    assert task["owner"] == {"reference": f"Organization/institution-{referring.hospital.pk}"}
    assert (task["status"], task["businessStatus"]["coding"][0]["code"]) == ("requested", "2.0")
    assert structure_findings(request) == structure_findings(task) == []
    owned = Resource.objects.filter(fhir_id=f"referral-{referral.pk}")
    assert {r.person_id for r in owned} == {person.pk}


def test_a_refusal_is_in_the_task_with_its_reason_and_ends_the_request(
    referring: Referring,
) -> None:
    referral = referring.send(referring.signed(None, referring.hospital))
    services.turn_down(
        referral=referral, note="无床", institution_id=referring.hospital.pk, by=referring.by,
        at=referring.at + MINUTE,
    )  # fmt: skip
    request, task = pair(referral.pk)
    assert (request["status"], task["status"]) == ("revoked", "rejected")
    assert task["statusReason"] == {"text": "无床"}


def test_what_came_back_is_the_tasks_output(referring: Referring) -> None:
    person = referring.signed(None, referring.hospital)
    second = referring.signed(make_person("王伟"), referring.hospital)
    show_all()
    referral = referring.accepted(person)
    request, task = pair(referral.pk)
    appointment = {"reference": f"Appointment/booking-{referral.booking_id}"}
    assert (request["status"], task["status"]) == ("active", "accepted")
    assert task["output"][0]["valueReference"] == appointment
    services.check_in_booking(booking=referral.booking, by=referring.by, at=VISIT)
    call_next(session=referral.booking.session, by=referring.by, at=VISIT)
    services.report(
        referral=referral, text="继续服药", diagnosis="I10", institution_id=referring.hospital.pk,
        by=referring.by, at=VISIT + MINUTE,
    )  # fmt: skip
    request, task = pair(referral.pk)
    assert (request["status"], task["status"]) == ("completed", "completed")
    assert {o["type"]["text"]: o.get("valueString") for o in task["output"]} == {
        "report": "继续服药", "report-diagnosis": "I10", "appointment": None,
    }  # fmt: skip
    other = referring.send(second, advice_first=True)
    patient = {"reference": f"Patient/person-{other.person_id}"}  # not the first one's
    assert [one.get("subject", one.get("for")) for one in pair(other.pk)] == [patient] * 2
    assert differences() == []
