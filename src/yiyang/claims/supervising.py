"""Stored claims as supervision looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from yiyang.claims.models import Claim
from yiyang.network.facts import level_of
from yiyang.rules.supervision import Seen, SeenLine

STANDING = (Claim.State.RECEIVED, Claim.State.SETTLED)


@dataclass(frozen=True)
class Window:
    """Which claims are looked at: ended from a day until another, which is excluded.

    ``beside_days``: claims of the same people that ended so many days before are looked at
    too, so that a stay is seen with the one before it.
    """

    since: date
    until: date
    place: str = ""
    institution: str = ""
    beside_days: int = 0


def claims_within(window: Window) -> QuerySet[Claim]:
    """Return the claims that are asked about: of a place and its parts, of one institution.

    An institution of another node is asked there.
    """
    rows = Claim.objects.filter(
        state__in=STANDING,
        ended_on__gte=window.since,
        ended_on__lt=window.until,
        institution__is_elsewhere=False,
    )
    if window.place:
        rows = rows.filter(institution__place__code__within=window.place)
    return rows.filter(institution__code=window.institution) if window.institution else rows


def seen_claims(window: Window) -> Sequence[Seen]:
    """Return what is looked at: the claims asked about, and others of the same people.

    Keys of claims, people and lines are those of the rows, so that nothing names a person.
    """
    asked = claims_within(window)
    since = window.since - timedelta(days=window.beside_days)
    people = Q(person__in=asked.values("person"), ended_on__gte=since, begun_on__lt=window.until)
    rows = Claim.objects.filter(Q(pk__in=asked.values("pk")) | people, state__in=STANDING)
    rows = rows.select_related("person", "institution").prefetch_related("lines")
    return [_seen(claim) for claim in rows.order_by("pk")]


def _seen(claim: Claim) -> Seen:
    born, day = claim.person.born_on, claim.begun_on
    age = None
    if born is not None:
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    died_at = claim.person.died_at
    return Seen(
        key=str(claim.pk),
        person=str(claim.person_id),
        institution=claim.institution.code,
        kind=claim.kind,
        begun_on=claim.begun_on,
        ended_on=claim.ended_on,
        level=level_of(claim.institution),
        sex=claim.person.sex,
        age=age,
        diagnosis=claim.diagnosis,
        lines=tuple(
            SeenLine(
                str(line.pk),
                line.code,
                line.on,
                line.quantity,
                line.fen,
                line.charge,
                line.doctor,
                line.minutes,
            )
            for line in sorted(claim.lines.all(), key=lambda one: one.number)
        ),
        died_on=died_at and timezone.localdate(died_at),
    )
