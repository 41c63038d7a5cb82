"""Accounts come by invitation only, open once, and close at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.world import make_account, make_institution
from yiyang.access.models import Account, Assignment, Invitation, Role
from yiyang.access.selectors import current_code, invitation_in_force
from yiyang.access.services import (
    accept_invitation,
    disable_account,
    enable_account,
    invite_account,
    note_access,
    renew_invitation,
)
from yiyang.access.services.accounts import (
    AccountNotOpen,
    InvitationGone,
    Invited,
    UsernameTaken,
)
from yiyang.access.services.assignments import OrganisationDoesNotFit, OwnAccount
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM, Actor

pytestmark = pytest.mark.django_db
DAYS_7 = timedelta(days=7)  # access.invitation_days of the book
PASSWORD = "a long enough word"


def _invite(now: datetime, **changes: object) -> Invited:
    facts = {
        "username": "wang.min",
        "name": "王敏",
        "role": Role.NURSE,
        "institution_id": make_institution().pk,
        "by": PROGRAM,
        "at": now,
    }
    return invite_account(**(facts | changes))


def test_an_invited_account_has_its_role_but_no_way_in(now: datetime) -> None:
    invited = _invite(now)
    assert invited.account.assignments.get().role == Role.NURSE
    assert not invited.account.is_active
    assert not invited.account.has_usable_password()
    assert Entry.objects.filter(action="account.invite").count() == 1


def test_the_token_itself_is_kept_nowhere(now: datetime) -> None:
    invited = _invite(now)
    kept = Invitation.objects.get()
    assert invited.token.encode() not in bytes(kept.token_digest)
    assert invitation_in_force(invited.token, now) == kept


def test_the_link_opens_the_account_once(now: datetime) -> None:
    invited = _invite(now)
    account = accept_invitation(token=invited.token, password=PASSWORD, at=now)
    assert account.is_active
    assert account.check_password(PASSWORD)
    with pytest.raises(InvitationGone):
        accept_invitation(token=invited.token, password="another long word", at=now)
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("token", "after"), [("no such token", timedelta(0)), (None, DAYS_7)], ids=["unknown", "late"]
)
def test_a_wrong_or_late_link_opens_nothing(
    now: datetime, token: str | None, after: timedelta
) -> None:
    invited = _invite(now)
    with pytest.raises(InvitationGone):
        accept_invitation(token=token or invited.token, password=PASSWORD, at=now + after)
    assert not Account.objects.get().is_active
    assert not Entry.objects.filter(action="account.accept_invitation").exists()


def test_the_link_works_until_its_last_moment(now: datetime) -> None:
    invited = _invite(now)
    at = now + DAYS_7 - timedelta(seconds=1)
    assert accept_invitation(token=invited.token, password=PASSWORD, at=at).is_active


@pytest.mark.parametrize("username", ["wang.min", "WANG.Min"])
def test_a_user_name_is_given_once(now: datetime, username: str) -> None:
    _invite(now)
    before = Entry.objects.count()
    with pytest.raises(UsernameTaken):
        _invite(now, username=username)
    assert (Account.objects.count(), Entry.objects.count()) == (1, before)


def test_an_invitation_to_a_role_that_does_not_fit_makes_no_account(now: datetime) -> None:
    with pytest.raises(OrganisationDoesNotFit):
        _invite(now, institution_id=None)
    assert not Account.objects.exists()
    assert not Assignment.objects.exists()


def test_a_disabled_account_is_out_at_once_and_its_sessions_never_come_back(
    now: datetime, client: Client
) -> None:
    account = make_account(password=PASSWORD)
    client.force_login(account)
    assert client.get("/").wsgi_request.user.is_authenticated
    disable_account(account_id=account.pk, by=PROGRAM, at=now)
    assert not client.get("/").wsgi_request.user.is_authenticated
    enable_account(account_id=account.pk, by=PROGRAM, at=now)
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_a_session_from_before_disabling_stays_ended_though_nobody_used_it(
    now: datetime, client: Client
) -> None:
    account = make_account(password=PASSWORD)
    client.force_login(account)
    disable_account(account_id=account.pk, by=PROGRAM, at=now)
    enable_account(account_id=account.pk, by=PROGRAM, at=now)
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_disabling_takes_an_open_link_along(now: datetime) -> None:
    invited = _invite(now)
    disable_account(account_id=invited.account.pk, by=PROGRAM, at=now)
    with pytest.raises(InvitationGone):
        accept_invitation(token=invited.token, password=PASSWORD, at=now)


def test_an_account_without_a_password_is_not_enabled(now: datetime) -> None:
    invited = _invite(now)
    with pytest.raises(AccountNotOpen):
        enable_account(account_id=invited.account.pk, by=PROGRAM, at=now)
    assert not Account.objects.get().is_active


def test_a_new_link_ends_the_old_one_the_password_and_the_sessions(
    now: datetime, client: Client
) -> None:
    first = _invite(now)
    account = accept_invitation(token=first.token, password=PASSWORD, at=now)
    client.force_login(account)
    second = renew_invitation(account_id=account.pk, by=PROGRAM, at=now)
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert not client.get("/").wsgi_request.user.is_authenticated
    assert accept_invitation(token=second.token, password="other long word", at=now).is_active


@pytest.mark.parametrize("act", [disable_account, enable_account, renew_invitation])
def test_nobody_does_this_to_their_own_account(now: datetime, act: object) -> None:
    account = make_account(password=PASSWORD)
    with pytest.raises(OwnAccount):
        act(account_id=account.pk, by=Actor(account.pk), at=now)
    account.refresh_from_db()
    assert (account.is_active, account.session_round) == (True, 0)
    assert not Entry.objects.exists()


def test_a_look_at_a_person_is_one_row_with_who_and_what(now: datetime) -> None:
    note_access(by=Actor(5, 6), at=now, person_id=9, what="summary")
    entry = Entry.objects.get()
    assert (entry.action, entry.account_id, entry.assignment_id) == ("record.read", 5, 6)
    assert (entry.person_id, entry.at) == (9, now)
    assert b'"summary"' in bytes(entry.payload.body)


# RFC 6238, appendix B (SHA-1), the last six of its eight digits; the secret is
# "12345678901234567890" in base32.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_a_code_is_the_one_of_the_standard(second: int, code: str) -> None:
    assert current_code(RFC_SECRET, at=datetime.fromtimestamp(second, UTC)) == code
