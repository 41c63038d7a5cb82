"""The developers' page: open to all, in both languages, and every example on it works."""

from __future__ import annotations

import html
import re

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from tests.clients.world import BASE, assertion_of, make_system
from tests.conftest import NOW
from tests.record.samples import as_bytes, elders_bundle
from tests.world import make_grant, make_institution
from yiyang.audit.services import PROGRAM
from yiyang.faces.web.developers.examples import ASSERTION, EXAMPLES, PATIENT, Example
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import import_bundle

pytestmark = pytest.mark.django_db
EXPECTED = {"create": 201}


@pytest.fixture(autouse=True)
def _public_address(settings: object) -> None:
    settings.BASE_URL = BASE  # a machine's own address needs no TLS


def page(language: str = "zh-hans") -> str:
    answer = Browser().get("/developers/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_it_shows_every_example_as_a_command() -> None:
    for language, word in (("zh-hans", "开发者"), ("en", "For developers")):
        shown = page(language)
        assert word in shown
        for one in EXAMPLES:
            assert one.curl(BASE) in shown


def test_every_address_it_links_to_answers() -> None:
    links = set(re.findall(r'<dd><a href="([^"]+)"', page()))
    assert "/.well-known/smart-configuration" in links
    for link in links:
        assert Browser().get(link).status_code == 200, link


def test_every_example_works_as_it_stands() -> None:
    assert not import_bundle(body=as_bytes(elders_bundle()), by=PROGRAM, at=NOW).findings
    patient = Resource.objects.get(type="Patient").fhir_id
    centre = make_institution()
    make_grant(Person.objects.get(), centre)
    system = make_system("system/*.cruds", institution=centre)
    token = ""
    for one in EXAMPLES:
        answer = _run(one, token, patient, assertion_of(system))
        assert answer.status_code == EXPECTED.get(one.code, 200), (one.code, answer.content)
        body = answer.json()
        token = body.get("access_token", token)
        if one.code == "validate":
            assert {i["severity"] for i in body["issue"]} == {"information"}, body
        if one.code == "search":
            assert body["total"] >= 3 or len(body["entry"]) >= 3
    assert Resource.objects.filter(type="Observation").count() == 4


def _run(one: Example, token: str, patient: str, assertion: str) -> HttpResponse:
    headers = {"Authorization": f"Bearer {token}"} if one.has_token else {}
    path, body = one.path.replace(PATIENT, patient), one.body.replace(PATIENT, patient)
    browser = Browser()
    if one.form:
        form = {name: value.replace(ASSERTION, assertion) for name, value in one.form}
        return browser.post(path, form)
    if one.method == "GET":
        return browser.get(path, headers=headers)
    return browser.post(path, body, content_type="application/fhir+json", headers=headers)
