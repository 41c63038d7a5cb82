"""A system asks that records may leave, another approves, and they leave once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.utils import timezone

from tests.clients.world import make_system
from tests.faces.api.calling import Caller, system_of
from tests.faces.fhir.sending import FHIR, patient
from tests.journey import Journey
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.clients.services import grant_to_system
from yiyang.consents.models import ExportRequest
from yiyang.faces.jobs.exports import work_exports
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person

pytestmark = pytest.mark.django_db
SCOPES = ("api/exports.read", "api/exports.write", "system/*.cruds")
WISH = {"types": ["Patient"], "reason": "区域质控", "recipient": "本院数据中心", "hours": 24}


class System(Caller):
    """A connected system that comes with one token to both faces."""

    def fhir(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        text = json.dumps(body) if body else ""
        told = self.headers | headers
        return Browser().generic(method, path, text, content_type=FHIR, headers=told)


@pytest.fixture
def who() -> System:
    """The system of a hospital that has registered one patient."""
    hospital = make_institution(InstitutionKind.HOSPITAL)
    client = make_system(*SCOPES, institution=hospital)
    made = grant_to_system(client=client, scopes=SCOPES, at=timezone.now())
    who = System(made.access, assignment=client.assignment)
    assert who.fhir("POST", "/fhir/Patient", patient()).status_code == 201
    Person.objects.update(place=hospital.place)
    return who


def test_a_system_asks_another_approves_and_it_takes_the_records_once(
    journey: Journey, who: System
) -> None:
    made = who.post("/exports", WISH)
    assert made.status_code == 200, made.content
    approval = made.json()["approval"]
    kick_off = f"/fhir/Patient/$export?_type=Patient&_approval={approval}"
    assert who.fhir("GET", kick_off, Prefer="respond-async").status_code == 403
    officer = journey.sign_in(Role.SECURITY_OFFICER)
    address = f"/officers/exports/{made.json()['key']}/"
    assert officer.post(address, {"verdict": "APPROVE"}).status_code == 302
    told = who.get(f"/exports/{made.json()['key']}").json()
    assert (told["state"], told["types"], told["approval"]) == ("APPROVED", ["Patient"], approval)
    begun = who.fhir("GET", kick_off, Prefer="respond-async")
    assert begun.status_code == 202, begun.content
    assert who.fhir("GET", kick_off, Prefer="respond-async").status_code == 403, "it leaves once"
    work_exports(timezone.now())
    where = begun["Content-Location"].removeprefix("http://testserver")
    (file,) = who.fhir("GET", where).json()["output"]
    taken = who.fhir("GET", file["url"].removeprefix("http://testserver"))
    (line,) = taken.content.splitlines()
    assert json.loads(line)["identifier"] == patient()["identifier"]
    assert who.get("/exports").json()["items"][0]["state"] == "DONE"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"types": ["Nonsense"]}, 409),
        ({"reason": " "}, 409),
        ({"hours": 9_999}, 409),
        ({"hours": 0}, 422),
        ({"types": []}, 422),
        ({"place": "310101"}, 422),
    ],
)
def test_what_may_not_leave_is_not_even_asked(
    who: System, given: dict[str, Any], status: int
) -> None:
    assert who.post("/exports", WISH | given).status_code == status
    assert not ExportRequest.objects.exists()


def test_a_request_is_its_askers_alone(who: System) -> None:
    key = who.post("/exports", WISH).json()["key"]
    other = system_of(make_institution(InstitutionKind.HOSPITAL))
    assert other.get("/exports").json()["items"] == []
    assert other.get(f"/exports/{key}").status_code == 404
    assert other.get(f"/exports/{key}").json() == other.get("/exports/999999").json()
