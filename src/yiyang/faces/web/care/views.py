"""The family doctor's desk: what is due today, done in a tap or two."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.care import selectors
from yiyang.care.facts import day_of
from yiyang.care.models import DueWork
from yiyang.care.services import do_work, record_follow_up
from yiyang.faces.web.care.forms import DeskForm, DoneForm, FollowUpForm
from yiyang.faces.web.care.shown import desk_page, met_by, programme_of, said_of
from yiyang.faces.web.doors import needs
from yiyang.rules.care.terms import REFERRING


@needs(Power.DO_WORK, Power.PLAN_CARE)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show what is due today for the acting doctor's people, late first."""
    form = DeskForm(request.GET or None)
    page = desk_page(request.assignment, form.search(), timezone.now())
    return render(request, "care/desk.html", page | {"form": form})


@needs(Power.DO_WORK)
@require_http_methods(["GET", "POST"])
def due(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one thing that is due: a follow-up with its readings, or an item of the plan."""
    work = selectors.due_for(request.assignment, pk)
    _looked(request, work.person_id)
    if work.kind == DueWork.Kind.FOLLOW_UP:
        return _follow_up(request, work)
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        do_work(
            due_work_id=work.pk,
            minutes=form.cleaned_data["minutes"],
            **_place_and_worker(request, work),
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Recorded."), extra_tags="good")
        return redirect("care_desk")
    return render(request, "care/due.html", {"work": work, "form": form})


def _follow_up(request: HttpRequest, work: DueWork) -> HttpResponse:
    """Record a follow-up; somebody to be referred is shown at once."""
    programme, at = programme_of(work), timezone.now()
    form = FollowUpForm(request.POST or None, programme=programme, day=day_of(at))
    if request.method == "POST" and form.is_valid():
        kept = record_follow_up(
            person_id=work.person_id,
            met=met_by(form, programme, at),
            due_work_id=work.pk,
            **_place_and_worker(request, work),
            by=request.actor,
            at=at,
        )
        messages.success(request, said_of(kept), extra_tags="good")
        if kept.result in REFERRING:
            return redirect("care_follow_up", pk=kept.pk)
        return redirect("care_desk")
    earlier = selectors.follow_ups_for(request.assignment, work.person_id)
    page = {"work": work, "form": form, "earlier": earlier.filter(programme=programme)[:3]}
    return render(request, "care/due.html", page)


@needs(Power.SEE_PERSON, Power.SEE_OWN)
@require_GET
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one follow-up: what was found, what follows, and on whose authority."""
    kept = selectors.follow_up_for(request.assignment, pk)
    _looked(request, kept.person_id)
    return render(
        request, "care/follow_up.html", {"kept": kept, "refers": kept.result in REFERRING}
    )


def _place_and_worker(request: HttpRequest, work: DueWork) -> dict[str, int | None]:
    worker = selectors.worker_of(request.assignment)
    return {
        "institution_id": request.assignment.institution_id or work.institution_id,
        "practitioner_id": worker.pk if worker else None,
    }


def _looked(request: HttpRequest, person_id: int) -> None:
    note_access(by=request.actor, at=timezone.now(), person_id=person_id, what="care")
