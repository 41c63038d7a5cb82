"""Messages between nodes: sent at least once, taken in exactly once."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.db import connection, transaction

from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.kernel.plain import digest, to_plain
from yiyang.postbox.models import Incoming, Outgoing

Handler = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class Undelivered(Exception):
    """A carrier could not deliver; the text says why, without the message."""


class MessageIdReused(Refused):
    """Refused because another message came under this id before."""

    code: ClassVar[str] = "MESSAGE_ID_REUSED"


class Carrier(Protocol):
    """The way to one destination."""

    def deliver(self, message: Outgoing) -> None:
        """Hand a message over; raise Undelivered when the other side has not taken it."""


def post(
    *,
    by: Actor,
    at: datetime,
    destination: str,
    kind: str,
    body: Mapping[str, Any],
    message_id: uuid.UUID | None = None,
) -> Outgoing:
    """Write a message to send; call inside the transaction of the change it tells of.

    Args:
        message_id: the id that the message itself names; None: a new one.
    """
    message = Outgoing.objects.create(
        destination=destination,
        message_id=message_id or uuid.uuid4(),
        kind=kind,
        body=to_plain(dict(body)),
        created_at=at,
    )
    record(
        by=by,
        at=at,
        action="postbox.posted",
        subject_kind="outgoing",
        subject_id=message.pk,
        payload={"destination": destination, "kind": kind, "digest": digest(message.body)},
    )
    return message


@transaction.atomic
def receive(
    *,
    by: Actor,
    at: datetime,
    source: str,
    message_id: uuid.UUID,
    kind: str,
    body: Mapping[str, Any],
    handler: Handler,
) -> Mapping[str, Any]:
    """Take a message in once and return its answer; a second copy gets the stored answer.

    The effect of ``handler``, the answer and the row of the message are one transaction; a copy
    that comes while the first is being handled waits for it.

    Raises:
        MessageIdReused: the id belongs to a message of another kind or body.
        Refused: by the handler; nothing is kept and the sender may send it again.
    """
    with connection.cursor() as cursor:
        name = f"incoming {source} {message_id}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
    known = Incoming.objects.filter(source=source, message_id=message_id).first()
    content = digest({"kind": kind, "body": to_plain(dict(body))})
    if known is not None:
        if known.answer["content"] != content:
            raise MessageIdReused
        return dict(known.answer["answer"])
    answer = to_plain(dict(handler(body)))
    incoming = Incoming.objects.create(
        source=source,
        message_id=message_id,
        kind=kind,
        answer={"content": content, "answer": answer},
        received_at=at,
    )
    record(
        by=by,
        at=at,
        action="postbox.received",
        subject_kind="incoming",
        subject_id=incoming.pk,
        payload={"source": source, "kind": kind, "content": content},
    )
    return dict(answer)


@transaction.atomic
def deliver_next(*, at: datetime, destination: str, carrier: Carrier) -> bool | None:
    """Try to deliver the oldest unsent message of a destination; tell whether it went.

    Messages of one destination go in order, so one that fails holds those behind it until the
    next run.  None: nothing waits, or another process delivers to this destination just now.
    A crash between delivery and commit sends a message twice: the receiver knows its id.
    """
    with connection.cursor() as cursor:
        name = f"deliver {destination}"
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
        if not cursor.fetchone()[0]:
            return None
    # Locked, so that whoever would take it back sees that it is on its way.
    unsent = Outgoing.objects.select_for_update(no_key=True)
    unsent = unsent.filter(sent_at__isnull=True, destination=destination)
    message = unsent.order_by("pk").first()
    if message is None:
        return None
    message.attempts += 1
    try:
        carrier.deliver(message)
    except Undelivered:
        message.save(update_fields=["attempts"])
        return False
    message.sent_at = at
    message.save(update_fields=["attempts", "sent_at"])
    return True
