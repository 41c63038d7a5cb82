"""Batch placement: propose beds for the whole waiting list, look, accept whole."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.beds import selectors, services
from yiyang.beds.models import Placement, PlacementRun
from yiyang.decisions.selectors import latest_of
from yiyang.faces.web.decisions.explained import explained_to
from yiyang.faces.web.doors import needs
from yiyang.faces.web.transfers.names import show_names
from yiyang.kernel.excerpt import excerpt
from yiyang.kernel.messages import Message
from yiyang.people.selectors import shown_name

SHOWN, PROMISED = 20, "PROMISED"


@needs(Power.PLACE_BATCH)
def place_waiting(request: HttpRequest) -> HttpResponse:
    """Show the runs so far; on POST propose a new one."""
    if request.assignment.place is None:
        raise Http404
    if request.method == "POST":
        run = services.propose_placements(
            place=request.assignment.place, by=request.actor, at=timezone.now()
        )
        return redirect("placement_run", pk=run.pk)
    page = {
        "runs": excerpt(selectors.runs_for(request.assignment), SHOWN),
        "waiting": selectors.waiting_at(request.assignment).count(),
    }
    return render(request, "transfers/placement.html", page)


@needs(Power.PLACE_BATCH)
@require_GET
def placement_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one run: who gets which bed and why, who does not and why."""
    run = selectors.run_for(request.assignment, pk)
    rows = run.placements.select_related(
        "transfer__person", "transfer__case", "bed__institution", "vacated_by__person"
    ).order_by("transfer__queue_key", "pk")
    movers = [row.vacated_by.person for row in rows if row.vacated_by]
    show_names(request.assignment, [*(row.transfer.person for row in rows), *movers])
    page = {
        "run": run,
        "rows": rows,
        "cycles": _cycles_to_carry_out(rows),
        "gain": run.placed - run.placed_first_come,
        "newer": selectors.runs_for(request.assignment)
        .filter(place=run.place_id, pk__gt=run.pk)
        .first(),
    }
    return render(request, "transfers/run.html", page)


def _cycles_to_carry_out(rows: Iterable[Placement]) -> list[tuple[int, list[Placement]]]:
    """Return the cycles everybody of which still waits for the bed of another, by number."""
    placed = [row for row in rows if row.bed_id]
    over = {
        row.cycle for row in placed if not row.vacated_by_id or row.transfer.case.state != PROMISED
    }
    return [
        (cycle, [row for row in placed if row.cycle == cycle])
        for cycle in sorted({row.cycle for row in placed} - over)
    ]


@needs(Power.PLACE_BATCH)
@require_GET
def placement_why(request: HttpRequest, pk: int, case_id: int) -> HttpResponse:
    """Explain to one person or family what a run gave them and why; the page prints as it is."""
    placement = selectors.placement_for(request.assignment, pk, case_id)
    person = placement.transfer.person
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="decision")
    decision, language = placement.run.decision, get_language() or "zh-hans"
    page = explained_to(
        shown_name(request.assignment, person),
        decision,
        placement.reasons,
        queued=latest_of("placement.queue", "transfer", placement.transfer_id),
        is_against=placement.bed_id is None,
        outcome=_outcome(placement, language),
        language=language,
    )
    return render(request, "decisions/why.html", {"decision": decision, "page": page})


def _outcome(placement: Placement, language: str) -> Message:
    if placement.bed is None:
        return Message("PLACED_NOWHERE")
    home = placement.bed.institution
    name = home.name_zh if language.startswith("zh") else home.name_en
    params = {"institution": name, "bed": placement.bed.code}
    is_given = placement.run.state == PlacementRun.State.ACCEPTED
    return Message("PLACED_IN" if is_given else "PROPOSED_IN", params)


@needs(Power.PLACE_BATCH)
@require_POST
def accept_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a run whole, or find that the world has changed."""
    run = selectors.run_for(request.assignment, pk)
    services.accept_placements(run=run, by=request.actor, at=timezone.now())
    return redirect("placement_run", pk=pk)


@needs(Power.PLACE_BATCH)
@require_POST
def exchange_cycle(request: HttpRequest, pk: int, cycle: int) -> HttpResponse:
    """Carry out one cycle of an accepted run at once."""
    run = selectors.run_for(request.assignment, pk)
    services.exchange(run=run, cycle=cycle, by=request.actor, at=timezone.now())
    return redirect("placement_run", pk=pk)
