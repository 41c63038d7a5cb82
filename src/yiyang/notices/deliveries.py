"""Sending what waits, again with growing pauses, until it is taken or given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from yiyang.audit.services import PROGRAM, record
from yiyang.kernel.messages import Message
from yiyang.notices.channels import IN_APP, Channel, ChannelFault
from yiyang.notices.models import Delivery

ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=30)  # doubles after each attempt
BATCH = 5  # what surely is sent within the first pause, at TIMEOUT_SECONDS each
NO_CHANNEL = "CHANNEL_NOT_SET_UP"
Render = Callable[[Message, str], str]


@dataclass
class Sent:
    """What one run did."""

    sent: int = 0
    failed: int = 0


def send_waiting(*, channels: Mapping[str, Channel], render: Render, at: datetime) -> Sent:
    """Send a few deliveries that are due; return how many were taken and how many were not.

    A delivery is claimed before it is sent, by putting off its next attempt: two processes
    never send one twice, one that died in between is tried again, and no row is locked while
    a slow gateway is waited for.  Call again, at a later moment, until nothing was done.

    Args:
        channels: those that are set up here, by code.
        render: the sentence of a message in a language.
    """
    result = Sent()
    for delivery in _claim(at):
        fault = _send(delivery, channels, render)
        _keep(delivery, fault, at)
        result.failed += bool(fault)
        result.sent += not fault
    return result


@transaction.atomic
def _claim(at: datetime) -> list[Delivery]:
    is_due = Q(next_attempt_at=None) | Q(next_attempt_at__lte=at)
    found = list(
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(is_due, state=Delivery.State.WAITING)
        .select_related("notice", "account")
        .order_by("pk")[:BATCH]
    )
    for delivery in found:
        delivery.attempts += 1
        delivery.next_attempt_at = at + FIRST_PAUSE * 2 ** (delivery.attempts - 1)
    Delivery.objects.bulk_update(found, ["attempts", "next_attempt_at"])
    return found


def _send(delivery: Delivery, channels: Mapping[str, Channel], render: Render) -> str:
    """Return the code of the fault, or nothing."""
    channel = channels.get(delivery.channel)
    if channel is None:
        return NO_CHANNEL
    notice = delivery.notice
    try:
        text = render(Message(notice.code, notice.params), delivery.account.language)
        channel.send(delivery.account, text)
    except ChannelFault as fault:
        return fault.code
    return ""


def _keep(delivery: Delivery, fault: str, at: datetime) -> None:
    """Keep the outcome, unless the notice was answered meanwhile."""
    outcome: dict[str, object] = {"fault": fault[:64]}
    if not fault:
        outcome |= {"state": Delivery.State.SENT, "sent_at": at, "next_attempt_at": None}
    elif fault == NO_CHANNEL or delivery.attempts >= ATTEMPTS:
        outcome |= {"state": Delivery.State.FAILED, "next_attempt_at": None}
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING).update(**outcome)


@transaction.atomic
def settle_restored(*, at: datetime) -> int:
    """Give up what waited to leave by another channel than the program's own; return how many.

    A copy that somebody makes to look at must not send messages of the real node once more; who
    signs in still reads every notice.
    """
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).exclude(channel=IN_APP)
    count = waiting.update(state=Delivery.State.DROPPED, next_attempt_at=None, fault="RESTORED")
    if count:
        record(
            by=PROGRAM,
            at=at,
            action="notice.dropped_by_restore",
            subject_kind="NOTICE",
            subject_id=0,
            payload={"deliveries": count},
        )
    return count
