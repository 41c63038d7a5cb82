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
    borne_of = shares_borne(rows)
    return [Counted(row, borne_of[row.pk], row.person_id in named) for row in rows]


def shares_borne(rows: Sequence[Subject]) -> dict[int, tuple[OwnShare, ...]]:
    """Return by row what each payer bears of its package, before assessment; nothing if left out.

    One query for all.
    """
    counting = [row for row in rows if row.counts]
    held = Term.objects.filter(
        run__in={row.run_id for row in counting}, package__in={row.package for row in counting}
    )
    terms: dict[tuple[int, str], list[Term]] = {}
    for term in held.order_by("place"):
        terms.setdefault((term.run_id, term.package), []).append(term)
    agreed = {key: _agreed(found) for key, found in terms.items()}
    found: dict[int, tuple[OwnShare, ...]] = {row.pk: () for row in rows}
    for row in counting:
        shares = borne(agreed[row.run_id, row.package], row.units)
        found[row.pk] = tuple(OwnShare(payer, fen) for payer, fen in shares.items())
    return found


def _agreed(terms: Sequence[Term]) -> Terms:
    bearers = tuple(Bearer(t.payer, t.place, t.parts) for t in terms)
    return Terms(terms[0].price_fen, "", terms[0].whole, bearers)
