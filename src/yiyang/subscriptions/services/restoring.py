"""Subscriptions in a database that was restored: they speak to nobody before somebody says so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import PROGRAM, Actor
from yiyang.record.selectors.settled import Place
from yiyang.record.services.renumbering import (
    is_ahead,
    place_after_renumbering,
    renumber_changes,
)
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.services.subscribing import note, turn_off

Status = Subscription.Status
RESTORED = "RESTORED"


@transaction.atomic
def settle_restored(*, at: datetime) -> int:
    """Renumber restored changes and stop every subscription; return how many were stopped.

    A copy that somebody makes to look at must not call the endpoints of the real node's clients.
    What waits is kept: it goes on where it stopped when it is asked for again.
    Call while nobody writes.
    """
    standing = Subscription.objects.select_for_update().filter(deleted_at=None).order_by("pk")
    found = list(standing)
    if is_ahead():
        for held in found:
            _move(held)
        renumber_changes()
    living = [held for held in found if held.status != Status.OFF]
    for held in living:
        turn_off(held, RESTORED, by=PROGRAM, at=at)
    return len(living)


@transaction.atomic
def go_on(*, key: int, by: Actor, at: datetime) -> None:
    """Ask the endpoint of a subscription again that a restore has stopped, by the officer's hand.

    Any other is left as it stands.
    """
    held = Subscription.objects.select_for_update().get(pk=key)
    if held.status != Status.OFF or held.fault != RESTORED:
        return
    held.status, held.fault, held.updated_at = Status.REQUESTED, "", at
    held.failures, held.failing_since, held.next_at = 0, None, None
    held.version += 1
    held.save()
    note("subscription.go_on", held, by, at)


def _move(held: Subscription) -> None:
    if held.cursor_xid is None or held.cursor_seq is None:
        return
    since = place_after_renumbering(Place(held.cursor_xid, held.cursor_seq))
    held.since_snapshot, held.since_xid, held.since_seq = since.snapshot, since.xid, since.seq
    held.cursor_xid, held.cursor_seq = since.place.xid, since.place.seq
    held.save()
