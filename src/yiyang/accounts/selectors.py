"""Reading accounts: only what counts, that is outside runs or of a run that is posted."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Sum

from yiyang.accounts.models import Posting, Run

COUNTS = Q(run__isnull=True) | Q(run__state=Run.State.POSTED)


def postings() -> QuerySet[Posting]:
    """Return every posting that counts."""
    return Posting.objects.filter(COUNTS)


def balance(code: str) -> int:
    """Return what an account has got less what it has borne, in fen."""
    got = postings().filter(credit__code=code).aggregate(fen=Sum("fen"))["fen"] or 0
    borne = postings().filter(debit__code=code).aggregate(fen=Sum("fen"))["fen"] or 0
    return int(got) - int(borne)


def live_run(kind: str, period: str, place: str) -> Run | None:
    """Return the posted run of a period that no later one adjusts."""
    rows = Run.objects.filter(kind=kind, period=period, place=place, state=Run.State.POSTED)
    return rows.order_by("-sequence").first()
