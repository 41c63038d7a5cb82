"""The packages that a payer's figure is the sum of, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from yiyang.access.models import Assignment
from yiyang.access.visibility import visible_to
from yiyang.accounts.models import Run
from yiyang.fees.models import Subject, Term
from yiyang.network.models import Institution
from yiyang.rules.fees import Bearer, Terms, borne


@dataclass(frozen=True)
class OwnShare:
    """What a payer bore of one person's package in a run."""

    payer: str
    fen: int


@dataclass(frozen=True)
class Counted:
    """One package that counts, before assessment; named where the reader may see the person."""

    row: Subject
    shares: tuple[OwnShare, ...]
    is_named: bool


def counted_of(run: Run, institution: Institution, package: str) -> QuerySet[Subject]:
    """Return the packages of a kind that a run counted for an institution."""
    rows = Subject.objects.filter(run=run, institution=institution, package=package, counts=True)
    return rows.select_related("person").order_by("pk")


def with_shares(assignment: Assignment, rows: Sequence[Subject]) -> list[Counted]:
    """Return packages that count with what each payer bears of them."""
    people = {row.person_id for row in rows}
    seen = Subject.objects.filter(visible_to(assignment, person="person_id"), person__in=people)
    named = set(seen.values_list("person_id", flat=True))
    return [Counted(row, tuple(shares_borne(row)), row.person_id in named) for row in rows]


def shares_borne(row: Subject) -> list[OwnShare]:
    """Return what each payer bears of one package, before assessment; nothing if left out."""
    if not row.counts:
        return []
    terms = list(Term.objects.filter(run=row.run_id, package=row.package).order_by("place"))
    agreed = Terms(
        terms[0].price_fen,
        "",
        terms[0].whole,
        tuple(Bearer(t.payer, t.place, t.parts) for t in terms),
    )
    return [OwnShare(payer, fen) for payer, fen in borne(agreed, row.units).items()]
