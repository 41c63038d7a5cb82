"""The fees of some institutions of a run: gross by the one query, then by the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection

from yiyang.accounts.models import Account, Run
from yiyang.accounts.owners import Owner, payer_owner
from yiyang.accounts.services import EntryOf, Move
from yiyang.analytics.contract_fees import charges
from yiyang.analytics.exact import POSTGRESQL
from yiyang.decisions.services import Decided, decide
from yiyang.decisions.services import Subject as About
from yiyang.fees.models import Unit, Work
from yiyang.fees.periods import period_of
from yiyang.policy.book import Reading
from yiyang.rules.fees import WHOLE, Gross, Pool, PoolFacts, Split, SplitFacts, Worker, pool, split

POOL_RULE, SPLIT_RULE = "fees.pool", "fees.split"
SUBJECT = """(
  select institution_id as institution, team, practitioner, member_id as member, package, units,
         counts from fees_subject where run_id = {run} and institution_id = any(%(chosen)s)
) s"""
PRICE = "(select distinct package, price_fen, whole from fees_term where run_id = {run})"
PAYER = "(select package, payer, place, parts from fees_term where run_id = {run})"


def reckon(
    *, run: Run, institutions: Sequence[int], reading: Reading, at: datetime
) -> list[tuple[EntryOf, list[Move]]]:
    """Return the entry and the postings of each institution, each decided by the rules.

    Funds and people pay into the pool of the institution; the pool pays staff and the
    institution, and is empty afterwards, but for what nobody could be paid.
    """
    gross = gross_of(run, institutions)
    workers = _workers(run, institutions)
    day = period_of(run.period).last_day
    entries = []
    for institution in institutions:
        about = About("institution", institution)
        earned = decide(
            pool, PoolFacts(gross.get(institution, ())), reading=reading, subject=about, at=at
        )
        shared = decide(
            split,
            SplitFacts(earned.result.staff_fen, workers.get(institution, ())),
            reading=reading,
            subject=about,
            at=at,
        )
        entry = EntryOf(run.kind, "institution", institution, day)
        entries.append((entry, list(_moves(institution, earned, shared))))
    return entries


def _moves(institution: int, earned: Decided[Pool], shared: Decided[Split]) -> Iterator[Move]:
    """Yield what goes into the pool of an institution and all that goes out of it."""
    pooled = Owner(Account.Kind.POOL, institution)
    for one in earned.result.paid:
        yield Move(
            payer_owner(one.payer, institution),
            pooled,
            one.fen,
            POOL_RULE,
            earned.decision.pk,
            "fee",
            f"{institution}:{one.team}:{one.package}:{one.payer}",
        )
    for one in shared.result.parts:
        yield Move(
            pooled,
            Owner(Account.Kind.STAFF, one.practitioner),
            one.fen,
            SPLIT_RULE,
            shared.decision.pk,
            "pay",
            f"{institution}:{one.practitioner}",
        )
    yield Move(
        pooled,
        Owner(Account.Kind.INSTITUTION, institution),
        earned.result.rest_fen,
        POOL_RULE,
        earned.decision.pk,
        "rest",
        str(institution),
    )


def gross_of(run: Run, institutions: Sequence[int]) -> dict[int, tuple[Gross, ...]]:
    """Return what each payer would bear before assessment, by institution."""
    factors = {
        (institution, team): factor
        for institution, team, factor in Unit.objects.filter(
            run=run, institution__in=institutions
        ).values_list("institution_id", "team", "factor")
    }
    sql = charges(
        POSTGRESQL,
        subject=SUBJECT.format(run=int(run.pk)),
        price=PRICE.format(run=int(run.pk)),
        payer=PAYER.format(run=int(run.pk)),
    )
    found: dict[int, list[Gross]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, {"chosen": list(institutions)})
        for institution, team, package, payer, members, fen in cursor:
            # Without the rule that asks for an appraisal, nothing is taken off.
            factor = factors.get((institution, team), WHOLE)
            found.setdefault(institution, []).append(
                Gross(team, package, payer, members, fen, factor)
            )
    return {institution: tuple(rows) for institution, rows in found.items()}


def _workers(run: Run, institutions: Sequence[int]) -> dict[int, tuple[Worker, ...]]:
    found: dict[int, list[Worker]] = {}
    rows = Work.objects.filter(run=run, institution__in=institutions).order_by("practitioner_id")
    for row in rows:
        found.setdefault(row.institution_id, []).append(
            Worker(
                row.practitioner_id,
                row.role,
                row.members,
                row.acts,
                row.quality,
                row.from_hospital,
            )
        )
    return {institution: tuple(each) for institution, each in found.items()}
