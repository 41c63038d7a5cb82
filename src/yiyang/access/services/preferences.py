"""How an account wants its pages: type and language."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Account
from yiyang.audit.services import Actor, record


@transaction.atomic
def choose_large_type(*, account_id: int, large: bool, by: Actor, at: datetime) -> None:
    """Keep whether an account's pages are shown in large type."""
    Account.objects.filter(pk=account_id).update(large_type=large)
    _note("account.large_type", account_id, {"large": large}, by, at)


@transaction.atomic
def choose_language(*, account_id: int, language: str, by: Actor, at: datetime) -> None:
    """Keep the language in which an account's pages are shown."""
    Account.objects.filter(pk=account_id).update(language=language)
    _note("account.language", account_id, {"language": language}, by, at)


def _note(
    action: str, account_id: int, chosen: dict[str, str | bool], by: Actor, at: datetime
) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="account",
        subject_id=account_id,
        payload=chosen,
    )
