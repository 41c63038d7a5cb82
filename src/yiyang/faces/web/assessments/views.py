"""Choose an instrument, fill it in, read what it answered and why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.assessments import selectors
from yiyang.assessments.facts import day_of
from yiyang.assessments.services import record_assessment
from yiyang.faces.web.assessments import sheets
from yiyang.faces.web.assessments.forms import SheetForm
from yiyang.faces.web.doors import needs
from yiyang.people.models import Person
from yiyang.people.selectors import person_for
from yiyang.rules.instruments import Instrument, UnknownInstrument, instrument

PAGE_SIZE = 30


@needs(Power.ASSESS)
@require_GET
def recent(request: HttpRequest) -> HttpResponse:
    """List the newest assessments of the people this assignment may see."""
    rows = selectors.visible_assessments(request.assignment)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request, "assessments/recent.html", {"page": page, "rows": sheets.listed(page.object_list)}
    )


@needs(Power.ASSESS)
@require_GET
def choose(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose an instrument for a person, beside what was assessed before."""
    person = _person(request, person_id)
    earlier = selectors.assessments_for(request.assignment, person.pk)[:PAGE_SIZE]
    page = {"person": person, "choices": sheets.choices(), "rows": sheets.listed(earlier)}
    return render(request, "assessments/choose.html", page)


@needs(Power.ASSESS)
def fill(request: HttpRequest, person_id: int, instrument_id: str) -> HttpResponse:
    """Fill in an instrument; faults stand beside their items and nothing is kept."""
    person = _person(request, person_id)
    edition = _edition(instrument_id)
    form = SheetForm(request.POST or None, edition=edition, person=person)
    if request.method == "POST" and form.is_valid():
        kept = record_assessment(
            person=person,
            instrument_id=edition.id,
            answers=form.answers,
            assessed_at=form.cleaned_data["assessed_at"],
            institution=request.assignment.institution,
            by=request.actor,
            at=timezone.now(),
        )
        return redirect("assessment", kept.pk)
    page = {"person": person, "form": form, "sheet": sheets.heading(edition)}
    return render(request, "assessments/fill.html", page)


@needs(Power.SEE_PERSON)
@require_GET
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a result with its working, its authority and its decision."""
    kept = selectors.assessment_for(request.assignment, pk)
    channel = selectors.green_channel_of(kept)
    _looked(request, kept.person)
    return render(request, "assessments/result.html", sheets.result(kept, channel))


def _person(request: HttpRequest, person_id: int) -> Person:
    person = person_for(request.assignment, person_id, scope=selectors.SCOPE)
    _looked(request, person)
    return person


def _looked(request: HttpRequest, person: Person) -> None:
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="assessments")


def _edition(instrument_id: str) -> Instrument:
    try:
        edition = instrument(instrument_id, on=day_of(timezone.now()))
    except UnknownInstrument as unknown:
        raise Http404 from unknown
    if not edition.issued:
        raise Http404
    return edition
