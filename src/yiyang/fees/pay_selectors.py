"""Somebody's pay, and what it comes from: weights, people, acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.accounts.models import Account, Posting, Run
from yiyang.accounts.selectors import postings
from yiyang.fees.models import Subject, Work
from yiyang.fees.periods import period_of
from yiyang.fees.selectors import MOST_SHOWN, fee_institutions
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.ledger.models import Act
from yiyang.network.models import Institution
from yiyang.rules.fees import Part

UNKNOWN_PART = Part(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Pay:
    """What somebody is paid by a run for work at an institution, and how that was reckoned."""

    posting: Posting
    work: Work
    part: Part


@dataclass(frozen=True)
class Weighed:
    """How one pay stands beside all others of the institution: weights, and what was split."""

    weight: int
    all_weights: int
    staff_fen: int
    people: int


def parts_beside(pay: Pay) -> Weighed:
    """Return the weight of one pay and of all together, from the decision that split it."""
    decided = pay.posting.decision
    weights = [_weight(Part(**part)) for part in decided.result["parts"]]
    return Weighed(_weight(pay.part), sum(weights), decided.facts["staff_fen"], len(weights))


def _weight(part: Part) -> int:
    return part.role_weight * part.workload * part.quality * part.preference


def pay_at(run: Run, institution: Institution) -> list[Pay]:
    """Return everybody's pay by a run for an institution, the most first."""
    rows = Posting.objects.filter(run=run, reverses=None, credit__kind=Account.Kind.STAFF)
    return _paid(rows.filter(debit__institution=institution))


def own_pay(assignment: Assignment) -> list[Pay]:
    """Return what the reader was paid, by every run that counts, the latest first."""
    rows = postings().filter(
        reverses=None,
        reversed_by=None,
        credit__kind=Account.Kind.STAFF,
        credit__practitioner__account=assignment.account_id,
    )
    return sorted(_paid(rows), key=lambda pay: pay.posting.run.period, reverse=True)


def pay_for(assignment: Assignment, pk: int) -> Pay:
    """Return one pay figure: one's own, or one of an institution one may see.  Raises Http404."""
    mine = Q(credit__practitioner__account=assignment.account_id)
    if has_power(assignment, Power.SEE_FEES):
        mine |= Q(debit__institution__in=fee_institutions(assignment))
    rows = postings().filter(mine, reverses=None, credit__kind=Account.Kind.STAFF)
    return _paid([get_object_or_404(_joined(rows), pk=pk)])[0]


def _joined(rows: QuerySet[Posting]) -> QuerySet[Posting]:
    return rows.select_related("run", "decision", "credit__practitioner", "debit__institution")


def _paid(rows: QuerySet[Posting] | list[Posting]) -> list[Pay]:
    found = list(_joined(rows) if isinstance(rows, QuerySet) else rows)
    works = {
        (work.run_id, work.institution_id, work.practitioner_id): work
        for work in Work.objects.filter(
            run__in={row.run_id for row in found},
            practitioner__in={row.credit.practitioner_id for row in found},
        ).select_related("institution", "practitioner")
    }
    return [
        Pay(
            row,
            works[row.run_id, row.debit.institution_id, row.credit.practitioner_id],
            _part(row),
        )
        for row in sorted(found, key=lambda row: (-row.fen, row.pk))
    ]


def _part(posting: Posting) -> Part:
    parts = posting.decision.result["parts"]
    mine = (p for p in parts if p["practitioner"] == posting.credit.practitioner_id)
    return Part(**next(mine, vars(UNKNOWN_PART)))


def members_behind(assignment: Assignment, pay: Pay) -> tuple[Excerpt[Subject], int]:
    """Return the counted packages of the people somebody answers for, and how many are hidden."""
    rows = Subject.objects.filter(
        run=pay.posting.run,
        institution=pay.work.institution,
        practitioner=pay.work.practitioner_id,
        counts=True,
    )
    seen = rows.filter(visible_to(assignment, person="person_id")).select_related("person")
    shown = excerpt(seen.order_by("person__name_key", "pk"), MOST_SHOWN)
    return shown, rows.count() - seen.count()


def acts_behind(assignment: Assignment, pay: Pay) -> tuple[Excerpt[Act], int]:
    """Return the acts that counted for somebody's pay, and how many are hidden."""
    run, work = pay.posting.run, pay.work
    period = period_of(run.period)
    counted = Subject.objects.filter(run=run, institution=work.institution, counts=True)
    rows = Act.objects.filter(
        institution=work.institution,
        practitioner=work.practitioner,
        person__in=counted.values("person"),
        span__startswith__gte=_midnight(period.since),
        span__startswith__lt=_midnight(period.until),
        pk__lte=run.plan["last_act"],
        reverses=None,
    ).exclude(kind__in=run.plan["not_service"])
    rows = rows.exclude(flags__overlap=run.plan["flags_held"])
    rows = rows.exclude(reversal__pk__lte=run.plan["last_act"])
    seen = rows.filter(visible_to(assignment, person="person_id")).select_related("person")
    return excerpt(seen.order_by("span", "pk"), MOST_SHOWN), rows.count() - seen.count()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
