"""How everything of a person ends from a page: by death, or because they leave the network."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.faces.web.test_transfers import LOOKED_AT, act, ask, assessed, ready_to_hold
from tests.journey import Journey, SignedIn
from tests.world import make_person
from yiyang.access.models import Role
from yiyang.beds.models import BedClaim
from yiyang.network.models import Institution
from yiyang.people.models import Person


@pytest.fixture
def desk(journey: Journey, home: Institution) -> SignedIn:
    return journey.sign_in(Role.CARE_DESK, institution=home)


@pytest.fixture
def resident(journey: Journey, home: Institution, desk: SignedIn) -> Person:
    """Somebody who lives in the home, and whom its desk sees for that alone."""
    coordinator = journey.sign_in(Role.COORDINATOR)
    person = assessed(coordinator, make_person(), 3)
    transfer = ask(coordinator, person)
    ready_to_hold(coordinator, desk, transfer)
    act(coordinator, transfer, "hold", institution=home.pk)
    act(coordinator, transfer, "send")
    act(desk, transfer, "admit")
    act(desk, transfer, "reconcile", note="done")
    return person


def _local(moment: timedelta) -> str:
    return timezone.localtime(timezone.now() + moment).strftime("%Y-%m-%dT%H:%M")


def test_a_death_to_come_is_refused_and_ends_nothing(desk: SignedIn, resident: Person) -> None:
    answer = desk.post(f"/people/{resident.pk}/death/", {"died_at": _local(timedelta(days=31))})
    assert (answer.status_code, answer["X-Refusal"]) == (409, "DEATH_TO_COME")
    assert "所填去世时间尚未到来" in answer.content.decode()
    resident.refresh_from_db()
    assert resident.died_at is None
    assert BedClaim.objects.get(person=resident).is_active


@pytest.mark.parametrize("page", ["death", "leave"])
def test_who_ends_a_stay_is_led_to_a_page_that_is_there(
    desk: SignedIn, resident: Person, page: str
) -> None:
    form = {"died_at": _local(-timedelta(minutes=2)), "reason": "OWN_WISH"}
    answer = desk.post(f"/people/{resident.pk}/{page}/", form, follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [("/people/", 302)])
    assert not BedClaim.objects.get(person=resident).is_active


def test_nothing_is_offered_for_who_has_died(coordinator: SignedIn, resident: Person) -> None:
    page, asking = f"/people/{resident.pk}/", f"/people/{resident.pk}/transfer/"
    assert asking in coordinator.get(page).content.decode()
    coordinator.post(f"{page}death/", {"died_at": _local(-timedelta(minutes=2))})
    assert asking not in coordinator.get(page).content.decode()


def test_no_reason_is_taken_for_granted(coordinator: SignedIn, resident: Person) -> None:
    page = coordinator.get(f"/people/{resident.pk}/transfer/").content.decode()
    assert re.search(r'<select name="trigger"[^>]*>\s*<option value="" selected>', page)
    asked = coordinator.post(f"/people/{resident.pk}/transfer/", {"trigger": ""})
    left = coordinator.post(f"/people/{resident.pk}/leave/", {"reason": ""})
    assert (asked.status_code, left.status_code) == (400, 200)
    assert BedClaim.objects.get(person=resident).is_active


def test_nobody_is_taken_to_have_consented_who_was_not_named(
    coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    consent = f"/transfers/{transfer.case_id}/consent/"
    assert coordinator.post(consent, {"kind": "INSTITUTION_BED", "signer": ""}).status_code == 400
    transfer.case.refresh_from_db()
    assert transfer.case.state == "EVALUATED"
    assert coordinator.post(consent, {"signer": "PERSON"}).status_code == 400
