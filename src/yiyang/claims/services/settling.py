"""A claim settled: decided by the book, posted between who pays and the institution, counted."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import Actor
from yiyang.claims.care_facts import care_bill, rests_on_acts
from yiyang.claims.counting import POOL, add, deductible_counter, lock_payers, year_of
from yiyang.claims.errors import ClaimNotOpen, ClaimOfActs, ClaimOfAnotherNode
from yiyang.claims.facts import Cause, claim_facts, cover_of
from yiyang.claims.models import Bearing, Claim, Settlement
from yiyang.claims.services.receiving import note
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Decided, decide, read_book
from yiyang.decisions.services import Subject as About
from yiyang.fees.owing import RELIEF as ENTRY
from yiyang.policy.book import Reading
from yiyang.rules.adjudication import Adjudicated, Layer, adjudicate
from yiyang.rules.adjudication.care_shares import care_shares
from yiyang.rules.adjudication.terms import (
    ACCOUNT,
    CASH,
    DEDUCTIBLE,
    FAMILY_ACCOUNT,
    FUNDS,
    HOSPITAL,
)
from yiyang.rules.adjudication.terms import (
    POOL as POOL_LAYER,
)

OPEN = (Claim.State.RECEIVED, Claim.State.REVERSED)


@transaction.atomic
def settle_claim(*, claim: Claim, by: Actor, at: datetime, through: str = "") -> Settlement:
    """Settle a claim at its own date: one decision, its postings, and what the year counts.

    Two claims of one person wait for each other, so that nothing is counted twice.

    Args:
        through: the node that asks for it, where the care was given there.

    Raises:
        ClaimNotOpen: it is settled, or was replaced.
        ClaimOfAnotherNode: it is settled with another node, and that node does not ask.
        ClaimOfActs: acts of care that it rests on were taken back or billed since.
        NotInsured, NoBirthday, NoLevel: the data of person or hospital leave no answer.
        NotInForce: the book has none.  Nothing has been written.
    """
    lock_payers([claim.person_id])
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.state not in OPEN:
        raise ClaimNotOpen()
    if locked.through != through:
        raise ClaimOfAnotherNode()
    if locked.kind == Claim.Kind.CARE and not rests_on_acts(locked):
        raise ClaimOfActs()
    return settle_locked(locked, by=by, at=at)


def settle_locked(claim: Claim, *, by: Actor, at: datetime) -> Settlement:
    """Settle a claim whose person and row are locked."""
    reading = read_book(claim.ended_on)
    cause = Cause(cover_of(claim.person_id, claim.ended_on), year_of(claim.ended_on, reading))
    answer = _decide(claim, cause, reading, at)
    counted = _counted(claim, answer.result, reading)
    made = Settlement.objects.create(
        claim=claim,
        decision=answer.decision,
        entry=_post(claim, cause, answer.result, answer.decision, by=by, at=at),
        person_id=claim.person_id,
        year_from=cause.year_from,
        total_fen=answer.result.total_fen,
        in_scope_fen=answer.result.in_scope_fen,
        fund_fen=answer.result.fund_fen,
        person_fen=answer.result.person_fen,
        hospital_fen=answer.result.hospital_fen,
        cash_fen=sum(one.fen for one in answer.result.layers if one.layer == CASH),
        counted=counted,
        settled_at=at,
    )
    Bearing.objects.bulk_create(
        _bearing(made, place, layer, reading) for place, layer in enumerate(answer.result.layers, 1)
    )
    add(claim.person_id, cause.year_from, counted)
    claim.state = Claim.State.SETTLED
    claim.save(update_fields=["state"])
    note("claim.settle", claim, by, at, {"fund": made.fund_fen, "own": made.person_fen})
    return made


def _decide(claim: Claim, cause: Cause, reading: Reading, at: datetime) -> Decided[Adjudicated]:
    """Ask the rule of the claim's kind: care has shares of its own, and no deductible."""
    about = About("claim", claim.pk, claim.person_id)
    if claim.kind == Claim.Kind.CARE:
        return decide(care_shares, care_bill(claim), reading=reading, subject=about, at=at)
    facts = claim_facts(claim, cause, reading)
    return decide(adjudicate, facts, reading=reading, subject=about, at=at)


