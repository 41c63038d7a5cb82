"""The attendance sheet, enrolments with what is given and bought under them, the report."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.decisions.services import read_book
from yiyang.faces.web.day_care import forms as fill
from yiyang.faces.web.doors import needs
from yiyang.kernel.excerpt import excerpt
from yiyang.people.selectors import Scope, person_for
from yiyang.visits import selectors, services
from yiyang.visits.models import Enrolment

BAD_FORM = 400
SHOWN = 200


@needs(Power.KEEP_DAY_CARE)
@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """Show who is expected at day care today, who has come and who has left."""
    today = timezone.localdate()
    lines = selectors.sheet_of(request.assignment, today)
    return render(request, "day_care/sheet.html", {"lines": lines, "day": today})


@needs(Power.KEEP_DAY_CARE)
@require_POST
def come(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody has come."""
    row = selectors.enrolment_for(request.assignment, pk)
    services.come(enrolment_id=row.pk, by=request.actor, at=timezone.now())
    return redirect("day_care")


@needs(Power.KEEP_DAY_CARE)
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody leaves: the day becomes an act."""
    row = selectors.enrolment_for(request.assignment, pk)
    services.leave(enrolment_id=row.pk, by=request.actor, at=timezone.now())
    return redirect("day_care")


@needs(Power.KEEP_DAY_CARE)
@require_GET
def enrolments(request: HttpRequest) -> HttpResponse:
    """List who is enrolled in which way."""
    rows = selectors.enrolments_for(request.assignment)
    current = rows.exclude(span__endswith__lte=timezone.localdate())
    ordered = excerpt(current.order_by("kind", "person__name_key", "pk"), SHOWN)
    return render(request, "day_care/enrolments.html", {"rows": ordered})


@needs(Power.KEEP_DAY_CARE)
@require_GET
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one enrolment with its days, services and purchases."""
    row = selectors.enrolment_for(request.assignment, pk)
    note_access(by=request.actor, at=timezone.now(), person_id=row.person_id, what="person")
    return render(request, "day_care/enrolment.html", _page(row))


@needs(Power.KEEP_DAY_CARE)
@require_POST
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a service given just now."""
    row = selectors.enrolment_for(request.assignment, pk)
    now, page = timezone.now(), _page(row)
    form = fill.ServiceForm(
        request.POST, workers=page["workers"], reading=read_book(timezone.localdate())
    )
    if not form.is_valid():
        shown = page | {"service_form": form}
        return render(request, "day_care/enrolment.html", shown, status=BAD_FORM)
    services.give_service(
        enrolment_id=row.pk,
        item=form.cleaned_data["item"],
        practitioner_id=form.cleaned_data["practitioner"].pk,
        span=form.span(now),
        by=request.actor,
        at=now,
    )
    return redirect("enrolment", pk=pk)


@needs(Power.KEEP_DAY_CARE)
@require_POST
def purchase(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what somebody buys."""
    row = selectors.enrolment_for(request.assignment, pk)
    form = fill.PurchaseForm(request.POST, reading=read_book(timezone.localdate()))
    if not form.is_valid():
        shown = _page(row) | {"purchase_form": form}
        return render(request, "day_care/enrolment.html", shown, status=BAD_FORM)
    services.sell(enrolment_id=row.pk, by=request.actor, at=timezone.now(), **form.cleaned_data)
    return redirect("enrolment", pk=pk)


@needs(Power.KEEP_DAY_CARE)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an enrolment with this day."""
    row = selectors.enrolment_for(request.assignment, pk)
    form = fill.EndForm(request.POST)
    if not form.is_valid():
        shown = _page(row) | {"end_form": form}
        return render(request, "day_care/enrolment.html", shown, status=BAD_FORM)
    services.end_enrolment(
        enrolment_id=row.pk, reason=form.cleaned_data["reason"], by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    return redirect("enrolments")


@needs(Power.KEEP_DAY_CARE)
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, person_id: int) -> HttpResponse:
    """Enrol somebody in one of the three ways of service."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    form = fill.EnrolForm(
        request.POST or None,
        points=selectors.points_of(request.assignment),
        reading=read_book(timezone.localdate()),
    )
    if not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        return render(
            request, "day_care/enrol.html", {"form": form, "person": person}, status=status
        )
    row = services.enrol_person(
        kind=form.cleaned_data["kind"],
        person=person,
        institution=form.cleaned_data["institution"],
        schedule=form.schedule(),
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("enrolment", pk=row.pk)


@needs(Power.KEEP_DAY_CARE)
@require_GET
def report(request: HttpRequest) -> HttpResponse:
    """Show what each way of service did in a period: this month unless told."""
    form = fill.PeriodForm(request.GET or None)
    since, until = _month(timezone.localdate())
    if form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    shown = {
        "form": form if form.is_bound else fill.PeriodForm({"since": since, "until": until}),
        "since": since,
        "until": until,
        "rows": selectors.report_of(request.assignment, since, max(until, since)),
    }
    return render(request, "day_care/report.html", shown)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _page(row: Enrolment) -> dict[str, object]:
    today = timezone.localdate()
    reading, workers = read_book(today), selectors.workers_at(row.institution, today)
    return {
        "row": row,
        "workers": workers,
        "days": excerpt(row.attendances.order_by("-day"), SHOWN),
        "given": excerpt(row.services.select_related("practitioner").order_by("-pk"), SHOWN),
        "service_form": fill.ServiceForm(workers=workers, reading=reading),
        "purchase_form": fill.PurchaseForm(reading=reading),
        "end_form": fill.EndForm(),
    }
