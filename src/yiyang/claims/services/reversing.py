"""A settlement taken back or corrected: everything the year counted after it is settled anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yiyang.accounts.services import reverse_entry
from yiyang.audit.services import Actor
from yiyang.claims.counting import add, lock_payers
from yiyang.claims.errors import (
    ClaimHasFaults,
    ClaimNotOpen,
    ClaimNotSettled,
    ClaimOfActs,
    ClaimOfAnotherNode,
    ClaimOfBill,
    ClaimRecovered,
    ClaimTwice,
)
from yiyang.claims.models import Claim, Settlement
from yiyang.claims.services.receiving import Asked, filing_findings, note, said_by, store
from yiyang.claims.services.recovering import recovered_fen
from yiyang.claims.services.settling import settle_locked


@transaction.atomic
def reverse_claim(*, claim: Claim, by: Actor, at: datetime, through: str = "") -> Claim:
    """Take a claim's settlement back, as if it had never been; both entries stay to be seen.

    Claims of the same insurance year that were settled after it stood on what it had counted:
    they are taken back too, the latest first, and settled again in their order.  What was told to
    another node stands as it was told.

    Args:
        through: the node that asks for it, where the care was given there.

    Raises:
        ClaimOfAnotherNode: it is settled with another node, and that node does not ask.
        ClaimNotSettled: nothing has been written.
        ClaimRecovered: money of it went back to the funds: it would be taken twice; or of a later
            one more went back than funds would bear of it then.
    """
    if claim.through != through:
        raise ClaimOfAnotherNode()
    later = _unwind(claim, by=by, at=at)
    reversed_one = Claim.objects.get(pk=claim.pk)
    _settle_again(later, by=by, at=at)
    return reversed_one


@transaction.atomic
def correct_claim(*, claim: Claim, asked: Asked, by: Actor, at: datetime) -> Claim:
    """Replace a claim by a correct one under the same number, and settle that in its place.

    One that was not settled, or was taken back, is replaced and waits to be settled.

    Raises:
        ClaimHasFaults: with every fault.
        ClaimTwice: it is for somebody else, under another number, or says nothing new.
        ClaimOfBill: it follows a bill.
        ClaimOfActs: it follows recorded acts of care.
        ClaimRecovered: money of it went back to the funds: it would be taken twice.
        ClaimOfAnotherNode: it is settled with another node: taken back and sent anew.
        ClaimNotOpen: it was replaced already.  Nothing has been written.
    """
    if claim.bill_id is not None:
        raise ClaimOfBill()
    if claim.kind == Claim.Kind.CARE != asked.kind:
        raise ClaimOfActs()
    if claim.through:
        raise ClaimOfAnotherNode()
    findings = filing_findings(asked, at)
    if findings:
        raise ClaimHasFaults(findings)
    said = said_by(asked)
    same = (claim.institution_id, claim.source, claim.person_id)
    if same != (asked.institution_id, asked.source, asked.person_id) or claim.digest == said:
        raise ClaimTwice()
    lock_payers([claim.person_id])
    state = Claim.objects.select_for_update().get(pk=claim.pk).state
    if state == Claim.State.CORRECTED:
        raise ClaimNotOpen()
    is_settled = state == Claim.State.SETTLED
    later = _unwind(claim, by=by, at=at) if is_settled else []
    Claim.objects.filter(pk=claim.pk).update(state=Claim.State.CORRECTED)
    made = store(asked, said, by=by, at=at, corrects=Claim.objects.get(pk=claim.pk))
    _settle_again([made, *later] if is_settled else [], by=by, at=at)
    return Claim.objects.get(pk=made.pk)


def _unwind(claim: Claim, *, by: Actor, at: datetime) -> list[Claim]:
    """Take back a claim and every later one of its year; return the later ones, oldest first."""
    lock_payers([claim.person_id])
    standing = Settlement.objects.filter(claim=claim, reversed_at=None).first()
    if standing is None:
        raise ClaimNotSettled()
    if recovered_fen(claim.pk):
        raise ClaimRecovered()
    stands_on_it = Q(claim__through="") & ~Q(claim__kind=Claim.Kind.CARE)
    if claim.is_insured_elsewhere or claim.kind == Claim.Kind.CARE:
        stands_on_it = Q(pk=None)  # it has counted nothing of the year
    after = Settlement.objects.filter(
        Q(claim=claim) | stands_on_it,
        person=claim.person_id,
        year_from=standing.year_from,
        pk__gte=standing.pk,
        reversed_at=None,
    )
    rows = list(after.select_related("claim", "entry").order_by("-pk"))
    for row in rows:
        _take_back(row, by=by, at=at)
    return [row.claim for row in reversed(rows) if row.claim_id != claim.pk]


def _take_back(row: Settlement, *, by: Actor, at: datetime) -> None:
    if row.entry.postings.exists():
        day = timezone.localdate(at)
        row.reversal = reverse_entry(entry=row.entry, day=day, by=by, at=at)
    else:
        row.reversal = row.entry  # a claim of nothing moved nothing
    row.reversed_at = at
    row.save(update_fields=["reversal", "reversed_at"])
    add(row.person_id, row.year_from, row.counted, sign=-1)
    row.claim.state = Claim.State.REVERSED
    row.claim.save(update_fields=["state"])
    note("claim.reverse", row.claim, by, at, {"settlement": row.pk})


def _settle_again(claims: list[Claim], *, by: Actor, at: datetime) -> None:
    """Settle claims anew; of none may more have gone back than funds now bear of it."""
    for one in claims:
        made = settle_locked(Claim.objects.select_for_update().get(pk=one.pk), by=by, at=at)
        if recovered_fen(one.pk) > made.fund_fen:
            raise ClaimRecovered()