def _counted(claim: Claim, result: Adjudicated, reading: Reading) -> dict[str, int]:
    if claim.kind == Claim.Kind.CARE:
        return {}  # nothing of the insurance year hangs on it
    fen = {layer.layer: layer.fen for layer in result.layers}
    counted = {
        deductible_counter(claim.kind, reading): fen.get(DEDUCTIBLE, 0),
        POOL: fen.get(POOL_LAYER, 0),
    }
    others = {name: fen[name] for name in FUNDS if name != POOL_LAYER and name in fen}
    return {name: amount for name, amount in (counted | others).items() if amount}


def _post(
    claim: Claim, cause: Cause, result: Adjudicated, decision: Decision, *, by: Actor, at: datetime
) -> Entry:
    """Post every layer that moves money; the deductible is part of the person's own.

    Of a bill the person has owed everything to the institution since it was settled: what others
    bear relieves the person.  For care at another node that node is owed it; what the person
    pays there stands in its book.
    """
    is_billed = claim.bill_id is not None
    payee = _payee(claim)
    moves = [
        Move(
            payer,
            payee,
            layer.fen,
            decision.rule,
            decision.pk,
            "claim",
            f"{claim.pk}:{decision.pk}:{name}",
        )
        for name, layer in _named(result)
        if (payer := _payer(layer, claim, cause)) not in (None, payee)
        and not (claim.through and layer.layer == CASH)
    ]
    about = ("bill", claim.bill_id) if is_billed else ("claim", claim.pk)
    entry = EntryOf(ENTRY, *about, claim.ended_on)
    return post(entry=entry, moves=moves, by=by, at=at)


def _named(result: Adjudicated) -> list[tuple[str, Layer]]:
    """Return the layers, each by a name of its own: a fund may bear two shares of a claim."""
    seen: set[str] = set()
    found = []
    for place, layer in enumerate(result.layers, 1):
        name = f"{layer.layer}:{place}" if layer.layer in seen else layer.layer
        seen.add(layer.layer)
        found.append((name, layer))
    return found


def _payee(claim: Claim) -> Owner:
    if claim.bill_id is not None:
        return Owner(Account.Kind.PERSON, claim.person_id)
    if claim.through:
        return Owner(Account.Kind.OWED_TO, claim.through)
    return Owner(Account.Kind.INSTITUTION, claim.institution_id)


def _payer(layer: Layer, claim: Claim, cause: Cause) -> Owner | None:
    """Return whose account bears a layer; None where no money moves for it."""
    if layer.layer in (DEDUCTIBLE, HOSPITAL):
        return None
    if layer.layer == CASH:
        return Owner(Account.Kind.PERSON, claim.person_id)
    if layer.layer == ACCOUNT:
        return Owner(Account.Kind.SAVINGS, claim.person_id)
    if layer.layer == FAMILY_ACCOUNT:
        return Owner(Account.Kind.SAVINGS, int(cause.cover.family_payer_id or 0))
    if layer.layer == POOL_LAYER:
        return Owner(Account.Kind.PAYER, f"{cause.cover.insurance}_POOL")
    return Owner(Account.Kind.PAYER, layer.layer)


def _bearing(made: Settlement, place: int, layer: Layer, reading: Reading) -> Bearing:
    line = reading.used.get(layer.key)
    return Bearing(
        settlement=made,
        place=place,
        layer=layer.layer,
        fen=layer.fen,
        base_fen=layer.base_fen,
        percent=layer.percent.quantize(Decimal("0.0001")),
        key=layer.key,
        act=line.authority.act if line else "",
        mark=line.mark.value if line else "",
    )
