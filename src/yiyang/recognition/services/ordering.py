"""What a doctor decides about an item: recognise an earlier result, or order it anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.models import QuerySet

from yiyang.access.readers import Reader
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.audit.together import one_transaction
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.ledger.kinds import RECOGNISED
from yiyang.ledger.services import record_act, reverse_act
from yiyang.ledger.services.recording import broken_constraint
from yiyang.network.models import Institution, Practitioner
from yiyang.people.models import Person
from yiyang.recognition import facts, selectors
from yiyang.recognition.errors import (
    NoDoctorHere,
    NoResultYet,
    NotOrdered,
    NotRecognisable,
    OrderEnded,
    OrderOpen,
    OrderPersonDied,
    RecognisedToday,
    UnknownItem,
)
from yiyang.recognition.facts import Found
from yiyang.recognition.models import Order
from yiyang.recognition.selectors import Offer
from yiyang.rules.recognition import FINAL, Again, may_order, recognise

UNIT = "FEN"  # of the act: its quantity is what the repeat was valued at
SOURCE = "order"
REORDERED = "ORDERED_ANEW"  # why a recognition is taken back
MOMENT = timedelta(seconds=1)
CONSTRAINTS = {"order_open_once": OrderOpen, "order_recognised_once_a_day": RecognisedToday}


@dataclass(frozen=True)
class Wanted:
    """An item that a doctor of an institution decides about for a person."""

    person: Person
    item: str
    institution: Institution
    doctor: Practitioner


@one_transaction
def recognise_result(*, wanted: Wanted, result_key: int, reader: Reader, at: datetime) -> Order:
    """Recognise an earlier result instead of a repeat, with what the repeat would have cost.

    Args:
        result_key: of what the reader was offered; asked for again now.

    Raises:
        NotRecognisable: it is not offered to this reader now.  RecognisedToday: the institution
            has recognised one of this item today.  OrderOpen: it is ordered here, and the order
            would be carried out all the same.  NoDoctorHere, UnknownItem, OrderPersonDied.
    """
    offer = _offer(wanted, reader, at)
    chosen = offer.of(result_key)
    if chosen is None:
        raise NotRecognisable()
    if _of(wanted, Order.State.ORDERED).exists():
        raise OrderOpen()
    decided = decide(recognise, offer.asked, reading=offer.reading, subject=_subject(wanted), at=at)
    order = _store(
        wanted,
        offer,
        decided.decision,
        at,
        state=Order.State.RECOGNISED,
        result_id=chosen.found.key,
        result_version=chosen.found.version,
        avoided_fen=offer.recognition.avoided_fen,
    )
    order.act = record_act(
        kind=RECOGNISED,
        person_id=wanted.person.pk,
        institution_id=wanted.institution.pk,
        practitioner_id=wanted.doctor.pk,
        since=at,
        until=at + MOMENT,
        quantity=order.avoided_fen,
        unit=UNIT,
        source_kind=SOURCE,
        source_id=str(order.pk),
        decision=decided.decision,
        by=reader.actor,
        at=at,
    )
    order.save(update_fields=["act"])
    _audit("recognition.recognise", order, reader.actor, at)
    return order


@one_transaction
def order_item(
    *, wanted: Wanted, reader: Reader, at: datetime, case: str = "", words: str = ""
) -> Order:
    """Order an item; where a result is offered, with the case and words that say why.

    What the institution recognised of the item today is taken back: the repeat was not avoided.

    Raises:
        NotOrdered: the case or its words are missing; says which.  OrderOpen: it is ordered
            here already.  NoDoctorHere, UnknownItem, OrderPersonDied.
    """
    offer = _offer(wanted, reader, at)
    words = words.strip()
    missing = may_order(Again(len(offer.offered), case, bool(words)), offer.reading).missing
    if missing:
        raise NotOrdered(missing=missing[0])
    case = case if offer.offered else ""
    asked = replace(offer.asked, case=case)
    decided = decide(recognise, asked, reading=offer.reading, subject=_subject(wanted), at=at)
    _take_back(wanted, reader.actor, at)
    order = _store(
        wanted,
        offer,
        decided.decision,
        at,
        state=Order.State.ORDERED,
        case=case,
        words=words if case else "",
    )
    _audit("recognition.order", order, reader.actor, at)
    return order


@one_transaction
def cancel_order(*, order: Order, by: Actor, at: datetime) -> Order:
    """Take an open order back.  Raises OrderEnded."""
    return _end(order, Order.State.CANCELLED, "recognition.cancel", by, at)


@one_transaction
def finish_order(*, order: Order, reader: Reader, at: datetime) -> Order:
    """End an open order by the newest finished result of its item made since.

    Raises:
        OrderEnded: it is not open.  NoResultYet: the reader may read no such result.
    """
    reading = read_book(facts.local_day(order.decided_at))
    found = selectors.results_of(reader, order.person_id, facts.codes_of(order.item, reading))
    since = [one for one in found if _has_come(one, order, at)]
    if not since:
        raise NoResultYet()
    order.result_id, order.result_version = since[0].key, since[0].version
    return _end(order, Order.State.DONE, "recognition.finish", reader.actor, at)


def _has_come(found: Found, order: Order, at: datetime) -> bool:
    """Tell whether a finished result was made since; of a day without a time, a new one."""
    result = found.result
    if result.made_at is None or result.made_before is None or result.status not in FINAL:
        return False
    if result.made_at > at or result.made_before <= order.decided_at:
        return False
    known = {earlier["key"] for earlier in order.decision.facts["earlier"]}
    return result.made_at >= order.decided_at or found.key not in known


def _offer(wanted: Wanted, reader: Reader, at: datetime) -> Offer:
    """Return what is offered; who else decides for the person waits until this is decided."""
    person = Person.objects.select_for_update(no_key=True).get(pk=wanted.person.pk)
    if person.died_at is not None:
        raise OrderPersonDied()
    if wanted.item not in selectors.catalogue(at):
        raise UnknownItem()
    if not selectors.doctors_at(wanted.institution.pk, at).filter(pk=wanted.doctor.pk).exists():
        raise NoDoctorHere()
    return selectors.offer_for(reader, wanted.person.pk, wanted.item, wanted.institution, at)


def _of(wanted: Wanted, state: str) -> QuerySet[Order]:
    """Return the institution's rows of the item for the person in a state."""
    return Order.objects.filter(
        person=wanted.person, institution=wanted.institution, item=wanted.item, state=state
    )


