"""Two books of a day compared (3201, 3202): each difference named, and mended by the rule.

The place of care manages (就医地管理): it asks, and it does what the remedy says.  Everything it
does is a question that may be asked again without harm.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import PROGRAM, Actor
from yiyang.cross_region.books import line_of, lines_of
from yiyang.cross_region.errors import MonthNotOver
from yiyang.cross_region.models import AwaySettlement, Difference, Reconciliation, Role
from yiyang.cross_region.services.asking import ask_reverse, ask_settle, ask_undo
from yiyang.cross_region.services.sending import head_of, note
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node
from yiyang.exchange.services import post_settlement
from yiyang.exchange.services.storing import Arrived
from yiyang.rules.cross_region import machine, national
from yiyang.rules.cross_region.comparing import Books, Compared, compare
from yiyang.rules.cross_region.comparing import Difference as Named
from yiyang.rules.cross_region.fhir_books import Book, book_of
from yiyang.rules.cross_region.fhir_books import read_book as read_sent
from yiyang.rules.cross_region.terms import BookLine
from yiyang.rules.exchange import SETTLEMENT
from yiyang.rules.fhir_map.projections.terms import Resource

State = AwaySettlement.State
SUBJECT = "reconciliation"


def days_to_compare(at: datetime) -> list[tuple[Node, date]]:
    """Return the days to ask each node for: yesterday, once, and where something still differs.

    A node for whose insured nothing was ever asked here has nothing to compare.
    """
    today = timezone.localdate(at)
    nodes = Node.objects.filter(
        stopped_at=None, contents__contains=[SETTLEMENT], agreed__contains=today
    )
    asked = AwaySettlement.objects.filter(role=Role.PLACE).values("node")
    found: list[tuple[Node, date]] = []
    for node in nodes.filter(pk__in=asked).order_by("code"):
        rows = Reconciliation.objects.filter(node=node, role=Role.PLACE)
        open_ones = Difference.objects.filter(reconciliation__in=rows, resolved_at=None)
        days = set(open_ones.values_list("reconciliation__day", flat=True))
        yesterday = today - timedelta(days=1)
        if not rows.filter(day=yesterday).exists():
            days.add(yesterday)
        asked_today = rows.filter(asked_at__date=today).values_list("day", flat=True)
        found += [(node, day) for day in sorted(days - set(asked_today))]
    return found


@transaction.atomic
def ask_books(*, node: Node, day: date, by: Actor, at: datetime) -> Reconciliation:
    """Send the lines of a day to a node, to be compared with its own.

    Raises:
        MonthNotOver: the day is not over yet.
    """
    if day >= timezone.localdate(at):
        raise MonthNotOver
    Node.objects.select_for_update(no_key=True).get(pk=node.pk)  # one at a time: it is counted
    rows = Reconciliation.objects.filter(node=node, role=Role.PLACE, day=day)
    made = Reconciliation.objects.create(
        node=node,
        role=Role.PLACE,
        number=f"{node_here()}-R{day:%Y%m%d}-{rows.count() + 1}",
        day=day,
        asked_at=at,
    )
    until = day + timedelta(days=1)
    lines = lines_of(node, Role.PLACE, day, until)
    book = Book(made.number, day, until, lines, awaited=awaited_of(node))
    head = head_of(national.RECONCILE, node, Role.PLACE, number=made.number)
    post_settlement(node, book_of(national.RECONCILE, book, head, at), by=by, at=at)
    note("ask_books", (SUBJECT, made.pk), by, at, node=node.code, lines=len(lines))
    return made


def answer_books(arrived: Arrived, resource: Resource) -> tuple[Resource, int | None]:
    """Compare the lines that a node sent with ours, keep every difference, and send ours."""
    sent, node = read_sent(resource), arrived.node
    ours = our_lines(node, Role.HOME, sent)
    made, _ = Reconciliation.objects.get_or_create(
        node=node,
        role=Role.HOME,
        number=sent.number,
        defaults={"day": sent.since, "asked_at": arrived.at},
    )
    judged = compared(made, Books(sent.lines, ours, sent.awaited), arrived.at)
    _keep(made, judged, arrived.by, arrived.at)
    head = head_of(national.RECONCILE, node, Role.HOME, number=sent.number)
    answer = Book(sent.number, sent.since, sent.until, ours, awaited=sent.awaited)
    return book_of(national.RECONCILE, answer, head, arrived.at), None


def hear_books(node: Node, asked: Book, sent: Book, at: datetime) -> None:
    """Compare our lines with those of the node of insurance, and mend each difference.

    Where our lines have moved since they were asked about, the other node has compared with what
    stands here no more: the day is asked for again, or it would keep differences that are none.
    """
    rows = Reconciliation.objects.select_for_update().filter(node=node, role=Role.PLACE)
    made = rows.filter(number=sent.number).first()
    if made is None or made.compared_at is not None:
        return
    ours = our_lines(node, Role.PLACE, sent)
    judged = compared(made, Books(ours, sent.lines, awaited_of(node)), at)
    _keep(made, judged, PROGRAM, at)
    for number, remedy in sorted({(d.number, d.remedy) for d in judged.result.differences}):
        _mend(node, number, remedy, made.day, at)
    if lines_of(node, Role.PLACE, asked.since, asked.until) != asked.lines:
        ask_books(node=node, day=made.day, by=PROGRAM, at=at)


def our_lines(node: Node, role: str, sent: Book) -> tuple[BookLine, ...]:
    """Return our lines of the days of a book, and of every number that it names."""
    found = {line.number: line for line in lines_of(node, role, sent.since, sent.until)}
    named = {line.number for line in sent.lines} - found.keys()
    rows = AwaySettlement.objects.filter(node=node, role=role, settled_on__isnull=False)
    found |= {row.number: line_of(row) for row in rows.filter(number__in=named)}
    return tuple(found[number] for number in sorted(found))


def awaited_of(node: Node) -> tuple[str, ...]:
    """Return the numbers that were asked of a node and not answered yet."""
    rows = AwaySettlement.objects.filter(node=node, role=Role.PLACE, settled_on=None)
    rows = rows.filter(state__in=(State.ASKED, State.REVERSING))
    return tuple(rows.order_by("number").values_list("number", flat=True))


def compared(made: Reconciliation, books: Books, at: datetime) -> Decided[Compared]:
    """Decide what differs between two books."""
    reading = read_book(timezone.localdate(at))
    return decide(compare, books, reading=reading, subject=Subject(SUBJECT, made.pk), at=at)


def _keep(made: Reconciliation, judged: Decided[Compared], by: Actor, at: datetime) -> None:
    found = judged.result.differences
    made.agreeing, made.decision, made.compared_at = judged.result.agreeing, judged.decision, at
    made.save(update_fields=["agreeing", "decision", "compared_at"])
    Difference.objects.bulk_create(
        [Difference(reconciliation=made, **vars(one)) for one in found], ignore_conflicts=True
    )
    _resolve(made, found, at)
    note(
        "compared",
        (SUBJECT, made.pk),
        by,
        at,
        node=made.node.code,
        agreeing=made.agreeing,
        differences=len(found),
    )


def _resolve(made: Reconciliation, found: Iterable[Named], at: datetime) -> None:
    """Close what an earlier comparison of the day named and this one does not."""
    still = {(one.number, one.kind, one.field) for one in found}
    rows = Difference.objects.filter(
        reconciliation__node=made.node,
        reconciliation__role=made.role,
        reconciliation__day=made.day,
        reconciliation__pk__lt=made.pk,
        resolved_at=None,
    )
    over = [one.pk for one in rows if (one.number, one.kind, one.field) not in still]
    Difference.objects.filter(pk__in=over).update(resolved_at=at)


def _mend(node: Node, number: str, remedy: str, day: date, at: datetime) -> None:
    rows = AwaySettlement.objects.filter(node=node, role=Role.PLACE, number=number)
    row = rows.first()
    if row is None or row.state not in machine.MAY_REVERSE:
        ask_undo(node=node, number=number, day=day, by=PROGRAM, at=at)
    elif remedy == "ASK_AGAIN" and row.state in machine.MAY_ASK_AGAIN:
        ask_settle(settlement=row, by=PROGRAM, at=at)
    else:
        ask_reverse(settlement=row, by=PROGRAM, at=at)
