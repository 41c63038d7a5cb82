"""Bills as a desk and a resident may see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.visibility import visible_to
from yiyang.accounts.models import Account, Posting
from yiyang.accounts.selectors import postings
from yiyang.fees.models import Bill, BillLine
from yiyang.fees.owing import RELIEF, owed_on
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.ledger.models import Act
from yiyang.ledger.selectors import standing_acts

SHOWN = 100
CLAIMED = ("RECEIVED", "SETTLED")  # states of a claim that stands


@dataclass(frozen=True)
class Billed:
    """A bill with its sum, and what is owed on it, in fen."""

    bill: Bill
    fen: int
    owed: int


@dataclass(frozen=True)
class Bearing:
    """What one payer bore of a settled bill; PERSON, INSTITUTION or the code of a fund."""

    payer: str
    fen: int


def bills_for(assignment: Assignment) -> QuerySet[Bill]:
    """Return the bills of the institution somebody works for, the open ones first."""
    rows = Bill.objects.filter(institution=assignment.institution_id)
    if assignment.institution_id is None:
        rows = Bill.objects.none()
    return rows.select_related("person", "institution").order_by("state", "-pk")


def bill_for(assignment: Assignment, pk: int) -> Bill:
    """Return a bill of the institution somebody works for.  Raises Http404."""
    return get_object_or_404(bills_for(assignment), pk=pk)


def own_bills(assignment: Assignment) -> Excerpt[tuple[Billed, list[BillLine], list[Bearing]]]:
    """Return the latest bills of the reader's own people with lines and who bore them."""
    rows = Bill.objects.filter(visible_to(assignment, person="person_id"))
    rows = rows.exclude(state=Bill.State.DROPPED).select_related("person", "institution")
    found = excerpt(rows.order_by("-pk"), SHOWN)
    lines = ((_billed(bill), list(bill.lines.order_by("pk")), bearings(bill)) for bill in found)
    return Excerpt(lines, more=found.more)


def lines_of(bill: Bill) -> list[BillLine]:
    """Return the lines of a bill in their order; whoever calls has checked who may see it."""
    return list(bill.lines.order_by("pk"))


def billed(bill: Bill) -> Billed:
    """Return a bill with its sum and what is owed; whoever calls has checked who may see it."""
    return _billed(bill)


def bearings(bill: Bill) -> list[Bearing]:
    """Return what each payer bore of a settled bill, by its postings."""
    rows = postings().filter(
        entry__kind__in=("VISIT_BILL", RELIEF),
        entry__subject_kind="bill",
        entry__subject_id=bill.pk,
        reversed_by=None,
    )
    found: dict[str, int] = {}
    for row in rows.select_related("entry", "debit", "credit").order_by("pk"):
        payer = _payer(row)
        found[payer] = found.get(payer, 0) + row.fen
        if row.entry.kind == RELIEF:
            found[row.credit.kind] = found.get(row.credit.kind, 0) - row.fen
    return [Bearing(payer, fen) for payer, fen in found.items() if fen]


def delivered_unbilled(bill: Bill) -> QuerySet[Act]:
    """Return the acts of the person at the institution that no bill has yet.

    What long-term care insurance was asked for (``Act.claimed``) is on no bill.
    """
    rows = standing_acts().filter(
        person=bill.person_id, institution=bill.institution_id, bill_line__isnull=True
    )
    claimed = Act.objects.filter(claimed__line__claim__state__in=CLAIMED).values("pk")
    return rows.exclude(item="").exclude(pk__in=claimed).order_by("span", "pk")


def _payer(row: Posting) -> str:
    return row.debit.payer if row.debit.kind == Account.Kind.PAYER else row.debit.kind


def _billed(bill: Bill) -> Billed:
    fen = bill.lines.aggregate(fen=Sum("fen"))["fen"] or 0
    return Billed(bill, fen, owed_on(bill) if bill.state == Bill.State.SETTLED else 0)
