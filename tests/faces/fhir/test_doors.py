"""Every route of the FHIR face × every role: who may not pass learns nothing from it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.faces.web.test_doors import reader, routes
from tests.journey import Journey
from tests.world import BEGAN
from yiyang.access.models import Role
from yiyang.access.powers import powers_of

MACHINE = [route for route in routes() if route.is_machine and "api/v1" not in route.pattern]
NO_SUCH = "/fhir/Patient/no-such"


@pytest.mark.django_db
def test_a_visitor_is_told_to_come_with_a_token(client: Client) -> None:
    guarded = [route for route in MACHINE if route.powers]
    assert guarded
    for route in guarded:
        for method in ("get", "post"):
            answer = getattr(client, method)(route.address)
            assert answer.status_code in (401, 405), (route, method)
        assert client.get(route.address).headers.get("WWW-Authenticate", "Bearer")


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_role_without_the_power_finds_what_is_at_no_address(journey: Journey, role: str) -> None:
    client = reader(journey, role)
    held = powers_of(role, BEGAN.date())
    nothing = client.get(NO_SUCH)
    assert nothing.status_code == 404
    for route in MACHINE:
        if route.powers and not route.powers & held:
            for method in ("get", "post"):
                answer = getattr(client, method)(route.address)
                if answer.status_code != 405:
                    assert (answer.status_code, answer.content) == (404, nothing.content), route
