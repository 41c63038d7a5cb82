"""Stored claims as supervision looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yiyang.claims.facts import level_of
from yiyang.claims.models import Claim
from yiyang.rules.supervision import Seen, SeenLine

STANDING = (Claim.State.RECEIVED, Claim.State.SETTLED)


def seen_claims(since: date, until: date, institution: str = "") -> Sequence[Seen]:
    """Return the claims that ended from a day until another, which is excluded.

    Of one institution, by its code, where it is given.  Keys are those of the rows, so that
    nothing names a person.
    """
    rows = Claim.objects.filter(state__in=STANDING, ended_on__gte=since, ended_on__lt=until)
    if institution:
        rows = rows.filter(institution__code=institution)
    rows = rows.select_related("person", "institution").prefetch_related("lines")
    return [_seen(claim) for claim in rows.order_by("pk")]


def _seen(claim: Claim) -> Seen:
    born, day = claim.person.born_on, claim.begun_on
    age = None
    if born is not None:
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return Seen(
        key=f"{claim.institution.code}/{claim.source}",
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
            SeenLine(str(line.number), line.code, line.on, line.quantity, line.fen)
            for line in sorted(claim.lines.all(), key=lambda one: one.number)
        ),
    )
