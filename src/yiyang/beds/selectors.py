"""Reading transfers, stays and the placement runs: only what an assignment may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.beds.errors import NotOffered
from yiyang.beds.flows import BEFORE_MATCH, TRANSFER
from yiyang.beds.models import BedClaim, Offer, Placement, PlacementRun, Presence, Transfer
from yiyang.beds.services.applications import APPLIED, APPLIED_AGAIN
from yiyang.beds.services.offers import ANSWER
from yiyang.cases.models import Task
from yiyang.cases.selectors import cases_for
from yiyang.kernel.excerpt import excerpt
from yiyang.kernel.span import Span

LIST_LENGTH = 300
AWAY_FROM_HOME = ("HOSPITAL_BED", "PALLIATIVE_BED")  # lying there, nobody is served at home


@dataclass(frozen=True)
class Desk:
    """A desk's transfers: those that wait in queue order, those on the way, those just closed.

    With them the beds kept for people who are away, the one that ends first before the others.
    """

    waiting: list[Transfer]
    moving: list[Transfer]
    closed: list[Transfer]
    kept: list[BedClaim]


def transfers_for(assignment: Assignment) -> QuerySet[Transfer]:
    """Return the transfers whose case an assignment may see."""
    cases = cases_for(assignment).filter(kind=TRANSFER)
    return Transfer.objects.filter(case__in=cases).select_related(
        "case", "person", "from_claim__bed__institution", "to_claim__bed__institution"
    )


def transfer_for(assignment: Assignment, case_id: int) -> Transfer:
    """Return the transfer of a case that an assignment may see.

    Raises:
        Http404: there is none, or it is not for this assignment; the two look alike.
    """
    return get_object_or_404(transfers_for(assignment), case_id=case_id)


def transfer_to_withdraw(assignment: Assignment, case_id: int) -> Transfer:
    """Return the transfer of a case that an assignment, or a colleague of its, asked for.

    Raises:
        Http404: as ``transfer_for``; also where somebody else asked for it.
    """
    transfer = transfer_for(assignment, case_id)
    if not has_asked(assignment, transfer):
        raise Http404
    return transfer


def has_asked(assignment: Assignment, transfer: Transfer) -> bool:
    """Tell whether an assignment, or one of the same institution, asked for a transfer."""
    opened = transfer.case.events.order_by("pk").values_list("assignment_id", flat=True).first()
    if opened is None or opened == assignment.pk:
        return opened is not None
    asker = Assignment.objects.filter(pk=opened, institution__isnull=False)
    return asker.filter(institution=assignment.institution_id).exists()


def applicant_of(transfer: Transfer) -> dict[str, str] | None:
    """Return who applied last on the public page (relation, name, phone); None where nobody did."""
    said = transfer.case.events.filter(action__in=(APPLIED, APPLIED_AGAIN), params__has_key="phone")
    last = said.order_by("-pk").first()
    return last.params if last else None


def waiting_at(assignment: Assignment) -> QuerySet[Transfer]:
    """Return the transfers of a desk that wait for a bed, in the order of the queue."""
    waiting = transfers_for(assignment).filter(case__state__in=BEFORE_MATCH)
    return waiting.order_by("queue_key", "pk")


def desk_of(assignment: Assignment) -> Desk:
    """Return the transfers of a desk, the waiting list in the order of the queue."""
    visible = transfers_for(assignment)
    moving = visible.filter(case__closed_at__isnull=True).exclude(case__state__in=BEFORE_MATCH)
    closed = visible.filter(case__closed_at__isnull=False).order_by("-case__closed_at")
    return Desk(
        excerpt(waiting_at(assignment), LIST_LENGTH),
        excerpt(moving.order_by("queue_key", "pk"), LIST_LENGTH),
        excerpt(closed, LIST_LENGTH // 10),
        excerpt(_kept_at(assignment), LIST_LENGTH),
    )


def _kept_at(assignment: Assignment) -> QuerySet[BedClaim]:
    rows = kept_claims_for(assignment).select_related("bed__institution", "bed__ward", "person")
    return rows.order_by(F("span__endswith").asc(nulls_last=True), "pk")


def offers_of(transfer: Transfer, assignment: Assignment) -> QuerySet[Offer]:
    """Return a transfer's offers: all to a coordinator, its own to an institution."""
    offers = transfer.offers.select_related("institution__place", "decision").order_by("rank")
    if has_power(assignment, Power.COORDINATE):
        return offers
    return offers.filter(institution=assignment.institution_id)


