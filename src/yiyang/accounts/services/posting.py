"""Entries outside runs: a settled visit, a payment; and the reversal of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from yiyang.accounts.models import Entry, Posting
from yiyang.accounts.owners import Owner, account_ids
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused

SOURCE_ONCE = "posting_source_once"
REVERSED_ONCE = "accounts_posting_reverses_id_key"
REVERSAL = "reversal"


class PostingTwice(Refused):
    """This source has been posted by this rule already."""

    code = "POSTING_TWICE"


class PostingReversed(Refused):
    """It has been reversed already, or is itself a reversal."""

    code = "POSTING_REVERSED"


@dataclass(frozen=True)
class EntryOf:
    """What an entry is about, and the day it belongs to."""

    kind: str
    subject_kind: str
    subject_id: int
    day: date


@dataclass(frozen=True)
class Move:
    """An amount in fen, above zero, from who bears it to who gets it, because of a decision."""

    debit: Owner
    credit: Owner
    fen: int
    rule: str
    decision_id: int
    source_kind: str
    source_id: str


@transaction.atomic
def post(*, entry: EntryOf, moves: Sequence[Move], by: Actor, at: datetime) -> Entry:
    """Post an entry; amounts of nothing are left out.

    Raises:
        PostingTwice: a source of it is posted already; nothing has been written.
    """
    wanted = [move for move in moves if move.fen]
    accounts = account_ids({owner for move in wanted for owner in (move.debit, move.credit)})
    made = _entry(entry, at)
    rows = [
        Posting(
            entry=made,
            debit_id=accounts[move.debit],
            credit_id=accounts[move.credit],
            fen=move.fen,
            rule=move.rule,
            decision_id=move.decision_id,
            source_kind=move.source_kind,
            source_id=move.source_id,
        )
        for move in wanted
    ]
    _insert(rows, SOURCE_ONCE, PostingTwice(kind=entry.kind))
    _audit("accounts.post", made, sum(row.fen for row in rows), by, at)
    return made


@transaction.atomic
def reverse_entry(*, entry: Entry, day: date, by: Actor, at: datetime) -> Entry:
    """Take an entry back by an entry of its own, each amount the other way; both stay.

    Raises:
        PostingReversed: it has been reversed, or is a reversal.
    """
    postings = list(entry.postings.all())
    if not postings or any(one.reverses_id is not None for one in postings):
        raise PostingReversed()
    made = _entry(EntryOf(REVERSAL.upper(), entry.subject_kind, entry.subject_id, day), at)
    rows = [
        Posting(
            entry=made,
            debit_id=one.credit_id,
            credit_id=one.debit_id,
            fen=one.fen,
            rule=one.rule,
            decision_id=one.decision_id,
            source_kind=REVERSAL,
            source_id=str(one.pk),
            reverses=one,
        )
        for one in postings
    ]
    _insert(rows, (SOURCE_ONCE, REVERSED_ONCE), PostingReversed())
    _audit("accounts.reverse", made, sum(row.fen for row in rows), by, at)
    return made


def _entry(entry: EntryOf, at: datetime) -> Entry:
    return Entry.objects.create(
        kind=entry.kind,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        day=entry.day,
        posted_at=at,
    )


def _insert(rows: list[Posting], expected: str | tuple[str, ...], refusal: Refused) -> None:
    try:
        with transaction.atomic():
            Posting.objects.bulk_create(rows)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name in ((expected,) if isinstance(expected, str) else expected):
            raise refusal from error
        raise


def _audit(action: str, entry: Entry, fen: int, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="entry",
        subject_id=entry.pk,
        payload={"subject": f"{entry.subject_kind}:{entry.subject_id}", "fen": fen},
    )
