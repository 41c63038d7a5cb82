"""Plans of sites that were ordered on a page: worked through by a job, with progress and a stop.

The search holds no transaction: its progress is seen while it goes on, and a process that dies
leaves the order waiting for the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

from django.db import connection, transaction

from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.layouts.errors import LayoutEnded
from yiyang.layouts.models import LayoutOrder
from yiyang.layouts.services.plans import (
    LayoutAsk,
    ground_of,
    keep_layout,
    reading_for,
    search,
)
from yiyang.layouts.watching import Watch
from yiyang.network.models import Place

State = LayoutOrder.State
BETWEEN = 0.5  # seconds between two looks at whether somebody has stopped the search
ASKED = (
    "title", "place_id", "kind", "candidate_kinds", "aim", "new", "limit_metres", "capacity",
    "seconds",
)  # fmt: skip


@transaction.atomic
def order_layout(*, ask: LayoutAsk, by: Actor, at: datetime) -> LayoutOrder:
    """Order a plan of sites; one that waits with the same words is given, not made twice.

    Raises:
        NobodyToServe, TooLarge, TooFewCandidates, NothingOpen: as of ``ground_of``.
    """
    ground_of(ask, reading_for(ask, at))  # what cannot be planned is told at once
    Place.objects.select_for_update(no_key=True).get(pk=ask.place_id)  # pressed twice: one order
    fields = {name: getattr(ask, name) for name in ASKED}
    fields["candidate_kinds"] = list(ask.candidate_kinds)
    waiting = LayoutOrder.objects.filter(**fields, state=State.QUEUED).order_by("pk").first()
    if waiting is not None:
        return waiting
    order = LayoutOrder.objects.create(**fields, ordered_at=at)
    _told(order, "layouts.order", by, at)
    return order


@transaction.atomic
def stop_layout(*, order: LayoutOrder, by: Actor, at: datetime) -> LayoutOrder:
    """Stop a search: nothing of it is kept.

    Raises:
        LayoutEnded: it has ended.
    """
    row = LayoutOrder.objects.select_for_update().get(pk=order.pk)
    if row.state != State.QUEUED:
        raise LayoutEnded
    return _end(row, State.STOPPED, "layouts.stop", by, at)


def work_layout(*, order: LayoutOrder, by: Actor, at: datetime) -> LayoutOrder:
    """Search for the plan that was ordered, keep it, and return the order as it is then.

    One that is stopped, that has ended or that another process works on is left as it is.
    """
    with _alone(order.pk) as is_mine:
        mine = LayoutOrder.objects.filter(pk=order.pk, state=State.QUEUED)
        if not is_mine or not mine.update(begun_at=at, better=0):
            return LayoutOrder.objects.get(pk=order.pk)
        ask = LayoutAsk(**{name: getattr(order, name) for name in ASKED})
        try:
            drawn = search(ask, at, _Watched(order.pk))
        except Refused as refusal:
            return fail_layout(order=order, fault=refusal.code, by=by, at=at)
        with transaction.atomic():
            row = LayoutOrder.objects.select_for_update().get(pk=order.pk)
            if row.state == State.QUEUED:
                row.layout = keep_layout(drawn=drawn, by=by, at=at)
                _end(row, State.DONE, "layouts.found", by, at)
            return row


@transaction.atomic
def fail_layout(*, order: LayoutOrder, fault: str, by: Actor, at: datetime) -> LayoutOrder:
    """Give a search up for a refusal's code or the kind of an error; one that ended is left."""
    row = LayoutOrder.objects.select_for_update().get(pk=order.pk)
    if row.state != State.QUEUED:
        return row
    row.fault = fault
    return _end(row, State.FAILED, "layouts.fail", by, at)


class _Watched(Watch):
    """Counts better answers into the order, and ends the search when somebody has stopped it."""

    def __init__(self, order_id: int) -> None:
        self.waiting = LayoutOrder.objects.filter(pk=order_id, state=State.QUEUED)
        self.found = 0
        self.next = monotonic()
        self.is_wanted = True

    def better(self) -> None:
        self.found += 1
        self.go_on()

    def go_on(self) -> bool:
        if monotonic() >= self.next:
            self.is_wanted = bool(self.waiting.update(better=self.found))
            self.next = monotonic() + BETWEEN
        return self.is_wanted


@contextmanager
def _alone(order_id: int) -> Iterator[bool]:
    """Tell whether no other process works on an order, and let none begin meanwhile."""
    name = f"layout order {order_id}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", (name,))
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine and not connection.needs_rollback:  # a broken transaction's lock goes with it
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", (name,))


def _end(row: LayoutOrder, state: str, action: str, by: Actor, at: datetime) -> LayoutOrder:
    row.state, row.ended_at = state, at
    row.save(update_fields=["state", "fault", "layout", "ended_at"])
    _told(row, action, by, at)
    return row


def _told(row: LayoutOrder, action: str, by: Actor, at: datetime) -> None:
    payload = {"place": row.place_id, "state": row.state, "layout": row.layout_id}
    record(
        by=by, at=at, action=action, subject_kind="layout_order", subject_id=row.pk,
        payload=payload,
    )  # fmt: skip
