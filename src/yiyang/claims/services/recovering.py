"""Money of a settled claim that goes back to the funds, and comes back after an objection."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.selectors import postings
from yiyang.accounts.services import EntryOf, Move, post, reverse_entry
from yiyang.audit.services import Actor
from yiyang.claims.care_facts import care_bill
from yiyang.claims.models import Claim, Settlement
from yiyang.claims.services.receiving import note
from yiyang.decisions.book import kept_book
from yiyang.decisions.models import Decision
from yiyang.kernel.money import split_fen
from yiyang.kernel.plain import from_plain
from yiyang.policy.book import Reading
from yiyang.rules import adjudication as rule
from yiyang.rules.adjudication.care_shares import care_shares
from yiyang.rules.adjudication.terms import FUNDS, LONG_TERM_CARE, POOL

RECOVERY = "RECOVERY"


@dataclass(frozen=True)
class Because:
    """What a recovery rests on: the rule, its decision, and the row that asks for it."""

    rule: str
    decision_id: int
    source_kind: str
    source_id: int


def recovered_fen(claim_id: int) -> int:
    """Return what went back of a claim and has not come back, in fen."""
    rows = postings().filter(
        entry__kind=RECOVERY, entry__subject_kind="claim", entry__subject_id=claim_id
    )
    return int(rows.filter(reversed_by=None).aggregate(fen=Sum("fen"))["fen"] or 0)


def borne_without(claim: Claim, numbers: Collection[int]) -> dict[str, int]:
    """Return what each fund would bear of a claim without the lines of these numbers, in fen.

    Reckoned by the book and of the facts that the standing settlement was made from; nothing
    where the claim has none, or where two nodes settled it: they take back between them.

    Raises:
        BookLost: the book of that day is not kept.
    """
    made = Settlement.objects.filter(claim=claim, reversed_at=None).first()
    if made is None or claim.through:
        return {}
    decision = made.decision
    if claim.kind == Claim.Kind.CARE:
        return _care_without(claim, numbers, decision)
    facts = from_plain(rule.Claim, decision.facts)
    kept = tuple(line for place, line in enumerate(facts.lines, 1) if place not in numbers)
    if not kept:
        return {}
    reading = Reading(kept_book(decision.book_digest), decision.day, decision.place)
    found = rule.adjudicate(replace(facts, lines=kept), reading)
    return {
        f"{facts.insured.insurance}_POOL" if layer.layer == POOL else layer.layer: layer.fen
        for layer in found.layers
        if layer.layer in FUNDS
    }


def _care_without(claim: Claim, numbers: Collection[int], decision: Decision) -> dict[str, int]:
    kept = care_bill(claim, frozenset(numbers))
    if not kept.lines:
        return {}
    reading = Reading(kept_book(decision.book_digest), decision.day, decision.place)
    return {LONG_TERM_CARE: care_shares(kept, reading).fund_fen}


def recoverable(claim: Claim, before: Collection[int], lines: Collection[int]) -> dict[str, int]:
    """Return what each fund bore of lines (by number) beyond that of lines gone before, in fen."""
    with_them = borne_without(claim, before)
    without = borne_without(claim, {*before, *lines})
    found = {payer: fen - without.get(payer, 0) for payer, fen in with_them.items()}
    return {payer: fen for payer, fen in found.items() if fen > 0}


@transaction.atomic
def recover_from_claim(
    *,
    claim: Claim,
    fen: int,
    shares: Mapping[str, int],
    because: Because,
    by: Actor,
    at: datetime,
) -> Entry:
    """Post what goes back from the institution to the funds, by what each of them bore.

    Args:
        shares: what each payer bore; ``fen`` is at most their sum.
    """
    payers = sorted(shares)
    parts = split_fen(fen, [shares[payer] for payer in payers])
    moves = [
        Move(
            Owner(Account.Kind.INSTITUTION, claim.institution_id),
            Owner(Account.Kind.PAYER, payer),
            part,
            because.rule,
            because.decision_id,
            because.source_kind,
            f"{because.source_id}:{claim.pk}:{payer}",
        )
        for payer, part in zip(payers, parts, strict=True)
    ]
    entry = EntryOf(RECOVERY, "claim", claim.pk, timezone.localdate(at))
    made = post(entry=entry, moves=moves, by=by, at=at)
    note("claim.recover", claim, by, at, {"fen": fen, because.source_kind: because.source_id})
    return made


@transaction.atomic
def return_recovery(*, claim: Claim, entry: Entry, by: Actor, at: datetime) -> Entry:
    """Take a recovery back: the institution has its money again.  Raises PostingReversed."""
    made = reverse_entry(entry=entry, day=timezone.localdate(at), by=by, at=at)
    note("claim.recovery_returned", claim, by, at, {"entry": entry.pk})
    return made
