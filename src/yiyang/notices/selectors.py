"""Reading notices: the inbox of an assignment."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.notices.models import Delivery, Notice

WAITING_SHOWN = 100
ANSWERED_SHOWN = 20


def notices_for(assignment: Assignment) -> QuerySet[Notice]:
    """Return the notices for an assignment: sent to its account, or to its role here."""
    sent = Delivery.objects.filter(notice=OuterRef("pk"), account_id=assignment.account_id)
    mine = Q(Exists(sent)) | Q(account_id=assignment.account_id)
    return Notice.objects.filter(mine | _role_here(assignment))


def notice_for(assignment: Assignment, notice_id: int) -> Notice:
    """Return one notice that is for an assignment.

    Raises:
        Http404: there is none, or it is for others; the two look alike.
    """
    return get_object_or_404(notices_for(assignment), pk=notice_id)


def inbox(assignment: Assignment) -> Excerpt[Notice]:
    """Return what is to be answered or known: unanswered, urgent first, then the last answered."""
    found = notices_for(assignment).select_related("institution", "place")
    waiting = found.filter(acknowledged_at=None).order_by("-urgent", "-pk")
    answered = found.filter(acknowledged_at__isnull=False).order_by("-acknowledged_at", "-pk")
    first = excerpt(waiting, WAITING_SHOWN)
    return Excerpt([*first, *answered[:ANSWERED_SHOWN]], more=first.more)


def waiting_count(assignment: Assignment) -> int:
    """Return how many notices for an assignment are not answered."""
    return notices_for(assignment).filter(acknowledged_at=None).count()


def texts_sent(channel: str, limit: int) -> list[Delivery]:
    """Return the last deliveries sent by a channel, newest first: for the demo's phone."""
    sent = Delivery.objects.filter(channel=channel, state=Delivery.State.SENT)
    return list(sent.select_related("notice", "account").order_by("-sent_at", "-pk")[:limit])


def _role_here(assignment: Assignment) -> Q:
    to_role = Q(role=assignment.role, account=None)
    if assignment.institution_id is not None:
        return to_role & Q(institution_id=assignment.institution_id)
    if assignment.place is None:
        return to_role & Q(institution=None, place=None)
    within = Q(place=None) | Q(place__code__within=assignment.place.code)
    return to_role & Q(institution=None) & within
