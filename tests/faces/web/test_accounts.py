"""Signing in: by invitation, with a second factor where the role needs one, not by guessing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.world import make_account, make_assignment, make_institution
from yiyang.access.models import Account, Role
from yiyang.access.selectors import current_code
from yiyang.access.services import disable_account, invite_account, set_second_factor
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture(autouse=True)
def no_counts_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def nurse() -> Account:
    account = make_account("zhao", password=PASSWORD)
    make_assignment(Role.NURSE, account, institution=make_institution())
    return account


@pytest.fixture
def coordinator() -> Account:
    account = make_account("qian", password=PASSWORD)
    make_assignment(Role.COORDINATOR, account)
    return account


def sign_in(client: Client, login: str, password: str = PASSWORD) -> HttpResponse:
    return client.post("/accounts/login/", {"login": login, "password": password})


def errors_of(answer: HttpResponse) -> list[str]:
    """Return the faults that a form shows."""
    return re.findall(r'<div class="error-summary".*?</div>', answer.content.decode(), re.S)


def is_in(client: Client) -> bool:
    return client.get("/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize("login", ["zhao", "ZHAO", "zhao@example.org"])
def test_a_user_name_or_an_address_opens_the_account(
    client: Client, nurse: Account, login: str
) -> None:
    assert sign_in(client, login).headers["Location"] == "/"
    assert is_in(client)
    assert Entry.objects.get(action="account.sign_in").account_id == nurse.pk


def test_pages_follow_the_language_of_the_account(client: Client, nurse: Account) -> None:
    Account.objects.filter(pk=nurse.pk).update(language="en")
    sign_in(client, "zhao")
    assert "My desk" in client.get("/").content.decode()


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    client: Client, nurse: Account
) -> None:
    known, unknown = sign_in(client, "zhao", "wrong"), sign_in(client, "nobody", "wrong")
    assert errors_of(known) == errors_of(unknown) != []
    assert not is_in(client)


def test_a_failed_sign_in_is_audited_without_what_was_typed(client: Client) -> None:
    sign_in(client, "my secret password", "x")
    entry = Entry.objects.get(action="account.sign_in_failed")
    assert "secret" not in f"{entry.subject_id}{bytes(entry.payload.body)}"


@pytest.mark.parametrize("login", ["zhao", "nobody"])
def test_after_five_failures_the_right_password_opens_nothing(
    client: Client, nurse: Account, login: str
) -> None:
    for _ in range(5):
        sign_in(client, login, "wrong")
    locked = sign_in(client, login)
    assert "失败次数过多" in errors_of(locked)[0]
    assert not is_in(client)


def test_a_lock_holds_for_every_browser_and_only_for_that_name(
    client: Client, nurse: Account, coordinator: Account
) -> None:
    for _ in range(5):
        sign_in(client, "zhao", "wrong")
    other_browser = Client(REMOTE_ADDR="10.0.0.9")
    sign_in(other_browser, "zhao")
    assert not is_in(other_browser)
    make_assignment(Role.CARER, other := make_account("sun", password=PASSWORD))
    sign_in(other_browser, other.username)
    assert is_in(other_browser)


def test_the_lock_stands_in_the_database_that_all_workers_share(settings: object) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    facts = {"username": "x", "password1": PASSWORD, "email": "x@example.org"}
    assert client.post("/accounts/signup/", facts).status_code == 404
    assert not Account.objects.exists()


@pytest.mark.parametrize("path", ["email/", "password/reset/", "password/set/", "confirm-email/"])
def test_no_other_door_of_the_library_is_open(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_signing_in_changes_the_session_key(client: Client, nurse: Account) -> None:
    client.post("/large-type/", {"large": "yes"})
    client.get("/accounts/invitation/whatever/")  # a visitor's session
    before = client.session.session_key
    sign_in(client, "zhao")
    assert before and client.session.session_key != before


def test_a_disabled_account_cannot_sign_in(client: Client, nurse: Account) -> None:
    disable_account(account_id=nurse.pk, by=PROGRAM, at=timezone.now())
    sign_in(client, "zhao")
    assert not is_in(client)


def test_signing_out_ends_the_session(client: Client, nurse: Account) -> None:
    sign_in(client, "zhao")
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_an_invited_person_opens_the_account_and_signs_in(client: Client) -> None:
    invited = invite_account(
        username="zhou",
        name="周护士",
        role=Role.NURSE,
        institution_id=make_institution().pk,
        by=PROGRAM,
        at=timezone.now(),
    )
    opened = client.get(f"/accounts/invitation/{invited.token}/")
    assert invited.token not in opened.headers["Location"]
    assert "周护士" in client.get(opened.headers["Location"]).content.decode()
    passwords = {"password": PASSWORD, "again": PASSWORD}
    assert client.post("/accounts/invitation/", passwords).status_code == 302
    sign_in(client, "zhou")
    assert is_in(client)
    assert client.get(f"/accounts/invitation/{invited.token}/", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (PASSWORD, "other"), ("password123", "password123")]
)
def test_a_poor_password_opens_nothing(client: Client, password: str, again: str) -> None:
    invited = invite_account(
        username="zhou",
        name="周护士",
        role=Role.NURSE,
        institution_id=make_institution().pk,
        by=PROGRAM,
        at=timezone.now() - timedelta(hours=1),
    )
    client.get(f"/accounts/invitation/{invited.token}/")
    answer = client.post("/accounts/invitation/", {"password": password, "again": again})
    assert errors_of(answer)
    assert not Account.objects.get().is_active


def test_a_password_is_changed_and_other_sessions_end(client: Client, nurse: Account) -> None:
    other = Client()
    sign_in(client, "zhao")
    sign_in(other, "zhao")
    new = "quite another word"
    client.post(
        "/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    nurse.refresh_from_db()
    assert nurse.check_password(new)
    assert is_in(client)
    assert not is_in(other)
    assert Entry.objects.filter(action="account.password_change").count() == 1


def test_a_role_that_needs_a_second_factor_reaches_only_its_set_up(
    client: Client, coordinator: Account
) -> None:
    sign_in(client, "qian")
    for path in ("/", "/accounts/me/", "/accounts/password/", "/design/"):
        assert client.get(path).headers["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_the_set_up_takes_a_code_and_opens_the_desk(client: Client, coordinator: Account) -> None:
    sign_in(client, "qian")
    page = client.get("/accounts/2fa/")
    secret = page.context["form"].secret
    wrong = client.post("/accounts/2fa/", {"code": "000000"})
    assert errors_of(wrong)
    assert client.get("/").status_code == 302
    client.post("/accounts/2fa/", {"code": current_code(secret, at=timezone.now())})
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(action="account.second_factor_set").count() == 1


def test_the_next_sign_in_asks_for_the_code(client: Client, coordinator: Account) -> None:
    set_second_factor(account_id=coordinator.pk, secret=SECRET, by=PROGRAM, at=timezone.now())
    assert sign_in(client, "qian").headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_in(client)
    code = current_code(SECRET, at=timezone.now())
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_in(client)
    assert client.get("/").status_code == 200


def test_a_code_works_once(client: Client, coordinator: Account) -> None:
    set_second_factor(account_id=coordinator.pk, secret=SECRET, by=PROGRAM, at=timezone.now())
    code = current_code(SECRET, at=timezone.now())
    sign_in(client, "qian")
    client.post("/accounts/2fa/authenticate/", {"code": code})
    thief = Client()
    sign_in(thief, "qian")
    thief.post("/accounts/2fa/authenticate/", {"code": code})
    assert not is_in(thief)


def test_codes_cannot_be_guessed_without_end(client: Client, coordinator: Account) -> None:
    set_second_factor(account_id=coordinator.pk, secret=SECRET, by=PROGRAM, at=timezone.now())
    sign_in(client, "qian")
    for number in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": f"{number:06}"})
    code = current_code(SECRET, at=timezone.now())
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert not is_in(client)


def test_a_session_that_never_showed_the_factor_is_ended(
    client: Client, coordinator: Account
) -> None:
    sign_in(client, "qian")
    set_second_factor(account_id=coordinator.pk, secret=SECRET, by=PROGRAM, at=timezone.now())
    assert client.get("/").headers["Location"] == "/accounts/login/"
    assert not is_in(client)


def test_the_secret_stands_sealed_in_the_database(coordinator: Account) -> None:
    set_second_factor(account_id=coordinator.pk, secret=SECRET, by=PROGRAM, at=timezone.now())
    kept = coordinator.authenticator_set.get()
    assert SECRET not in str(kept.data)


def test_a_nurse_needs_no_second_factor(client: Client, nurse: Account) -> None:
    sign_in(client, "zhao")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/accounts/login/", "/large-type/", "/i18n/setlang/", "/act-as/"])
def test_a_post_without_its_token_is_not_accepted(nurse: Account, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nurse)
    answer = strict.post(path, {"login": "zhao", "password": PASSWORD, "large": "yes"})
    assert answer.status_code == 403
    assert "没有被接受" in answer.content.decode()


def test_nobody_acts_under_the_assignment_of_another(client: Client, nurse: Account) -> None:
    foreign = make_assignment(Role.CARER, institution=make_institution())
    sign_in(client, "zhao")
    assert client.post("/act-as/", {"assignment": foreign.pk}).status_code == 404
    assert client.get("/").wsgi_request.assignment.account == nurse


def test_somebody_with_two_roles_changes_between_them(client: Client, nurse: Account) -> None:
    second = make_assignment(Role.CARE_DESK, nurse, institution=make_institution())
    sign_in(client, "zhao")
    client.post("/act-as/", {"assignment": second.pk})
    assert client.get("/").wsgi_request.assignment == second
