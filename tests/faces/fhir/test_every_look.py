"""What may not be read is told by no other way, and each look at what may leaves its row."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.beds.conftest import District
from tests.conftest import NOW
from tests.faces.fhir.sending import Sender, patient, pulse, system
from tests.faces.fhir.test_acting import system_of
from tests.faces.fhir.test_exporting import approved, begin, here
from tests.journey import Journey
from tests.journeys.clock import at
from tests.projected import resource
from tests.subscriptions.world import Endpoint, System
from tests.world import make_assignment, make_person
from yiyang.access.models import Grant, Role
from yiyang.access.services import end_grants
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds import services
from yiyang.beds.models import Offer
from yiyang.faces.jobs.exports import work_exports
from yiyang.faces.jobs.subscriptions import note_events, send_waiting
from yiyang.record.models import Resource
from yiyang.record.services.allowing import REGISTRATION
from yiyang.rules.placement.terms import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(db: None) -> Offer:
    """A place that an institution is asked for."""
    district, person = District(), make_person()
    district.assessed(person, "GB42195", "3")
    transfer = district.ask(person, "DEPENDENCE_UP")
    by, now = district.by, district.later(minutes=1)
    services.evaluate_transfer(transfer=transfer, declared={}, by=by, at=now)
    kind = Kind(transfer.wanted_kind)
    services.give_consent(transfer=transfer, kind=kind, signer="PERSON", by=by, at=now)
    services.make_offers(transfer=transfer, by=by, at=now)
    found: Offer = transfer.offers.get(state="ASKED")
    return found


def looks() -> int:
    """Return how often somebody's record was looked at."""
    return Entry.objects.filter(action="record.read", person_id__isnull=False).count()


def test_a_patch_tells_nothing_of_a_task_that_may_not_be_read(
    journey: Journey, offer: Offer
) -> None:
    """Neither to staff who answer no offers, nor to a system that has declined."""
    name = f"Task/offer-{offer.pk}"
    whose = resource("Task", f"offer-{offer.pk}")["for"]["reference"]
    nurse = Sender(journey.enter(make_assignment(Role.NURSE, institution=offer.institution)))
    asked = system_of(journey, offer.institution)
    guess = [{"op": "test", "path": "/for/reference", "value": whose}]
    coded = {"coding": [{"system": "urn:yiyang:offer-refusal", "code": "FULL"}]}
    declines = [
        {"op": "replace", "path": "/status", "value": "rejected"},
        {"op": "add", "path": "/statusReason", "value": coded},
    ]
    with at(NOW + timedelta(minutes=4)):
        assert nurse.get(name).status_code == 404
        for steps in ([], guess):
            assert nurse.patch(name, steps).status_code == 404
            assert asked.patch(name, steps).status_code == 200
        assert asked.patch(name, declines).status_code == 200
        assert asked.get(name).status_code == 404
        for steps in ([], guess, declines):
            assert asked.patch(name, steps).status_code == 404


def test_checking_what_is_stored_is_a_look_at_it(journey: Journey) -> None:
    sender = system(journey)
    name = sender.create(pulse(sender.create(patient())))
    before = looks()
    assert sender.get(f"{name}/$validate").status_code == 200
    assert looks() == before + 1
    assert system(journey).get(f"{name}/$validate").status_code == 404
    assert looks() == before + 1


def test_events_that_are_fetched_are_looked_at_each_time(db: None) -> None:
    """What was sent without content before is not shown whole without a row."""
    own, now = System(), timezone.now()
    own.put({**patient(), "id": "li-1"})
    key = own.subscribe(content="empty")
    send_waiting(Endpoint(), now)
    own.put({**pulse("Patient/li-1"), "id": "p"})
    note_events(now)
    send_waiting(Endpoint(), now)
    before = looks()
    for number in (1, 2):
        shown = own.get(f"Subscription/{key}/$events?content=full-resource").json()
        assert shown["entry"][1]["resource"]["id"] == "p"
        assert looks() == before + number


def test_a_file_of_an_export_holds_nothing_that_has_been_closed_since(journey: Journey) -> None:
    sender = system(journey)
    kept, ended = (sender.create(patient(number)) for number in ("A-1", "A-2"))
    mine, theirs = sender.create(pulse(kept)), sender.create(pulse(ended))
    gone = sender.create(pulse(kept, 90))
    here()
    status = begin(sender, f"$export?{approved(sender, 'Observation')}")
    work_exports(timezone.now())
    file = f"{status}/Observation.1.ndjson"

    def held() -> set[str]:
        found = [json.loads(line) for line in sender.get(file).content.splitlines()]
        return {f"Observation/{one['id']}" for one in found}

    assert held() == {mine, theirs, gone}
    person = Resource.objects.get(fhir_id=ended.partition("/")[2]).person_id
    end_grants(origin_kind=REGISTRATION, origin_id=person, by=PROGRAM, at=timezone.now())
    assert not Grant.objects.filter(person=person, span__contains=timezone.now()).exists()
    assert held() == {mine, gone}
    assert sender.delete(gone).status_code == 204
    assert held() == {mine}
    fetched = Entry.objects.filter(action="record.export.fetch")
    assert fetched.count() == 3
    assert set(fetched.values_list("account_id", flat=True)) == {sender.client.account.pk}
