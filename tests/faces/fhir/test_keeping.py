"""What one institution sends gives it nothing of another's; each write is told in the trail."""

from __future__ import annotations

import pytest

from tests.faces.fhir.sending import patient, pulse, staff, system
from tests.journey import Journey
from tests.record.samples import bundle
from tests.world import make_grant
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.record.models import Resource


@pytest.mark.django_db
def test_a_patient_gets_what_its_own_sender_sent_before(journey: Journey) -> None:
    one, two = system(journey), system(journey)
    for sender, name in ((one, "of-one"), (two, "of-two")):
        sent = pulse("Patient/later", id=name)
        assert sender.put(f"Observation/{name}", sent).status_code == 201
    assert two.put("Patient/later", patient(id="later")).status_code == 201
    person = Resource.objects.get(type="Patient").person
    held = dict(Resource.objects.filter(type="Observation").values_list("fhir_id", "person"))
    assert held == {"of-one": None, "of-two": person.pk}


@pytest.mark.django_db
def test_who_comes_second_is_spoken_of_too(journey: Journey) -> None:
    sender, other = system(journey), staff(journey)
    one = sender.create(patient())
    name = sender.create(pulse(one, performer=[{"reference": "Patient/second"}]))
    first = Resource.objects.get(fhir_id=one.partition("/")[2])
    make_grant(first.person, other.client.assignment.institution)
    assert other.get(name).status_code == 200
    second = patient("A-18", id="second")
    assert sender.put("Patient/second", second).status_code == 201
    assert sender.put("Patient/second", second).status_code == 200
    person = Resource.objects.get(fhir_id="second").person
    assert Resource.objects.get(type="Observation").also_about == [person.pk]
    assert sender.get(name).status_code == 200
    assert other.get(name).status_code == 404


@pytest.mark.django_db
def test_a_role_that_registers_nobody_takes_no_patient_away(journey: Journey) -> None:
    sender, nurse = system(journey), staff(journey, Role.NURSE)
    name = sender.create(patient())
    person = Resource.objects.get().person
    make_grant(person, nurse.client.assignment.institution)
    for answer in (
        nurse.delete(name),
        nurse.post("", bundle({"request": {"method": "DELETE", "url": name}})),
    ):
        assert answer.status_code == 403
    assert sender.delete(name).status_code == 204


@pytest.mark.django_db
def test_what_is_stored_and_not_shown_is_not_told_by_a_refusal(journey: Journey) -> None:
    one, two = system(journey), system(journey)
    name = one.create(pulse(one.create(patient())))
    mine = two.create(patient("B-1"))
    answer = two.put(name, pulse(mine, id=name.partition("/")[2]))
    assert answer.status_code == 404
    both = one.create(patient("A-18"))
    answer = one.put(name, pulse(both, id=name.partition("/")[2]))
    assert answer.json()["issue"][0]["details"]["coding"][0]["code"] == "RECORD_MOVED"


@pytest.mark.django_db
def test_each_write_of_a_transaction_stands_in_its_persons_trail(journey: Journey) -> None:
    sender = system(journey)
    person = sender.create(patient())
    gone = sender.create(pulse(person))
    before = Entry.objects.count()
    ward = {"resourceType": "Location", "name": "七病区"}
    sent = bundle(
        {"request": {"method": "DELETE", "url": gone}},
        {"request": {"method": "POST", "url": "Observation"}, "resource": pulse(person)},
        {"request": {"method": "POST", "url": "Location"}, "resource": ward},
    )
    assert sender.post("", sent).status_code == 200
    owner = Resource.objects.get(type="Patient").person.pk
    rows = Entry.objects.order_by("pk").values_list("action", "person_id")[before:]
    assert set(rows) == {
        ("record.delete", owner),
        ("record.create", owner),
        ("record.transaction", None),
    }
