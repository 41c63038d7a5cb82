"""A connected system: its signed assertion, its token, and what the token opens over HTTP."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client as Browser
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.clients.world import (
    BY_JWT,
    TOKEN_URL,
    assertion_of,
    make_app,
    make_system,
    rsa_key,
    system_request,
)
from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_grant, make_institution
from yiyang.access.models import Assignment, Invitation, Role
from yiyang.access.services import disable_account, end_assignment, renew_invitation
from yiyang.access.services.accounts import SystemAccount
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.clients.models import Assertion, Authorisation, Client, Token
from yiyang.clients.selectors import reader_of, token_kept
from yiyang.clients.services import disable_client, enable_client
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person
from yiyang.record.services.importing import import_bundle

pytestmark = pytest.mark.django_db
PATIENT = b'{"resourceType":"Patient","id":"p1","name":[{"text":"Li"}],"gender":"female"}'


def ask(client: Client, scope: str = "system/*.rs", **changes: Any) -> Any:
    return Browser().post("/oauth/token", system_request(client, scope, **changes))


def token_of(client: Client, scope: str = "system/*.rs") -> str:
    answer = ask(client, scope)
    assert answer.status_code == 200, answer.content
    return answer.json()["access_token"]


def get(token: str, address: str = "/fhir/Patient/p1") -> Any:
    return Browser().get(address, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def patient() -> Person:
    assert not import_bundle(body=PATIENT, by=PROGRAM, at=NOW).findings
    return Person.objects.get()


@pytest.mark.clause("FD-4.4", "clients.scopes")
def test_a_system_reads_over_http_what_its_institution_may_see(
    journey: Journey, patient: Person
) -> None:
    centre = make_institution(InstitutionKind.CHC)
    system = make_system("system/*.rs", institution=centre)
    machine = journey.visit()
    answer = machine.post("/oauth/token", system_request(system, "system/*.cruds"))
    assert answer.status_code == 200
    body = answer.json()
    assert (body["token_type"], body["scope"], body["expires_in"]) == ("Bearer", "system/*.rs", 300)
    assert "refresh_token" not in body and "id_token" not in body
    bearer = {"Authorization": f"Bearer {body['access_token']}"}
    assert machine.get("/fhir/Patient/p1", headers=bearer).status_code == 404
    make_grant(patient, centre)
    seen = machine.get("/fhir/Patient/p1", headers=bearer)
    assert seen.status_code == 200 and seen.json()["gender"] == "female"
    assert "no-store" in seen.headers["Cache-Control"]
    decision = journey.decision_of("clients.scopes", subject_kind="client", subject_id=system.pk)
    assert decision.result["scopes"] == ["system/*.rs"] and "FD-4.4" in decision.clauses
    allowed = Authorisation.objects.get()
    assert allowed.decision == decision and allowed.assignment.role == Role.CONNECTED_SYSTEM
    looked = Entry.objects.get(action="record.read", person_id=patient.pk)
    assert looked.assignment_id == allowed.assignment_id


@pytest.mark.parametrize("alg", ["RS384", "ES384"])
def test_both_kinds_of_key_are_taken(alg: str) -> None:
    system = make_system()
    assert ask(system, client_assertion=assertion_of(system, alg=alg)).status_code == 200


def test_an_answer_of_the_token_endpoint_is_kept_by_nobody() -> None:
    answer = ask(make_system())
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Pragma"] == "no-cache"
    assert answer.headers["Content-Type"].startswith("application/json")


def _other_key() -> ECKey:
    return ECKey.generate_key("P-384", {"kid": "ec"})


def _soon(minutes: int) -> int:
    return int((timezone.now() + timedelta(minutes=minutes)).timestamp())


def _confused(client: Client) -> str:
    """Return an assertion whose secret is a public key: everybody could make it."""
    head, said = {"alg": "HS384", "kid": "rsa"}, {"iss": client.client_id, "sub": client.client_id}
    said |= {"jti": "x", "exp": _soon(3), "aud": TOKEN_URL}
    text = f"{_in_base64(orjson.dumps(head))}.{_in_base64(orjson.dumps(said))}"
    secret = rsa_key().as_pem(private=False)
    return f"{text}.{_in_base64(hmac.digest(secret, text.encode(), 'sha384'))}"


def _in_base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unsigned(client: Client) -> str:
    signed = assertion_of(client)
    head = "eyJhbGciOiJub25lIiwia2lkIjoiZWMifQ"  # {"alg":"none","kid":"ec"}
    return f"{head}.{signed.split('.')[1]}."


BAD: dict[str, Any] = {
    "signed with another key": lambda c: assertion_of(c, key=_other_key()),
    "of another issuer": lambda c: assertion_of(c, iss="somebody"),
    "of another subject": lambda c: assertion_of(c, sub="somebody"),
    "for another audience": lambda c: assertion_of(c, aud="https://elsewhere.example/token"),
    "without an audience": lambda c: assertion_of(c, aud=None),
    "ended": lambda c: assertion_of(c, exp=_soon(-2)),
    "without an end": lambda c: assertion_of(c, exp=None),
    "with an end too far": lambda c: assertion_of(c, exp=_soon(10)),
    "with an end that is no number": lambda c: assertion_of(c, exp="tomorrow"),
    "without an id": lambda c: assertion_of(c, jti=None),
    "with an id that is no text": lambda c: assertion_of(c, jti=["a"]),
    "with the id of no key": lambda c: assertion_of(c, header={"kid": "none"}),
    "with a foreign address of keys": lambda c: assertion_of(
        c, header={"jku": "https://elsewhere.example/keys"}
    ),
    "of an algorithm not listed": lambda c: jwt.encode(
        {"alg": "RS256", "kid": "rsa"}, {"iss": c.client_id, "sub": c.client_id}, rsa_key()
    ),
    "with a public key as a secret": _confused,
    "without a signature": _unsigned,
    "that is no token": lambda c: "a.b.c",
    "that is rubbish": lambda c: "rubbish",
}


@pytest.mark.parametrize("name", BAD)
def test_an_assertion_that_does_not_hold_opens_nothing(name: str) -> None:
    system = make_system()
    answer = ask(system, client_assertion=BAD[name](system))
    assert answer.status_code in (400, 401), name
    assert answer.json()["error"] == "invalid_client", answer.content
    assert not Token.objects.exists() and not Authorisation.objects.exists()
    assert not Assertion.objects.exists()


def test_an_assertion_is_taken_once() -> None:
    system = make_system()
    shown = assertion_of(system, jti="once")
    assert ask(system, client_assertion=shown).status_code == 200
    again = ask(system, client_assertion=shown)
    assert again.json()["error"] == "invalid_client"
    assert ask(system, client_assertion=assertion_of(system, jti="once")).status_code != 200
    assert Token.objects.count() == 1


def test_two_systems_may_use_the_same_id_of_an_assertion() -> None:
    for system in (make_system(), make_system()):
        assert ask(system, client_assertion=assertion_of(system, jti="same")).status_code == 200


def test_an_assertion_of_one_system_does_not_speak_for_another() -> None:
    one, other = make_system(), make_system()
    shown = assertion_of(one, sub=other.client_id)
    assert ask(other, client_assertion=shown).json()["error"] == "invalid_client"


@pytest.mark.parametrize("scope", ["patient/*.rs", "user/*.rs", "openid", "nonsense", "launch"])
def test_a_system_gets_no_scope_of_users(scope: str) -> None:
    answer = ask(make_system(), scope)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    assert not Authorisation.objects.exists()


def test_a_request_without_scope_is_told_so() -> None:
    assert ask(make_system(), scope=None).json()["error"] == "invalid_request"


def test_an_app_gets_no_token_of_a_system() -> None:
    app = make_app(proof=Client.Proof.KEYS)
    form = {"grant_type": "client_credentials", "scope": "user/*.rs"}
    form |= {"client_assertion_type": BY_JWT, "client_assertion": assertion_of(app.client)}
    assert Browser().post("/oauth/token", form).json()["error"] == "unauthorized_client"


def test_a_token_without_the_verb_is_told_before_anything_is_read(patient: Person) -> None:
    centre = make_institution()
    make_grant(patient, centre)
    token = token_of(make_system(institution=centre), "system/Observation.rs")
    there, nothing = get(token), get(token, "/fhir/Patient/none")
    for answer in (there, nothing):
        assert answer.status_code == 403
        assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]
    assert there.content == nothing.content
    assert not Entry.objects.filter(action="record.read").exists()


@pytest.mark.parametrize(
    ("scope", "address", "status"),
    [
        ("system/Patient.r", "/fhir/Patient/p1", 200),
        ("system/Patient.s", "/fhir/Patient/p1", 403),
        ("system/Patient.s", "/fhir/Patient", 200),
        ("system/Patient.r", "/fhir/Patient", 403),
        ("system/Patient.r", "/fhir/Patient/_history", 403),
        ("system/Patient.r", "/fhir/Patient/p1/_history", 200),
        ("system/Observation.rs", "/fhir/Patient/p1/Observation", 200),
        ("system/Patient.rs", "/fhir/Patient/p1/Observation", 403),
        ("system/Patient.rs", "/fhir/Observation", 403),
        ("system/*.rs", "/fhir/Observation", 200),
    ],
)
def test_each_way_to_read_has_its_verb(
    patient: Person, scope: str, address: str, status: int
) -> None:
    centre = make_institution()
    make_grant(patient, centre)
    token = token_of(make_system("system/*.cruds", institution=centre), scope)
    assert get(token, address).status_code == status


@pytest.mark.parametrize(
    ("verb", "method", "address"),
    [
        ("c", "post", "/fhir/Observation"),
        ("u", "put", "/fhir/Patient/p1"),
        ("u", "patch", "/fhir/Patient/p1"),
        ("d", "delete", "/fhir/Patient/p1"),
    ],
)
def test_each_way_to_write_has_its_verb(
    patient: Person, verb: str, method: str, address: str
) -> None:
    system = make_system("system/*.cruds")
    others = "".join(each for each in "crud" if each != verb)
    if method in ("post", "put"):  # a form that searches; an update that would create
        others = others.replace("c", "")
    header = {"Authorization": f"Bearer {token_of(system, f'system/*.{others}')}"}
    answer = getattr(Browser(), method)(address, b"{}", "application/json", headers=header)
    assert answer.status_code == 403, answer.content


def test_each_request_of_a_bundle_needs_its_own_verb(patient: Person) -> None:
    centre = make_institution()
    make_grant(patient, centre)
    system = make_system("system/*.cruds", institution=centre)
    token = token_of(system, "system/Patient.r system/Observation.cs")
    urls = ("Patient/p1", "Patient?name=Li", "Observation?status=final")
    entries: list[dict[str, Any]] = [{"request": {"method": "GET", "url": url}} for url in urls]
    entries.append({"request": {"method": "DELETE", "url": "Patient/p1"}})
    batch = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    header = {"Authorization": f"Bearer {token}"}
    answer = Browser().post("/fhir", orjson.dumps(batch), "application/fhir+json", headers=header)
    told = [each["response"]["status"][:3] for each in answer.json()["entry"]]
    assert told == ["200", "403", "200", "403"]


def test_a_session_adds_nothing_to_a_token(journey: Journey, patient: Person) -> None:
    centre = make_institution(InstitutionKind.CHC)
    make_grant(patient, centre)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    assert doctor.get("/fhir/Patient/p1").status_code == 200
    token = token_of(make_system())
    for bearer in (token, "nonsense", ""):
        answer = doctor.get("/fhir/Patient/p1", headers={"Authorization": f"Bearer {bearer}"})
        assert answer.status_code == (404 if bearer == token else 401)
    assert doctor.get("/fhir/Patient/p1").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 5000])
def test_a_token_that_is_none_is_refused(token: str) -> None:
    answer = get(token)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="yiyang", error="invalid_token"'


def test_a_token_in_the_address_is_not_read(patient: Person) -> None:
    centre = make_institution()
    make_grant(patient, centre)
    token = token_of(make_system(institution=centre))
    assert get(token).status_code == 200
    assert Browser().get(f"/fhir/Patient/p1?access_token={token}").status_code == 401


def test_a_token_works_until_its_end_and_no_longer() -> None:
    token = token_of(make_system())
    ends = Token.objects.get().expires_at
    assert token_kept(token, ends - timedelta(seconds=1)) is not None
    assert token_kept(token, ends) is None


def _end_role(client: Client) -> None:
    key = client.assignment_id
    end_assignment(assignment_id=key, by=PROGRAM, at=timezone.now() - timedelta(seconds=1))


ENDS: dict[str, Any] = {
    "its role ends": _end_role,
    "its account is closed": lambda c: disable_account(
        account_id=c.assignment.account_id, by=PROGRAM, at=timezone.now()
    ),
    "it is disabled": lambda c: disable_client(client_key=c.pk, by=PROGRAM, at=timezone.now()),
}


@pytest.mark.parametrize("how", ENDS)
def test_a_token_ends_at_once_when(how: str) -> None:
    system = make_system()
    token = token_of(system)
    assert token_kept(token, timezone.now()) is not None
    ENDS[how](system)
    assert token_kept(token, timezone.now()) is None
    assert get(token).status_code == 401


def test_a_disabled_system_gets_no_token_and_old_ones_stay_ended() -> None:
    system = make_system()
    token = token_of(system)
    disable_client(client_key=system.pk, by=PROGRAM, at=timezone.now())
    assert ask(system).json()["error"] == "invalid_client"
    enable_client(client_key=system.pk, by=PROGRAM, at=timezone.now())
    assert get(token).status_code == 401
    assert ask(system).status_code == 200


def test_who_a_token_speaks_for_is_found_in_one_query(
    django_assert_num_queries: Any,
) -> None:
    """By two the first time: whether the token stands, and then all that it stands for."""
    token = token_of(make_system())
    with django_assert_num_queries(2):
        token_kept(token, timezone.now())
    with django_assert_num_queries(1):
        found = token_kept(token, timezone.now())
        assert found is not None
        reader = reader_of(found)
        assert reader.assignment.institution is not None
        assert reader.assignment.place is None and reader.client_id


def test_nothing_that_opens_a_door_is_stored() -> None:
    token = token_of(make_system())
    kept = [str(value) for row in Token.objects.values() for value in row.values()]
    assert not [value for value in kept if token in value]
    said = Entry.objects.filter(action="token.issue").get()
    assert token.encode() not in bytes(said.payload.body)


def test_without_tls_no_token_is_given(settings: Any) -> None:
    settings.BASE_URL = "http://yiyang.example.org"
    system = make_system()
    answer = ask(system)
    assert answer.status_code == 400 and answer.json()["error"] == "insecure_transport"
    assert not Token.objects.exists()


def test_the_account_of_a_system_has_no_way_to_sign_in() -> None:
    system = make_system()
    account = Assignment.objects.get(pk=system.assignment_id).account
    assert not account.has_usable_password()
    with pytest.raises(SystemAccount):
        renew_invitation(account_id=account.pk, by=PROGRAM, at=NOW)
    assert not Invitation.objects.exists()
