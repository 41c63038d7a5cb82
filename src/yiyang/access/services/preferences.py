"""Changing accounts, assignments and grants.  Each change leaves one audit row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Account
from yiyang.audit.services import Actor, record


@transaction.atomic
def choose_large_type(*, account_id: int, large: bool, by: Actor, at: datetime) -> None:
    """Keep whether an account's pages are shown in large type."""
    Account.objects.filter(pk=account_id).update(large_type=large)
    record(
        by=by,
        at=at,
        action="account.large_type",
        subject_kind="account",
        subject_id=account_id,
        payload={"large": large},
    )
