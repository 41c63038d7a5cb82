"""The desks of the officers: emergencies to review, questions to answer, exports to approve."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.consents import selectors
from yiyang.consents.flows import ABUSED
from yiyang.consents.services.emergency import review_emergency
from yiyang.consents.services.exports import answer_export
from yiyang.consents.services.questions import answer_question
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import word
from yiyang.kernel.excerpt import excerpt

SHOWN = 100
GOOD = {"extra_tags": "good"}


@needs(Power.REVIEW_ACCESS)
@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """Show what waits for a review, soonest first, then abuses, then the rest."""
    found = selectors.emergencies_for(request.assignment)
    open_ones = found.filter(case__closed_at=None).order_by("review_due_at", "pk")
    closed = found.exclude(case__closed_at=None).order_by("-pk")
    shown = {
        "waiting": excerpt(open_ones, SHOWN),
        "abuses": excerpt(closed.filter(case__state=ABUSED), SHOWN),
        "justified": excerpt(closed.exclude(case__state=ABUSED), SHOWN),
        "now": timezone.now(),
    }
    return render(request, "consents/emergencies.html", shown)


@needs(Power.REVIEW_ACCESS)
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Find an emergency access justified, or an abuse."""
    found = selectors.emergency_for(request.assignment, pk)
    review_emergency(
        access_id=found.pk,
        is_justified=word(request, "verdict", {"JUSTIFIED": True, "ABUSE": False}),
        words=request.POST.get("words", ""),
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("The review is kept, and the person is told."), **GOOD)
    return redirect("emergencies")


@needs(Power.REVIEW_ACCESS)
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """Show what people ask about looks, with the look itself; whose record it is stays hidden."""
    rows = selectors.questions_with_looks(request.assignment, SHOWN)
    return render(request, "consents/questions.html", {"rows": rows, "now": timezone.now()})


@needs(Power.REVIEW_ACCESS)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question."""
    found = selectors.question_for(request.assignment, pk)
    words = request.POST.get("words", "")
    answer_question(question_id=found.pk, words=words, by=request.actor, at=timezone.now())
    messages.success(request, _("The answer is kept, and the person is told."), **GOOD)
    return redirect("questions")


@needs(Power.APPROVE_EXPORT)
@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    """Show the exports of the place: those to answer, and what became of the others."""
    rows = excerpt(selectors.exports_to_answer(request.assignment), SHOWN)
    return render(request, "consents/exports_to_answer.html", {"rows": rows})


@needs(Power.APPROVE_EXPORT)
@require_POST
def decide_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse an export."""
    found = selectors.export_to_answer(request.assignment, pk)
    answer_export(
        export_id=found.pk,
        approve=word(request, "verdict", {"APPROVE": True, "REFUSE": False}),
        words=request.POST.get("words", ""),
        assignment=request.assignment,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Answered."), **GOOD)
    return redirect("exports_to_answer")
