"""Registering apps and systems on the security officer's pages; every fault at once."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.clients.world import ec_key, make_app, make_system, public_set, rsa_key
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.world import make_institution, make_place
from yiyang.access.models import Account, Assignment, Role
from yiyang.access.powers import powers_now
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.clients.checks import (
    Registration,
    are_good_keys,
    faults_of,
    is_fetchable,
    is_safe_address,
)
from yiyang.clients.facts import asked_of
from yiyang.clients.models import Client, Token
from yiyang.clients.services import (
    ClientUnfit,
    change_keys,
    disable_client,
    grant_to_system,
    is_secret_of,
    register_client,
    renew_secret,
)
from yiyang.clients.services.registering import ClientHasNoKeys, ClientHasNoSecret
from yiyang.decisions.models import Decision
from yiyang.network.models import Institution

pytestmark = pytest.mark.django_db
FORM = {
    "name_zh": "生长曲线",
    "name_en": "Growth chart",
    "kind": "SECRET",
    "scopes": "openid launch/patient patient/*.rs",
    "redirect_uris": "https://app.example.org/callback\nhttp://localhost:8765/callback",
}


@pytest.fixture
def centre() -> Institution:
    return make_institution(name_zh="江宁路社区卫生服务中心")


@pytest.fixture
def officer(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.SECURITY_OFFICER, place=make_place("310106"))


def register(officer: SignedIn, centre: Institution, **changes: Any) -> Any:
    return officer.post("/officers/clients/register/", FORM | {"institution": centre.pk} | changes)


def test_an_officer_registers_an_app_and_sees_its_secret_once(
    officer: SignedIn, centre: Institution
) -> None:
    shown = register(officer, centre).content.decode()
    client = Client.objects.get()
    secret = re.search(r"client_secret</dt><dd><code>([^<]+)</code>", shown)
    assert secret and is_secret_of(client, secret[1]) and not is_secret_of(client, secret[1] + "x")
    assert client.client_id in shown
    assert client.redirect_uris == FORM["redirect_uris"].split()
    page = officer.get(f"/officers/clients/{client.pk}/").content.decode()
    assert "生长曲线" in page and secret[1] not in page
    entry = Entry.objects.get(action="client.register")
    assert entry.account_id == officer.account.pk
    assert secret[1].encode() not in bytes(entry.payload.body)
    assert "生长曲线" in officer.get("/officers/clients/").content.decode()


def test_an_officer_registers_a_system_with_its_role_and_the_decision_on_it(
    officer: SignedIn, centre: Institution
) -> None:
    keys = json.dumps(public_set(ec_key(), rsa_key()))
    changes = {"kind": "SYSTEM", "scopes": "system/*.rs", "redirect_uris": "", "jwks": keys}
    assert "client_secret" not in register(officer, centre, **changes).content.decode()
    client = Client.objects.get()
    role = Assignment.objects.get(pk=client.assignment_id)
    assert (role.role, role.institution) == (Role.CONNECTED_SYSTEM, centre)
    assert Decision.objects.filter(rule="access.powers", subject_id=role.pk).exists()


def test_an_officer_of_another_place_registers_nothing_here(
    officer: SignedIn, centre: Institution
) -> None:
    elsewhere = make_institution(place=make_place("310101002"))
    answer = register(officer, elsewhere)
    assert answer.status_code == 200 and not Client.objects.exists()


def test_every_fault_is_shown_and_nothing_is_written(
    officer: SignedIn, centre: Institution
) -> None:
    before = Account.objects.count()
    changes = {
        "scopes": "system/*.rs nonsense",
        "redirect_uris": "http://app.example.org/x\nhttps://a/#b",
    }
    shown = register(officer, centre, **changes).content.decode()
    for fault in ("system/*.rs", "nonsense", "http://app.example.org/x", "https://a/#b"):
        assert f"“{fault}”" in shown
    assert not Client.objects.exists() and Account.objects.count() == before


def test_an_officer_closes_opens_and_renews(officer: SignedIn, centre: Institution) -> None:
    app = make_app(proof=Client.Proof.SECRET, institution=centre)
    address = f"/officers/clients/{app.client.pk}/"
    officer.post(f"{address}disable/")
    app.client.refresh_from_db()
    assert app.client.disabled_at is not None
    officer.post(f"{address}enable/")
    officer.post(f"{address}secret/")
    app.client.refresh_from_db()
    assert app.client.disabled_at is None and not is_secret_of(app.client, app.secret)
    actions = Entry.objects.filter(subject_kind="client").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "client.register",
        "client.disable",
        "client.enable",
        "client.renew_secret",
    ]


def test_an_officer_changes_keys(officer: SignedIn, centre: Institution) -> None:
    system = make_system(institution=centre)
    address = f"/officers/clients/{system.pk}/keys/"
    fresh = json.dumps(public_set(ec_key("newer")))
    officer.post(address, {"jwks": fresh})
    system.refresh_from_db()
    assert [key["kid"] for key in system.jwks["keys"]] == ["newer"]
    for bad in ("", "no json", "[]"):
        assert officer.post(address, {"jwks": bad}).status_code == 200
    private = json.dumps({"keys": [ec_key().as_dict(private=True)]})
    assert officer.post(address, {"jwks": private}).status_code == 409
    system.refresh_from_db()
    assert [key["kid"] for key in system.jwks["keys"]] == ["newer"]


def test_closing_ends_every_token() -> None:
    system = make_system()
    grant_to_system(client=system, scopes=["system/*.rs"], at=NOW)
    assert Token.objects.filter(ended_at=None).count() == 1
    disable_client(client_key=system.pk, by=PROGRAM, at=NOW)
    assert not Token.objects.filter(ended_at=None).exists()


def test_what_does_not_fit_is_refused() -> None:
    app, system = make_app(), make_system()
    with pytest.raises(ClientHasNoSecret):
        renew_secret(client_key=system.pk, by=PROGRAM, at=NOW)
    with pytest.raises(ClientHasNoKeys):
        change_keys(client_key=app.client.pk, jwks={}, by=PROGRAM, at=NOW)
    entries = Entry.objects.exclude(action__in=("client.register",)).filter(subject_kind="client")
    assert not entries.exists()


def test_a_refused_registration_writes_nothing_and_names_every_fault() -> None:
    owner = make_institution()
    wanted = Registration("甲", "A", Client.Proof.NONE, is_system=True, redirect_uris=("x",))
    before = Entry.objects.count()
    with pytest.raises(ClientUnfit) as refused:
        register_client(wanted, institution_id=owner.pk, by=PROGRAM, at=NOW)
    assert {finding.code for finding in refused.value.findings} == {
        "CLIENT_WITHOUT_SCOPES",
        "CLIENT_ADDRESS",
        "SYSTEM_WITH_ADDRESS",
        "SYSTEM_WITHOUT_KEYS",
    }
    assert not Client.objects.exists() and Entry.objects.count() == before


@pytest.mark.parametrize(
    ("uri", "safe"),
    [
        ("https://app.example.org/callback", True),
        ("https://app.example.org:8443/callback?a=b", True),
        ("http://localhost:3000/callback", True),
        ("http://127.0.0.1/callback", True),
        ("http://[::1]:80/callback", True),
        ("http://app.example.org/callback", False),
        ("http://localhost.example.org/", False),
        ("https://app.example.org/#fragment", False),
        ("https://app.example.org/#", False),
        ("https://user@app.example.org/", False),
        ("https://*.example.org/", False),
        ("https:///callback", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("/callback", False),
        ("https://app.example.org/\n", False),
        ("https://аpp.example.org/", False),  # a Cyrillic letter
        ("", False),
    ],
)
def test_an_address_is_of_tls_or_of_the_same_machine(uri: str, safe: bool) -> None:
    assert is_safe_address(uri) is safe


@pytest.mark.parametrize(
    ("uri", "may"),
    [
        ("https://laboratory.example/keys.json", True),
        ("https://8.8.8.8/keys", True),
        ("http://laboratory.example/keys.json", False),
        ("https://localhost/keys", False),
        ("https://127.0.0.1/keys", False),
        ("https://10.1.2.3/keys", False),
        ("https://169.254.169.254/latest", False),
        ("https://224.0.0.1/keys", False),
        ("https://[::1]/keys", False),
        ("https://[::ffff:10.0.0.1]/keys", False),
        ("https://[fd00::1]/keys", False),
    ],
)
def test_keys_are_fetched_over_tls_from_the_public_net_only(uri: str, may: bool) -> None:
    assert is_fetchable(uri) is may
    wanted = Registration("甲", "A", Client.Proof.KEYS, True, scopes=("system/*.rs",), jwks_uri=uri)
    assert (faults_of(wanted) == []) is may


def test_keys_are_public_strong_and_named() -> None:
    assert are_good_keys(public_set(rsa_key(), ec_key()))
    weak = type(rsa_key()).generate_key(1024, {"kid": "weak"}, auto_kid=False)
    bad: list[Any] = [
        None,
        [],
        {"keys": []},
        {"keys": ["x"]},
        {"keys": [rsa_key().as_dict(private=True)]},
        {"keys": [{**ec_key().as_dict(private=False), "kid": ""}]},
        {"keys": [{k: v for k, v in ec_key().as_dict(private=False).items() if k != "kid"}]},
        {"keys": public_set(ec_key())["keys"] * 2},
        {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "s"}]},
        {"keys": [{"kty": "RSA", "kid": "broken", "n": "x"}]},
        public_set(weak),
    ]
    for jwks in bad:
        assert not are_good_keys(jwks), jwks


def test_an_app_may_not_ask_for_what_is_a_systems_nor_a_system_for_what_is_a_users() -> None:
    app = Registration("甲", "A", Client.Proof.NONE, redirect_uris=("https://a.example/",))
    for scopes in (("system/*.rs",), ("openid", "system/Patient.r")):
        wanted = Registration(**{**vars(app), "scopes": scopes})
        assert [f.code for f in faults_of(wanted)] == ["CLIENT_SCOPE"]


def test_scopes_are_cut_by_the_powers_of_today_not_of_the_day_a_role_began() -> None:
    system = make_system()
    assignment = system.assignment
    assignment.span = DateTimeTZRange(datetime(2010, 1, 1, tzinfo=UTC), None)
    assignment.save()
    asked = asked_of(system, assignment, system.scopes)
    assert asked.powers == tuple(sorted(powers_now(assignment))) != ()
