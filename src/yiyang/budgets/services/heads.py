"""A centre's year by head: settled from its people, posted, kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post
from yiyang.audit.services import Actor, record
from yiyang.budgets.errors import CapitationKept
from yiyang.budgets.facts import day_of
from yiyang.budgets.models import Capitation
from yiyang.decisions.services import Subject, decide, read_book
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
        CapitationKept: the same people are settled for the year.
        PostingTwice: the fund has paid the centre's year.  Nothing has been written.
    """
    centre = heads.institution
    same = Capitation.objects.filter(period=heads.period, institution=centre)
    if same.filter(input_digest=heads.digest).exists():
        raise CapitationKept()
    reading = read_book(day_of(heads.period))
    limit = heads.stop_loss_fen
    year = heads.sums(reading.integer(STOP_LOSS) if limit is None else limit)
    subject = Subject("institution", centre.pk)
    decided = decide(capitate, year, reading=reading, subject=subject, at=at)
    paid = decided.result
    move = Move(
        debit=Owner(Account.Kind.PAYER, heads.fund),
        credit=Owner(Account.Kind.INSTITUTION, centre.pk),
        fen=paid.paid_fen,
        rule=capitate.name,
        decision_id=decided.decision.pk,
        source_kind="capitation",
        source_id=f"{heads.period}:{heads.fund}:{centre.pk}",
    )
    entry = EntryOf(KIND, "institution", centre.pk, day_of(heads.period))
    kept = Capitation.objects.create(
        period=heads.period,
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
        entry=post(entry=entry, moves=[move], by=by, at=at),
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
