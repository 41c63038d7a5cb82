"""What a person still owes of a claim, taken; what was paid too much, given back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import postings
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import Actor
from yiyang.claims.errors import ClaimNotOpen, ClaimNotSettled, NothingDue
from yiyang.claims.models import Claim, Settlement
from yiyang.claims.services.receiving import note
from yiyang.fees.owing import owed_on
from yiyang.fees.services import pay_bill
from yiyang.people.models import Person

PAYMENT = "CLAIM_PAYMENT"


def paid_on(claim: Claim) -> int:
    """Return what was paid on a claim and the versions before it, less what was given back."""
    rows = postings().filter(entry__kind=PAYMENT, entry__subject_kind="claim")
    rows = rows.filter(entry__subject_id__in=_versions(claim))
    person = Owner(Account.Kind.PERSON, claim.person_id).code
    taken = rows.filter(credit__code=person).aggregate(fen=Sum("fen"))["fen"] or 0
    given = rows.filter(debit__code=person).aggregate(fen=Sum("fen"))["fen"] or 0
    return int(taken) - int(given)


def owed_on_claim(claim: Claim) -> int:
    """Return what is still owed on a claim in fen; negative what was paid too much."""
    if claim.bill is not None:
        return owed_on(claim.bill)
    if claim.is_treated_elsewhere:
        return 0  # it is paid there
    standing = Settlement.objects.filter(claim=claim, reversed_at=None).first()
    return (standing.cash_fen if standing else 0) - paid_on(claim)


@transaction.atomic
def pay_claim(*, claim: Claim, by: Actor, at: datetime) -> Entry:
    """Take at the desk what is owed on a claim, or give back what was paid too much.

    Raises:
        ClaimNotOpen: it was replaced; what is owed stands on the one in its place.
        ClaimNotSettled, NothingDue: nothing has been written.
    """
    Person.objects.select_for_update(no_key=True).get(pk=claim.person_id)
    if Claim.objects.get(pk=claim.pk).state == Claim.State.CORRECTED:
        raise ClaimNotOpen()
    rows = Settlement.objects.filter(claim=claim).select_related("decision")
    decision = rows.order_by("-pk").first()
    if decision is None:
        raise ClaimNotSettled()
    due = owed_on_claim(claim)
    if due == 0:
        raise NothingDue()
    if claim.bill is not None:
        return pay_bill(bill=claim.bill, by=by, at=at)
    desk = Owner(Account.Kind.CASH, claim.institution_id)
    person = Owner(Account.Kind.PERSON, claim.person_id)
    number = postings().filter(entry__kind=PAYMENT, entry__subject_id=claim.pk).count() + 1
    move = Move(
        desk if due > 0 else person,
        person if due > 0 else desk,
        abs(due),
        decision.decision.rule,
        decision.decision_id,
        "claim_payment",
        f"{claim.pk}:{number}",
    )
    day = timezone.localdate(at)
    made = post(entry=EntryOf(PAYMENT, "claim", claim.pk, day), moves=[move], by=by, at=at)
    note("claim.pay", claim, by, at, {"fen": due})
    return made


def _versions(claim: Claim) -> list[int]:
    rows = Claim.objects.filter(institution=claim.institution_id, source=claim.source)
    return list(rows.values_list("pk", flat=True))
