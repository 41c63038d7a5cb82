"""Questions to the family doctor: those that wait, one with its answer, one told afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power, has_power
from yiyang.access.services import note_access
from yiyang.care import selectors
from yiyang.care.models import Consultation
from yiyang.care.services import answer, record_consultation
from yiyang.faces.web.care.forms import AnswerForm, ConsultForm
from yiyang.faces.web.care.shown import consultation_page, consultations_page
from yiyang.faces.web.doors import needs
from yiyang.people.selectors import Scope, person_for


@needs(Power.DO_WORK)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the questions that wait for an answer, the first due first, and the last answers."""
    page = consultations_page(request.assignment, timezone.now())
    return render(request, "care/consultations.html", page)


@needs(Power.DO_WORK, Power.CONSULT)
@require_http_methods(["GET", "POST"])
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a question and its answer; who works at the desk answers it."""
    asked = selectors.consultation_for(request.assignment, pk)
    note_access(by=request.actor, at=timezone.now(), person_id=asked.person_id, what="care")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answered(request, asked, form.cleaned_data["words"])
    page = consultation_page(asked, request.assignment, timezone.now())
    return render(request, "care/consultation.html", page | {"form": form})


def _answered(request: HttpRequest, asked: Consultation, words: str) -> HttpResponse:
    """Answer a question; who may only ask finds nothing here."""
    if not has_power(request.assignment, Power.DO_WORK):
        raise Http404
    worker = selectors.worker_of(request.assignment)
    answer(
        consultation_id=asked.pk,
        words=words,
        practitioner_id=worker.pk if worker else None,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("The answer has been sent."), extra_tags="good")
    return redirect("consultations")


@needs(Power.DO_WORK)
@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, person_id: int) -> HttpResponse:
    """Record a consultation that was asked and answered at once."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    form = ConsultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        worker = selectors.worker_of(request.assignment)
        record_consultation(
            person_id=person.pk,
            said=form.said(),
            institution_id=request.assignment.institution_id,
            practitioner_id=worker.pk if worker else None,
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Recorded."), extra_tags="good")
        return redirect("care_plan", person_id=person.pk)
    return render(request, "care/consult.html", {"person": person, "form": form})
