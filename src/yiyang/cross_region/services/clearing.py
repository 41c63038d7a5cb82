"""A month cleared: the place of care states it, the node of insurance checks and pays it.

Both post the same: what the prepaid money pays, and what is moved.  A statement that differs from
the other book in one line is refused whole; the books are compared and mended first.  Each checks
for itself what the other says: that it is a whole month that is over, and that the prepaid money
that pays lies there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import PROGRAM, Actor
from yiyang.cross_region.books import OWED, PREPAID, lines_of, month_after, prepaid_fen
from yiyang.cross_region.errors import MonthCleared, MonthNotOver
from yiyang.cross_region.models import Clearing, Prepayment, Role
from yiyang.cross_region.services.sending import head_of, note
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node
from yiyang.exchange.services import post_settlement
from yiyang.exchange.services.storing import Arrived
from yiyang.rules.calendar import clock_runs_out
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.clearing import Cleared, Month, clear
from yiyang.rules.cross_region.comparing import Books, compare, is_alike
from yiyang.rules.cross_region.fhir_books import SUMS, Book, book_of
from yiyang.rules.cross_region.fhir_books import read_book as read_sent
from yiyang.rules.cross_region.fhir_parts import Unreadable
from yiyang.rules.cross_region.terms import BookLine
from yiyang.rules.fhir_map.projections.terms import Resource

State = Clearing.State
SUBJECT, ENTRY = "clearing", "CLEARING"
DIFFER, SUMS_DIFFER = "CROSS_BOOKS_DIFFER", "CROSS_SUMS_DIFFER"
COLUMNS = ("settled", "reversed", "settled_fen", "reversed_fen", *SUMS)


@transaction.atomic
def ask_statement(*, node: Node, month: date, by: Actor, at: datetime) -> Clearing:
    """State a month to the node of insurance.

    Raises:
        MonthNotOver: it is not over.
        MonthCleared: it is cleared, or stated already.
    """
    first, until = month.replace(day=1), month_after(month)
    if until > timezone.localdate(at):
        raise MonthNotOver
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)
    rows = Clearing.objects.filter(node=node, role=Role.PLACE, month=first)
    if rows.exclude(state=State.REFUSED).exists():
        raise MonthCleared
    made = Clearing.objects.create(
        node=node,
        role=Role.PLACE,
        number=f"{node_here()}-M{first:%Y%m}-{rows.count() + 1}",
        month=first,
        due_at=_due(at),
        asked_at=at,
    )
    lines = lines_of(node, Role.PLACE, first, until)
    book = Book(made.number, first, until, lines)
    head = head_of(national.CLEAR, node, Role.PLACE, number=made.number)
    post_settlement(node, book_of(national.CLEAR, book, head, at), by=by, at=at)
    note("ask_statement", (SUBJECT, made.pk), by, at, node=node.code, lines=len(lines))
    return made


def answer_statement(arrived: Arrived, resource: Resource) -> tuple[Resource, int | None]:
    """Check a month against our book and pay it; say again what was paid, where it was.

    Raises:
        Unreadable: it is of other days than those of one month.
        MonthNotOver: the month is not over by our calendar.
    """
    sent, node, at = read_sent(resource), arrived.node, arrived.at
    if sent.since != sent.since.replace(day=1) or sent.until != month_after(sent.since):
        raise Unreadable("PaymentReconciliation.period")  # two that overlap would be paid twice
    if sent.until > timezone.localdate(at):
        raise MonthNotOver
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)
    rows = Clearing.objects.filter(node=node, role=Role.HOME, month=sent.since)
    done = rows.filter(state=State.CLEARED).first()
    ours = lines_of(node, Role.HOME, sent.since, sent.until)
    if done is None:
        done = rows.filter(number=sent.number).first() or Clearing(
            node=node, role=Role.HOME, number=sent.number, month=sent.since
        )
        done.asked_at, done.due_at = at, _due(at)
        done.save()
        _check(done, sent, Books(sent.lines, ours), arrived.by, at)
    sums = tuple((name, int(getattr(done, name))) for name in SUMS)
    answer = Book(sent.number, sent.since, sent.until, ours, sums, done.state, tuple(done.reasons))
    head = head_of(national.CLEAR, node, Role.HOME, number=sent.number)
    return book_of(national.CLEAR, answer, head, at), None


def hear_statement(node: Node, sent: Book, at: datetime) -> None:
    """Book a month as the node of insurance has paid it, or keep why it did not."""
    row = _row(node, sent.number)
    if row is None:
        return
    if sent.state != State.CLEARED:
        _refuse(row, list(sent.reasons), at)
        return
    told = dict(sent.sums)
    taken = told.get("from_prepaid_fen", 0)
    before = told.get("prepaid_after_fen", 0) + taken
    judged = _reckoned(row, sent.lines, before, at, told=taken)
    is_same = {name: getattr(judged.result, name) for name in SUMS} == told
    if not is_same or taken > prepaid_fen(node, Role.PLACE):
        _refuse(row, [SUMS_DIFFER], at)
        return
    _book(row, judged, PROGRAM, at)


def hear_nothing(node: Node, number: str, reasons: list[str], at: datetime) -> None:
    """Keep that a statement was not taken in."""
    row = _row(node, number)
    if row is not None:
        _refuse(row, reasons, at)


def _row(node: Node, number: str) -> Clearing | None:
    rows = Clearing.objects.select_for_update(of=("self",)).select_related("node")
    return rows.filter(node=node, role=Role.PLACE, number=number, state=State.ASKED).first()


def _check(row: Clearing, sent: Book, books: Books, by: Actor, at: datetime) -> None:
    reading = read_book(timezone.localdate(at))
    subject = Subject(SUBJECT, row.pk)
    judged = decide(compare, books, reading=reading, subject=subject, at=at)
    if judged.result.differences:
        row.decision = judged.decision
        _refuse(row, [DIFFER, *sorted({one.number for one in judged.result.differences})], at)
        return
    on_the_way = Prepayment.objects.filter(
        node=row.node, role=Role.HOME, state=Prepayment.State.SENT
    )
    there = prepaid_fen(row.node, Role.HOME) - sum(on_the_way.values_list("fen", flat=True))
    _book(row, _reckoned(row, sent.lines, there, at), by, at)


def _reckoned(
    row: Clearing,
    theirs: Iterable[BookLine],
    prepaid: int,
    at: datetime,
    told: int | None = None,
) -> Decided[Cleared]:
    """Reckon a month of the lines that both books have alike.

    What one node took back and the other never had, or had otherwise and took back too, moves
    nothing between the two: in the month of its settlement as in that of its reversal.
    """
    until, known = month_after(row.month), {line.number: line for line in theirs}
    lines = lines_of(row.node, row.role, row.month, until)
    both = tuple(
        line for line in lines if line.number in known and is_alike(line, known[line.number])
    )
    facts = Month(row.month, until, both, prepaid, told)
    reading = read_book(timezone.localdate(at))
    return decide(clear, facts, reading=reading, subject=Subject(SUBJECT, row.pk), at=at)


def _book(row: Clearing, judged: Decided[Cleared], by: Actor, at: datetime) -> None:
    for name in COLUMNS:
        setattr(row, name, getattr(judged.result, name))
    row.decision, row.state, row.cleared_at, row.reasons = judged.decision, State.CLEARED, at, []
    row.entry = _post(row, judged.decision, by, at)
    row.save()
    note("cleared", (SUBJECT, row.pk), by, at, node=row.node.code, due=row.due_fen)


def _post(row: Clearing, decision: Decision, by: Actor, at: datetime) -> Entry:
    """Post a month: of what is owed the prepaid money pays its part, the rest is moved.

    Where more was taken back than settled, the prepaid money grows by it.
    """
    node = row.node.code
    owed = Owner(OWED[Role(row.role)], node)
    prepaid = Owner(PREPAID[Role(row.role)], node)
    treasury = Owner(Account.Kind.TREASURY, node)
    at_home = row.role == Role.HOME
    moves = []
    for source, other, fen in (
        ("prepaid", prepaid, row.from_prepaid_fen),
        ("moved", treasury, row.moved_fen),
    ):
        debit, credit = (owed, other) if at_home == (fen > 0) else (other, owed)
        moves.append(
            Move(debit, credit, abs(fen), decision.rule, decision.pk, SUBJECT, f"{row.pk}:{source}")
        )
    entry = EntryOf(ENTRY, SUBJECT, row.pk, timezone.localdate(at))
    return post(entry=entry, moves=moves, by=by, at=at)


def _refuse(row: Clearing, reasons: list[str], at: datetime) -> None:
    row.state, row.reasons = State.REFUSED, reasons
    row.save(update_fields=["state", "reasons", "decision"])
    note("statement_refused", (SUBJECT, row.pk), PROGRAM, at, node=row.node.code)


def _due(at: datetime) -> datetime | None:
    reading = read_book(timezone.localdate(at))
    return clock_runs_out(at, "cross_region.clearing_answer", reading).at
