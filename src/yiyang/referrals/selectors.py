"""Reading referrals: those of an institution, those of a person, what may receive one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.booking import facts as booking_facts
from yiyang.kernel.excerpt import excerpt
from yiyang.network.models import Institution
from yiyang.network.selectors import reachable_institutions
from yiyang.people.models import Person
from yiyang.referrals.models import Referral
from yiyang.rules.booking.terms import Relation

LIST_LENGTH = 200
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Desk:
    """An institution's referrals: to answer, under way, sent and open, closed last."""

    to_answer: list[Referral]
    received: list[Referral]
    sent: list[Referral]
    closed: list[Referral]


@dataclass(frozen=True)
class Exchange:
    """Referrals up and down of an institution; None where nothing was answered or arrived.

    ``answer_minutes`` is the median time to the answer of what it received.
    """

    sent_up: int
    sent_down: int
    received_up: int
    received_down: int
    answer_minutes: int | None
    returned_percent: int | None


@dataclass(frozen=True)
class Receiver:
    """An institution that may receive a referral, and how it stands to the person."""

    institution: Institution
    relation: Relation


def referrals_for(assignment: Assignment) -> QuerySet[Referral]:
    """Return the referrals an assignment may see: its institution's, or its own people's."""
    here = assignment.institution_id
    if here is not None:
        seen = Q(from_institution=here) | Q(to_institution=here)
    elif has_power(assignment, Power.SEE_OWN):
        seen = visible_to(assignment, person="person_id")
    else:
        seen = Q(pk__in=())
    return Referral.objects.filter(seen).select_related(
        "case", "person", "from_institution", "to_institution", "booking__clinic", "decision"
    )


def referral_for(assignment: Assignment, case_id: int) -> Referral:
    """Return the referral of a case that an assignment may see.  Raises Http404."""
    rows = referrals_for(assignment).select_related("benefit", "terms", "from_practitioner")
    return get_object_or_404(rows, case_id=case_id)


def desk_of(assignment: Assignment) -> Desk:
    """Return the referrals of an institution's desk, the urgent and the oldest first."""
    rows = referrals_for(assignment).order_by("case__urgency", "pk")
    here = assignment.institution_id
    opened = rows.filter(case__closed_at__isnull=True)
    received = opened.filter(to_institution=here)
    waits = Q(case__state__in=("SUBMITTED", "ADVICE_ASKED"))
    closed = rows.filter(case__closed_at__isnull=False).order_by("-case__closed_at")
    return Desk(
        to_answer=excerpt(received.filter(waits), LIST_LENGTH),
        received=excerpt(received.exclude(waits), LIST_LENGTH),
        sent=excerpt(opened.filter(from_institution=here), LIST_LENGTH),
        closed=excerpt(closed, LIST_LENGTH // 10),
    )


def exchange_of(assignment: Assignment, since: datetime) -> Exchange:
    """Return what an institution sent and received since a moment, and how it was answered.

    The return rate is of those received up that have arrived: how many were sent back down.
    """
    here = assignment.institution_id
    rows = referrals_for(assignment).filter(submitted_at__gte=since)
    counted = rows.aggregate(
        sent_up=Count("pk", filter=Q(from_institution=here) & ~Q(direction="DOWN")),
        sent_down=Count("pk", filter=Q(from_institution=here, direction="DOWN")),
        received_up=Count("pk", filter=Q(to_institution=here) & ~Q(direction="DOWN")),
        received_down=Count("pk", filter=Q(to_institution=here, direction="DOWN")),
    )
    arrived = rows.exclude(direction="DOWN").filter(to_institution=here, arrived_at__isnull=False)
    back = arrived.filter(followed_by__direction="DOWN").distinct().count()
    answered = rows.filter(to_institution=here, answered_at__isnull=False)
    waited = [b - a for a, b in answered.values_list("submitted_at", "answered_at")]
    return Exchange(
        **counted,
        answer_minutes=round(median(waited) / MINUTE) if waited else None,
        returned_percent=round(100 * back / total) if (total := arrived.count()) else None,
    )


def referrals_of(assignment: Assignment, person_id: int) -> QuerySet[Referral]:
    """Return one person's referrals as far as they may be seen, the latest first."""
    return referrals_for(assignment).filter(person=person_id).order_by("-pk")


def answered_by(assignment: Assignment, person_id: int, receiver_id: int) -> Referral | None:
    """Return the arrived referral that sending a person back to its sender answers, or None."""
    rows = referrals_of(assignment, person_id).filter(
        to_institution=assignment.institution_id,
        from_institution=receiver_id,
        arrived_at__isnull=False,
    )
    return rows.first()


def receivers_for(
    assignment: Assignment, person: Person, day: date, kinds: Collection[str]
) -> list[Receiver]:
    """Return the institutions that may receive a person: the 1+1+1 combination first.

    Args:
        day: the day of the referral.
        kinds: kinds of institution from the book.
    """
    standing = booking_facts.standing_of(person.pk, day)
    rows = reachable_institutions(assignment).filter(kind__in=kinds, is_open=True)
    rows = rows.exclude(pk=assignment.institution_id).select_related("partner__node")
    rows = rows.order_by("-level", "code")
    order = list(Relation)
    found = [Receiver(one, standing.relation(one.pk)) for one in rows]
    return sorted(found, key=lambda one: order.index(one.relation))
