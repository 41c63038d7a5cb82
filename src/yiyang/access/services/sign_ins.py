"""What the audit trail says about sign-ins.  A name that was tried is never kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import PROGRAM, Actor, record


@transaction.atomic
def note_sign_in(*, account_id: int, at: datetime) -> None:
    """Write that an account has signed in."""
    _note("account.sign_in", account_id, Actor(account_id), at)


@transaction.atomic
def note_linked_sign_in(*, account_id: int, at: datetime) -> None:
    """Write that an account was linked to somebody whom an outside provider knows."""
    _note("account.linked_sign_in", account_id, Actor(account_id), at)


@transaction.atomic
def note_failed_sign_in(*, at: datetime) -> None:
    """Write that somebody failed to sign in."""
    _note("account.sign_in_failed", "", PROGRAM, at)


@transaction.atomic
def note_second_factor(*, account_id: int, at: datetime) -> None:
    """Write that an account has set up its own second factor."""
    _note("account.second_factor_set", account_id, Actor(account_id), at)


@transaction.atomic
def note_password_change(*, account_id: int, at: datetime) -> None:
    """Write that an account has changed its password."""
    _note("account.password_change", account_id, Actor(account_id), at)


def _note(action: str, subject: int | str, by: Actor, at: datetime) -> None:
    record(by=by, at=at, action=action, subject_kind="account", subject_id=subject)
