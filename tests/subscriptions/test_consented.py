"""A person's own app is told of changes while they consent to it, and of nothing after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from tests.faces.oauth.test_apps import make_patient
from tests.journey import Journey
from tests.subscriptions.test_privacy import EVERY, subscribed
from tests.subscriptions.world import Endpoint
from tests.world import make_grant
from yiyang.access.models import Grant, Role
from yiyang.audit.services import PROGRAM, Actor
from yiyang.clients.models import Client
from yiyang.consents.services.apps import permit_app
from yiyang.consents.services.ending import narrow_consent
from yiyang.faces.jobs.subscriptions import note_events, send_waiting
from yiyang.record.models import Resource
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.subscriptions.models import Event, Subscription

PATIENT = next(topic for topic in EVERY if topic.resource == "Patient")


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["narrowed", "its end"])
@pytest.mark.parametrize("moment", ["noted", "sent"])
def test_a_consent_that_has_ended_or_is_narrower_ends_the_subscription(
    journey: Journey, way: str, moment: str
) -> None:
    person, now, endpoint = make_patient("李桂兰", "p1"), timezone.now(), Endpoint()
    browser = journey.sign_in(Role.RESIDENT, person=person)
    make_grant(person, browser.account, purpose=Grant.Purpose.SELF)
    key = subscribed(browser.assignment, PATIENT, person_id=person.pk)
    client = Client.objects.get()
    consent = permit_app(
        person_id=person.pk,
        client_id=client.client_id,
        by=Actor(browser.account.pk, browser.assignment.pk),
        at=now - timedelta(hours=1),
    )
    assert send_waiting(endpoint, now) == (1, 0)
    change(person.pk, 1)
    note_events(now)
    assert send_waiting(endpoint, now) == (1, 0)
    assert endpoint.names == ["Patient/p1"]
    change(person.pk, 2)
    if moment == "sent":
        note_events(now)
    if way == "its end":
        consent.span = DateTimeTZRange(consent.span.lower, now)
        consent.save()
    else:
        until = now + timedelta(days=1)
        narrow_consent(consent_id=consent.pk, scope="SUMMARY", until=until, by=PROGRAM, at=now)
    if moment == "noted":
        note_events(now)
        assert Event.objects.count() == 1
    assert send_waiting(endpoint, now) == (0, 0)
    held = Subscription.objects.get(pk=key)
    assert (held.status, held.fault) == ("OFF", "NOT_ALLOWED")


def change(person_id: int, number: int) -> None:
    text = {"status": "generated", "div": f"<div>{number}</div>"}
    draft = draft_of({"resourceType": "Patient", "id": "p1", "text": text}, [])
    put_drafts([draft], persons={"Patient/p1": person_id}, origin=OWN, at=timezone.now())
    assert Resource.objects.get(fhir_id="p1").version == number + 1
