"""Whose acts of care a month has, and what of them was not claimed from insurance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from yiyang.claims.care_facts import acts_between, next_month
from yiyang.claims.models import CareMonth, Claim
from yiyang.decisions.services import read_book
from yiyang.ledger.models import Act


@dataclass(frozen=True)
class Unclaimed:
    """An act, or so many minutes of it, that is not claimed; ``reason`` is a code."""

    act: Act
    on: date
    minutes: int
    reason: str


def cared_for(first: date, institution: str = "") -> Sequence[int]:
    """Return the people with acts of care in a month, and those whose month was claimed before.

    Args:
        institution: only those whom the institution of this code cared for.

    Raises:
        NotInForce: the book names no items of care.
    """
    rows = acts_between(first, next_month(first), read_book(first))
    months = CareMonth.objects.filter(first_on=first)
    if institution:
        rows = rows.filter(institution__code=institution)
        claims = Claim.objects.filter(kind=Claim.Kind.CARE, institution__code=institution)
        claims = claims.filter(begun_on__gte=first, begun_on__lt=next_month(first))
        months = months.filter(person__in=claims.values("person"))
    keys = set(rows.values_list("person", flat=True).distinct())
    return sorted(keys | set(months.values_list("person", flat=True)))


def care_month_of(claim: Claim) -> CareMonth | None:
    """Return the month that a claim of care was made of; whoever calls has checked who may see."""
    if claim.kind != Claim.Kind.CARE:
        return None
    first = claim.begun_on.replace(day=1)
    rows = CareMonth.objects.filter(person=claim.person_id, first_on=first)
    return rows.select_related("decision").first()


def not_claimed(month: CareMonth, institution_id: int | None = None) -> list[Unclaimed]:
    """Return the acts of a month that are not claimed, of one institution if given.

    Whoever calls has checked who may see them.
    """
    told = month.decision.result["left_out"]
    rows = Act.objects.filter(pk__in={int(one["act"]) for one in told})
    acts = {act.pk: act for act in rows.select_related("institution")}
    found = [
        Unclaimed(act, timezone.localdate(act.span.lower), one["minutes"], one["reason"])
        for one in told
        if (act := acts.get(int(one["act"]))) is not None
        and institution_id in (None, act.institution_id)
    ]
    return sorted(found, key=lambda one: (one.act.span.lower, one.act.pk))
