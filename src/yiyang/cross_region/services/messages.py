"""Messages of settlements: which transaction one is, who does it, and what is answered.

They travel as every message between nodes does (``exchange``): signed, taken in once, with their
answer kept, so that a copy gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from yiyang.cross_region.errors import NothingToAnswer
from yiyang.cross_region.services import (
    answering,
    clearing,
    comparing,
    eligibility,
    hearing,
    prepaying,
)
from yiyang.exchange.errors import BadMessage, NotExchanged
from yiyang.exchange.facts import is_in_force
from yiyang.exchange.models import Node
from yiyang.exchange.services import events
from yiyang.exchange.services.events import Heard
from yiyang.exchange.services.facts_of_message import local_day
from yiyang.exchange.services.storing import Arrived, Outcome, noted
from yiyang.people.models import Person
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_books import read_book, read_reply
from yiyang.rules.cross_region.fhir_claims import told_of
from yiyang.rules.cross_region.fhir_parts import TRANSACTION, Unreadable, extra, number_of
from yiyang.rules.exchange import ALWAYS, SETTLEMENT, TYPES_OF
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.messages import SETTLEMENT as EVENT
from yiyang.rules.fhir_map.projections.terms import Resource
from yiyang.rules.fhir_map.written import write_json

Doer = Callable[[Arrived, Resource], tuple[Resource, int | None]]
DOERS: dict[str, Doer] = {
    national.ELIGIBILITY: eligibility.answer_question,
    national.PRESETTLE: answering.answer_preview,
    national.SETTLE: answering.answer_settle,
    national.REVERSE: answering.answer_reverse,
    national.UNDO: answering.answer_reverse,
    national.RECONCILE: comparing.answer_books,
    national.CLEAR: clearing.answer_statement,
    national.ADVANCE: prepaying.take_payment,
}


def begin() -> None:
    """Take in messages of settlements from now on; once, as the program starts."""
    events.serve(EVENT, take, hear)


def take(arrived: Arrived) -> Mapping[str, Any]:
    """Do what a message of another node asks, and return what is answered.

    Raises:
        NotExchanged: the two nodes have agreed on no settlement.
        BadMessage: it is no transaction, or does not say what its transaction needs.
    """
    node = arrived.node
    if not is_in_force(node, local_day(arrived.at)) or SETTLEMENT not in node.contents:
        raise NotExchanged(reason="EXCHANGE_NOT_AGREED", content=f"CONTENT_{SETTLEMENT}")
    found = [one.resource for one in arrived.read.sent if _is_transaction(one.resource)]
    doer = DOERS.get(_kind(found[0])) if len(found) == 1 else None
    known = TYPES_OF[SETTLEMENT] | ALWAYS
    if doer is None or any(one.resource["resourceType"] not in known for one in arrived.read.sent):
        raise BadMessage([finding("NOT_ONE_TRANSACTION", "Bundle.entry")])
    try:
        answer, person_id = doer(arrived, found[0])
    except Unreadable as fault:
        raise BadMessage([finding("TRANSACTION_NOT_READ", str(fault))]) from fault
    person = Person.objects.get(pk=person_id) if person_id is not None else None
    told = noted(arrived, Outcome(person, counts={_kind(found[0]): 1}))
    # As text: an amount keeps its decimals in the answer that is kept for copies.
    return {**told, "resources": [write_json(answer).decode()]}


def hear(heard: Heard) -> None:
    """Do what the answer to a message of ours says; an answer to something else says nothing.

    Raises:
        NothingToAnswer: it cannot be read.
    """
    node, at = heard.sent.node, heard.at
    entries = [entry["resource"] for entry in heard.asked.get("entry", ())]
    for asked in filter(_is_transaction, entries):
        kind, number = _kind(asked), number_of(asked)
        if not heard.is_taken:
            reasons = [str(one.get("code", "")) for one in heard.sent.issues]
            _not_taken(kind, number, node, reasons, at)
            continue
        try:
            for answer in [one for one in heard.resources if _is_answer(one, kind, number)]:
                _told(kind, asked, answer, node, at)
        except Unreadable as fault:
            raise NothingToAnswer from fault


def _told(kind: str, asked: Resource, answer: Resource, node: Node, at: datetime) -> None:
    if kind == national.ELIGIBILITY:
        eligibility.hear_reply(node, read_reply(answer), at)
    elif kind == national.PRESETTLE:
        hearing.hear_preview(node, told_of(answer), at)
    elif kind in (national.SETTLE, national.REVERSE, national.UNDO):
        hearing.hear_told(node, told_of(answer), at)
    elif kind == national.RECONCILE:
        comparing.hear_books(node, read_book(asked), read_book(answer), at)
    elif kind == national.CLEAR:
        clearing.hear_statement(node, read_book(answer), at)
    else:
        prepaying.hear_payment(node, number_of(answer), at)


def _not_taken(kind: str, number: str, node: Node, reasons: list[str], at: datetime) -> None:
    if kind in (national.PRESETTLE, national.SETTLE, national.REVERSE, national.UNDO):
        hearing.hear_nothing(node, number, reasons, at)
    elif kind == national.ELIGIBILITY:
        eligibility.hear_nothing(node, number, reasons, at)
    elif kind == national.CLEAR:
        clearing.hear_nothing(node, number, reasons, at)
    elif kind == national.ADVANCE:
        prepaying.hear_refused(node, number, reasons, at)


def _is_transaction(resource: Resource) -> bool:
    return resource.get("resourceType") in TYPES_OF[SETTLEMENT]


def _kind(resource: Resource) -> str:
    return str(extra(resource, TRANSACTION))


def _is_answer(resource: Resource, kind: str, number: str) -> bool:
    undone = {national.REVERSE, national.UNDO}
    same = _kind(resource) == kind or {_kind(resource), kind} <= undone
    return same and number_of(resource) == number
