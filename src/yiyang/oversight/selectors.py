"""Matters as the insurer of a place and an institution's own desk may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.cases.models import Task
from yiyang.claims.models import Claim, ClaimLine
from yiyang.kernel.messages import Message
from yiyang.oversight.models import Matter, RuleLists, Screening, Suspicion

SHOWN = 200


@dataclass(frozen=True)
class Row:
    """A matter of a list: how many suspicions, what they amount to, until when who must act."""

    matter: Matter
    suspicions: int
    fen: int
    task: Task | None


@dataclass(frozen=True)
class EvidenceLine:
    """A line of a claim as evidence."""

    claim: Claim
    line: ClaimLine
    is_disputed: bool


@dataclass(frozen=True)
class Shown:
    """A suspicion with its evidence; all of it lies at the institution that is asked."""

    suspicion: Suspicion
    lines: Sequence[EvidenceLine]

    @property
    def message(self) -> Message:
        """What is asked, in words."""
        return Message(self.suspicion.code, self.suspicion.params)


def matters_for(assignment: Assignment) -> QuerySet[Matter]:
    """Return the matters of the institution somebody settles for, or of the insurer's place."""
    rows = Matter.objects.select_related("case", "institution", "screening")
    if assignment.institution_id is not None and has_power(assignment, Power.SETTLE):
        return rows.filter(institution=assignment.institution_id)
    if assignment.place is not None and has_power(assignment, Power.SUPERVISE_FUND):
        return rows.filter(institution__place__code__within=assignment.place.code)
    return rows.none()


def matter_for(assignment: Assignment, case_id: int) -> Matter:
    """Return a matter that an assignment may see, by its case.  Raises Http404."""
    return get_object_or_404(matters_for(assignment), case=case_id)


def rows_for(assignment: Assignment, state: str = "") -> list[Row]:
    """Return a desk's matters, the latest first, with their open task; of one state if given."""
    matters = matters_for(assignment)
    if state:
        matters = matters.filter(case__state=state)
    found = list(matters.order_by("-pk")[:SHOWN])
    sums = Suspicion.objects.filter(matter__in=found).values("matter")
    by_matter = {one["matter"]: one for one in sums.annotate(count=Count("pk"), fen=Sum("fen"))}
    tasks = Task.objects.filter(case__in=[one.case_id for one in found], state=Task.State.OPEN)
    by_case = {task.case_id: task for task in tasks.order_by("-due_at", "-pk")}
    return [
        Row(one, by_matter[one.pk]["count"], by_matter[one.pk]["fen"], by_case.get(one.case_id))
        for one in found
    ]


def shown(matter: Matter) -> list[Shown]:
    """Return the suspicions of a matter; whoever calls has checked who may see it."""
    rows = matter.suspicions.select_related("claim").prefetch_related("evidence__line__claim")
    return [
        Shown(
            one,
            [
                EvidenceLine(proof.line.claim, proof.line, proof.is_disputed)
                for proof in sorted(one.evidence.all(), key=lambda proof: proof.place)
            ],
        )
        for one in rows.order_by("pk")
    ]


def open_tasks(matter: Matter) -> QuerySet[Task]:
    """Return what must be done about a matter, with its deadline."""
    return matter.case.tasks.filter(state=Task.State.OPEN).order_by("due_at", "pk")


def screenings_for(assignment: Assignment) -> list[Screening]:
    """Return the latest looks at the claims of the insurer's place."""
    if assignment.place is None or not has_power(assignment, Power.SUPERVISE_FUND):
        return []
    rows = Screening.objects.filter(place__code__within=assignment.place.code)
    return list(rows.select_related("institution").order_by("-pk")[:10])


def latest_lists() -> RuleLists | None:
    """Return the rule lists that are looked with; they say nothing about anybody."""
    return RuleLists.objects.order_by("-taken_at", "-pk").first()


def may_explain(matter: Matter, at: datetime) -> bool:
    """Tell whether the institution still may explain."""
    return matter.explain_by is None or at < matter.explain_by
