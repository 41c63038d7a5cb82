"""Fee runs, an institution's fees, somebody's pay and what it comes from, as they may be seen.

Who works for a place sees the institutions of the network there; who works for an institution
sees that one; who is paid sees their own pay.  People are shown only to whom they are visible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.visibility import visible_to
from yiyang.accounts.models import Account, Posting, Run
from yiyang.fees.models import Subject, Unit
from yiyang.fees.share_selectors import OwnShare, shares_borne
from yiyang.kernel.excerpt import Excerpt, excerpt
from yiyang.network.models import Institution, Team
from yiyang.network.selectors import institutions_for
from yiyang.rules.fees import WHOLE

KIND = "CONTRACT_FEE"
MOST_SHOWN = 200


@dataclass(frozen=True)
class Share:
    """What a payer paid of an institution's fees for a package."""

    package: str
    payer: str
    members: int
    gross_fen: int
    fen: int


def runs_for(assignment: Assignment) -> QuerySet[Run]:
    """Return the runs of this node; to who works for an institution only what is posted."""
    rows = Run.objects.filter(kind=KIND, place=settings.PLACE)
    if assignment.place_id is None:
        rows = rows.filter(state=Run.State.POSTED)
    return rows.order_by("-period", "-pk")


def run_for(assignment: Assignment, pk: int) -> Run:
    """Return a run that may be seen.  Raises Http404."""
    return get_object_or_404(runs_for(assignment), pk=pk)


def posted_run_for(assignment: Assignment, pk: int) -> Run:
    """Return a run whose amounts may be seen.  Raises Http404, also while it is under way."""
    return get_object_or_404(runs_for(assignment), pk=pk, state=Run.State.POSTED)


def institutions_of(assignment: Assignment, run: Run) -> QuerySet[Institution]:
    """Return the institutions of a posted run that may be seen; of another, none."""
    if run.state != Run.State.POSTED:
        return Institution.objects.none()
    seen = fee_institutions(assignment).filter(pk__in=run.subjects.values("institution"))
    return seen.order_by("name_zh", "pk")


def fee_institutions(assignment: Assignment) -> QuerySet[Institution]:
    """Return the institutions whose fees an assignment may see: its own, or those of its place."""
    if assignment.institution_id is not None:
        return Institution.objects.filter(pk=assignment.institution_id)
    return institutions_for(assignment)


def fee_institution_for(assignment: Assignment, pk: int) -> Institution:
    """Return an institution whose fees may be seen.  Raises Http404."""
    return get_object_or_404(fee_institutions(assignment), pk=pk)


def totals_of(run: Run, institutions: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return counted and left-out packages and what was paid, for each of some institutions."""
    rows = run.subjects.filter(institution__in=institutions).values("institution")
    found: dict[int, dict[str, int]] = {
        row["institution"]: {"counted": row["counted"], "left_out": row["left_out"], "fen": 0}
        for row in rows.annotate(
            counted=Count("pk", filter=Q(counts=True)), left_out=Count("pk", filter=Q(counts=False))
        )
    }
    paid = Posting.objects.filter(
        run=run, reverses=None, credit__kind=Account.Kind.POOL, credit__institution__in=institutions
    )
    for row in paid.values("credit__institution").annotate(fen=Sum("fen")):
        found[row["credit__institution"]]["fen"] = row["fen"]
    return found


def left_out_of(run: Run, institution: Institution | None = None) -> list[tuple[str, int]]:
    """Return how many packages a run left out, by reason."""
    rows = run.subjects.filter(counts=False)
    if institution is not None:
        rows = rows.filter(institution=institution)
    counted: dict[str, int] = {}
    for row in rows.values("reasons").annotate(number=Count("pk")):
        for reason in row["reasons"]:
            counted[reason] = counted.get(reason, 0) + row["number"]
    return sorted(counted.items())


def left_out_people(assignment: Assignment, run: Run, institution: Institution) -> Excerpt[Subject]:
    """Return the packages left out of people the reader may see."""
    rows = run.subjects.filter(
        visible_to(assignment, person="person_id"), institution=institution, counts=False
    )
    return excerpt(rows.select_related("person").order_by("person__name_key", "pk"), MOST_SHOWN)


def shares_of(run: Run, institution: Institution) -> list[Share]:
    """Return what each payer bore of an institution's fees, before and after assessment."""
    gross: dict[tuple[str, str], tuple[int, int]] = {}
    earned = _decided(run, institution, "fees.pool")
    for one in earned["facts"]["gross"] if earned else ():
        members, fen = gross.get((one["package"], one["payer"]), (0, 0))
        gross[one["package"], one["payer"]] = (members + one["members"], fen + one["fen"])
    paid: dict[tuple[str, str], int] = {}
    for one in earned["result"]["paid"] if earned else ():
        key = (one["package"], one["payer"])
        paid[key] = paid.get(key, 0) + one["fen"]
    return [Share(*key, *gross[key], paid[key]) for key in sorted(gross)]


def factors_of(run: Run, institution: Institution) -> list[tuple[Team | None, str]]:
    """Return the factor in percent of each team of an institution (None: of who has none)."""
    rows = list(Unit.objects.filter(run=run, institution=institution).order_by("team"))
    teams = Team.objects.in_bulk([row.team for row in rows])
    return [(teams.get(row.team), percent_of(row.factor)) for row in rows]


def percent_of(factor: int) -> str:
    """Return a factor in ten-thousandths as percent: ``9150`` is ``91.50``."""
    return f"{factor * 100 // WHOLE}.{factor * 100 % WHOLE // 100:02d}"


def _decided(run: Run, institution: Institution, rule: str) -> dict[str, dict] | None:
    row = Posting.objects.filter(run=run, rule=rule, reverses=None).filter(
        Q(credit__institution=institution) | Q(debit__institution=institution)
    )
    first = row.select_related("decision").order_by("pk").first()
    return {"facts": first.decision.facts, "result": first.decision.result} if first else None


def own_fees(assignment: Assignment) -> list[tuple[Subject, tuple[OwnShare, ...]]]:
    """Return what the agreements of the reader's own people cost, and who bore which share."""
    rows = Subject.objects.filter(
        visible_to(assignment, person="person_id"),
        run__state=Run.State.POSTED,
    ).exclude(run__adjusted_by__state=Run.State.POSTED)
    rows = rows.select_related("person", "institution", "run")
    found = list(rows.order_by("-run__period", "person", "package"))
    borne_of = shares_borne(found)
    return [(row, borne_of[row.pk]) for row in found]


def rest_of(run: Run, institution: Institution) -> int:
    """Return what a run left to an institution itself, in fen."""
    rows = Posting.objects.filter(
        run=run,
        reverses=None,
        debit__kind=Account.Kind.POOL,
        credit__kind=Account.Kind.INSTITUTION,
        credit__institution=institution,
    )
    return rows.aggregate(fen=Sum("fen"))["fen"] or 0
