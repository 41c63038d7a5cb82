"""Subscriptions that have failed for too long, and events that were delivered long ago."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from yiyang.audit.services import PROGRAM
from yiyang.decisions.services import read_book
from yiyang.subscriptions.models import Event, Subscription
from yiyang.subscriptions.services.subscribing import turn_off

Status = Subscription.Status


@transaction.atomic
def give_up(*, at: datetime) -> int:
    """Switch off what has stood in error for too long; return how many."""
    lasts = read_book(at.date()).lenient().duration("subscriptions.error_lasts")
    late = Subscription.objects.select_for_update().filter(
        deleted_at=None, status=Status.ERROR, failing_since__lte=at - lasts
    )
    found = list(late)
    for held in found:
        turn_off(held, held.fault, by=PROGRAM, at=at)
    return len(found)


@transaction.atomic
def forget_delivered(*, at: datetime) -> int:
    """Forget events that were delivered long ago; return how many."""
    kept = read_book(at.date()).lenient().duration("subscriptions.kept_days")
    done = Event.objects.filter(
        Q(shown_at=None) | Q(shown_at__lt=at - kept),  # it may have waited for long
        number__lte=F("subscription__sent"),
        happened_at__lt=at - kept,
    )
    return done.delete()[0]
