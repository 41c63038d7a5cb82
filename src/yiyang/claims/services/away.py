"""Claims between two nodes: what one comes to before it is settled, and one settled as told.

The node where somebody is insured reckons, by its own book; the node where the care was given
posts what it was told, so that both books say the same.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import Actor
from yiyang.claims.counting import lock_payers, year_of
from yiyang.claims.errors import ClaimHasFaults, ClaimNotOpen, ClaimOfAnotherNode
from yiyang.claims.facts import Cause, claim_facts, cover_of
from yiyang.claims.models import Bearing, Claim, ClaimLine, Settlement
from yiyang.claims.services.receiving import Asked, claim_findings, note
from yiyang.claims.services.settling import ENTRY, OPEN
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Decided, decide, read_book
from yiyang.decisions.services import Subject as About
from yiyang.rules.adjudication import Adjudicated, adjudicate
from yiyang.rules.adjudication.terms import CASH, DEDUCTIBLE, HOSPITAL
from yiyang.rules.cross_region.terms import Split

UNPOSTED = (DEDUCTIBLE, HOSPITAL)


@transaction.atomic
def preview_claim(*, asked: Asked, through: str, by: Actor, at: datetime) -> Decided[Adjudicated]:
    """Return what a claim would come to now; nothing is posted and nothing is counted.

    Raises:
        ClaimHasFaults: with every fault.
        NotInsured, NoBirthday, NoLevel, NotInForce: as ``settle_claim``.
    """
    findings = claim_findings(asked)
    if findings:
        raise ClaimHasFaults(findings)
    lock_payers([asked.person_id])
    reading = read_book(asked.ended_on)
    claim = Claim(
        institution_id=asked.institution_id,
        person_id=asked.person_id,
        source=asked.source,
        kind=asked.kind,
        begun_on=asked.begun_on,
        ended_on=asked.ended_on,
        diagnosis=asked.diagnosis,
        referral_number=asked.referral_number,
        is_emergency=asked.is_emergency,
        filing=asked.filing,
        major_illness=asked.major_illness,
        through=through,
    )
    cause = Cause(cover_of(asked.person_id, asked.ended_on), year_of(asked.ended_on, reading))
    lines = [ClaimLine(number=number, **vars(one)) for number, one in enumerate(asked.lines, 1)]
    return decide(
        adjudicate,
        claim_facts(claim, cause, reading, lines),
        reading=reading,
        subject=About("person", asked.person_id, asked.person_id),
        at=at,
    )


@transaction.atomic
def settle_as_told(
    *, claim: Claim, told: Split, decision: Decision, day: date, by: Actor, at: datetime
) -> Settlement:
    """Settle a claim of somebody insured at another node as that node has reckoned it.

    What funds and personal accounts bear the node owes the institution; cash the person owes.

    Args:
        decision: by which the answer was found to add up.
        day: the day on which it was settled there.

    Raises:
        ClaimOfAnotherNode: the person is insured here.
        ClaimNotOpen: it is settled already.
    """
    lock_payers([claim.person_id])
    locked = Claim.objects.select_for_update(of=("self",)).select_related("institution")
    claim = locked.get(pk=claim.pk)
    if not claim.is_insured_elsewhere:
        raise ClaimOfAnotherNode()
    if claim.state not in OPEN:
        raise ClaimNotOpen()
    made = Settlement.objects.create(
        claim=claim,
        decision=decision,
        entry=post(
            entry=EntryOf(ENTRY, "claim", claim.pk, day),
            moves=_moves(claim, told, decision),
            by=by,
            at=at,
        ),
        person_id=claim.person_id,
        year_from=day,  # the insurance year is counted where the person is insured
        total_fen=told.total_fen,
        in_scope_fen=told.in_scope_fen,
        fund_fen=told.fund_fen,
        person_fen=told.account_fen + told.cash_fen,
        hospital_fen=told.hospital_fen,
        cash_fen=told.cash_fen,
        settled_at=at,
    )
    Bearing.objects.bulk_create(
        Bearing(settlement=made, place=place, **vars(one))
        for place, one in enumerate((one for one in told.layers if one.fen), 1)
    )
    claim.state = Claim.State.SETTLED
    claim.save(update_fields=["state"])
    note("claim.settle_as_told", claim, by, at, {"fund": made.fund_fen, "own": made.person_fen})
    return made


def _moves(claim: Claim, told: Split, decision: Decision) -> list[Move]:
    node = Owner(Account.Kind.OWED_BY, claim.through)
    person = Owner(Account.Kind.PERSON, claim.person_id)
    institution = Owner(Account.Kind.INSTITUTION, claim.institution_id)
    return [
        Move(
            person if one.layer == CASH else node,
            institution,
            one.fen,
            decision.rule,
            decision.pk,
            "claim",
            f"{claim.pk}:{decision.pk}:{one.layer}",
        )
        for one in told.layers
        if one.layer not in UNPOSTED
    ]
