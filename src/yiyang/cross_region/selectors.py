"""What somebody may see of settlements between nodes, filings, differences and clearing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.cross_region.books import owed_fen, prepaid_fen
from yiyang.cross_region.models import (
    AwayFiling,
    AwaySettlement,
    Clearing,
    Difference,
    Eligibility,
    Role,
)
from yiyang.cross_region.services.filing import nodes_to_file_for
from yiyang.cross_region.services.prepaying import standing_of
from yiyang.decisions.services import read_book
from yiyang.exchange.models import Node
from yiyang.kernel.identifiers import lies_in
from yiyang.rules.cross_region.clearing import Prepaid, prepay

SHOWN = 100


@dataclass(frozen=True)
class Standing:
    """One direction with one node: what is owed and what lies ahead, in fen."""

    node: Node
    role: str
    owed_fen: int
    prepaid_fen: int
    prepaid: Prepaid


def keeps(assignment: Assignment) -> bool:
    """Tell whether somebody keeps the insurer's cross-region desk: for the whole of this node.

    What is owed between two nodes is of the whole node, so who has a part of it keeps no desk.
    """
    if assignment.place is None or not has_power(assignment, Power.KEEP_CROSS_REGION):
        return False
    return lies_in(settings.PLACE, assignment.place.code)


def node_for(assignment: Assignment, node: Node) -> Node:
    """Return a node with which the reader may compare, clear and prepay.  Raises Http404."""
    if not keeps(assignment):
        raise Http404
    return node


def settlements_for(assignment: Assignment) -> QuerySet[AwaySettlement]:
    """Return the settlements of the insurer's desk, or of an institution's own claims."""
    rows = AwaySettlement.objects.select_related("node", "claim__institution", "person")
    rows = rows.order_by("-pk")
    if keeps(assignment):
        here = Q(claim__institution__place__code__within=settings.PLACE)
        return rows.filter(Q(role=Role.HOME) | here)
    if assignment.institution_id is not None and has_power(assignment, Power.SETTLE):
        return rows.filter(role=Role.PLACE, claim__institution=assignment.institution_id)
    return rows.none()


def settlement_for(assignment: Assignment, pk: int) -> AwaySettlement:
    """Return a settlement of ``settlements_for``.  Raises Http404."""
    return get_object_or_404(settlements_for(assignment), pk=pk)


def filings_for(assignment: Assignment) -> QuerySet[AwayFiling]:
    """Return the filings that the insurer's desk judges; for others none."""
    rows = AwayFiling.objects.select_related("case", "person", "node", "decision")
    rows = rows.order_by("-pk")
    here = rows.filter(Q(case__place=None) | Q(case__place__code=settings.PLACE))
    return here if keeps(assignment) else rows.none()


def filing_for(assignment: Assignment, pk: int) -> AwayFiling:
    """Return a filing of ``filings_for``.  Raises Http404."""
    return get_object_or_404(filings_for(assignment), pk=pk)


def own_filings(assignment: Assignment) -> list[AwayFiling]:
    """Return the filings of the reader's own people, the latest first."""
    seen = visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY)
    rows = AwayFiling.objects.filter(seen).select_related("case", "person", "node", "decision")
    return list(rows.order_by("-pk")[:SHOWN])


def differences_for(assignment: Assignment) -> list[Difference]:
    """Return what two books said differently: what is open first, then the latest."""
    if not keeps(assignment):
        return []
    rows = Difference.objects.select_related("reconciliation__node")
    return list(rows.order_by(F("resolved_at").desc(nulls_first=True), "-pk")[:SHOWN])


def clearings_for(assignment: Assignment) -> QuerySet[Clearing]:
    """Return the months cleared, the latest first; for others than the desk none."""
    rows = Clearing.objects.select_related("node", "decision").order_by("-month", "-pk")
    return rows if keeps(assignment) else rows.none()


def clearing_for(assignment: Assignment, pk: int) -> Clearing:
    """Return one month of ``clearings_for``.  Raises Http404."""
    return get_object_or_404(clearings_for(assignment), pk=pk)


def lines_cleared(row: Clearing) -> list[AwaySettlement]:
    """Return the settlements of a month's statement; whoever calls has checked who may see it."""
    month = Q(settled_on__year=row.month.year, settled_on__month=row.month.month)
    month |= Q(reversed_on__year=row.month.year, reversed_on__month=row.month.month)
    rows = AwaySettlement.objects.filter(month, node=row.node, role=row.role)
    return list(rows.exclude(settled_on=None).order_by("number"))


def standings(assignment: Assignment, day: date) -> list[Standing]:
    """Return what is owed and prepaid in each direction with each node, for the desk."""
    if not keeps(assignment):
        return []
    reading = read_book(day)
    months = reading.integer("cross_region.average_months")
    found = []
    for node in nodes_to_file_for():
        for role in Role.values:
            facts = standing_of(node, role, agreed_month_fen=0, months=months)
            told = prepay(facts, reading)
            owed, there = owed_fen(node, role), prepaid_fen(node, role)
            found.append(Standing(node, role, owed, there, told))
    return found


def eligibilities_for(assignment: Assignment) -> list[Eligibility]:
    """Return the latest questions of an institution's desk."""
    if assignment.institution_id is None or not has_power(assignment, Power.SETTLE):
        return []
    rows = Eligibility.objects.filter(institution=assignment.institution_id)
    return list(rows.select_related("node", "person").order_by("-pk")[:SHOWN])
