"""A kept run posted: a month's prepayments, or a year's clearing; and taken back.

A month: the fund pays ahead (``ADVANCE``).  A year: what was paid ahead goes back to the fund, and
the institution gets what it is due: the whole, or what differs from the ledger that claims have
posted visit by visit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import IntegrityError, transaction

from yiyang.accounts.models import Account
from yiyang.accounts.owners import Owner
from yiyang.accounts.services import EntryOf, Move, post, reverse_entry
from yiyang.audit.services import Actor, record
from yiyang.budgets.errors import (
    ConsortiumWithoutLead,
    MonthCounted,
    PeriodPosted,
    RunAgainstLaw,
    RunIsTrial,
    RunNotKept,
)
from yiyang.budgets.facts import day_of
from yiyang.budgets.models import SettlementRun, Statement
from yiyang.budgets.services.holding import hold_year
from yiyang.rules.payment import judge_run, share_budget

State, Kind = SettlementRun.State, SettlementRun.Kind
PREPAYMENT, CLEARING = "PREPAYMENT", "CLEARING"


@transaction.atomic
def post_run(*, run_id: int, by: Actor, at: datetime) -> SettlementRun:
    """Post a kept run between the fund and its institutions, to the fen.

    Raises:
        RunIsTrial, RunNotKept, RunAgainstLaw, PeriodPosted, ConsortiumWithoutLead: nothing has
            been written.
    """
    run = _held(run_id)
    _refuse(run)
    kind = PREPAYMENT if run.kind == Kind.MONTH else CLEARING
    moves = _month(run) if run.kind == Kind.MONTH else _year(run)
    run.entry = post(
        entry=EntryOf(kind, "settlement_run", run.pk, day_of(run.period)),
        moves=list(moves),
        by=by,
        at=at,
    )
    run.state, run.posted_at = State.POSTED, at
    try:
        with transaction.atomic():
            run.save(update_fields=["entry", "state", "posted_at"])
    except IntegrityError as error:  # another run of the period was posted at the same moment
        raise PeriodPosted() from error
    _trail("budgets.post", run, by, at)
    return run


@transaction.atomic
def withdraw_run(*, run_id: int, reason: str, by: Actor, at: datetime) -> SettlementRun:
    """Withdraw a run; what it posted is posted back, and both stay.

    Raises:
        RunNotKept: it is withdrawn already.
        MonthCounted: a clearing of the year stands that has counted this month.
    """
    run = _held(run_id)
    if run.state == State.WITHDRAWN:
        raise RunNotKept()
    if run.state == State.POSTED:
        _refuse_counted(run)
        if run.entry is not None and run.entry.postings.exists():
            reverse_entry(entry=run.entry, day=day_of(run.period), by=by, at=at)
    run.state, run.withdrawn_because = State.WITHDRAWN, reason
    run.save(update_fields=["state", "withdrawn_because"])
    _trail("budgets.withdraw", run, by, at)
    return run


def _held(run_id: int) -> SettlementRun:
    hold_year(SettlementRun.objects.get(pk=run_id))
    return SettlementRun.objects.select_for_update().get(pk=run_id)


def _refuse(run: SettlementRun) -> None:
    if run.kind == Kind.TRIAL:
        raise RunIsTrial()
    if run.state != State.KEPT or run.decision is None:
        raise RunNotKept()
    if not run.decision.result["accepted"]:
        first = run.decision.result["reasons"][0]
        raise RunAgainstLaw(why=first["code"], **first["params"])
    same = SettlementRun.objects.filter(
        kind=run.kind, period=run.period, place=run.place, fund=run.fund, state=State.POSTED
    )
    if same.exists():
        raise PeriodPosted()
    _refuse_counted(run)


def _refuse_counted(run: SettlementRun) -> None:
    if run.kind != Kind.MONTH:
        return
    years = SettlementRun.objects.filter(
        kind=Kind.YEAR, period=run.period[:4], place=run.place, fund=run.fund
    )
    if years.exclude(state=State.WITHDRAWN).exists():
        raise MonthCounted()


def _month(run: SettlementRun) -> Iterator[Move]:
    for each in run.statements.select_related("institution").order_by("institution__code"):
        ahead = Owner(Account.Kind.ADVANCE, each.institution_id)
        yield _move(run, each, "prepaid", (_fund(run), ahead), each.prepaid_fen)


def _year(run: SettlementRun) -> Iterator[Move]:
    for each in run.statements.select_related("institution").order_by("institution__code"):
        ahead = Owner(Account.Kind.ADVANCE, each.institution_id)
        own = Owner(Account.Kind.INSTITUTION, each.institution_id)
        yield _move(run, each, "prepaid", (ahead, _fund(run)), each.prepaid_fen)
        due = each.due_fen - (each.ledger_fen if run.ledger_is_posted else 0)
        if due >= 0:
            yield _move(run, each, "due", (_fund(run), own), due)
        else:
            yield _move(run, each, "due", (own, _fund(run)), -due)

    yield from _consortia(run)


def _consortia(run: SettlementRun) -> Iterator[Move]:
    """The institution that leads a consortium gets what it keeps, and bears what is its own.

    What the fund bears of an overspend, or has back of a surplus, it has borne or kept already.
    """
    for each in run.consortia.select_related("consortium").order_by("consortium__number"):
        lead = each.consortium.parties.filter(role="LEAD", institution__isnull=False).first()
        if lead is None:
            raise ConsortiumWithoutLead(number=each.consortium.number)
        own = Owner(Account.Kind.INSTITUTION, lead.institution_id)
        between = (_fund(run), own) if each.kept_fen else (own, _fund(run))
        yield Move(
            debit=between[0],
            credit=between[1],
            fen=each.kept_fen or each.own_fen,
            rule=share_budget.name,
            decision_id=each.decision_id,
            source_kind="consortium_balance",
            source_id=str(each.pk),
        )


def _fund(run: SettlementRun) -> Owner:
    return Owner(Account.Kind.PAYER, run.fund)


def _move(
    run: SettlementRun, each: Statement, what: str, between: tuple[Owner, Owner], fen: int
) -> Move:
    assert run.decision_id is not None  # a kept run has its decision
    return Move(
        debit=between[0],
        credit=between[1],
        fen=fen,
        rule=judge_run.name,
        decision_id=run.decision_id,
        source_kind="statement",
        source_id=f"{each.pk}:{what}",
    )


def _trail(action: str, run: SettlementRun, by: Actor, at: datetime) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="settlement_run",
        subject_id=run.pk,
        payload={"kind": run.kind, "period": run.period, "fund": run.fund, "state": run.state},
    )
