"""The pages of apps in a real browser: accessible, of one language, the way to the app free."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.test_pages import found
from tests.clients.world import make_app
from tests.conftest import NOW
from tests.faces.oauth.flow import Visit
from tests.journey import Journey
from tests.world import make_grant, make_institution, make_place
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.clients.models import Authorisation
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person
from yiyang.record.services.importing import import_bundle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENT = '{"resourceType":"Patient","id":"p1","name":[{"text":"冯荣"}],"gender":"female"}'
APP = "https://app.example.org/**"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_app_is_registered_allowed_opened_and_taken_back(
    opener: Opener, journey: Journey, settings: Any, width: int, language: str
) -> None:
    settings.BASE_URL = opener.address
    centre = make_institution(InstitutionKind.CHC)
    assert not import_bundle(body=PATIENT.encode(), by=PROGRAM, at=NOW).findings
    person = Person.objects.get()
    make_grant(person, centre)
    app = make_app("launch", "launch/patient", "patient/*.rs", institution=centre)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre, language=language)
    page = opener.page(doctor, width=width, language=language)
    page.route(APP, lambda route: route.fulfill(body="the app", status=200))
    faults: list[str] = []
    visit = Visit(app, "launch/patient patient/*.rs", {"aud": f"{opener.address}/fhir"})
    page.goto(f"/oauth/authorize?{urlencode(visit.asked())}")
    page.fill("#words", "冯荣")
    page.click("button[value=find]")
    faults += [f"consent: {fault}" for fault in found(page, language)]
    page.check("input[name=person]")
    page.click("button[value=allow]")
    page.wait_for_url(APP)  # no policy of the page's form stops the way
    page.goto(f"{opener.address}/people/{person.pk}/apps/")
    faults += [f"person: {fault}" for fault in found(page, language)]
    page.click("main button.primary")
    page.wait_for_url(APP)
    assert Authorisation.objects.get().person == person
    for path in ("/apps/", "/oauth/authorize?client_id=x"):
        page.goto(f"{opener.address}{path}")
        faults += [f"{path}: {fault}" for fault in found(page, language)]
    officer = journey.sign_in(Role.SECURITY_OFFICER, place=make_place("310106"), language=language)
    page = opener.page(officer, width=width, language=language)
    for path in ("", f"{app.client.pk}/", "register/"):
        page.goto(f"/officers/clients/{path}")
        faults += [f"clients/{path}: {fault}" for fault in found(page, language)]
    assert faults == []
