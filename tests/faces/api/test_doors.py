"""Every route of the JSON API × every role: who may not pass learns nothing from it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from tests.faces.api.calling import Caller, app_of, caller, system_of
from tests.faces.web.test_doors import KINDS, Route, routes
from tests.journey import Journey
from tests.world import BEGAN, make_assignment, make_institution, make_person, make_place
from yiyang.access.models import Role
from yiyang.access.powers import Power, powers_of
from yiyang.access.services.assignments import OF_AN_INSTITUTION
from yiyang.faces.api.doors import Door
from yiyang.faces.api.urls import AREAS, urlpatterns
from yiyang.network.models import InstitutionKind
from yiyang.policy.loader import shipped_book
from yiyang.rules.smart_areas import AREA_SCOPES, PREFIX

pytestmark = pytest.mark.django_db
OURS = [route for route in routes() if route.pattern.startswith("api/v1/")]
GUARDED = [route for route in OURS if route.powers]
METHODS = ("get", "post")
NEEDS = {"api_assessments": 422}  # a list that is of somebody


def sent(who: Caller, method: str, route: Route) -> Any:
    address = route.address.removeprefix("/api/v1")
    return who.get(address) if method == "get" else who.post(address, {})


def doors() -> list[Door]:
    views = [view for area in AREAS for view in area.router.path_operations.values()]
    return [one.auth_param for view in views for one in view.operations if one.auth_param]


def test_every_address_of_the_description_is_a_route_that_is_walked() -> None:
    answer = Browser().get("/api/v1/openapi.json")
    assert answer.status_code == 200 and answer.json()["openapi"].startswith("3.")
    described = set(answer.json()["paths"])
    walked = {"/" + str(route.pattern).replace("<", "{").replace(">", "}") for route in urlpatterns}
    assert walked - described == {"/api/v1/openapi.json"} and not described - walked
    assert {f"/{r.pattern}".replace("<", "{").replace(">", "}") for r in OURS} == walked


def test_each_scope_needs_in_the_book_the_powers_of_its_doors() -> None:
    line = shipped_book().on("clients.area_powers", BEGAN.date(), "310106")
    opened: dict[str, set[str]] = {}
    for door in doors():
        opened.setdefault(door.scope.removeprefix(PREFIX), set()).update(map(str, door.powers))
    assert {name: set(powers) for name, powers in line.value.items()} == opened
    assert {f"{PREFIX}{name}" for name in opened} == set(AREA_SCOPES)


def test_a_visitor_is_told_to_come_with_a_token() -> None:
    assert GUARDED
    for route in GUARDED:
        for method in METHODS:
            answer = sent(Caller(), method, route)
            assert answer.status_code in (401, 405), (route, method)
            if answer.status_code == 401:
                assert answer.headers["WWW-Authenticate"].startswith("Bearer")
                assert answer.json()["code"] == "API_SIGN_IN"


def test_a_session_opens_no_door_with_or_without_its_proof_against_forged_posts(
    journey: Journey,
) -> None:
    desk = journey.sign_in(Role.CARE_DESK, institution=make_institution())
    strict = Browser(enforce_csrf_checks=True)
    strict.cookies = desk.cookies
    for route in GUARDED:
        for browser in (desk, strict):
            assert browser.get(route.address).status_code in (401, 405), route
            assert browser.post(route.address).status_code in (401, 405), route


@pytest.mark.parametrize("role", Role.values)
def test_a_role_without_the_power_finds_what_is_at_no_address(role: str) -> None:
    if role in OF_AN_INSTITUTION:
        kind = KINDS.get(role, InstitutionKind.CARE_INSTITUTION)
        who = caller(role, institution=make_institution(kind))
    else:
        who = caller(role, place=make_place("310106"))
    held = powers_of(role, BEGAN.date())
    nothing = who.get("/no/such")
    assert nothing.status_code == 404
    for route in GUARDED:
        for method in METHODS:
            answer = sent(who, method, route)
            if answer.status_code != 405 and not _powers(route, method) & held:
                found = (answer.status_code, answer.content)
                assert found == (404, nothing.content), (route, method)
            elif method == "get" and not route.has_key and route.powers & held:
                told = 403 if role == Role.RESIDENT else NEEDS.get(route.name, 200)
                assert answer.status_code == told, (route, answer.content)


def _powers(route: Route, method: str) -> set[Power]:
    """The powers of the one operation: of an address several may have different ones."""
    place = "/" + route.pattern.removeprefix("api/v1/").replace("<", "{").replace(">", "}")
    views = [a.router.path_operations[place] for a in AREAS if place in a.router.path_operations]
    operations = [one for view in views for one in view.operations]
    return {
        power
        for one in operations
        if method.upper() in one.methods
        for power in one.auth_param.powers
    }


def test_a_token_opens_only_the_areas_that_it_was_given() -> None:
    home = make_institution()
    who = system_of(home, "api/beds.read")
    assert who.get("/beds").status_code == 200
    for path in ("/institutions", "/transfers", "/work", "/claims"):
        answer = who.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "API_SCOPE"), path
        assert "insufficient_scope" in answer.headers["WWW-Authenticate"]
    state = who.post("/beds/1/state", {"state": "FREE"})
    assert (state.status_code, state.json()["code"]) == (403, "API_SCOPE")


def test_scopes_on_the_record_open_no_door_here_and_these_open_none_there() -> None:
    home = make_institution()
    assert system_of(home, "system/*.cruds").get("/beds").status_code == 403
    token = system_of(home).headers["Authorization"]
    answer = Browser().get("/fhir/Patient", headers={"Authorization": token})
    assert answer.status_code == 403


def test_what_a_resident_uses_gets_no_scope_here() -> None:
    person = make_person()
    resident = make_assignment(Role.RESIDENT)
    resident.account.person = person
    resident.account.save()
    who = app_of(resident)
    assert who.get("/transfers").status_code in (401, 403)


def test_a_token_for_one_persons_record_opens_no_door_here() -> None:
    who = caller(Role.FAMILY_DOCTOR, institution=make_institution(InstitutionKind.CHC))
    assert who.get("/work").status_code == 200
    allowed = who.assignment.authorisation_set.get()
    allowed.person, allowed.one_person = make_person(), True
    allowed.save()
    assert who.get("/work").status_code == 403


def test_what_a_token_does_is_its_assignments_and_ends_with_it() -> None:
    who = caller(Role.COORDINATOR)
    assert who.get("/board").status_code == 200
    who.assignment.account.is_active = False
    who.assignment.account.save()
    answer = who.get("/board")
    assert (answer.status_code, answer.json()["code"]) == (401, "API_TOKEN")
