"""A visit settled once at its end, and paid now or later."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import postings
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import Actor
from yiyang.decisions.services import Subject as About
from yiyang.decisions.services import decide, read_book
from yiyang.fees.models import Bill, BillLine
from yiyang.fees.owing import PAYMENT, owed_on
from yiyang.fees.services.billing import note, open_one
from yiyang.kernel.errors import Refused
from yiyang.rules.settlement import RESIDENT, Line, SettleFacts, Settlement, settle

BILL = "VISIT_BILL"
SETTLE_RULE = "settlement.settle"


class BillEmpty(Refused):
    """Nothing has been charged: there is nothing to settle."""

    code = "BILL_EMPTY"


class NothingOwed(Refused):
    """Nothing is owed on this bill."""

    code = "BILL_NOTHING_OWED"


@transaction.atomic
def settle_bill(*, bill: Bill, pays: bool, by: Actor, at: datetime) -> Bill:
    """Settle a visit once: post every share, and the payment where the person pays now.

    Raises:
        BillClosed, BillEmpty: nothing has been written.
    """
    locked = open_one(bill)
    lines = list(locked.lines.order_by("pk"))
    if not lines:
        raise BillEmpty()
    day = timezone.localdate(at)
    answer = decide(
        settle,
        SettleFacts(tuple(_line(line) for line in lines)),
        reading=read_book(day),
        subject=About("bill", locked.pk, locked.person_id),
        at=at,
    )
    found: Settlement = answer.result
    locked.state, locked.settled_at = Bill.State.SETTLED, at
    locked.person_fen, locked.decision = found.person_fen, answer.decision
    locked.save(update_fields=["state", "settled_at", "person_fen", "decision"])
    moves = [
        Move(
            debit,
            Owner(Account.Kind.INSTITUTION, locked.institution_id),
            one.fen,
            SETTLE_RULE,
            answer.decision.pk,
            "bill_line",
            f"{one.key}:{one.payer}",
        )
        for one in found.borne
        if (debit := _bearer(one.payer, locked)) is not None
    ]
    post(entry=EntryOf(BILL, "bill", locked.pk, day), moves=moves, by=by, at=at)
    note("bill.settle", locked, by, at, {"fen": found.total_fen, "own": found.person_fen})
    if pays and found.person_fen:
        pay_bill(bill=locked, by=by, at=at)
    return locked


@transaction.atomic
def pay_bill(*, bill: Bill, by: Actor, at: datetime) -> Entry:
    """Take what the person still owes on a settled bill, or give back what was paid too much.

    A bill is paid as often as something is owed on it: what insurance bears may change after.

    Raises:
        NothingOwed: nothing has been written.
    """
    locked = Bill.objects.select_for_update().get(pk=bill.pk)
    owed = owed_on(locked)
    if owed == 0:
        raise NothingOwed()
    desk = Owner(Account.Kind.CASH, locked.institution_id)
    person = Owner(Account.Kind.PERSON, locked.person_id)
    before = postings().filter(entry__kind=PAYMENT, entry__subject_kind="bill")
    number = before.filter(entry__subject_id=locked.pk).count()
    move = Move(
        desk if owed > 0 else person,
        person if owed > 0 else desk,
        abs(owed),
        SETTLE_RULE,
        cast(int, locked.decision_id),
        "payment",
        f"{locked.pk}:{number}" if number else str(locked.pk),
    )
    day = timezone.localdate(at)
    return post(entry=EntryOf(PAYMENT, "bill", locked.pk, day), moves=[move], by=by, at=at)


def _line(line: BillLine) -> Line:
    return Line(line.pk, line.fen, tuple(sorted(line.shares.items())))


def _bearer(payer: str, bill: Bill) -> Owner | None:
    """Return whose account bears a share; None where the institution bears it itself."""
    if payer == RESIDENT:
        return Owner(Account.Kind.PERSON, bill.person_id)
    if payer == "CARE_SIDE" and bill.care_side_id:
        return Owner(Account.Kind.INSTITUTION, bill.care_side_id)
    funds = {"MEDICAL_INSURANCE": "INSURANCE", "PUBLIC_HEALTH_FUND": "PUBLIC_HEALTH"}
    return Owner(Account.Kind.PAYER, funds[payer]) if payer in funds else None
