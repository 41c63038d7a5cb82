"""A centre's year by head: settled from its people, posted, kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiyang.accounts.models import Account, Entry
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post, reverse_entry
from yiyang.audit.services import Actor, record
from yiyang.budgets.errors import CapitationKept, CapitationWithdrawn
from yiyang.budgets.facts import day_of
from yiyang.budgets.models import Capitation, CapitationWithdrawal
from yiyang.decisions.services import Decided, Subject, decide, read_book
from yiyang.network.models import Institution
from yiyang.rules.payment import HeadYear, capitate

STOP_LOSS = "payment.capitation_stop_loss"
KIND = "CAPITATION"


@dataclass(frozen=True)
class Heads:
    """A centre's people of a year; ``sums`` reckons them with a stop-loss in fen.

    ``stop_loss_fen`` is the plan's own, None where the book's holds; ``digest`` that of the people
    and the plan together.
    """

    period: str
    institution: Institution
    fund: str
    digest: str
    stop_loss_fen: int | None
    sums: Callable[[int], HeadYear]


@transaction.atomic
def settle_heads(*, heads: Heads, by: Actor, at: datetime) -> Capitation:
    """Settle a centre's year by head and post what it is paid.

    Raises:
        CapitationKept: the fund has settled the centre's year: that is withdrawn first.  Nothing
            has been written.
    """
    centre = heads.institution
    same = Capitation.objects.filter(period=heads.period, institution=centre, fund=heads.fund)
    Institution.objects.select_for_update(no_key=True).get(pk=centre.pk)
    if same.filter(withdrawal=None).exists():
        raise CapitationKept()
    attempt = same.count() + 1
    reading = read_book(day_of(heads.period))
    limit = heads.stop_loss_fen
    year = heads.sums(reading.integer(STOP_LOSS) if limit is None else limit)
    subject = Subject("institution", centre.pk)
    decided = decide(capitate, year, reading=reading, subject=subject, at=at)
    paid = decided.result
    kept = Capitation.objects.create(
        period=heads.period,
        fund=heads.fund,
        attempt=attempt,
        institution=centre,
        people=paid.people,
        budget_fen=paid.budget_fen,
        own_fen=year.own_fen,
        referral_fen=paid.charged_fen,
        excluded_fen=year.excluded_fen,
        settle_fen=paid.settle_fen,
        surplus_fen=paid.surplus_fen,
        kept_fen=paid.kept_fen,
        paid_fen=paid.paid_fen,
        input_digest=heads.digest,
        decision=decided.decision,
        entry=_posted(heads, attempt, decided, by=by, at=at),
        kept_at=at,
    )
    record(
        by=by,
        at=at,
        action="budgets.capitation",
        subject_kind="institution",
        subject_id=centre.pk,
        payload={"period": heads.period, "paid": paid.paid_fen, "input": heads.digest},
    )
    return kept


def _posted(heads: Heads, attempt: int, decided: Decided, *, by: Actor, at: datetime) -> Entry:
    """Post what the fund pays the centre."""
    centre = heads.institution.pk
    move = Move(
        debit=Owner(Account.Kind.PAYER, heads.fund),
        credit=Owner(Account.Kind.INSTITUTION, centre),
        fen=decided.result.paid_fen,
        rule=capitate.name,
        decision_id=decided.decision.pk,
        source_kind="capitation",
        source_id=_source(heads, attempt),
    )
    entry = EntryOf(KIND, "institution", centre, day_of(heads.period))
    return post(entry=entry, moves=[move], by=by, at=at)


@transaction.atomic
def withdraw_heads(
    *, capitation_id: int, reason: str, by: Actor, at: datetime
) -> CapitationWithdrawal:
    """Withdraw a centre's year by head; what it was paid is posted back, and both stay.

    Raises:
        CapitationWithdrawn: it is withdrawn already.  Nothing has been written.
    """
    kept = Capitation.objects.select_related("entry").get(pk=capitation_id)
    Institution.objects.select_for_update(no_key=True).get(pk=kept.institution_id)
    if CapitationWithdrawal.objects.filter(capitation=kept).exists():
        raise CapitationWithdrawn()
    reversal = None
    if kept.entry is not None and kept.entry.postings.exists():
        reversal = reverse_entry(entry=kept.entry, day=day_of(kept.period), by=by, at=at)
    made = CapitationWithdrawal.objects.create(
        capitation=kept, reason=reason, reversal=reversal, withdrawn_at=at
    )
    record(
        by=by,
        at=at,
        action="budgets.withdraw_capitation",
        subject_kind="institution",
        subject_id=kept.institution_id,
        payload={"period": kept.period, "fund": kept.fund, "paid": kept.paid_fen},
    )
    return made


def _source(heads: Heads, attempt: int) -> str:
    """Return under which name the year is posted: once, and once more after each withdrawal."""
    name = f"{heads.period}:{heads.fund}:{heads.institution.pk}"
    return name if attempt == 1 else f"{name}:{attempt}"
