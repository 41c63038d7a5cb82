"""Apps of users: asked, allowed on a page, given tokens, and held to what was allowed."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client as Browser
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.clients.world import BASE, make_app, make_system
from tests.conftest import NOW
from tests.faces.oauth.flow import FHIR, VERIFIER, Visit, post, read, said, words
from tests.journey import Journey, SignedIn
from tests.world import make_grant, make_institution, make_person, make_place
from yiyang.access.models import Grant, Role
from yiyang.access.services import disable_account, end_assignment
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.clients.models import Authorisation, Client, Code, Launch, Token
from yiyang.clients.services import disable_client
from yiyang.network.models import Institution, InstitutionKind
from yiyang.people.models import Person
from yiyang.record.services.importing import import_bundle

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
PATIENT = b'{"resourceType":"Patient","id":"%s","name":[{"text":"%s"}],"gender":"female"}'


def make_patient(name: str, fhir_id: str) -> Person:
    body = PATIENT % (fhir_id.encode(), name.encode())
    assert not import_bundle(body=body, by=PROGRAM, at=NOW).findings
    return Person.objects.order_by("-pk")[0]


@pytest.fixture
def centre() -> Institution:
    return make_institution(InstitutionKind.CHC)


@pytest.fixture
def patient(centre: Institution) -> Person:
    person = make_patient("李桂兰", "p1")
    make_grant(person, centre)
    return person


@pytest.fixture
def other(centre: Institution) -> Person:
    person = make_patient("王五", "p2")
    make_grant(person, centre)
    return person


@pytest.fixture
def doctor(journey: Journey, centre: Institution) -> SignedIn:
    return journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)


@pytest.mark.clause("FD-4.4", "clients.scopes")
def test_a_doctor_opens_one_record_to_an_app_and_no_other(
    journey: Journey, doctor: SignedIn, patient: Person, other: Person
) -> None:
    visit = Visit(make_app(), "openid launch/patient patient/*.rs user/*.rs")
    page = visit.page(doctor)
    assert page.status_code == 200 and visit.app.client.name_zh in page.content.decode()
    found = visit.answer(doctor, action="find", words="李桂兰")
    assert f'value="{patient.pk}"' in found.content.decode()
    got = visit.tokens(doctor, person=patient.pk)
    assert (got["patient"], got["token_type"], got["expires_in"]) == ("p1", "Bearer", 900)
    assert got["scope"] == "openid launch/patient patient/*.rs"
    assert read(got["access_token"]).status_code == 200
    assert read(got["access_token"], "/fhir/Patient/p2").status_code == 404
    assert doctor.get("/fhir/Patient/p2").status_code == 200
    decision = journey.decision_of("clients.scopes", person=patient)
    assert decision.subject_id == visit.app.client.pk
    assert "SCOPE_BESIDE_PATIENT" in {m["code"] for m in decision.result["left_out"]}


def test_a_resident_opens_their_own_record(journey: Journey) -> None:
    person = make_patient("李桂兰", "p1")
    resident = journey.sign_in(Role.RESIDENT, person=person)
    make_grant(person, resident.account, purpose=Grant.Purpose.SELF)
    visit = Visit(make_app(), "openid fhirUser launch/patient patient/*.cruds")
    shown = words(visit.page(resident))
    assert "李桂兰" in shown and "查看：全部健康档案（仅限所选的这一个人）" in shown
    got = visit.tokens(resident)
    assert got["scope"].split()[-1] == "patient/*.rs"  # a resident writes nothing by FHIR
    assert read(got["access_token"]).status_code == 200


@pytest.mark.parametrize("proof", list(Client.Proof))
def test_each_kind_of_app_gets_its_tokens(doctor: SignedIn, patient: Person, proof: str) -> None:
    got = Visit(make_app(proof=proof)).tokens(doctor, person=patient.pk)
    assert read(got["access_token"]).status_code == 200


def test_the_identity_token_says_who_for_whom_and_when(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app(), "openid launch/patient patient/*.rs", {"nonce": "n-1"})
    got = visit.tokens(doctor, person=patient.pk)
    keys = KeySet.import_key_set(Browser().get("/oauth/jwks").json())
    token = jwt.decode(got["id_token"], keys, algorithms=["RS256"])
    assert token.header["alg"] == "RS256" and token.header["kid"] == keys.keys[0].kid
    claims = token.claims
    assert (claims["iss"], claims["aud"]) == (BASE, visit.app.client.client_id)
    assert claims["nonce"] == "n-1" and claims["exp"] > claims["iat"]
    assert claims["sub"] == f"account-{doctor.account.pk}"
    assert "fhirUser" not in claims
    header = {"Authorization": f"Bearer {got['access_token']}"}
    said_of_user = Browser().get("/oauth/userinfo", headers=header).json()
    assert said_of_user == {"sub": claims["sub"]}


def test_the_user_is_a_patient_resource_where_they_have_one(journey: Journey) -> None:
    person = make_patient("李桂兰", "p1")
    resident = journey.sign_in(Role.RESIDENT, person=person)
    make_grant(person, resident.account, purpose=Grant.Purpose.SELF)
    got = Visit(make_app(), "openid fhirUser patient/*.rs").tokens(resident)
    keys = KeySet.import_key_set(Browser().get("/oauth/jwks").json())
    claims = jwt.decode(got["id_token"], keys, algorithms=["RS256"]).claims
    assert claims["fhirUser"] == f"{FHIR}/Patient/p1"


def test_userinfo_needs_a_token_with_openid(doctor: SignedIn, patient: Person) -> None:
    got = Visit(make_app()).tokens(doctor, person=patient.pk)
    for token in (got["access_token"], "none"):
        header = {"Authorization": f"Bearer {token}"}
        assert Browser().get("/oauth/userinfo", headers=header).status_code == 401
    assert doctor.get("/oauth/userinfo").status_code == 401


# --- what is wrong with a request -----------------------------------------------------------


UNTRUSTED = {
    "an unknown app": {"client_id": "nobody"},
    "no app": {"client_id": None},
    "another address": {"redirect_uri": "https://evil.example/callback"},
    "an address that goes on": {"redirect_uri": "https://app.example.org/callback/more"},
    "an address with a query": {"redirect_uri": "https://app.example.org/callback?next=x"},
    "another host by user name": {"redirect_uri": "https://app.example.org@evil.example/callback"},
    "no address": {"redirect_uri": None},
}


@pytest.mark.parametrize("name", UNTRUSTED)
def test_nobody_is_led_to_an_address_that_is_not_registered(doctor: SignedIn, name: str) -> None:
    visit = Visit(make_app(), params=UNTRUSTED[name])
    for answer in (visit.page(doctor), visit.answer(doctor)):
        assert answer.status_code == 400 and "Location" not in answer.headers
    assert not Code.objects.exists()


WRONG = {
    "no challenge": {"code_challenge": None},
    "a plain challenge": {"code_challenge_method": "plain"},
    "no method": {"code_challenge_method": None},
    "a short challenge": {"code_challenge": "short"},
    "no state": {"state": None},
    "no aud": {"aud": None},
    "another aud": {"aud": "https://elsewhere.example/fhir"},
    "no scope": {"scope": None},
    "a launch that is none": {"launch": "nothing"},
    "a launch scope without launch": {"scope": "launch patient/*.rs"},
    "implicit": {"response_type": "token"},
}


@pytest.mark.parametrize("name", WRONG)
def test_an_app_is_told_what_was_wrong_and_gets_nothing(
    doctor: SignedIn, patient: Person, name: str
) -> None:
    visit = Visit(make_app(), params=WRONG[name])
    for answer in (visit.page(doctor), visit.answer(doctor, person=patient.pk)):
        told = said(answer)
        assert told["error"] in ("invalid_request", "unsupported_response_type"), told
        assert told.get("state") == visit.asked().get("state") and "code" not in told
    assert not Code.objects.exists() and not Authorisation.objects.exists()


def test_a_closed_app_and_a_system_ask_nobody(doctor: SignedIn) -> None:
    app = make_app()
    disable_client(client_key=app.client.pk, by=PROGRAM, at=NOW)
    assert Visit(app).page(doctor).status_code == 400
    system = replace(app, client=make_system())
    assert Visit(system).page(doctor).status_code == 400


def test_who_has_not_signed_in_does_so_first_and_comes_back() -> None:
    visit = Visit(make_app())
    answer = visit.page(Browser())
    where = urlsplit(answer.headers["Location"])
    assert where.path == "/accounts/login/"
    back = dict(parse_qsl(where.query))["next"]
    assert dict(parse_qsl(urlsplit(back).query)) == visit.asked()


def test_a_post_from_the_app_is_led_to_the_page_itself() -> None:
    visit = Visit(make_app())
    browser = Browser(enforce_csrf_checks=True)
    answer = browser.post("/oauth/authorize", visit.asked() | {"action": "allow", "person": "1"})
    assert answer.status_code == 303
    where = urlsplit(answer.headers["Location"])
    assert where.path == "/oauth/authorize" and dict(parse_qsl(where.query)) == visit.asked()


def test_consent_cannot_be_forged(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app())
    forging = Browser(enforce_csrf_checks=True)
    forging.cookies = doctor.cookies
    answer = forging.post(
        "/oauth/consent", visit.asked() | {"action": "allow", "person": patient.pk}
    )
    assert answer.status_code == 403 and not Code.objects.exists()
    bearer = forging.post(
        "/oauth/consent",
        visit.asked() | {"action": "allow", "person": patient.pk},
        headers={"Authorization": "Bearer x"},
    )  # a header takes the session away, so there is nobody to consent
    assert bearer.status_code == 302 and "/accounts/login/" in bearer.headers["Location"]
    assert not Code.objects.exists()


def test_a_page_of_consent_is_framed_by_nobody_and_leads_only_to_the_app(
    doctor: SignedIn,
) -> None:
    policy = Visit(make_app()).page(doctor).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://app.example.org;" in f"{policy};"


def test_who_does_not_allow_gives_nothing(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app())
    told = said(visit.answer(doctor, action="refuse", person=patient.pk))
    assert told == {"error": "access_denied", "state": "state-1"}
    assert not Authorisation.objects.exists()


def test_without_a_chosen_person_nothing_is_allowed(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app())
    for person in ("", "0", "x", make_person("外人").pk):
        assert visit.answer(doctor, person=person).status_code == 200
    assert not Authorisation.objects.exists()


def test_a_role_of_somebody_else_is_not_lent(
    journey: Journey, doctor: SignedIn, patient: Person
) -> None:
    other_role = journey.sign_in(Role.NURSE, institution=make_institution()).assignment
    Visit(make_app()).tokens(doctor, person=patient.pk, role=other_role.pk)
    assert Authorisation.objects.get().assignment == doctor.assignment


def test_a_role_that_needs_a_second_factor_is_lent_only_when_it_was_shown(
    journey: Journey,
) -> None:
    coordinator = journey.sign_in(Role.COORDINATOR, place=make_place("310106"))
    assert Visit(make_app(), "user/*.rs").page(coordinator).status_code == 200
    session = coordinator.session
    session["account_authentication_methods"] = []
    session.save()
    answer = Visit(make_app(), "user/*.rs").answer(coordinator)
    assert answer.status_code == 302 and "code=" not in answer.headers["Location"]
    assert not Authorisation.objects.exists()


def test_a_role_without_a_way_to_the_record_lends_nothing(journey: Journey) -> None:
    officer = journey.sign_in(Role.STATISTICS, place=make_place("310106"))
    visit = Visit(make_app(), "openid user/*.rs")
    assert visit.page(officer).status_code == 200
    assert visit.answer(officer).status_code == 200
    assert not Authorisation.objects.exists()


# --- codes ----------------------------------------------------------------------------------


def test_a_code_shown_twice_ends_what_came_of_it(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app(), "launch/patient patient/*.rs offline_access")
    code = visit.code(doctor, person=patient.pk)
    got = visit.exchange(code).json()
    assert read(got["access_token"]).status_code == 200
    again = visit.exchange(code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert read(got["access_token"]).status_code == 401
    assert visit.refresh(got["refresh_token"]).json()["error"] == "invalid_grant"
    assert Authorisation.objects.get().end_reason == "REUSED"


BAD_EXCHANGES = {
    "another verifier": {"code_verifier": "w" * 43},
    "no verifier": {"code_verifier": None},
    "the challenge itself": {"code_verifier": "_challenge"},
    "another address": {"redirect_uri": "https://app.example.org/other"},
    "no address": {"redirect_uri": None},
    "no code": {"code": None},
    "another code": {"code": "x"},
}


@pytest.mark.parametrize("name", BAD_EXCHANGES)
def test_a_code_is_worth_nothing_with(doctor: SignedIn, patient: Person, name: str) -> None:
    visit = Visit(make_app())
    code = visit.code(doctor, person=patient.pk)
    changes = dict(BAD_EXCHANGES[name])
    if changes.get("code_verifier") == "_challenge":
        changes["code_verifier"] = visit.asked()["code_challenge"]
    answer = visit.exchange(code, **changes)
    assert answer.status_code == 400
    assert answer.json()["error"] in ("invalid_grant", "invalid_request")
    assert not Token.objects.exists()


def test_another_app_gets_nothing_for_a_code(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app(proof=Client.Proof.SECRET))
    code = visit.code(doctor, person=patient.pk)
    thief = Visit(make_app(proof=Client.Proof.SECRET))
    assert thief.exchange(code).json()["error"] == "invalid_grant"
    assert not Token.objects.exists()
    assert visit.exchange(code).status_code == 200  # it was not used up by the other


@pytest.mark.parametrize("secret", ["wrong", "", None])
def test_a_wrong_secret_gets_nothing(doctor: SignedIn, patient: Person, secret: str | None) -> None:
    visit = Visit(make_app(proof=Client.Proof.SECRET))
    code = visit.code(doctor, person=patient.pk)
    answer = visit.exchange(code, client_secret=secret)
    assert answer.status_code in (400, 401) and answer.json()["error"] == "invalid_client"
    assert not Token.objects.exists()


def test_a_secret_may_come_in_the_header(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app(proof=Client.Proof.SECRET))
    form = {"grant_type": "authorization_code", "code": visit.code(doctor, person=patient.pk)}
    form |= {"redirect_uri": visit.asked()["redirect_uri"], "code_verifier": VERIFIER}
    pair = f"{visit.app.client.client_id}:{visit.app.secret}".encode()
    header = f"Basic {b64encode(pair).decode()}"
    answer = Browser().post("/oauth/token", form, headers={"Authorization": header})
    assert answer.status_code == 200


def test_a_code_has_its_minute(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app())
    code = visit.code(doctor, person=patient.pk)
    Code.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert visit.exchange(code).json()["error"] == "invalid_grant"


# --- tokens that renew ------------------------------------------------------------------------


@pytest.fixture
def offline(doctor: SignedIn, patient: Person) -> tuple[Visit, dict[str, Any]]:
    visit = Visit(make_app(), "launch/patient patient/*.rs offline_access")
    return visit, visit.tokens(doctor, person=patient.pk)


def test_a_token_renews_once_and_its_successor_goes_on(
    offline: tuple[Visit, dict[str, Any]],
) -> None:
    visit, first = offline
    second = visit.refresh(first["refresh_token"]).json()
    assert second["refresh_token"] != first["refresh_token"] and second["patient"] == "p1"
    assert (second["scope"], second["expires_in"]) == (first["scope"], 900)
    third = visit.refresh(second["refresh_token"]).json()
    assert read(third["access_token"]).status_code == 200


def test_a_token_that_renews_shown_twice_ends_all(offline: tuple[Visit, dict[str, Any]]) -> None:
    visit, first = offline
    second = visit.refresh(first["refresh_token"]).json()
    assert visit.refresh(first["refresh_token"]).json()["error"] == "invalid_grant"
    assert visit.refresh(second["refresh_token"]).json()["error"] == "invalid_grant"
    for got in (first, second):
        assert read(got["access_token"]).status_code == 401


def test_another_app_renews_nothing(offline: tuple[Visit, dict[str, Any]]) -> None:
    visit, first = offline
    assert Visit(make_app()).refresh(first["refresh_token"]).json()["error"] == "invalid_grant"
    assert visit.refresh(first["refresh_token"]).status_code == 200


def test_renewing_narrows_and_never_widens(offline: tuple[Visit, dict[str, Any]]) -> None:
    visit, first = offline
    wide = visit.refresh(first["refresh_token"], scope="patient/*.cruds")
    assert wide.json()["error"] == "invalid_scope"
    narrow = visit.refresh(first["refresh_token"], scope="launch/patient").json()
    assert narrow["scope"] == "launch/patient"
    assert read(narrow["access_token"]).status_code == 403
    whole = visit.refresh(narrow["refresh_token"]).json()
    assert whole["scope"] == first["scope"]


def test_a_token_that_renews_opens_no_door_and_one_that_opens_renews_nothing(
    offline: tuple[Visit, dict[str, Any]],
) -> None:
    visit, first = offline
    assert read(first["refresh_token"]).status_code == 401
    assert visit.refresh(first["access_token"]).json()["error"] == "invalid_grant"


def test_without_asking_to_stay_there_is_nothing_to_renew_with(
    doctor: SignedIn, patient: Person
) -> None:
    assert "refresh_token" not in Visit(make_app()).tokens(doctor, person=patient.pk)


def test_online_access_ends_with_the_session(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app(), "launch/patient patient/*.rs online_access")
    first = visit.tokens(doctor, person=patient.pk)
    second = visit.refresh(first["refresh_token"]).json()
    doctor.logout()
    assert visit.refresh(second["refresh_token"]).json()["error"] == "invalid_grant"


def test_offline_access_goes_on_after_the_session(
    offline: tuple[Visit, dict[str, Any]], doctor: SignedIn
) -> None:
    visit, first = offline
    doctor.logout()
    assert visit.refresh(first["refresh_token"]).status_code == 200


def _withdraw(browser: SignedIn, visit: Visit) -> None:
    browser.post(f"/apps/{Authorisation.objects.get().pk}/withdraw/")


def _end_role(browser: SignedIn, visit: Visit) -> None:
    before = timezone.now() - timedelta(seconds=1)
    end_assignment(assignment_id=browser.assignment.pk, by=PROGRAM, at=before)


def _change_password(browser: SignedIn, visit: Visit) -> None:
    old, new = "a word of before", "quite another word"
    browser.account.set_password(old)
    browser.account.save(update_fields=["password"])
    again = browser.journey.enter(browser.assignment)
    given = {"oldpassword": old, "password1": new, "password2": new}
    assert again.post("/accounts/password/", given).status_code == 302


ENDS: dict[str, Any] = {
    "the user takes it back": _withdraw,
    "the password is changed": _change_password,
    "the role ends": _end_role,
    "the account is closed": lambda b, v: disable_account(
        account_id=b.account.pk, by=PROGRAM, at=timezone.now()
    ),
    "the app is closed": lambda b, v: disable_client(
        client_key=v.app.client.pk, by=PROGRAM, at=timezone.now()
    ),
}


@pytest.mark.parametrize("how", ENDS)
def test_all_ends_at_once_when(
    offline: tuple[Visit, dict[str, Any]], doctor: SignedIn, how: str
) -> None:
    visit, first = offline
    ENDS[how](doctor, visit)
    assert read(first["access_token"]).status_code == 401
    assert visit.refresh(first["refresh_token"]).status_code in (400, 401)


def test_when_the_grant_on_the_person_ends_the_token_opens_nothing(
    offline: tuple[Visit, dict[str, Any]],
) -> None:
    _, first = offline
    Grant.objects.all().delete()
    assert read(first["access_token"]).status_code == 404


# --- launched from a page ---------------------------------------------------------------------


def launch(browser: SignedIn, app: Any, person: Person) -> str:
    answer = browser.post(f"/people/{person.pk}/apps/", {"app": app.client.pk})
    where = urlsplit(answer.headers["Location"])
    told = dict(parse_qsl(where.query))
    assert where.path == "/launch" and told["iss"] == FHIR
    return told["launch"]


def test_an_app_opened_from_a_page_is_for_that_person(
    doctor: SignedIn, centre: Institution, patient: Person, other: Person
) -> None:
    app = make_app(institution=centre)
    shown = doctor.get(f"/people/{patient.pk}/apps/")
    assert app.client.name_zh in shown.content.decode()
    policy = shown.headers["Content-Security-Policy"]
    assert "form-action 'self' https://app.example.org" in policy
    visit = Visit(app, "launch patient/*.rs", {"launch": launch(doctor, app, patient)})
    assert "李桂兰" in words(visit.page(doctor))
    got = visit.tokens(doctor, person=other.pk)  # what the form says beside it does not count
    assert (got["patient"], got["need_patient_banner"]) == ("p1", True)
    assert read(got["access_token"]).status_code == 200
    assert read(got["access_token"], "/fhir/Patient/p2").status_code == 404


def test_a_launch_works_once(doctor: SignedIn, centre: Institution, patient: Person) -> None:
    app = make_app(institution=centre)
    visit = Visit(app, "launch patient/*.rs", {"launch": launch(doctor, app, patient)})
    assert "code" in said(visit.answer(doctor))
    assert said(visit.answer(doctor))["error"] == "invalid_request"


def test_a_launch_of_another_session_app_or_time_is_none(
    journey: Journey, doctor: SignedIn, centre: Institution, patient: Person
) -> None:
    app = make_app(institution=centre)
    token = launch(doctor, app, patient)
    visit = Visit(app, "launch patient/*.rs", {"launch": token})
    elsewhere = journey.enter(doctor.assignment)
    colleague = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    for browser in (elsewhere, colleague):
        assert said(visit.answer(browser))["error"] == "invalid_request"
    foreign = Visit(make_app(institution=centre), "launch patient/*.rs", {"launch": token})
    assert said(foreign.answer(doctor))["error"] == "invalid_request"
    Launch.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert said(visit.answer(doctor))["error"] == "invalid_request"


def test_an_app_of_another_institution_does_not_open_from_here(
    doctor: SignedIn, patient: Person
) -> None:
    app = make_app()
    answer = doctor.post(f"/people/{patient.pk}/apps/", {"app": app.client.pk})
    assert answer.status_code == 200 and app.client.name_zh not in answer.content.decode()
    assert not Launch.objects.exists()


# --- looking at tokens and giving them back ---------------------------------------------------


def test_an_app_looks_at_its_token_and_another_institution_sees_none(
    doctor: SignedIn, patient: Person
) -> None:
    visit = Visit(make_app(proof=Client.Proof.SECRET))
    token = visit.tokens(doctor, person=patient.pk)["access_token"]
    seen = post(visit.app, {"token": token}, "/oauth/introspect").json()
    assert seen["active"] and seen["scope"] == "launch/patient patient/*.rs"
    assert (seen["client_id"], seen["patient"]) == (visit.app.client.client_id, "p1")
    assert seen["exp"] - seen["iat"] == 900
    stranger = make_app(proof=Client.Proof.SECRET)
    assert post(stranger, {"token": token}, "/oauth/introspect").json() == {"active": False}
    assert post(visit.app, {"token": "x"}, "/oauth/introspect").json() == {"active": False}
    public = make_app(institution=visit.app.client.institution)
    assert post(public, {"token": token}, "/oauth/introspect").status_code in (400, 401)
    disable_account(account_id=doctor.account.pk, by=PROGRAM, at=timezone.now())
    assert post(visit.app, {"token": token}, "/oauth/introspect").json() == {"active": False}


def test_looking_at_a_token_tells_issuer_and_subject(doctor: SignedIn, patient: Person) -> None:
    visit = Visit(make_app(proof=Client.Proof.SECRET), "openid launch/patient patient/*.rs")
    got = visit.tokens(doctor, person=patient.pk)
    seen = post(visit.app, {"token": got["access_token"]}, "/oauth/introspect").json()
    keys = KeySet.import_key_set(Browser().get("/oauth/jwks").json())
    claims = jwt.decode(got["id_token"], keys, algorithms=["RS256"]).claims
    assert (seen["iss"], seen["sub"]) == (claims["iss"], claims["sub"])
    assert seen["need_patient_banner"] == got["need_patient_banner"]


@pytest.mark.parametrize("proof", [Client.Proof.SECRET, Client.Proof.KEYS])
def test_each_kind_of_proof_opens_the_door_of_looking_at_tokens(proof: str) -> None:
    app = make_app(proof=proof)
    assert post(app, {"token": "x"}, "/oauth/introspect").json() == {"active": False}


def test_a_link_between_patients_opens_nothing_more_as_the_documentation_says(
    doctor: SignedIn, patient: Person, other: Person
) -> None:
    linked = PATIENT % (b"p1", "李桂兰".encode())
    link = b'"link":[{"other":{"reference":"Patient/p2"},"type":"seealso"}],"gender"'
    body = linked.replace(b'"gender"', link)
    assert not import_bundle(body=body, by=PROGRAM, at=NOW).findings
    token = Visit(make_app()).tokens(doctor, person=patient.pk)["access_token"]
    assert read(token, "/fhir/Patient/p2").status_code == 404
    said_there = (ROOT / "docs" / "connecting.md").read_text(encoding="utf-8")
    assert "Patient.link" in said_there


def test_an_app_gives_a_token_back(offline: tuple[Visit, dict[str, Any]]) -> None:
    visit, got = offline
    stranger = make_app()
    answer = post(stranger, {"token": got["access_token"]}, "/oauth/revoke")
    assert answer.status_code == 400 and read(got["access_token"]).status_code == 200
    assert post(visit.app, {"token": got["access_token"]}, "/oauth/revoke").status_code == 200
    assert read(got["access_token"]).status_code == 401
    fresh = visit.refresh(got["refresh_token"]).json()
    assert post(visit.app, {"token": fresh["refresh_token"]}, "/oauth/revoke").status_code == 200
    assert read(fresh["access_token"]).status_code == 401
    assert post(visit.app, {"token": "never was"}, "/oauth/revoke").status_code == 200


# --- what one has allowed -------------------------------------------------------------------------


def test_a_user_sees_what_they_have_allowed_and_takes_it_back(
    offline: tuple[Visit, dict[str, Any]], doctor: SignedIn, journey: Journey
) -> None:
    visit, _ = offline
    shown = words(doctor.get("/apps/"))
    assert visit.app.client.name_zh in shown and "查看：全部健康档案" in shown
    colleague = journey.sign_in(Role.FAMILY_DOCTOR, institution=make_institution())
    allowed = Authorisation.objects.get()
    assert visit.app.client.name_zh not in words(colleague.get("/apps/"))
    assert colleague.post(f"/apps/{allowed.pk}/withdraw/").status_code == 404
    allowed.refresh_from_db()
    assert allowed.ended_at is None
    doctor.post(f"/apps/{allowed.pk}/withdraw/")
    assert visit.app.client.name_zh not in words(doctor.get("/apps/"))
    end = Entry.objects.get(action="authorisation.end")
    assert end.account_id == doctor.account.pk


def test_no_token_code_or_secret_stands_in_the_database(
    offline: tuple[Visit, dict[str, Any]],
) -> None:
    _, got = offline
    app = make_app(proof=Client.Proof.SECRET)
    kept = ""
    for model in (Client, Authorisation, Code, Token, Launch):
        kept += "".join(str(list(row.values())) for row in model.objects.values())
    kept += "".join(bytes(e.payload.body).decode() for e in Entry.objects.select_related("payload"))
    for secret in (got["access_token"], got["refresh_token"], app.secret, VERIFIER):
        assert secret not in kept
    assert django_settings.KEY_DIR.joinpath("openid_key.pem").stat().st_mode & 0o077 == 0
