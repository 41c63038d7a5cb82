"""What a resident says of a visit afterwards."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.visits.errors import RatedAlready
from yiyang.visits.models import Visit
from yiyang.visits.services.trail import held, note


@transaction.atomic
def rate_visit(*, visit_id: int, stars: int, praise: str, by: Actor, at: datetime) -> Visit:
    """Rate a visit that was made, once: one star (bad) to five (good).

    Raises:
        VisitMovedOn: it was not made.
        RatedAlready: it has its rating.
    """
    visit = held(visit_id, Visit.State.DONE)
    if visit.stars is not None:
        raise RatedAlready()
    visit.stars, visit.praise, visit.rated_at = stars, praise, at
    visit.save(update_fields=["stars", "praise", "rated_at"])
    note("rate", visit, by, at, {"stars": stars})
    return visit
