"""A partner answers and refers by FHIR: the service of the page, its rules and its decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.beds.conftest import District
from tests.conftest import NOW
from tests.faces.fhir.sending import Sender
from tests.journey import Journey
from tests.journeys.clock import at
from tests.projected import resource
from tests.referrals.conftest import GIVEN, MINUTE, Referring
from tests.world import make_assignment, make_bed, make_grant, make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.audit.projected import changed
from yiyang.audit.services import PROGRAM
from yiyang.beds import claims, services
from yiyang.booking.models import Booking
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import record_vitals
from yiyang.referrals.models import Referral
from yiyang.rules.placement.terms import Kind

pytestmark = pytest.mark.django_db
CALM = {
    "resp_rate": "16", "spo2": "98", "spo2_scale": "1", "oxygen": False, "systolic": "120",
    "pulse": "72", "consciousness": "A", "temperature": "36.8",
}  # fmt: skip


@pytest.fixture
def referring(db: None) -> Referring:
    return Referring()


def system_of(journey: Journey, institution: Any) -> Sender:
    """Return the connected system of an institution."""
    acting = make_assignment(Role.CONNECTED_SYSTEM, institution=institution)
    return Sender(journey.enter(acting))


def task_of(client: Sender, referral: Referral) -> dict[str, Any]:
    answer = client.get(f"Task/referral-{referral.pk}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def output(name: str, **value: Any) -> dict[str, Any]:
    return {"type": {"text": name}, **value}


@pytest.mark.clause("FD-4.4", "referrals.accept_terms")
def test_the_receivers_system_accepts_by_a_task_with_a_slot(
    journey: Journey, referring: Referring
) -> None:
    referral = referring.send(referring.signed(None, referring.hospital))
    hospital, session = system_of(journey, referring.hospital), referring.session()
    with at(NOW + MINUTE):
        task = task_of(hospital, referral)
        slot = {"valueReference": {"reference": f"Slot/session-{session.pk}"}}
        said = {**task, "status": "accepted", "output": [output("slot", **slot)]}
        stale = hospital.put(f"Task/{task['id']}", said, If_Match='W/"99"')
        assert stale.status_code == 412
        answer = hospital.put(f"Task/{task['id']}", said, If_Match='W/"1"')
        assert answer.status_code == 200, answer.content
        again = hospital.put(f"Task/{task['id']}", said)
        assert again.status_code == 200
    booking = Booking.objects.get(case=referral.case)
    made = answer.json()
    assert (made["status"], made["meta"]["versionId"]) == ("accepted", "2")
    assert again.json()["meta"]["versionId"] == "2"  # told again it has no effect
    appointment = {"reference": f"Appointment/booking-{booking.pk}"}
    assert made["output"][0]["valueReference"] == appointment
    referral.refresh_from_db()
    assert referral.terms == journey.decision_of("referrals.accept_terms", person=referral.person)


def test_what_the_rule_does_not_accept_is_declined_and_nothing_is_written(
    journey: Journey, referring: Referring
) -> None:
    referral = referring.send(referring.signed(None, referring.hospital))
    hospital = system_of(journey, referring.hospital)
    with at(NOW + MINUTE):
        task = task_of(hospital, referral)
        answer = hospital.put(f"Task/{task['id']}", {**task, "status": "accepted"})
    assert answer.status_code == 409
    assert answer.json()["issue"][0]["details"]["coding"][0]["code"] == "NOT_ACCEPTABLE"
    referral.refresh_from_db()
    assert (referral.case.state, task_of(hospital, referral)["status"]) == (
        "SUBMITTED", "requested",
    )  # fmt: skip


def test_a_refusal_needs_its_reason_and_stands_in_the_task(
    journey: Journey, referring: Referring
) -> None:
    referral = referring.send(referring.signed(None, referring.hospital))
    hospital = system_of(journey, referring.hospital)
    name = f"Task/referral-{referral.pk}"
    no_reason = [{"op": "replace", "path": "/status", "value": "rejected"}]
    steps = [*no_reason, {"op": "add", "path": "/statusReason", "value": {"text": "无床"}}]
    with at(NOW + MINUTE):
        refused = hospital.patch(name, no_reason)
        answer = hospital.patch(name, steps)
    assert (refused.status_code, answer.status_code) == (409, 200), answer.content
    assert answer.json()["statusReason"] == {"text": "无床"}
    referral.refresh_from_db()
    assert referral.case.state == "TURNED_DOWN"


def test_a_task_of_others_is_not_there_and_no_answer_changes_what_was_asked(
    journey: Journey, referring: Referring
) -> None:
    referral = referring.send(referring.signed(None, referring.hospital))
    hospital = system_of(journey, referring.hospital)
    other = system_of(journey, make_institution("HOSPITAL"))
    task = resource("Task", f"referral-{referral.pk}")
    moved = {**task, "status": "rejected", "for": {"reference": "Patient/other"}}
    with at(NOW + MINUTE):
        assert other.put(f"Task/{task['id']}", task).status_code == 404
        assert hospital.put(f"Task/{task['id']}", moved).status_code == 405
        assert hospital.delete(f"Task/{task['id']}").status_code == 405
        request = resource("ServiceRequest", f"referral-{referral.pk}")
        answer = hospital.put(f"ServiceRequest/{request['id']}", {**request, "status": "revoked"})
        assert answer.status_code == 405
        unknown = hospital.put(
            "Location/bed-999999", {"resourceType": "Location", "id": "bed-999999"}
        )
        assert unknown.status_code == 405
    referral.refresh_from_db()
    assert referral.case.state == "SUBMITTED"


def pair(person: Person, receiver: Any, **changed: Any) -> dict[str, Any]:
    """Return a transaction that refers somebody, as a partner would send it."""
    request = {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "3457005"}]},
        "subject": {"reference": f"Patient/person-{person.pk}"},
        "requester": {"reference": "Organization/mine"},
        "performer": [{"reference": f"Organization/institution-{receiver.pk}"}],
        "reasonCode": [
            {
                "coding": [
                    {"system": "http://hl7.org/fhir/sid/icd-10", "code": "I10"},
                    {"system": "urn:yiyang:referral-reason", "code": "U01"},
                ]
            }
        ],
        "note": [{"text": "done: 药物治疗"}, {"text": "question: 是否需要调整方案？"}],
        "supportingInfo": [{"reference": f"Consent/agreed-{person.pk}"}],
    } | changed
    task = {
        "resourceType": "Task",
        "status": "requested",
        "intent": "order",
        "focus": {"reference": "urn:uuid:0b6e5c1e-58a4-4e60-a0b5-4c2f9a3b0f10"},
        "for": request["subject"],
        "owner": request["performer"][0],
    }
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                "fullUrl": "urn:uuid:0b6e5c1e-58a4-4e60-a0b5-4c2f9a3b0f10",
                "resource": request,
                "request": {"method": "POST", "url": "ServiceRequest"},
            },
            {"resource": task, "request": {"method": "POST", "url": "Task"}},
        ],
    }


@pytest.mark.clause("FD-4.4", "referrals.may_refer")
def test_the_senders_system_refers_by_a_transaction_of_request_and_task(
    journey: Journey, referring: Referring
) -> None:
    person = referring.signed(None, referring.hospital)
    make_grant(person, referring.centre)
    changed(NOW, person=person.pk, institution=[referring.hospital.pk, referring.centre.pk])
    centre = system_of(journey, referring.centre)
    with at(NOW):
        refused = centre.post("", pair(person, referring.hospital))
        assert refused.status_code == 409, refused.content  # no consent, no vital signs
        assert not Referral.objects.exists()
        consent = {
            "resourceType": "Consent", "id": f"agreed-{person.pk}", "status": "active",
            "scope": {"text": "treatment"}, "category": [{"text": "referral"}],
            "patient": {"reference": f"Patient/person-{person.pk}"}, "policyRule": {"text": "1"},
        }  # fmt: skip
        assert centre.put(f"Consent/agreed-{person.pk}", consent).status_code == 201
        record_vitals(
            person_id=person.pk, vitals=CALM, measured_at=NOW - timedelta(hours=1), by=PROGRAM,
            at=NOW,
        )  # fmt: skip
        answer = centre.post("", pair(person, referring.hospital))
    assert answer.status_code == 200, answer.content
    referral = Referral.objects.get()
    assert referral.decision == journey.decision_of("referrals.may_refer", person=person)
    assert (referral.case.state, referral.from_institution) == ("SUBMITTED", referring.centre)
    places = [entry["response"]["location"] for entry in answer.json()["entry"]]
    assert places == [
        f"{kind}/referral-{referral.pk}/_history/1" for kind in ("ServiceRequest", "Task")
    ]
    assert Resource.objects.filter(type="Task").count() == 1  # no second truth beside the row


@pytest.mark.clause("HZ-15", "referrals.may_refer")
def test_a_remote_opinion_is_asked_on_the_page_and_given_through_fhir(
    journey: Journey, referring: Referring
) -> None:
    person = referring.signed(None, referring.hospital)
    make_grant(person, referring.centre)
    doctor, hospital = journey.enter(referring.gp), system_of(journey, referring.hospital)
    form = {**GIVEN, "consent": "on", "receiver": referring.hospital.pk, "advice_first": "on"}
    with at(NOW):
        assert doctor.post(f"/people/{person.pk}/refer/", form).status_code == 302
    referral = Referral.objects.get()
    assert referral.decision == journey.decision_of("referrals.may_refer", person=person)
    said = [{"type": {"text": "advice"}, "valueString": "调整用药，两周后复查"}]
    steps = [
        {"op": "replace", "path": "/status", "value": "on-hold"},
        {"op": "add", "path": "/output", "value": said},
    ]
    with at(NOW + MINUTE):
        answer = hospital.patch(f"Task/referral-{referral.pk}", steps)
        assert answer.status_code == 200, answer.content
        assert "两周后复查" in doctor.get(f"/referrals/{referral.case_id}/").content.decode()
    referral.refresh_from_db()
    assert (referral.case.state, referral.advice) == ("ADVISED", "调整用药，两周后复查")


@pytest.mark.clause("JA-2.4.1", "referrals.may_refer")
def test_the_receivers_system_reads_care_and_health_data_as_one_record(
    journey: Journey, referring: Referring
) -> None:
    person = referring.signed(None, referring.hospital)
    make_grant(person, referring.centre)
    bed = make_bed(make_institution("CARE_INSTITUTION"))
    claims.begin("OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=NOW)
    record_vitals(person_id=person.pk, vitals=CALM, measured_at=NOW, by=PROGRAM, at=NOW)
    hospital = system_of(journey, referring.hospital)
    asked = f"Encounter?subject=Patient/person-{person.pk}"
    assert "entry" not in hospital.get(asked).json()
    with at(NOW + MINUTE):
        doctor = journey.enter(referring.gp)
        form = {**GIVEN, "consent": "on", "receiver": referring.hospital.pk}
        assert doctor.post(f"/people/{person.pk}/refer/", form).status_code == 302
        stays = [entry["resource"] for entry in hospital.get(asked).json()["entry"]]
        signs = hospital.get(f"Observation?patient=Patient/person-{person.pk}").json()["entry"]
    assert [stay["status"] for stay in stays] == ["in-progress"]
    assert stays[0]["location"][0]["location"] == {"reference": f"Location/bed-{bed.pk}"}
    assert len(signs) > 3
    journey.decision_of("referrals.may_refer", person=person)


def test_an_institution_asked_in_a_transfer_declines_through_fhir(
    journey: Journey, db: None
) -> None:
    district, person = District(), make_person()
    district.assessed(person, "GB42195", "3")
    transfer = district.ask(person, "DEPENDENCE_UP")
    later = district.later
    services.evaluate_transfer(transfer=transfer, declared={}, by=district.by, at=later(minutes=1))
    kind = Kind(transfer.wanted_kind)
    services.give_consent(
        transfer=transfer, kind=kind, signer="PERSON", by=district.by, at=later(minutes=1)
    )
    services.make_offers(transfer=transfer, by=district.by, at=later(minutes=1))
    offer = transfer.offers.get(state="ASKED")
    task = resource("Task", f"offer-{offer.pk}")
    assert task["owner"] == {"reference": f"Organization/institution-{offer.institution_id}"}
    coded = {"coding": [{"system": "urn:yiyang:offer-refusal", "code": "FULL"}], "text": "已满"}
    said = {**task, "status": "rejected", "statusReason": coded}
    said.pop("meta", None)
    name = f"Task/offer-{offer.pk}"
    with at(later(minutes=1)):
        other = system_of(journey, make_institution("HOSPITAL"))
        assert other.put(name, said).status_code == 404
        asked = system_of(journey, offer.institution)
        owner = f"Organization/institution-{offer.institution_id}"
        for way in (name, f"{name}/_history/1", f"Task?owner={owner}&status=requested"):
            assert task["focus"]["reference"] in asked.get(way).content.decode(), way
            assert name not in other.get(way).content.decode()
        hidden = task["for"]["reference"]
        for way in (hidden, task["focus"]["reference"]):
            assert asked.get(way).status_code == 404, way
        beside = asked.get("Task?_include=Task:patient&_include=Task:focus").json()
        assert [e["resource"]["resourceType"] for e in beside["entry"]] == ["Task"]
        answer = asked.put(name, said)
        assert asked.get(name).status_code == 404, "who declined has no more to do with it"
    assert answer.status_code == 200, answer.content
    assert answer.json()["status"] == "rejected"
    offer.refresh_from_db()
    assert (offer.state, offer.refusal) == ("DECLINED", "FULL")
    grants = Grant.objects.filter(origin_kind="offer", origin_id=offer.pk)
    assert not grants.filter(span__upper_inf=True).exists()
