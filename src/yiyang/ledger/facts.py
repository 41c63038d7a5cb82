"""Rows of the ledger and the network as the frozen values that its rule takes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from yiyang.kernel.span import Span
from yiyang.ledger.kinds import RECOGNISED
from yiyang.ledger.models import Act
from yiyang.ledger.selectors import standing_acts
from yiyang.network.models import Institution, Post
from yiyang.rules.ledger import KnownAct, PracticeDays

MINUTE = timedelta(minutes=1)


def known_acts(where: Q, since: datetime, until: datetime) -> tuple[KnownAct, ...]:
    """Return the standing acts that share a moment with a time, or began in its first minute.

    Without stays, and without recognised results, which take nobody's time.
    """
    around = DateTimeTZRange(since.replace(second=0, microsecond=0), max(until, since + MINUTE))
    rows = standing_acts().filter(where, span__overlap=around).exclude(kind__startswith="STAY_")
    rows = rows.exclude(kind=RECOGNISED)
    return tuple(_known(act) for act in rows.order_by("pk"))


def practice_days(practitioner_id: int, institution_id: int) -> tuple[PracticeDays, ...]:
    """Return when a practitioner practises at an institution, or at the one whose point it is."""
    point = Institution.objects.get(pk=institution_id)
    places = {institution_id}
    if point.kind == "DAY_CARE":  # a service point of its medical institution (HZ-10)
        places |= {key for key in (point.inhouse_of_id, point.operator_id) if key}
    rows = Post.objects.filter(practitioner=practitioner_id, institution__in=places)
    return tuple(
        PracticeDays(post.span.lower, post.span.upper) for post in rows.order_by("span", "pk")
    )


def _known(act: Act) -> KnownAct:
    return KnownAct(act.kind, act.item, act.person_id, Span(act.span.lower, act.span.upper))
