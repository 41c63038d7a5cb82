"""Money sent ahead by the node of insurance, so that the place of care need not wait for it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post, reverse_entry
from yiyang.audit.services import PROGRAM, Actor
from yiyang.cross_region.books import PREPAID, owed_fen, prepaid_fen
from yiyang.cross_region.errors import NothingToPrepay
from yiyang.cross_region.models import Clearing, Prepayment, Role
from yiyang.cross_region.services.sending import head_of, note
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node, Sent
from yiyang.exchange.services import post_settlement
from yiyang.exchange.services.delivering import DROPPED
from yiyang.exchange.services.storing import Arrived
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.clearing import Prepaid, Standing, prepay
from yiyang.rules.cross_region.fhir_books import payment_of, read_payment
from yiyang.rules.cross_region.fhir_parts import Unreadable
from yiyang.rules.fhir_map.projections.terms import Resource

SUBJECT, ENTRY = "prepayment", "PREPAYMENT"


def standing_of(node: Node, role: str, *, agreed_month_fen: int, months: int) -> Standing:
    """Return what the rule asks of the prepaid money of one direction."""
    rows = Clearing.objects.filter(node=node, role=role, state=Clearing.State.CLEARED)
    latest = rows.order_by("-month").values_list("due_fen", flat=True)[:months]
    return Standing(
        months_fen=tuple(latest),
        agreed_month_fen=agreed_month_fen,
        prepaid_fen=prepaid_fen(node, role),
        owed_fen=owed_fen(node, role),
    )


@transaction.atomic
def send_payment(*, node: Node, by: Actor, at: datetime, agreed_month_fen: int = 0) -> Prepayment:
    """Send to a node what fills the prepaid money up to what should lie there.

    Money whose message was given up may have come or not: it is sent again under its number
    before any other is.

    Args:
        agreed_month_fen: what the two expect of a month, while none is cleared.

    Raises:
        NothingToPrepay: as much lies there.
    """
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)
    given_up = _given_up(node)
    if given_up is not None:
        _send(given_up, by, at)
        note("prepay_again", (SUBJECT, given_up.pk), by, at, node=node.code)
        return given_up
    judged = _judged(node, Role.HOME, at, agreed_month_fen)
    fen = judged.result.top_up_fen
    if not fen:
        raise NothingToPrepay
    count = Prepayment.objects.filter(node=node, role=Role.HOME).count()
    number = f"{node_here()}-P-{node.code}-{count + 1}"
    ahead = Prepayment(node=node, role=Role.HOME, number=number, fen=fen)
    made = _made(ahead, judged.decision, by, at)
    _send(made, by, at)
    return made


def _given_up(node: Node) -> Prepayment | None:
    """Return money on its way whose message waits no more and was never answered."""
    if Sent.objects.filter(node=node, state=Sent.State.WAITING).exists():
        return None
    rows = Prepayment.objects.filter(node=node, role=Role.HOME, state=Prepayment.State.SENT)
    return rows.select_related("node").order_by("pk").first()


def _send(row: Prepayment, by: Actor, at: datetime) -> None:
    head = head_of(national.ADVANCE, row.node, Role.HOME, number=row.number)
    told = payment_of(row.number, row.fen, row.day, head, at)
    post_settlement(row.node, told, by=by, at=at)


def take_payment(arrived: Arrived, resource: Resource) -> tuple[Resource, int | None]:
    """Take in money that the node of insurance sent ahead, once under its number.

    Raises:
        Unreadable: another amount came under its number.
    """
    number, fen, day = read_payment(resource)
    node, at = arrived.node, arrived.at
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)
    known = Prepayment.objects.filter(node=node, role=Role.PLACE, number=number).first()
    if known is None:
        judged = _judged(node, Role.PLACE, at, 0)
        ahead = Prepayment(node=node, role=Role.PLACE, number=number, fen=fen)
        known = _made(ahead, judged.decision, arrived.by, at)
    elif known.fen != fen:
        raise Unreadable("PaymentNotice.amount")
    head = head_of(national.ADVANCE, node, Role.PLACE, number=number)
    return payment_of(number, known.fen, day, head, at), None


def hear_payment(node: Node, number: str, at: datetime) -> None:
    """Keep that money sent ahead has come."""
    row = _row(node, number)
    if row is not None:
        row.state = Prepayment.State.THERE
        row.save(update_fields=["state"])
        note("prepaid", (SUBJECT, row.pk), PROGRAM, at, node=node.code, fen=row.fen)


def hear_refused(node: Node, number: str, reasons: list[str], at: datetime) -> None:
    """Take money back that the other node has not taken in.

    Where its message was given up nobody knows that: it stays on its way, to be sent again.
    """
    row = _row(node, number)
    if row is not None and DROPPED not in reasons:
        day = timezone.localdate(at)
        reverse_entry(entry=row.entry, day=day, by=PROGRAM, at=at)
        row.state = Prepayment.State.REFUSED
        row.save(update_fields=["state"])
        note("prepayment_refused", (SUBJECT, row.pk), PROGRAM, at, node=node.code, fen=row.fen)


def _row(node: Node, number: str) -> Prepayment | None:
    rows = Prepayment.objects.select_for_update(of=("self",)).select_related("entry")
    sent = rows.filter(node=node, role=Role.HOME, state=Prepayment.State.SENT)
    return sent.filter(number=number).first()


def _judged(node: Node, role: str, at: datetime, agreed: int) -> Decided[Prepaid]:
    reading = read_book(timezone.localdate(at))
    months = reading.integer("cross_region.average_months")
    facts = standing_of(node, role, agreed_month_fen=agreed, months=months)
    return decide(prepay, facts, reading=reading, subject=Subject("node", node.pk), at=at)


def _made(made: Prepayment, decision: Decision, by: Actor, at: datetime) -> Prepayment:
    """Store money sent ahead, with its posting and its audit row."""
    is_home = made.role == Role.HOME
    made.state = Prepayment.State.SENT if is_home else Prepayment.State.THERE
    made.day, made.made_at, made.decision = timezone.localdate(at), at, decision
    made.entry = _post(made, made.node, by, at)
    made.save()
    note("prepay" if is_home else "take_payment", (SUBJECT, made.pk), by, at, node=made.node.code)
    return made


def _post(made: Prepayment, node: Node, by: Actor, at: datetime) -> Entry:
    prepaid = Owner(PREPAID[Role(made.role)], node.code)
    treasury = Owner(Account.Kind.TREASURY, node.code)
    debit, credit = (prepaid, treasury) if made.role == Role.HOME else (treasury, prepaid)
    decision = made.decision
    source = f"{made.role}:{made.number}"
    move = Move(debit, credit, made.fen, decision.rule, decision.pk, SUBJECT, source)
    entry = EntryOf(ENTRY, "node", node.pk, made.day)
    return post(entry=entry, moves=[move], by=by, at=at)
