"""Doing what the answer to a message of ours says; what fails here is parked, and heard again.

An answer that our own program cannot do holds up nobody: the message has gone, its answer is kept
until it was heard, and the page of the node says so.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.decisions.services import read_book
from yiyang.exchange.errors import NothingToHear
from yiyang.exchange.models import Node, Sent
from yiyang.exchange.services.events import Heard, hearer_of
from yiyang.exchange.services.storing import what_no_row_holds
from yiyang.kernel.errors import Refused
from yiyang.rules.fhir_map.projections.terms import Resource
from yiyang.rules.fhir_map.written import read_json, write_json

log = logging.getLogger(__name__)
NOT_DONE = "ANSWER_NOT_DONE"  # the other node has answered; by a defect of ours nothing was done
# Somebody else was faster, or the database was away: it may go well the next time.
PASSING = (OperationalError, InterfaceError, IntegrityError)


@dataclass(frozen=True)
class Answered:
    """What the other node said, signed: whether it took the message in, each issue, and what
    it sent back.
    """

    is_taken: bool
    issues: Sequence[dict[str, str]] = ()
    resources: Sequence[Resource] = ()


def hear_answer(sent: Sent, asked: str, answered: Answered, at: datetime) -> None:
    """Let whoever sent a message do what its answer says.

    What is refused changes nothing but the message, which says why: it would be the same at every
    try.  Any other fault is ours: the answer is parked, so that the messages behind it go.

    Raises:
        OperationalError, InterfaceError, IntegrityError: it may go well the next time; not more
            often than the book says in a row.
    """
    try:
        _hear(sent, asked, answered, at)
    except Refused as fault:
        _add_issue(sent, fault.code)
    except Exception as fault:
        if isinstance(fault, PASSING) and not _is_worn_out(sent.node, fault, at):
            raise
        log.error("answer to message %s not heard", sent.message.message_id, exc_info=fault)
        sent.parked = {
            "asked": asked,
            "is_taken": answered.is_taken,
            "resources": [write_json(one).decode() for one in answered.resources],
        }
        _add_issue(sent, NOT_DONE, where=type(fault).__name__)


def _hear(sent: Sent, asked: str, answered: Answered, at: datetime) -> None:
    hear = hearer_of(sent.message.kind)
    if hear is None:
        return
    with transaction.atomic(), what_no_row_holds():
        told = tuple(answered.resources)
        hear(Heard(sent, read_json(asked.encode()), answered.is_taken, told, at))


def _is_worn_out(node: Node, fault: Exception, at: datetime) -> bool:
    """Tell whether the same fault has held the queue of a node as often as the book allows."""
    tries = read_book(timezone.localdate(at)).integer("exchange.hearing_tries")
    return node.last_error == type(fault).__name__ and node.failures + 1 >= tries


def _add_issue(sent: Sent, code: str, where: str = "") -> None:
    sent.issues = [*sent.issues, {"code": code, "text": "", "value": "", "where": where}]
    sent.save(update_fields=["issues", "parked"])


def hear_again(*, node_id: int, by: Actor, at: datetime) -> tuple[int, int]:
    """Hear the parked answers of a node again, the oldest first; return how many went, and stay.

    Raises:
        NothingToHear: none is parked.
    """
    parked = Sent.objects.filter(node=node_id, parked__isnull=False)
    keys = list(parked.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise NothingToHear
    heard = sum(_hear_if_it_goes(key, by, at) for key in keys)
    return heard, len(keys) - heard


def _hear_if_it_goes(key: int, by: Actor, at: datetime) -> bool:
    """Hear one parked answer; what the database cannot do now holds up none behind it."""
    try:
        return _hear_parked(key, by, at)
    except PASSING as fault:
        log.error("parked answer %s not heard", key, exc_info=fault)
        return False


@transaction.atomic
def _hear_parked(key: int, by: Actor, at: datetime) -> bool:
    rows = Sent.objects.select_for_update(of=("self",)).select_related("node", "message")
    sent = rows.filter(pk=key, parked__isnull=False).first()
    if sent is None:
        return False  # somebody else has heard it meanwhile
    kept = sent.parked
    resources = tuple(read_json(one.encode()) for one in kept["resources"])
    sent.parked = None
    sent.issues = [one for one in sent.issues if one.get("code") != NOT_DONE]
    sent.save(update_fields=["issues", "parked"])
    hear_answer(sent, kept["asked"], Answered(kept["is_taken"], (), resources), at)
    record(
        by=by,
        at=at,
        action="exchange.heard_again",
        subject_kind="sent",
        subject_id=sent.pk,
        person_id=sent.person_id,
        payload={"node": sent.node.code, "is_heard": sent.parked is None},
    )
    return sent.parked is None
