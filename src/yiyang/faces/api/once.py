"""A write sent twice is done once: ``Idempotency-Key`` names it, the inbox keeps its answer.

The key is of one client under one assignment.  Effect, answer and key are one transaction; a
refusal keeps nothing, so the same key may be sent again.  The inbox is that of the postbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Header

from yiyang.access.readers import Reader
from yiyang.postbox.services import receive

WriteKey = Annotated[
    UUID,
    Header(alias="Idempotency-Key", description="A UUID of your own for this write; new for each"),
]


def once(
    reader: Reader,
    key: UUID,
    kind: str,
    sent: Mapping[str, Any],
    do: Callable[[datetime], Mapping[str, Any]],
) -> Mapping[str, Any]:
    """Do a write, or return what it answered when it was done before.

    Args:
        kind: what is done, as ``beds.state``.
        sent: all that says what is to be done; the same key with another is refused.
        do: does it and returns its answer, which names rows and holds no personal data.

    Raises:
        MessageIdReused: the key was used for something else.
        whatever ``do`` raises; then nothing is kept.
    """
    at = timezone.now()
    return receive(
        by=reader.actor,
        at=at,
        source=f"api:{reader.client_id}:{reader.assignment.pk}"[:64],
        message_id=key,
        kind=f"api.{kind}",
        body=sent,
        handler=lambda _: do(at),
    )