def _subject(wanted: Wanted) -> Subject:
    return Subject("person", wanted.person.pk, wanted.person.pk)


def _store(
    wanted: Wanted, offer: Offer, decision: Decision, at: datetime, **columns: object
) -> Order:
    try:
        return Order.objects.create(
            person=wanted.person,
            institution=wanted.institution,
            practitioner=wanted.doctor,
            item=wanted.item,
            coded_as=offer.reading.table("recognition.items")[wanted.item]["codes"][0],
            setting=offer.asked.setting.value,
            was_offered=bool(offer.offered),
            decision=decision,
            decided_on=facts.local_day(at),
            decided_at=at,
            **columns,
        )
    except IntegrityError as error:
        refusal = CONSTRAINTS.get(broken_constraint(error) or "")
        if refusal is None:
            raise
        raise refusal() from error


def _take_back(wanted: Wanted, by: Actor, at: datetime) -> None:
    rows = _of(wanted, Order.State.RECOGNISED).filter(decided_on=facts.local_day(at))
    rows = rows.select_for_update(no_key=True, of=("self",))
    for order in rows.select_related("act"):
        reverse_act(act=order.act, reason=REORDERED, by=by, at=at)
        order.avoided_fen = 0
        _end_row(order, Order.State.CANCELLED, at)
        _audit("recognition.take_back", order, by, at)


def _end(order: Order, state: str, action: str, by: Actor, at: datetime) -> Order:
    locked = Order.objects.select_for_update(no_key=True).get(pk=order.pk)
    if locked.state != Order.State.ORDERED:
        raise OrderEnded(state=locked.state)
    locked.result_id, locked.result_version = order.result_id, order.result_version
    _end_row(locked, state, at)
    _audit(action, locked, by, at)
    return locked


def _end_row(order: Order, state: str, at: datetime) -> None:
    order.state, order.ended_at = state, at
    order.save(update_fields=["state", "ended_at", "avoided_fen", "result_id", "result_version"])


def _audit(action: str, order: Order, by: Actor, at: datetime) -> None:
    changed(at, order=order.pk)
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="order",
        subject_id=order.pk,
        person_id=order.person_id,
        payload={"item": order.item, "state": order.state, "case": order.case},
    )
