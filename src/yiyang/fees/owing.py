"""What a person owes: on one bill, and in all."""

from __future__ import annotations

from django.db.models import Sum

from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import postings
from yiyang.fees.models import Bill, BillLine

PAYMENT = "PAYMENT"
RELIEF = "CLAIM"  # what insurance bears of a bill that the person would have owed


def owed_on(bill: Bill) -> int:
    """Return what the person still owes on a bill, in fen; 0 before it is settled.

    Negative is what was paid too much: insurance bore more of it after the person had paid.
    """
    person = Owner(Account.Kind.PERSON, bill.person_id).code
    rows = postings().filter(entry__subject_kind="bill", entry__subject_id=bill.pk)
    rows = rows.filter(entry__kind__in=(PAYMENT, RELIEF), reverses=None, reversed_by=None)
    taken = rows.filter(credit__code=person).aggregate(fen=Sum("fen"))["fen"] or 0
    given = rows.filter(debit__code=person).aggregate(fen=Sum("fen"))["fen"] or 0
    return int(bill.person_fen - taken + given)


def owed_by(person_id: int) -> int:
    """Return what a person owes: settled and unpaid, and what stands on open bills."""
    code = Owner(Account.Kind.PERSON, person_id).code
    borne = postings().filter(debit__code=code).aggregate(fen=Sum("fen"))["fen"] or 0
    paid = postings().filter(credit__code=code).aggregate(fen=Sum("fen"))["fen"] or 0
    still_open = BillLine.objects.filter(bill__person=person_id, bill__state=Bill.State.OPEN)
    return borne - paid + (still_open.aggregate(fen=Sum("fen"))["fen"] or 0)
