"""Reading the network: institutions and what they offer, beds, rosters."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from yiyang.network.models import Duty


def on_duty(
    role: str, institution_id: int | None, place_id: int | None, at: datetime
) -> list[Duty]:
    """Return who is on duty in a role at a moment, first the one to be told first.

    A roster of the institution goes before one of the place; with both None, any roster of
    the role that is bound to neither.  The accounts come with the rows.
    """
    where = Q(institution__isnull=True, place__isnull=True)
    if institution_id is not None:
        where = Q(institution=institution_id)
    if place_id is not None:
        where = where | Q(place=place_id) if institution_id is not None else Q(place=place_id)
    rows = Duty.objects.filter(where, role=role, span__contains=at, account__is_active=True)
    return sorted(
        rows.select_related("account"),
        key=lambda duty: (duty.institution_id is None, duty.order, duty.pk),
    )
