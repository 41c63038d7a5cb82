"""One settlement of a visit: its bill and what insurance bears of it, in one transaction."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.claims.models import Settlement
from yiyang.claims.services.receiving import Asked, AskedLine, receive_claim
from yiyang.claims.services.settling import settle_claim
from yiyang.decisions.services import read_book
from yiyang.fees.models import Bill, BillLine
from yiyang.fees.owing import owed_on
from yiyang.fees.services import pay_bill, settle_bill
from yiyang.policy.book import Reading
from yiyang.rules.packages import catalogue
from yiyang.rules.settlement import RESIDENT

CLASSES, KINDS = "claims.item_classes", "claims.occasion_kinds"


@transaction.atomic
def settle_visit(*, bill: Bill, pays: bool, by: Actor, at: datetime) -> Settlement:
    """Settle a visit's bill once, and let insurance bear its part of the person's own.

    What the contract or the package leaves to the person is claimed; what funds and personal
    accounts bear of it the person owes no more.

    Raises:
        BillClosed, BillEmpty: as ``settle_bill``.
        NotInsured, NoBirthday, NoLevel, NotInForce: as ``settle_claim``.  Nothing has been written.
    """
    settled = settle_bill(bill=bill, pays=False, by=by, at=at)
    asked = _asked(settled, timezone.localdate(at))
    made = settle_claim(claim=receive_claim(asked=asked, by=by, at=at), by=by, at=at)
    if pays and owed_on(settled):
        pay_bill(bill=settled, by=by, at=at)
    return made


def _asked(bill: Bill, day: date) -> Asked:
    """The claim of a bill: of each line what the settlement leaves to the person."""
    reading = read_book(day)
    assert bill.decision is not None
    own = {
        one["key"]: one["fen"] for one in bill.decision.result["borne"] if one["payer"] == RESIDENT
    }
    lines = tuple(_line(line, own.get(line.pk, 0), reading) for line in bill.lines.order_by("pk"))
    return Asked(
        person_id=bill.person_id,
        institution_id=bill.institution_id,
        source=f"BILL-{bill.pk}",
        kind=reading.table(KINDS)[bill.occasion],
        begun_on=min(line.on for line in lines),
        ended_on=max(day, *(line.on for line in lines)),
        lines=lines,
        bill_id=bill.pk,
    )


def _line(line: BillLine, fen: int, reading: Reading) -> AskedLine:
    classes = reading.table(CLASSES)
    known = catalogue(reading).get(line.item)
    on = line.act.span.lower if line.act else line.charged_at
    return AskedLine(
        code=line.item,
        on=timezone.localdate(on),
        fen=fen,
        catalogue=classes.get(known.group, classes["OTHER"]) if known else classes["OTHER"],
    )
