"""Events of subscriptions are noted and sent here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings

from yiyang.faces.jobs.hooks import WebHook
from yiyang.faces.jobs.schedule import every
from yiyang.rules.subscribing.addresses import networks_of
from yiyang.subscriptions.selectors import due_keys, standing_keys
from yiyang.subscriptions.services import (
    Sender,
    capture,
    deliver_next,
    forget_delivered,
    give_up,
)

log = logging.getLogger(__name__)
AT_ONCE = 50  # steps for one subscription in one run; the rest goes in the next


@every("* * * * * */5")
def note_events(at: datetime) -> str:
    """Note what happened for each subscription."""
    keys = standing_keys()

    def look_through(key: int) -> None:
        for _ in range(AT_ONCE):  # who has been away for long does not hold up the others
            if not capture(key=key, at=at):
                break

    _each(keys, look_through)
    return f"{len(keys)} subscriptions looked through"


@every("* * * * * */5")
def send_notifications(at: datetime) -> str:
    """Send what waits."""
    sent, failed = send_waiting(hook(), at)
    return f"sent {sent}, failed {failed}"


@every("35 * * * *")
def tidy_subscriptions(at: datetime) -> str:
    """Switch off what has failed for days, and forget what was delivered long ago."""
    return f"{give_up(at=at)} switched off, {forget_delivered(at=at)} events forgotten"


def send_waiting(sender: Sender, at: datetime) -> tuple[int, int]:
    """Send for every subscription until it has nothing more, or fails; count both."""
    went: list[bool] = []

    def send_all(key: int) -> None:
        for _ in range(AT_ONCE):
            taken = deliver_next(key=key, at=at, sender=sender)
            if taken is not None:
                went.append(taken)
            if not taken:
                break

    _each(due_keys(at), send_all)
    return went.count(True), went.count(False)


def _each(keys: Iterable[int], work: Callable[[int], None]) -> None:
    """Work on every subscription, also after one that shows a fault of ours."""
    faults = []
    for key in keys:
        try:
            work(key)
        except Exception as fault:
            log.error("subscription %s", key, exc_info=fault)
            faults.append(fault)
    if faults:
        raise faults[0]


def hook() -> WebHook:
    """Return the way to endpoints, as the operator has opened it."""
    networks = networks_of(settings.HOOK_NETWORKS)
    return WebHook(networks, is_secure_only=settings.PRODUCTION)