def offers_to_answer(assignment: Assignment) -> QuerySet[Offer]:
    """Return the offers that an assignment's institution is asked to answer."""
    rows = Offer.objects.select_related("transfer__case", "transfer__person", "institution")
    return rows.filter(
        institution=assignment.institution_id or 0,
        transfer__in=transfers_for(assignment),
        state=Offer.State.ASKED,
    )


def offer_to_answer(assignment: Assignment, case_id: int) -> Offer:
    """Return the offer that an assignment's institution is asked to answer.

    Raises:
        NotOffered: the institution was asked, and is not any more: a colleague was first, or
            a bed was found elsewhere.
        Http404: the institution was never asked in that case.
    """
    asked = Task.objects.filter(case=case_id, code=ANSWER, institution=assignment.institution_id)
    found = offers_to_answer(assignment).filter(transfer__case_id=case_id)
    if assignment.institution_id and asked.exists() and not found.exists():
        raise NotOffered
    return get_object_or_404(found)


def promised_to(transfer: Transfer) -> Placement | None:
    """Return the bed that an accepted run promises to a transfer, until somebody leaves it."""
    if transfer.case.state != "PROMISED":
        return None
    accepted = Placement.objects.filter(transfer=transfer, run__state=PlacementRun.State.ACCEPTED)
    beds = accepted.filter(bed__isnull=False).select_related("bed__institution")
    return beds.order_by("-run").first()


def stays_of(person_id: int) -> QuerySet[BedClaim]:
    """Return a person's claims, newest first; whoever calls has checked who may see the person."""
    return (
        BedClaim.objects.filter(person=person_id)
        .select_related("bed__institution", "bed__ward")
        .order_by("-span")
    )


def hospital_stays(person_id: int, since: datetime, until: datetime) -> tuple[Span, ...]:
    """Return when a person lay in a hospital or palliative bed, as far as it touches a period."""
    rows = Presence.objects.filter(
        person=person_id,
        bed_kind__in=AWAY_FROM_HOME,
        span__overlap=DateTimeTZRange(since, until),
    )
    return tuple(Span(row.span.lower, row.span.upper) for row in rows.order_by("span"))


def kept_claims_for(assignment: Assignment) -> QuerySet[BedClaim]:
    """Return the kept beds an assignment may extend: a coordinator's, or its institution's own."""
    own = Q(bed__institution=assignment.institution_id)
    if has_power(assignment, Power.COORDINATE) and assignment.place is not None:
        own = Q(bed__institution__place__code__within=assignment.place.code)
    return BedClaim.objects.filter(own, kind=BedClaim.Kind.KEEP, is_active=True)


def kept_claim_for(assignment: Assignment, claim_id: int) -> BedClaim:
    """Return a kept bed that an assignment may extend.

    Raises:
        Http404: there is none for this assignment.
    """
    return get_object_or_404(kept_claims_for(assignment), pk=claim_id)


def runs_for(assignment: Assignment) -> QuerySet[PlacementRun]:
    """Return the placement runs of an assignment's place, newest first."""
    code = assignment.place.code if assignment.place else "-"
    return PlacementRun.objects.filter(place__code__within=code).order_by("-pk")


def run_for(assignment: Assignment, run_id: int) -> PlacementRun:
    """Return one placement run of an assignment's place.

    Raises:
        Http404: there is none in that place.
    """
    return get_object_or_404(runs_for(assignment).select_related("decision"), pk=run_id)


def placement_for(assignment: Assignment, run_id: int, case_id: int) -> Placement:
    """Return what a run of an assignment's place gave to one person whose case it may see.

    Raises:
        Http404: there is no such run in that place, or the person is not in it.
    """
    return get_object_or_404(
        Placement.objects.select_related("run__decision", "transfer__person"),
        run=run_for(assignment, run_id),
        transfer__in=transfers_for(assignment).filter(case_id=case_id),
    )
