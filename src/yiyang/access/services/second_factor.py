"""The second factor of an account: codes that change with time (RFC 6238)."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import transaction

from yiyang.access.models import Account
from yiyang.access.services.assignments import refuse_own_account
from yiyang.audit.services import Actor, record


@transaction.atomic
def set_second_factor(*, account_id: int, secret: str, by: Actor, at: datetime) -> None:
    """Give an account a known secret, base32, in place of any it had.

    For the demo's officers, whose codes the demo shows; everybody else sets up their own.
    """
    Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).delete()
    Authenticator.objects.create(
        user_id=account_id, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}
    )
    _note(account_id, "account.second_factor_set", by, at)


@transaction.atomic
def remove_second_factor(*, account_id: int, by: Actor, at: datetime) -> None:
    """Take the second factor from an account whose holder has lost it, and end its sessions.

    The next sign-in leads to the set-up page where the role requires a factor.

    Raises:
        OwnAccount: nobody takes it from themselves.
    """
    refuse_own_account(account_id, by)
    account = Account.objects.select_for_update().get(pk=account_id)
    Authenticator.objects.filter(user_id=account_id).delete()
    account.session_round += 1
    account.save(update_fields=["session_round"])
    _note(account_id, "account.second_factor_removed", by, at)


def _note(account_id: int, action: str, by: Actor, at: datetime) -> None:
    record(by=by, at=at, action=action, subject_kind="account", subject_id=account_id)
