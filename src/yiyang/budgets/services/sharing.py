"""Budgets of consortia and packages of a run: each decided by its rule, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from yiyang.agreements.models import Agreement
from yiyang.budgets.errors import PackageNotAllowed
from yiyang.budgets.facts import GivenPackage, GivenRun, day_of
from yiyang.budgets.models import ConsortiumBalance, Package, PackageShare, SettlementRun
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.network.models import Institution
from yiyang.rules.payment import settle_package, share_budget

PACKAGE = "settlement_package"  # its decision holds stays of one patient


def consortia_of(given: GivenRun) -> tuple[dict[str, Agreement], list[Finding]]:
    """Return the agreements of a run's consortia by number, and those that nobody knows."""
    found = Agreement.objects.filter(
        number__in=list(given.consortia), kind=Agreement.Kind.CONSORTIUM
    )
    known = {one.number: one for one in found}
    return known, [
        Finding(
            "RUN_UNKNOWN_CONSORTIUM",
            f"consortium {number}",
            Message("RUN_UNKNOWN_CONSORTIUM", {"code": number}),
        )
        for number in sorted(set(given.consortia) - set(known))
    ]


def keep_consortia(
    run: SettlementRun, given: GivenRun, known: Mapping[str, Agreement], at: datetime
) -> None:
    """Decide and keep each consortium's balance of the run's year; a month has none."""
    if run.kind == SettlementRun.Kind.MONTH:
        return
    for number, year in sorted(given.consortia.items()):
        agreement = known[number]
        decided = decide(
            share_budget,
            year,
            reading=read_book(day_of(run.period), place=run.place),
            subject=Subject("agreement", agreement.pk),
            at=at,
        )
        ConsortiumBalance.objects.create(
            run=run,
            consortium=agreement,
            insured=year.insured,
            budget_fen=year.budget_fen,
            actual_fen=year.actual_fen,
            outside_fen=year.outside_fen,
            primary_fen=year.primary_fen,
            kept_fen=decided.result.kept_fen,
            fund_fen=decided.result.fund_fen,
            own_fen=decided.result.own_fen,
            decision=decided.decision,
        )


def keep_packages(
    run: SettlementRun, given: GivenRun, known: Mapping[str, Institution], at: datetime
) -> None:
    """Decide and keep each package of the run with its shares.

    Raises:
        PackageNotAllowed: the book does not allow this split.
        ValueError: the reckoning shared a package otherwise than the rule.
    """
    for each in given.packages:
        decided = decide(
            settle_package,
            each.episode,
            reading=read_book(day_of(run.period), place=run.place),
            subject=Subject(PACKAGE, run.pk),
            at=at,
        )
        if not decided.result.accepted:
            raise PackageNotAllowed(split=each.episode.split)
        if decided.result.shares != each.shares:
            raise ValueError(f"package of {len(each.shares)} stays: shares differ from the rule")
        _package(run, each, decided.result.group, decided.decision.pk, known)


def _package(
    run: SettlementRun,
    each: GivenPackage,
    group: str,
    decision_id: int,
    known: Mapping[str, Institution],
) -> None:
    package = Package.objects.create(
        run=run,
        episode=each.episode.episode[:80],
        group=group,
        fee_fen=sum(each.fees),
        fund_fen=sum(each.funds),
        decision_id=decision_id,
    )
    PackageShare.objects.bulk_create(
        PackageShare(
            package=package,
            institution=known[stay.institution],
            case=stay.case[:80],
            cost_fen=stay.cost_fen,
            fee_fen=fee,
            fund_fen=fund,
        )
        for stay, fee, fund in zip(each.episode.stays, each.fees, each.funds, strict=True)
    )
