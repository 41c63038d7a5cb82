"""Every route × every role, generated: who may not pass a door learns nothing from it.

Each route is tried by each role with one method, which alternates; with both by the drill.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.faces.web.foreign import FOREIGN
from tests.journey import Journey
from tests.world import BEGAN, make_institution, make_place
from yiyang.access.models import Role
from yiyang.access.powers import Power, powers_of
from yiyang.access.services.assignments import OF_AN_INSTITUTION
from yiyang.faces.web.doors import PUBLIC, SIGNED_IN
from yiyang.network.models import InstitutionKind

# Doors that are kept by other means than a mark, each with its own tests; nothing else.
KEPT_OTHERWISE: frozenset[str] = frozenset()
KINDS = {
    Role.HOSPITAL_DESK: InstitutionKind.HOSPITAL,
    Role.FAMILY_DOCTOR: InstitutionKind.CHC,
}
SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "0" * 8 + "-0000" * 3}
NO_SUCH = "/no/such/address/"
METHODS = ("get", "post")
FULL = os.environ.get("YIYANG_DRILLS") == "full"


@dataclass(frozen=True)
class Route:
    """One address of the program and who may pass."""

    pattern: str
    name: str
    door: object
    takes_forged_posts: bool
    is_machine: bool  # walked by the tests of its own face

    @property
    def powers(self) -> frozenset[Power]:
        """The powers any of which opens it; none where the door is no power."""
        doors = self.door if isinstance(self.door, tuple) else (self.door,)
        return frozenset(door for door in doors if isinstance(door, Power))

    @property
    def has_key(self) -> bool:
        """Tell whether the address names a row."""
        return "<" in self.pattern

    @property
    def address(self) -> str:
        """The address with a sample for each key."""
        return "/" + re.sub(r"<(?:(\w+):)?\w+>", _sample, self.pattern)


def _sample(key: re.Match[str]) -> str:
    return "00000000-0000-0000-0000-000000000000" if key[1] == "uuid" else SAMPLES[key[1] or "str"]


@lru_cache(maxsize=1)
def routes() -> tuple[Route, ...]:
    """Return every route of the program."""
    return tuple(_below(get_resolver(), ""))


def _below(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            view = entry.callback
            forged = getattr(view, "csrf_exempt", False)
            machine = getattr(view, "is_machine", False)
            yield Route(pattern, entry.name or "", getattr(view, "door", None), forged, machine)
        else:
            yield from _below(entry, pattern)


def with_door(*doors: object) -> list[Route]:
    return [route for route in routes() if route.door in doors]


def guarded() -> list[Route]:
    return [route for route in routes() if route.powers and not route.is_machine]


def body(answer: HttpResponse) -> str:
    """Return a page without the token against forged posts, which differs each time."""
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', r"\1", _text(answer))


def _text(answer: HttpResponse) -> str:
    return answer.content.decode()


def reader(journey: Journey, role: str) -> Client:
    """Return a browser of somebody in Jing'an working in ``role``."""
    if role in OF_AN_INSTITUTION:
        kind = KINDS.get(role, InstitutionKind.CARE_INSTITUTION)
        return journey.sign_in(role, institution=make_institution(kind))
    return journey.sign_in(role, place=make_place("310106"))


def test_the_walk_finds_routes_of_every_kind() -> None:
    names = {route.name for route in routes()}
    assert {"home", "account_login", "my_account"} <= names
    assert with_door(PUBLIC) and with_door(SIGNED_IN)


def test_every_route_has_a_door() -> None:
    open_doors = [
        route.pattern
        for route in routes()
        if route.door not in (PUBLIC, SIGNED_IN)
        and not route.powers
        and route.name not in KEPT_OTHERWISE
    ]
    assert open_doors == [], "mark the view with @needs(Power...), @signed_in or @public"


def test_no_route_takes_a_forged_post() -> None:
    exempt = [route.pattern for route in routes() if route.takes_forged_posts]
    assert exempt == []


def test_every_route_with_a_key_says_what_is_foreign_to_it() -> None:
    missing = [
        route.name
        for route in routes()
        if route.has_key and route.door != PUBLIC and not route.is_machine
        if route.name not in FOREIGN
    ]
    assert missing == [], "give each a line in tests/faces/web/foreign.py"


@pytest.mark.django_db
def test_a_visitor_is_led_to_sign_in(client: Client) -> None:
    for route in [*guarded(), *with_door(SIGNED_IN)]:
        for method in METHODS:
            answer = getattr(client, method)(route.address)
            assert answer.status_code == 302, (route, method)
            assert answer.headers["Location"].startswith("/accounts/login/"), (route, method)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_role_without_the_power_finds_what_is_at_no_address(journey: Journey, role: str) -> None:
    turn = Role.values.index(role)
    knock(reader(journey, role), role, lambda at: METHODS[(at + turn) % 2 :][:1])


@pytest.mark.drill
@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values if FULL else [Role.NURSE])
def test_a_role_without_the_power_finds_nothing_by_either_method(
    journey: Journey, role: str
) -> None:
    knock(reader(journey, role), role, lambda _at: METHODS)


def knock(client: Client, role: str, methods: Callable[[int], tuple[str, ...]]) -> None:
    """Try every door that is closed to a role, by the methods of the route's place."""
    nothing = body(client.get(NO_SUCH))
    held = powers_of(role, BEGAN.date())
    for at, route in enumerate(guarded()):
        if route.powers & held:
            continue
        for method in methods(at):
            answer = getattr(client, method)(route.address)
            assert (answer.status_code, body(answer)) == (404, nothing), (route, method)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_role_with_the_power_gets_in(journey: Journey, role: str) -> None:
    client = reader(journey, role)
    held = powers_of(role, BEGAN.date())
    for route in guarded():
        if route.powers & held and not route.has_key:
            assert client.get(route.address).status_code in (200, 302, 400, 405), route


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_thing_of_another_district_or_institution_is_not_there(
    journey: Journey, role: str
) -> None:
    client = reader(journey, role)
    nothing = body(client.get(NO_SUCH))
    held = powers_of(role, BEGAN.date())
    for route in routes():
        foreign = FOREIGN.get(route.name)
        if callable(foreign) and (route.powers & held or route.door == SIGNED_IN):
            address = reverse(route.name, kwargs=foreign())
            allowed = [client.get(address), client.post(address)]
            answers = [answer for answer in allowed if answer.status_code != 405]
            assert answers, route
            for answer in answers:
                assert (answer.status_code, body(answer)) == (404, nothing), route
