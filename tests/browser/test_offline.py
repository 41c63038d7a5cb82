"""A visit is made on a phone whose network is cut; it is posted once when the network is back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Opener
from tests.journey import Journey, SignedIn
from tests.world import (
    make_account,
    make_grant,
    make_institution,
    make_person,
    make_practitioner,
)
from yiyang.access.models import Role
from yiyang.ledger.models import Act
from yiyang.visits.models import Visit, VisitCheck, VisitItem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHECKS = re.compile(r"/(in|out)/$")
KEPT = "Object.values(localStorage).map((text) => JSON.parse(text).length).join()"
CONTROLLED = """() => navigator.serviceWorker.controller !== null || new Promise((done) =>
  navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""
# The page's own policy forbids Playwright's waiting on text; a promise inside the page may wait.
EMPTIED = """() => new Promise((done) => {
  const look = () => Object.values(localStorage).every((text) => text === "[]")
    ? done(true) : setTimeout(look, 50);
  look();
})"""


@pytest.fixture
def carer(journey: Journey) -> SignedIn:
    """A carer with one visit now."""
    home = make_institution("HOME_CARE_PROVIDER")
    account = make_account()
    worker = make_practitioner(home, "CARER", account=account)
    person = make_person("冯荣")
    make_grant(person, home)
    now = timezone.now()
    span = DateTimeTZRange(now - timedelta(minutes=5), now + timedelta(minutes=25))
    visit = Visit.objects.create(
        person=person, institution=home, state="PLANNED", role="RESIDENT", asked_at=now,
        window=span, span=span, practitioner=worker,
    )  # fmt: skip
    VisitItem.objects.create(visit=visit, item="LTCI_02")
    return journey.sign_in(Role.CARER, institution=home, account=account)


def at_the_door(opener: Opener, carer: SignedIn) -> Page:
    """Return the page of the day on a phone that knows where it is."""
    page = opener.page(carer)
    page.context.grant_permissions(["geolocation"], origin=opener.address)
    page.context.set_geolocation({"longitude": 121.448, "latitude": 31.229, "accuracy": 15})
    page.goto("/visits/mine/")
    page.evaluate(CONTROLLED)
    page.reload()  # what it is drawn with goes through the service worker now
    return page


def test_a_visit_made_without_network_is_posted_once_when_it_is_back(
    opener: Opener, carer: SignedIn
) -> None:
    page = at_the_door(opener, carer)
    page.context.set_offline(True)
    # What a page sends past its service worker may be on its way before that takes hold.
    page.context.route(CHECKS, lambda route: route.abort("internetdisconnected"))
    page.reload()
    expect(page.locator("article h2")).to_contain_text("冯荣")
    expect(page.locator("#offline")).to_be_visible()
    page.click("form.begin button")
    expect(page.locator("form.end")).to_be_visible()
    page.reload()  # even the page closed and opened again has lost nothing
    page.check("form.end input[name=items]")
    page.fill("form.end input[name=signed_by]", "冯荣")
    page.click("form.end button")
    expect(page.locator("form.end")).to_be_hidden()
    assert page.evaluate(KEPT) == "2"
    assert not VisitCheck.objects.exists()

    page.context.unroute(CHECKS)
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.evaluate(EMPTIED)
    visit = Visit.objects.get()
    assert (visit.state, visit.signed_by) == ("DONE", "冯荣")
    assert [check.metres for check in visit.checks.all()] == [0, 0]
    assert Act.objects.count() == 1


def test_an_answer_lost_on_its_way_is_asked_for_again_and_counts_once(
    opener: Opener, carer: SignedIn
) -> None:
    page = at_the_door(opener, carer)
    posted: list[str] = []

    def lose_the_answer(route: object) -> None:
        posted.append(route.request.post_data)
        if len(posted) == 1:
            route.fetch()  # the server takes it; the phone never hears of it
            route.abort()
        else:
            route.continue_()

    page.context.route("**/in/", lose_the_answer)
    with page.expect_event("requestfailed"):
        page.click("form.begin button")
    expect(page.locator("form.end")).to_be_visible()
    expect(page.locator("#queue")).to_contain_text("1")
    assert len(posted) == 1
    assert VisitCheck.objects.count() == 1
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.evaluate(EMPTIED)
    assert len(posted) == 2
    assert VisitCheck.objects.count() == 1
    assert Visit.objects.get().state == "UNDER_WAY"


def test_what_the_server_declines_stays_on_the_page_with_its_code(
    opener: Opener, carer: SignedIn
) -> None:
    page = at_the_door(opener, carer)
    Visit.objects.update(state="CANCELLED", end_reason="CANCEL_BY_PERSON")
    page.click("form.begin button")
    expect(page.locator(".told")).to_contain_text("VISIT_MOVED_ON")
    assert not VisitCheck.objects.exists()


def test_the_list_kept_is_forgotten_when_the_session_is_over(
    opener: Opener, carer: SignedIn
) -> None:
    page = at_the_door(opener, carer)
    carer.logout()
    page.goto("/visits/mine/")
    page.wait_for_url("**/accounts/login/**")
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        page.goto("/visits/mine/")
