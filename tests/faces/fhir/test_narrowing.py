"""A token only narrows: what comes back from a write, an export or the access log."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.conftest import NOW
from tests.faces.fhir.sending import patient, pulse, system
from tests.faces.fhir.test_exporting import approved, begin, here
from tests.journey import Journey
from tests.record.samples import bundle
from tests.world import make_account, make_assignment, make_grant, make_person
from yiyang.access.models import Grant, Role
from yiyang.access.readers import Reader
from yiyang.audit.models import Entry
from yiyang.audit.projected import changed
from yiyang.faces.fhir import doors
from yiyang.faces.jobs.exports import work_exports
from yiyang.record.models import Resource

NUMBER = "identifier=https://hospital.test/patients|A-17"


def narrow(
    monkeypatch: pytest.MonkeyPatch, *permits: tuple[str, str], person_id: int | None = None
) -> None:
    """Let the same client come with a token of some permits from now on."""

    def reader_of(request: object) -> Reader:
        return Reader(request.assignment, request.actor, frozenset(permits), person_id)

    monkeypatch.setattr(doors, "reader_of", reader_of)


@pytest.mark.django_db
def test_a_token_that_may_only_write_gets_no_stored_text_back(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = system(journey)
    name = sender.create(pulse(sender.create(patient())))
    narrow(monkeypatch, ("Observation", "u"))

    stored = sender.patch(name, [])
    assert stored.status_code == 200 and not stored.content
    told = sender.patch(name, [], Prefer="return=OperationOutcome")
    assert told.json()["resourceType"] == "OperationOutcome"
    body = Resource.objects.get(type="Observation").body.replace('"meta":{},', "")
    sent = f'{{"resourceType":"Bundle","type":"transaction","entry":[{{"resource":{body},'
    sent += f'"request":{{"method":"PUT","url":"{name}"}}}}]}}'
    answer = sender.post("", sent, Prefer="return=representation")
    assert answer.status_code == 200, answer.content
    assert "resource" not in answer.json()["entry"][0]


@pytest.mark.django_db
def test_who_gets_back_what_stood_is_written_down_as_a_reader(journey: Journey) -> None:
    sender = system(journey)
    name = sender.create(patient())
    person = Resource.objects.get().person
    looks = Entry.objects.filter(action="record.read", person_id=person.pk)
    assert not looks.exists()
    assert sender.post("Patient", patient(), If_None_Exist=NUMBER).json()["id"] in name
    assert looks.count() == 1
    looks_before = Entry.objects.filter(person_id=person.pk).count()
    again = {"method": "POST", "url": "Patient", "ifNoneExist": NUMBER}
    sent = bundle({"request": again, "resource": patient()})
    assert sender.post("", sent).status_code == 200
    assert Entry.objects.filter(person_id=person.pk).count() == looks_before
    answer = sender.post("", sent, Prefer="return=representation")
    assert answer.json()["entry"][0]["resource"]["id"] in name


@pytest.mark.django_db
def test_a_narrower_token_opens_no_wider_export(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = system(journey)
    sender.create(pulse(sender.create(patient())))
    here()
    status = begin(sender, f"Patient/$export?{approved(sender, 'Patient', 'Observation')}")
    work_exports(timezone.now())
    narrow(monkeypatch, ("Patient", "r"))
    assert sender.get(f"{status}/Patient.1.ndjson").status_code == 200
    assert sender.get(f"{status}/Observation.1.ndjson").status_code == 403
    person = Resource.objects.get(type="Patient").person
    narrow(monkeypatch, ("*", "r"), person_id=person.pk)
    for answer in (sender.get(status), sender.get(f"{status}/Patient.1.ndjson")):
        assert answer.status_code == 404
    assert sender.delete(status).status_code == 404


@pytest.mark.django_db
def test_the_access_log_is_shown_to_a_token_for_it_alone(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person()
    changed(NOW, person=person.pk)
    own = make_assignment(Role.RESIDENT, make_account(person=person))
    make_grant(person, own.account, purpose=Grant.Purpose.SELF)
    client, address = journey.enter(own), f"/fhir/Patient/person-{person.pk}/$access-log"
    narrow(monkeypatch, ("Patient", "r"))
    assert client.get(address).status_code == 403
    narrow(monkeypatch, ("Patient", "r"), ("AuditEvent", "r"))
    assert client.get(address).status_code == 200
