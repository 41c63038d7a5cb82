"""Reading the postbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from yiyang.postbox.models import Outgoing


@dataclass(frozen=True)
class Waiting:
    """The unsent messages of one destination."""

    destination: str
    count: int
    oldest_at: datetime
    most_attempts: int


def waiting_messages() -> tuple[Waiting, ...]:
    """Return what waits to be sent, by destination."""
    rows = (
        Outgoing.objects.filter(sent_at__isnull=True)
        .values("destination")
        .annotate(count=Count("pk"), oldest_at=Min("created_at"), most_attempts=Max("attempts"))
        .order_by("destination")
    )
    return tuple(Waiting(**row) for row in rows)
