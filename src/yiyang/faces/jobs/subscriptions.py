"""Events of subscriptions are noted and sent here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic

from django.conf import settings

from yiyang.faces.jobs.hooks import WebHook
from yiyang.faces.jobs.schedule import every
from yiyang.faces.oauth.consented import may_act
from yiyang.rules.subscribing.addresses import networks_of
from yiyang.subscriptions.selectors import due_keys, standing_keys
from yiyang.subscriptions.services import (
    Sender,
    capture,
    deliver_round,
    forget_delivered,
    give_up,
    only_sender,
)

log = logging.getLogger(__name__)
AT_ONCE = 50  # steps for one subscription in one run; the rest goes in the next
LONGEST = 30  # seconds


@every("* * * * * */5")
def note_events(at: datetime) -> str:
    """Note what happened for each subscription."""
    keys = standing_keys()

    def look_through(key: int) -> None:
        for _ in range(AT_ONCE):  # who has been away for long does not hold up the others
            if not capture(key=key, at=at, may_act=may_act):
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
    """Send for every subscription, each in turn, while there is more; count taken and failed.

    A round asks each endpoint once; after ``LONGEST`` seconds no other one is begun.
    """
    taken = failed = 0
    faults: list[Exception] = []

    def broken(key: int, fault: Exception) -> None:
        log.error("subscription %s", key, exc_info=fault)
        faults.append(fault)

    ends = monotonic() + LONGEST
    with only_sender() as is_only:
        keys = due_keys(at) if is_only else []
        for _ in range(AT_ONCE):
            went = deliver_round(keys=keys, at=at, sender=sender, may_act=may_act, broken=broken)
            keys = [key for key in keys if went.get(key)]
            taken, failed = taken + len(keys), failed + len(went) - len(keys)
            if not keys or monotonic() > ends:
                break
    if faults:
        raise faults[0]
    return taken, failed


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
