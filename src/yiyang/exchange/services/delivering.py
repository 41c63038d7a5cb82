"""What leaves for a node, and what becomes of it: answered, or to be tried again later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import PROGRAM, Actor, record
from yiyang.decisions.services import read_book
from yiyang.exchange.errors import ConsentWordStays, NothingToDrop
from yiyang.exchange.here import destination_of
from yiyang.exchange.models import Node, Sent
from yiyang.exchange.services.composing import opened
from yiyang.exchange.services.hearing import Answered, hear_answer
from yiyang.exchange.services.telling import close_refused
from yiyang.postbox.models import Outgoing

LONGEST_ERROR = 120
DROPPED = "MESSAGE_DROPPED"  # given up: nobody knows whether it arrived
DOUBLINGS = 20  # beyond these the longest wait is reached in any case


@dataclass(frozen=True)
class Payload:
    """One message as it leaves: its id and its text."""

    message_id: str
    body: bytes


def payload_of(message: Outgoing) -> Payload:
    """Return a waiting message as it leaves; sealed numbers are opened only now.

    The same message gives the same text at every try.
    """
    text = opened(message.body["text"], message.body["sealed"])
    return Payload(str(message.message_id), text.encode())


def note_answer(*, message: Outgoing, answered: Answered, at: datetime) -> Sent:
    """Keep what a node answered; of the message only its digest stays here.

    Call inside the transaction that marks the message as sent.  A referral that is refused is
    closed with the reason, so that its sender hears of it where referrals are read.
    """
    sent = Sent.objects.select_related("node").get(message=message)
    sent.state = Sent.State.TAKEN if answered.is_taken else Sent.State.REFUSED
    sent.issues, sent.answered_at = list(answered.issues), at
    sent.save(update_fields=["state", "issues", "answered_at"])
    asked = message.body["text"]
    forget_body(message)
    Node.objects.filter(pk=sent.node_id).update(
        failures=0, next_try_at=None, last_error="", last_error_at=None, last_sent_at=at
    )
    note_sent(sent, f"exchange.{sent.state.lower()}", PROGRAM, at)
    if sent.state == Sent.State.REFUSED and sent.referral_id is not None:
        close_refused(sent, at)
    hear_answer(sent, asked, answered, at)
    return sent


@transaction.atomic
def note_failure(*, node_id: int, error: str, at: datetime) -> Node:
    """Keep that nothing could be delivered, and when it is tried again: each time later.

    Args:
        error: the kind of failure; nothing of a message.
    """
    node = Node.objects.select_for_update().get(pk=node_id)
    reading = read_book(timezone.localdate(at))
    first, longest = (reading.duration(f"exchange.retry_{name}") for name in ("first", "longest"))
    wait = min(first * 2 ** min(node.failures, DOUBLINGS), longest)
    node.failures += 1
    node.next_try_at = at + timedelta(seconds=wait.total_seconds())
    node.last_error, node.last_error_at = error[:LONGEST_ERROR], at
    node.save(update_fields=["failures", "next_try_at", "last_error", "last_error_at"])
    return node


@transaction.atomic
def take_back(*, consent_id: int, at: datetime) -> int:
    """Take back what waits under a consent that is over and was never tried; return how many.

    What was tried, or is on its way at this moment, may have arrived: the word that the consent
    is over follows it.
    """
    untouched = Sent.objects.select_for_update(of=("self", "message"), skip_locked=True)
    waiting = untouched.filter(
        consent=consent_id,
        state=Sent.State.WAITING,
        referral=None,
        message__attempts=0,
        message__sent_at=None,
    ).exclude(contents=[])
    found = list(waiting.select_related("message"))
    for sent in found:
        sent.state, sent.answered_at = Sent.State.TAKEN_BACK, at
        sent.save(update_fields=["state", "answered_at"])
        forget_body(sent.message)
        sent.message.sent_at = at
        sent.message.save(update_fields=["sent_at"])
        note_sent(sent, "exchange.taken_back", PROGRAM, at)
    return len(found)


@transaction.atomic
def drop_next(*, node_id: int, by: Actor, at: datetime) -> Sent:
    """Give up the message that a node takes in neither well nor badly, so that the next one goes.

    It is the oldest that waits.  It counts as refused; a referral in it closes with that reason.
    It may have arrived all the same: the other node is not told.

    Raises:
        NothingToDrop: nothing waits that was tried, or it is on its way at this moment.
        ConsentWordStays: it is the word that a consent is over, which the other node must hear.
    """
    waiting = Sent.objects.filter(node=node_id, state=Sent.State.WAITING, message__sent_at=None)
    first = waiting.order_by("message").values_list("pk", flat=True).first()
    held = waiting.select_for_update(of=("self", "message"), skip_locked=True)
    sent = held.select_related("message", "node").filter(pk=first, message__attempts__gt=0).first()
    if sent is None:
        raise NothingToDrop
    if not sent.contents:
        raise ConsentWordStays
    last_sent_at = sent.node.last_sent_at
    issue = {"code": DROPPED, "text": "", "value": "", "where": ""}
    note_answer(message=sent.message, answered=Answered(is_taken=False, issues=(issue,)), at=at)
    Outgoing.objects.filter(pk=sent.message_id).update(sent_at=at)
    Node.objects.filter(pk=node_id).update(last_sent_at=last_sent_at)
    note_sent(sent, "exchange.dropped", by, at)
    return sent


def forget_body(message: Outgoing) -> None:
    """Keep of a message that has gone nothing but the digest of its text."""
    digest = hashlib.sha256(message.body["text"].encode()).hexdigest()
    message.body = {"sha256": digest}
    message.save(update_fields=["body"])


def note_sent(sent: Sent, action: str, by: Actor, at: datetime) -> None:
    """Write the audit row of a message's fate."""
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="sent",
        subject_id=sent.pk,
        person_id=sent.person_id,
        payload={
            "node": sent.node.code,
            "destination": destination_of(sent.node.code),
            "contents": sent.contents,
            "issues": [one.get("code", "") for one in sent.issues],
        },
    )
