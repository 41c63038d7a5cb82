"""Inviting, disabling and enabling accounts.  Nobody signs up by themselves."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from yiyang.access.models import Account, Assignment, Invitation, Role
from yiyang.access.selectors import token_digest
from yiyang.access.services.assignments import give_assignment, refuse_own_account
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.policy.loader import shipped_book

TOKEN_BYTES = 32


class UsernameTaken(Refused):
    """Refused because another account has this user name, in any case of letters."""

    code = "USERNAME_TAKEN"


class InvitationGone(Refused):
    """Refused because the link is unknown, used, replaced or too old: one answer for all."""

    code = "INVITATION_GONE"


class SystemAccount(Refused):
    """Refused because the account is a connected system's: nobody signs in with it."""

    code = "SYSTEM_ACCOUNT"


class AccountNotOpen(Refused):
    """Refused because the account has not accepted its invitation yet."""

    code = "ACCOUNT_NOT_OPEN"


@dataclass(frozen=True)
class Invited:
    """An account and the token of its one-time link, which is kept nowhere."""

    account: Account
    token: str
    expires_at: datetime


@transaction.atomic
def invite_account(
    *,
    username: str,
    name: str,
    role: str,
    institution_id: int | None = None,
    place_id: int | None = None,
    email: str = "",
    phone: str = "",
    by: Actor,
    at: datetime,
) -> Invited:
    """Make an account with its first role; it opens when the invited person sets a password.

    Raises:
        UsernameTaken: the user name exists.
        OrganisationDoesNotFit: see ``give_assignment``.
    """
    if Account.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username=username)
    account = Account(
        username=username,
        first_name=name,
        email=email,
        phone=phone,
        is_active=False,
        date_joined=at,
    )
    account.set_unusable_password()
    account.save()
    give_assignment(
        account_id=account.pk,
        role=role,
        institution_id=institution_id,
        place_id=place_id,
        since=at,
        by=by,
        at=at,
    )
    _note(account, "account.invite", by, at)
    return _issue(account, at)


@transaction.atomic
def renew_invitation(*, account_id: int, by: Actor, at: datetime) -> Invited:
    """Give a new one-time link to somebody who lost the first, or forgot their password.

    The old password and every session end now.

    Raises:
        OwnAccount: nobody does this for themselves.
        SystemAccount: it is the account of a connected system.
    """
    refuse_own_account(account_id, by)
    if Assignment.objects.filter(account=account_id, role=Role.CONNECTED_SYSTEM).exists():
        raise SystemAccount
    account = Account.objects.select_for_update().get(pk=account_id)
    account.set_unusable_password()
    account.is_active = False
    account.session_round += 1
    account.save(update_fields=["password", "is_active", "session_round"])
    _note(account, "account.renew_invitation", by, at)
    return _issue(account, at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> Account:
    """Set the password of an invited account and open it; the link works this once.

    Raises:
        InvitationGone: no invitation in force has this token; nothing tells which fault.
    """
    invitation = (
        Invitation.objects.select_for_update()
        .filter(token_digest=token_digest(token), accepted_at=None, expires_at__gt=at)
        .first()
    )
    if invitation is None:
        raise InvitationGone
    account = Account.objects.select_for_update().get(pk=invitation.account_id)
    account.set_password(password)
    account.is_active = True
    account.save(update_fields=["password", "is_active"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    _note(account, "account.accept_invitation", Actor(account.pk), at)
    return account


@transaction.atomic
def disable_account(*, account_id: int, by: Actor, at: datetime) -> None:
    """Close an account: its sessions end now, its open link with them.

    Raises:
        OwnAccount: nobody disables their own account.
    """
    refuse_own_account(account_id, by)
    account = Account.objects.select_for_update().get(pk=account_id)
    account.is_active = False
    account.session_round += 1
    account.save(update_fields=["is_active", "session_round"])
    Invitation.objects.filter(account=account, accepted_at=None).delete()
    _note(account, "account.disable", by, at)


@transaction.atomic
def enable_account(*, account_id: int, by: Actor, at: datetime) -> None:
    """Open a disabled account again; sessions from before stay ended.

    Raises:
        OwnAccount: nobody enables their own account.
        AccountNotOpen: it has no password yet; it needs a link instead.
    """
    refuse_own_account(account_id, by)
    account = Account.objects.select_for_update().get(pk=account_id)
    if not account.has_usable_password():
        raise AccountNotOpen
    account.is_active = True
    account.save(update_fields=["is_active"])
    _note(account, "account.enable", by, at)


def _issue(account: Account, at: datetime) -> Invited:
    valid = shipped_book().on("access.invitation_days", at.date(), settings.PLACE).duration
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = at + valid
    Invitation.objects.update_or_create(
        account=account,
        defaults={
            "token_digest": token_digest(token),
            "made_at": at,
            "expires_at": expires_at,
            "accepted_at": None,
        },
    )
    return Invited(account, token, expires_at)


def _note(account: Account, action: str, by: Actor, at: datetime) -> None:
    record(by=by, at=at, action=action, subject_kind="account", subject_id=account.pk)
