"""The security officer sees what is told to whom, what does not arrive, and can stop it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.faces.fhir.sending import patient, pulse
from tests.journey import Journey, SignedIn
from tests.subscriptions.world import Endpoint, System, held
from tests.world import make_institution, make_place
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.faces.jobs.subscriptions import note_events, send_waiting
from yiyang.subscriptions.models import Subscription

pytestmark = pytest.mark.django_db
PAGE = "/officers/subscriptions/"


@pytest.fixture
def officer(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.SECURITY_OFFICER, place=make_place("310106"), language="en")


def test_what_waits_and_what_fails_is_shown_and_no_secret(officer: SignedIn) -> None:
    system, endpoint, now = System(), Endpoint(), timezone.now()
    system.put({**patient(), "id": "li-1"})
    system.subscribe(channel={"endpoint": "https://hospital.example.org/hook/very-secret-path"})
    send_waiting(endpoint, now)
    endpoint.is_down = True
    for number in range(3):
        system.put({**pulse("Patient/li-1"), "id": f"pulse-{number}"})
    note_events(now)
    send_waiting(endpoint, now)
    page = officer.get(PAGE).content.decode()
    assert "Laboratory system" in page and "Observation changed" in page
    assert "hospital.example.org" in page and "very-secret" not in page
    assert "does not answer" in page and "failed 1 times in a row" in page
    assert '<td data-label="Waiting">3</td>' in page
    officer.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"


def test_it_is_switched_off_and_its_client_may_ask_again(officer: SignedIn) -> None:
    system, endpoint = System(), Endpoint()
    key = system.subscribe()
    assert officer.post(f"{PAGE}{held(key).pk}/off/").status_code == 302
    assert send_waiting(endpoint, timezone.now()) == (0, 0)
    shown = system.get(f"Subscription/{key}").json()
    assert (shown["status"], shown["error"]) == ("off", "BY_OFFICER")
    assert Entry.objects.filter(action="subscription.off").count() == 1
    assert "switched off" in officer.get(PAGE).content.decode()
    step = [{"op": "replace", "path": "/status", "value": "requested"}]
    assert system.send("PATCH", f"Subscription/{key}", step).status_code == 200
    assert send_waiting(endpoint, timezone.now()) == (1, 0)


def test_those_of_another_district_are_not_there(officer: SignedIn) -> None:
    system = System(institution=make_institution(place=make_place("310101002")))
    key = held(system.subscribe()).pk
    assert "Laboratory system" not in officer.get(PAGE).content.decode()
    assert officer.post(f"{PAGE}{key}/off/").status_code == 404
    assert Subscription.objects.get(pk=key).status == Subscription.Status.REQUESTED
