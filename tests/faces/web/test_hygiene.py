"""What leaves the program beside its pages: logs, error pages, headers, cookies."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.journey import Journey
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.config import urls
from yiyang.faces.web.doors import public

pytestmark = pytest.mark.django_db
NAME, NUMBER = "张桂英", "310106194205040028"


@public
def breaks(request: HttpRequest, number: str) -> HttpResponse:
    raise ValueError(f"{NAME} {number}")


@public
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(f"{NAME} {NUMBER}")


urlpatterns = [path("breaks/<str:number>/", breaks), path("suspicious/", suspicious)]
urlpatterns += urls.urlpatterns
handler404 = urls.handler404


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG, logger="yiyang"):
        yield caplog


@pytest.fixture
def careless() -> Client:
    """A browser that gets the error page, as in production."""
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
def test_a_bug_tells_its_place_and_nothing_about_anybody(
    careless: Client, logged: pytest.LogCaptureFixture
) -> None:
    answer = careless.get(f"/breaks/{NUMBER}/")
    assert answer.status_code == 500
    assert "出错了" in answer.content.decode()
    assert "ValueError" in logged.text
    assert "test_hygiene:" in logged.text
    assert "on /breaks/<str:number>/" in logged.text
    for secret in (NAME, NUMBER):
        assert secret not in answer.content.decode()
        assert secret not in logged.text


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/suspicious/", f"/no/such/{NUMBER}/", f"/?q={NAME}"])
def test_other_faults_log_nothing_about_anybody(
    careless: Client, logged: pytest.LogCaptureFixture, address: str
) -> None:
    answer = careless.get(address)
    for secret in (NAME, NUMBER):
        assert secret not in logged.text
        if address != f"/?q={NAME}":
            assert secret not in answer.content.decode()


def test_a_forged_post_logs_no_address(logged: pytest.LogCaptureFixture) -> None:
    Client(enforce_csrf_checks=True).post(f"/act-as/?{NUMBER}")
    assert NUMBER not in logged.text


def test_a_page_that_is_not_there_does_not_repeat_its_address(client: Client) -> None:
    answer = client.get(f"/people/{NUMBER}/{NAME}/")
    assert answer.status_code == 404
    assert NUMBER not in answer.content.decode()
    assert NAME not in answer.content.decode()


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/no/such/address/", "/people/"])
def test_every_answer_carries_the_protecting_headers(client: Client, address: str) -> None:
    answer = client.get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_no_browser_keeps_a_page_of_somebody_signed_in(journey: Journey) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=make_institution())
    for address in ("/", "/accounts/me/", "/no/such/address/"):
        assert "no-store" in nurse.get(address).headers["Cache-Control"], address


def test_a_cookie_of_the_program_is_read_by_no_script_and_sent_to_no_other_site(
    journey: Journey,
) -> None:
    browser = journey.visit()
    browser.post("/large-type/", {"large": "yes"})
    browser.get("/accounts/invitation/whatever/")
    browser.get("/accounts/login/")
    cookies = {name: cookie for name, cookie in browser.cookies.items() if name != "csrftoken"}
    assert {"sessionid", "large_type"} <= set(cookies)
    for name, cookie in cookies.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_nothing_is_asked_of_another_host_by_any_public_page(client: Client) -> None:
    for address in ("/", "/design/", "/accounts/login/"):
        page = client.get(address).content.decode()
        assert 'src="http' not in page
        assert 'href="http' not in page
