"""Signing in with an outside provider: invited accounts only, and the second factor as ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import OctKey

from tests.world import make_account, make_assignment, make_institution
from yiyang.access.models import Account, Role
from yiyang.access.services import set_second_factor
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.faces.web.accounts.provider import ProviderAdapter

pytestmark = pytest.mark.django_db
ISSUER = "https://id.city.example"
EMAIL = "li@hospital.example"


class Said:
    """An answer of the provider over HTTP."""

    status_code, headers, text = 200, {"content-type": "application/json"}, ""

    def __init__(self, body: Any) -> None:
        self.body = body

    def json(self) -> Any:
        return self.body

    def raise_for_status(self) -> None:
        pass


class Provider:
    """The provider in this process: who it knows, and what it was sent."""

    def __init__(self) -> None:
        self.user = {"sub": "u-1", "email": EMAIL, "email_verified": True}
        self.claims: dict[str, Any] = {}
        self.sent: dict[str, Any] = {}

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get(self, address: str, **_: Any) -> Said:
        if address.endswith("/userinfo"):
            return Said(self.user)
        names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        ends = {f"{name}_endpoint": f"{ISSUER}/{path}" for name, path in names.items()}
        return Said({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **ends})

    def request(self, method: str, address: str, **sent: Any) -> Said:
        self.sent = sent["data"]
        claims = {"iss": ISSUER, "aud": "us", "sub": self.user["sub"], **self.claims}
        claims = {"exp": int((timezone.now() + timedelta(minutes=5)).timestamp())} | claims
        key = OctKey.import_key("a secret of the provider, long enough")
        signed = jwt.encode({"alg": "HS256"}, claims, key)
        return Said({"access_token": "x", "token_type": "Bearer", "id_token": signed})


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Provider:
    settings.OIDC_URL = ISSUER
    app = {"provider_id": "oidc", "name": "City", "client_id": "us", "secret": "s"}
    app["settings"] = {"server_url": ISSUER}
    kept = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**kept, "APPS": [app]}}
    made = Provider()
    monkeypatch.setattr(ProviderAdapter, "get_requests_session", lambda self: made)
    return made


@pytest.fixture
def account() -> Account:
    account = make_account(email=EMAIL, password="correct horse battery")
    make_assignment(Role.NURSE, account, institution=make_institution())
    return account


def come_in(browser: Client) -> Any:
    led = browser.post("/accounts/oidc/login/")
    where = urlsplit(led.headers["Location"])
    assert f"{where.scheme}://{where.netloc}" == ISSUER
    asked = dict(parse_qsl(where.query))
    assert asked["code_challenge_method"] == "S256" and asked["state"]
    return browser.get("/accounts/oidc/callback/", {"code": "c", "state": asked["state"]})


def is_in(browser: Client) -> bool:
    return browser.get("/accounts/me/").status_code == 200


def test_an_invited_account_is_linked_by_its_verified_address_and_opened(
    client: Client, provider: Provider, account: Account
) -> None:
    assert "code_verifier" not in provider.sent
    assert come_in(client).status_code == 302 and is_in(client)
    assert provider.sent["code_verifier"]
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.uid) == (account, "u-1")
    assert Entry.objects.filter(action="account.linked_sign_in").count() == 1
    assert Entry.objects.filter(action="account.sign_in", account_id=account.pk).exists()


def test_a_linked_account_stays_linked_when_the_address_changes(
    client: Client, provider: Provider, account: Account
) -> None:
    come_in(client)
    client.logout()
    provider.user = {"sub": "u-1", "email": "other@hospital.example", "email_verified": True}
    come_in(client)
    assert is_in(client) and SocialAccount.objects.get().extra_data == {}


STRANGERS: dict[str, dict[str, Any]] = {
    "whose address is nobody's": {"email": "nobody@hospital.example"},
    "whose address is not verified": {"email_verified": False},
    "whose address is said to be verified in other words": {"email_verified": "true"},
    "without an address": {"email": None},
}


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_is_let_in(client: Client, provider: Provider, account: Account, who: str) -> None:
    provider.user |= STRANGERS[who]
    before = Account.objects.count()
    assert come_in(client).status_code == 403 and not is_in(client)
    assert Account.objects.count() == before and not SocialAccount.objects.exists()
    assert Entry.objects.filter(action="account.sign_in_failed").count() == 1


@pytest.mark.parametrize(
    "claims",
    [{"iss": "https://evil.example"}, {"aud": "another"}, {"exp": 1}],
    ids=["issuer", "audience", "end"],
)
def test_an_identity_of_another_issuer_audience_or_time_opens_nothing(
    client: Client, provider: Provider, account: Account, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert come_in(client).status_code == 403 and not is_in(client)


def test_an_answer_to_no_question_opens_nothing(
    client: Client, provider: Provider, account: Account
) -> None:
    for asked in ({"code": "c", "state": "made-up"}, {"code": "c"}, {"error": "access_denied"}):
        assert client.get("/accounts/oidc/callback/", asked).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("how", ["closed", "two of one address", "not opened yet"])
def test_an_account_that_is_not_one_open_one_is_not_opened(
    client: Client, provider: Provider, account: Account, how: str
) -> None:
    if how == "closed":
        Account.objects.update(is_active=False)
    elif how == "not opened yet":
        account.set_unusable_password()
        account.save()
    else:
        make_account(email=EMAIL.upper(), password="correct horse battery")
    assert come_in(client).status_code == 403 and not is_in(client)


def test_a_linked_account_that_was_closed_is_not_opened(
    client: Client, provider: Provider, account: Account
) -> None:
    come_in(client)
    client.logout()
    Account.objects.update(is_active=False)
    come_in(client)
    assert not is_in(client)


def test_who_has_a_second_factor_shows_it_too(
    client: Client, provider: Provider, account: Account
) -> None:
    set_second_factor(
        account_id=account.pk, secret="JBSWY3DPEHPK3PXP", by=PROGRAM, at=timezone.now()
    )
    answer = come_in(client)
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)


def test_a_role_that_needs_a_second_factor_sets_one_up_first(
    client: Client, provider: Provider, account: Account
) -> None:
    make_assignment(Role.COORDINATOR, account)
    account.assignments.filter(role=Role.NURSE).delete()
    assert not Authenticator.objects.exists()
    come_in(client)
    assert client.get("/people/").headers["Location"] == "/accounts/2fa/"


def test_without_a_provider_there_is_no_such_door(client: Client) -> None:
    assert client.post("/accounts/oidc/login/").status_code == 404
    assert "oidc" not in client.get("/accounts/login/").content.decode()


def test_the_page_of_sign_in_leads_to_the_provider(client: Client, provider: Provider) -> None:
    answer = client.get("/accounts/login/")
    assert "/accounts/oidc/login/" in answer.content.decode()
    assert f"form-action 'self' {ISSUER}" in answer.headers["Content-Security-Policy"]
    forging = Client(enforce_csrf_checks=True)
    assert forging.post("/accounts/oidc/login/").status_code == 403
