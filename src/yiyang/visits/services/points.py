"""Day care and service in institutions: who came and left, what was given and bought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.beds.selectors import hospital_stays
from yiyang.decisions.services import read_book
from yiyang.kernel.span import Span
from yiyang.ledger.models import Act
from yiyang.ledger.services import deliver
from yiyang.rules.packages import price_of
from yiyang.visits.errors import CameAlready, NoItems, NotThatDay, NotThere
from yiyang.visits.facts import point_items
from yiyang.visits.models import Attendance, Enrolment, PointService

SERVICES = {
    Enrolment.Kind.DAY_CARE: "DAY_CARE_SERVICE",
    Enrolment.Kind.INSTITUTION: "INSTITUTION_SERVICE",
}
MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Given:
    """What was given under an enrolment, on its way to the ledger."""

    enrolment: Enrolment
    kind: str
    span: Span
    source_kind: str
    source_id: int
    item: str = ""
    practitioner_id: int | None = None
    quantity: int = 1
    unit: str = "TIME"


@transaction.atomic
def come(*, enrolment_id: int, by: Actor, at: datetime) -> Attendance:
    """Note that somebody has come to day care today.

    Raises:
        NotThatDay: the enrolment does not cover today, or is no day care.
        CameAlready: they have come today.
    """
    row = _enrolment(enrolment_id, timezone.localdate(at))
    if row.kind != Enrolment.Kind.DAY_CARE:
        raise NotThatDay()
    if row.attendances.filter(day=timezone.localdate(at)).exists():
        raise CameAlready()
    there = Attendance.objects.create(enrolment=row, day=timezone.localdate(at), came_at=at)
    _note("come", row, by, at)
    return there


@transaction.atomic
def leave(*, enrolment_id: int, by: Actor, at: datetime) -> Attendance:
    """Note that somebody leaves day care; the day becomes an act of the ledger.

    Raises:
        NotThere: they have not come today, or have left.
        ActNotAccepted: the ledger refuses the day; nothing has been written.
    """
    row = _enrolment(enrolment_id, timezone.localdate(at))
    there = row.attendances.filter(day=timezone.localdate(at), left_at=None).first()
    if there is None or at <= there.came_at:
        raise NotThere()
    there.left_at = at
    there.act = _deliver(
        Given(
            row, "DAY_CARE_DAY", Span(there.came_at, at), "day_care_attendance", there.pk,
            unit="DAY",
        ), by, at,
    )  # fmt: skip
    there.save(update_fields=["left_at", "act"])
    _note("leave", row, by, at)
    return there


@transaction.atomic
def give_service(
    *, enrolment_id: int, item: str, practitioner_id: int, span: Span, by: Actor, at: datetime
) -> PointService:
    """Record a service given at a day-care centre or in an institution, as an act.

    Raises:
        NoItems: the item is not given there.
        NotThere: who is enrolled at day care was not there at the time.
        NotThatDay: the enrolment does not cover the day.
        ActNotAccepted: the ledger refuses it; nothing has been written.
    """
    day = timezone.localdate(span.since)
    row = _enrolment(enrolment_id, day)
    reading = read_book(day)
    if row.kind not in SERVICES or item not in point_items(reading):
        raise NoItems()
    _refuse_absent(row, span, at)
    given = PointService.objects.create(
        enrolment=row,
        kind=PointService.Kind.SERVICE,
        item=item,
        price_fen=price_of(item, reading),
        practitioner_id=practitioner_id,
        span=DateTimeTZRange(span.since, span.until),
    )
    given.act = _deliver(
        Given(
            row, SERVICES[Enrolment.Kind(row.kind)], span, "point_service", given.pk, item=item,
            practitioner_id=practitioner_id,
        ), by, at,
    )  # fmt: skip
    given.save(update_fields=["act"])
    _note("give_service", row, by, at)
    return given


@transaction.atomic
def sell(*, enrolment_id: int, item: str, quantity: int, by: Actor, at: datetime) -> PointService:
    """Record what somebody at day care bought, at the price of the book, as an act.

    Raises:
        NoItems: it is not sold.
        NotThere: they are not there now.
        ActNotAccepted: the ledger refuses it; nothing has been written.
    """
    day = timezone.localdate(at)
    row = _enrolment(enrolment_id, day)
    prices = read_book(day).table("visits.purchases")
    if row.kind != Enrolment.Kind.DAY_CARE or item not in prices or quantity < 1:
        raise NoItems()
    span = Span(at, at + MOMENT)
    _refuse_absent(row, span, at)
    sold = PointService.objects.create(
        enrolment=row,
        kind=PointService.Kind.PURCHASE,
        item=item,
        quantity=quantity,
        price_fen=int(prices[item]),
        span=DateTimeTZRange(span.since, span.until),
    )
    sold.act = _deliver(
        Given(
            row, "DAY_CARE_PURCHASE", span, "point_service", sold.pk, item=item,
            quantity=quantity, unit="PIECE",
        ), by, at,
    )  # fmt: skip
    sold.save(update_fields=["act"])
    _note("sell", row, by, at)
    return sold


def _enrolment(enrolment_id: int, day: date) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("institution").get(pk=enrolment_id)
    if not row.span.lower <= day < row.span.upper:
        raise NotThatDay()
    return row


def _refuse_absent(row: Enrolment, span: Span, at: datetime) -> None:
    if row.kind != Enrolment.Kind.DAY_CARE:
        return
    day = timezone.localdate(span.since)
    there = row.attendances.filter(day=day, came_at__lte=span.since).first()
    if there is None or (there.left_at is not None and there.left_at < (span.until or at)):
        raise NotThere()


def _deliver(given: Given, by: Actor, at: datetime) -> Act:
    row, span = given.enrolment, given.span
    assert span.until is not None
    return deliver(
        kind=given.kind,
        person_id=row.person_id,
        institution_id=row.institution_id,
        practitioner_id=given.practitioner_id,
        since=span.since,
        until=span.until,
        item=given.item,
        source_kind=given.source_kind,
        source_id=str(given.source_id),
        hospital_stays=hospital_stays(row.person_id, span.since, span.until),
        by=by,
        at=at,
        unit=given.unit,
        quantity=given.quantity,
    )


def _note(action: str, row: Enrolment, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=f"visits.{action}",
        subject_kind="enrolment",
        subject_id=row.pk,
        person_id=row.person_id,
        payload={"institution": row.institution_id},
    )
