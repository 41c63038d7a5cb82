"""Reading accounts, assignments, invitations and second factors."""

from __future__ import annotations

import hashlib
from datetime import datetime

from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from yiyang.access.models import Account, Assignment, Invitation
from yiyang.policy.loader import shipped_book


def assignments_in_force(account: Account) -> QuerySet[Assignment]:
    """Return the assignments of an account that hold now, oldest first."""
    return (
        Assignment.objects.filter(account_id=account.pk, span__contains=Now())
        .select_related("institution", "place")
        .order_by("pk")
    )


def assignment_for(account: Account, key: str) -> Assignment | None:
    """Return the account's own assignment in force with this key, or None."""
    if not key.isdecimal():
        return None
    return assignments_in_force(account).filter(pk=int(key)).first()


def invitation_in_force(token: str, at: datetime) -> Invitation | None:
    """Return the invitation that a link opens, or None when it opens none any more."""
    return (
        Invitation.objects.filter(
            token_digest=token_digest(token), accepted_at=None, expires_at__gt=at
        )
        .select_related("account")
        .first()
    )


def token_digest(token: str) -> bytes:
    """Return what is kept of the token of a one-time link."""
    return hashlib.sha256(token.encode()).digest()


def needs_second_factor(assignment: Assignment, at: datetime) -> bool:
    """Tell whether the role worked in must use a second factor on that day."""
    line = shipped_book().on("access.second_factor_roles", at.date(), settings.PLACE)
    return assignment.role in line.codes


def has_second_factor(account: Account) -> bool:
    """Tell whether an account has set up its second factor."""
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


def current_code(secret: str, *, at: datetime) -> str:
    """Return the code that a phone with this secret (base32) shows.  Source: RFC 6238."""
    counter = int(at.timestamp()) // mfa.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, counter))


def demo_codes(*, at: datetime) -> list[tuple[str, str]]:
    """Return the user names of the demo's accounts and the codes that their phones show.

    Only accounts whose address no real one can have (``@demo.invalid``, RFC 2606).
    """
    factors = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__email__endswith="@demo.invalid"
    )
    found = factors.order_by("user__username").values_list("user__username", "data")
    return [
        (username, current_code(decrypt(kept["secret"]), at=at))
        for username, kept in found
        if "secret" in kept
    ]
