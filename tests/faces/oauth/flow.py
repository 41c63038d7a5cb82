"""An app in tests: it asks, is allowed on the page of consent, and takes its code for tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.http import HttpResponse
from django.test import Client as Browser

from tests.clients.world import BASE, BY_JWT, REDIRECT, App, assertion_of
from yiyang.clients.models import Client

VERIFIER = "v" * 43 + "-._~"
FHIR = f"{BASE}/fhir"


@dataclass
class Visit:
    """One authorisation from the app's side; ``params`` are what it sends first."""

    app: App
    scope: str = "launch/patient patient/*.rs"
    params: dict[str, str] = field(default_factory=dict)

    def asked(self) -> dict[str, str]:
        """Return what the app sends to the page of consent."""
        params = {
            "response_type": "code",
            "client_id": self.app.client.client_id,
            "redirect_uri": REDIRECT,
            "scope": self.scope,
            "state": "state-1",
            "aud": FHIR,
            "code_challenge": create_s256_code_challenge(VERIFIER),
            "code_challenge_method": "S256",
        } | self.params
        return {name: value for name, value in params.items() if value is not None}

    def page(self, browser: Browser) -> HttpResponse:
        """Return the page of consent."""
        return browser.get("/oauth/authorize", self.asked())

    def answer(self, browser: Browser, **chosen: Any) -> HttpResponse:
        """Return what follows the answer given on that page."""
        given = {"action": "allow"} | chosen
        return browser.post("/oauth/consent", self.asked() | given)

    def code(self, browser: Browser, **chosen: Any) -> str:
        """Return the code that the app gets when it is allowed."""
        return said(self.answer(browser, **chosen))["code"]

    def exchange(self, code: str, /, **changes: Any) -> HttpResponse:
        """Return the answer to the app's code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": REDIRECT,
            "code_verifier": VERIFIER,
        }
        return post(self.app, form | changes)

    def refresh(self, token: str, **changes: Any) -> HttpResponse:
        """Return the answer to a token that renews."""
        return post(self.app, {"grant_type": "refresh_token", "refresh_token": token} | changes)

    def tokens(self, browser: Browser, **chosen: Any) -> dict[str, Any]:
        """Return what the app gets in the end."""
        answer = self.exchange(self.code(browser, **chosen))
        assert answer.status_code == 200, answer.content
        return answer.json()


def post(app: App, form: dict[str, Any], address: str = "/oauth/token") -> HttpResponse:
    """Post a form as an app, with the proof of who it is."""
    form = {name: value for name, value in (proof_of(app) | form).items() if value is not None}
    return Browser().post(address, form)


def proof_of(app: App) -> dict[str, str]:
    """Return what proves who an app is."""
    client = app.client
    if client.proof == Client.Proof.SECRET:
        return {"client_id": client.client_id, "client_secret": app.secret}
    if client.proof == Client.Proof.KEYS:
        return {"client_assertion_type": BY_JWT, "client_assertion": assertion_of(client)}
    return {"client_id": client.client_id}


def said(answer: HttpResponse) -> dict[str, str]:
    """Return what the browser is led back to the app with."""
    assert answer.status_code == 302, (answer.status_code, answer.content.decode()[:500])
    where = urlsplit(answer.headers["Location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == REDIRECT
    return dict(parse_qsl(where.query))


def read(token: str, address: str = "/fhir/Patient/p1") -> HttpResponse:
    """Return what the FHIR face answers to a token."""
    return Browser().get(address, headers={"Authorization": f"Bearer {token}"})


def words(answer: HttpResponse) -> str:
    """Return the words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
