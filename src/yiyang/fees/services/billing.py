"""One bill for one visit: opened, and charged with what was done and delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from yiyang.agreements.selectors import item_between
from yiyang.audit.services import Actor, record
from yiyang.care.models import Plan
from yiyang.decisions.services import Subject as About
from yiyang.decisions.services import decide, read_book
from yiyang.fees.bill_selectors import delivered_unbilled
from yiyang.fees.models import Bill, BillLine
from yiyang.fees.owing import owed_by
from yiyang.kernel.errors import Refused
from yiyang.kernel.messages import Message
from yiyang.ledger.models import Act
from yiyang.people.models import Person
from yiyang.rules.care.plan import Reason
from yiyang.rules.settlement import Charge, ChargeFacts, charge, covered_of_plan

SECONDS_A_MINUTE = 60


class BillOpen(Refused):
    """The person has an open bill here already: one visit, one bill."""

    code = "BILL_OPEN"


class BillClosed(Refused):
    """The bill is settled already, or nothing was charged on it."""

    code = "BILL_CLOSED"


class ChargeRefused(Refused):
    """The item cannot be charged; ``reasons`` say why."""

    code = "CHARGE_REFUSED"

    def __init__(self, reasons: tuple[Message, ...]) -> None:
        super().__init__(count=len(reasons))
        self.reasons = reasons
        if len(reasons) == 1:
            self.message = reasons[0]


@dataclass(frozen=True)
class Charged:
    """What is to be charged: an item so often, at an agreed price where one was agreed."""

    item: str
    quantity: int = 1
    agreed_fen: int | None = None
    act: Act | None = None


@transaction.atomic
def open_bill(
    *,
    person_id: int,
    institution_id: int,
    occasion: str,
    by: Actor,
    at: datetime,
    care_side_id: int | None = None,
) -> Bill:
    """Open the one bill of a visit.

    Raises:
        BillOpen: nothing has been written.
    """
    try:
        with transaction.atomic():
            bill = Bill.objects.create(
                person_id=person_id,
                institution_id=institution_id,
                care_side_id=care_side_id if care_side_id != institution_id else None,
                occasion=occasion,
                opened_at=at,
            )
    except IntegrityError as error:
        if "bill_one_open" not in str(error):
            raise
        raise BillOpen() from None
    note("bill.open", bill, by, at, {"occasion": occasion})
    return bill


@transaction.atomic
def charge_item(*, bill: Bill, what: Charged, by: Actor, at: datetime) -> BillLine:
    """Charge an item to an open bill, at the price and the shares that hold on the day.

    Raises:
        BillClosed, ChargeRefused: nothing has been written.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=bill.person_id)
    locked = open_one(bill)
    day = timezone.localdate(what.act.span.lower if what.act else at)
    answer = decide(
        charge,
        _charge_facts(locked, person, what, day),
        reading=read_book(day),
        subject=About("bill", locked.pk, locked.person_id),
        at=at,
    )
    found: Charge = answer.result
    if not found.accepted:
        raise ChargeRefused(found.reasons)
    line = BillLine.objects.create(
        bill=locked,
        item=what.item,
        quantity=what.quantity,
        covered=found.covered,
        price_class=found.price_class,
        price_fen=found.price_fen,
        fen=found.fen,
        shares=dict(found.shares),
        act=what.act,
        decision=answer.decision,
        charged_at=at,
    )
    note("bill.charge", locked, by, at, {"item": what.item, "fen": found.fen})
    return line


@transaction.atomic
def charge_delivered(*, bill: Bill, by: Actor, at: datetime) -> list[BillLine]:
    """Charge every recorded act of the person at the institution that no bill has yet.

    What has no price, or would go beyond the credit, stays unbilled and is still shown so.

    Raises:
        BillClosed: nothing has been written.
    """
    lines = []
    # Before looking: whoever claims the same acts from insurance holds the person meanwhile.
    Person.objects.select_for_update(no_key=True).get(pk=bill.person_id)
    for act in delivered_unbilled(bill):
        what = Charged(act.item, act.quantity, act=act)
        try:
            lines.append(charge_item(bill=bill, what=what, by=by, at=at))
        except ChargeRefused:
            continue
    return lines


@transaction.atomic
def drop_bill(*, bill: Bill, by: Actor, at: datetime) -> Bill:
    """Close a bill on which nothing was charged.

    Raises:
        BillClosed: it is not open, or something is charged on it.
    """
    locked = open_one(bill)
    if locked.lines.exists():
        raise BillClosed()
    locked.state = Bill.State.DROPPED
    locked.save(update_fields=["state"])
    note("bill.drop", locked, by, at, {})
    return locked


def open_one(bill: Bill) -> Bill:
    """Take an open bill for this transaction.  Raises BillClosed."""
    locked = Bill.objects.select_for_update().get(pk=bill.pk)
    if locked.state != Bill.State.OPEN:
        raise BillClosed()
    return locked


def _charge_facts(bill: Bill, person: Person, what: Charged, day: date) -> ChargeFacts:
    agreed = (
        item_between(bill.institution_id, bill.care_side_id, what.item, day)
        if bill.care_side_id
        else None
    )
    price = agreed.price_fen if agreed and agreed.price_fen else what.agreed_fen
    return ChargeFacts(
        item=what.item,
        quantity=what.quantity,
        left=_left(bill, what.item, day),
        agreed_fen=price,
        agreed_shares=tuple(sorted(agreed.shares.items())) if agreed else (),
        owed_fen=owed_by(person.pk),
        low_income=person.low_income,
        minutes=_minutes(what.act),
        profession=what.act.practitioner.profession if what.act and what.act.practitioner else "",
    )


def _minutes(act: Act | None) -> int:
    """How long one of the act's quantity took: whole minutes."""
    if act is None:
        return 0
    seconds = (act.span.upper - act.span.lower).total_seconds()
    return int(seconds) // SECONDS_A_MINUTE // act.quantity


def _left(bill: Bill, item: str, day: date) -> int:
    """How often what the person has signed for here still covers an item that is charged."""
    plan = Plan.objects.filter(
        person=bill.person_id,
        institution=bill.institution_id,
        state=Plan.State.CURRENT,
        span__contains=day,
    ).first()
    row = plan.items.filter(item=item, is_withdrawn=False).first() if plan else None
    if plan is None or row is None:
        return 0
    charged = BillLine.objects.filter(
        bill__person=bill.person_id, item=item, charged_at__date__gte=plan.span.lower
    )
    used = charged.aggregate(covered=Sum("covered"))["covered"] or 0
    reasons = (Reason(**one) for one in row.reasons)
    covered = covered_of_plan(row.count, reasons, read_book(day))
    return max(0, covered + (row.raised if covered else 0) - used)


def note(action: str, bill: Bill, by: Actor, at: datetime, payload: dict[str, object]) -> None:
    """Add the audit row of a change to a bill."""
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="bill",
        subject_id=bill.pk,
        person_id=bill.person_id,
        payload=payload,
    )
