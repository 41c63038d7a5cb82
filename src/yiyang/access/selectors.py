"""Reading accounts, assignments and grants."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Now

from yiyang.access.models import Account, Assignment


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
