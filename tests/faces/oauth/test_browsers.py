"""Apps in browsers, and whoever guesses: what other origins may read, how often one may fail."""

from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.utils import timezone

from tests.clients.world import make_app, make_system, system_request
from yiyang.audit.services import PROGRAM
from yiyang.clients.services import disable_client

pytestmark = pytest.mark.django_db
APP = "https://app.example.org"
SHARED = ["/fhir", "/fhir/Patient/x", "/oauth/token", "/oauth/userinfo", "/oauth/revoke"]
ALLOW = "Access-Control-Allow-Origin"


@pytest.mark.parametrize("address", SHARED)
def test_an_app_in_a_browser_may_read_answers_at_its_own_origin_alone(address: str) -> None:
    make_app()
    for method in ("options", "get", "post"):
        answer = getattr(Browser(), method)(address, headers={"Origin": APP})
        assert answer.headers[ALLOW] == APP and "Origin" in answer.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
        for other in ("https://evil.example", "null", "https://app.example.org.evil.example"):
            foreign = getattr(Browser(), method)(address, headers={"Origin": other})
            assert ALLOW not in foreign.headers


def test_a_browser_that_asks_beforehand_may_send_all_that_the_face_reads() -> None:
    make_app()
    asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "if-match"}
    told = Browser().options("/fhir/Patient/x", headers={"Origin": APP, **asked})
    assert (told.status_code, told.content) == (204, b"")
    assert told.headers["Access-Control-Max-Age"] == "600"
    methods, headers = (
        {name.strip().lower() for name in told.headers[f"Access-Control-Allow-{what}"].split(",")}
        for what in ("Methods", "Headers")
    )
    offered = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"}
    assert {name.upper() for name in methods} == offered
    assert headers >= {
        *("authorization", "accept", "content-type", "prefer"),
        *("if-match", "if-none-match", "if-none-exist", "if-modified-since"),
    }
    foreign = Browser().options(
        "/fhir/Patient/x", headers={"Origin": "https://evil.example", **asked}
    )
    assert not any(name.startswith("Access-Control") for name in foreign.headers)


def test_the_origin_of_a_closed_app_reads_nothing() -> None:
    app = make_app()
    disable_client(client_key=app.client.pk, by=PROGRAM, at=timezone.now())
    assert ALLOW not in Browser().get("/fhir/Patient/x", headers={"Origin": APP}).headers


@pytest.mark.parametrize("address", ["/", "/oauth/authorize", "/oauth/consent", "/people/"])
def test_no_page_is_shared_with_another_origin(address: str) -> None:
    make_app()
    assert ALLOW not in Browser().get(address, headers={"Origin": APP}).headers


def test_who_fails_too_often_waits_and_who_works_does_not(settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "oauth_failed": "3/15m/ip"}
    system = make_system()
    for _ in range(5):
        assert Browser().post("/oauth/token", system_request(system)).status_code == 200
    for _ in range(3):
        answer = Browser().post("/oauth/token", {"grant_type": "refresh_token"})
        assert answer.status_code in (400, 401)
    answer = Browser().post("/oauth/token", system_request(system))
    assert answer.status_code == 429
