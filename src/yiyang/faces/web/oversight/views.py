"""Fund supervision: the list, one matter, and what each side does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.cases.selectors import available_actions, timeline
from yiyang.decisions.services import read_book
from yiyang.faces.web.attachments import as_attachment
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import word
from yiyang.faces.web.oversight.forms import ExplainForm, LookForm, ReviewForm
from yiyang.faces.web.oversight.sheets import matter_sheet
from yiyang.faces.web.stepping import Said, nothing_said, stepping
from yiyang.network.selectors import network_code
from yiyang.oversight import selectors, services
from yiyang.oversight.flows import FLOW
from yiyang.oversight.models import Matter
from yiyang.oversight.recoverable import mosts

PAPERS = "supervision.papers"


@needs(Power.SUPERVISE_FUND, Power.SETTLE)
@never_cache
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """List matters: the insurer's, or those an institution is asked about."""
    return _list_page(request, LookForm())


@needs(Power.SUPERVISE_FUND)
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look at the claims of a time; what is new is told to the institutions."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return _list_page(request, form)
    wish = form.wish(network_code(request.assignment))
    services.screen_claims(wish=wish, by=request.actor, at=timezone.now())
    return redirect("matters")


@needs(Power.SUPERVISE_FUND, Power.SETTLE)
@never_cache
@require_GET
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a matter: what is asked, what was said, what may be done now."""
    found = selectors.matter_for(request.assignment, pk)
    return _matter_page(request, found)


@needs(Power.SUPERVISE_FUND, Power.SETTLE)
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the suspicions of a matter with their lines, as a table file."""
    return matter_sheet(selectors.matter_for(request.assignment, pk))


@needs(Power.SUPERVISE_FUND, Power.SETTLE)
@require_GET
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a document of an explanation."""
    found = selectors.matter_for(request.assignment, pk)
    papers = found.case.attachments.select_related("document")
    return as_attachment(get_object_or_404(papers, kind=kind, document__isnull=False).document)


@needs(Power.SETTLE)
@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the institution's explanation."""
    found = selectors.matter_for(request.assignment, pk)
    form = _explain_form(request)
    if not form.is_valid():
        return _matter_page(request, found, explain_form=form)
    words, papers = form.cleaned_data["words"], form.papers()
    services.explain_matter(
        matter_id=found.pk, words=words, papers=papers, by=request.actor, at=timezone.now()
    )
    return redirect("matter", pk=pk)


@needs(Power.SUPERVISE_FUND)
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an officer's review."""
    found = selectors.matter_for(request.assignment, pk)
    form = ReviewForm(request.POST, mosts=mosts(found))
    if not form.is_valid():
        return _matter_page(request, found, review_form=form)
    note = form.cleaned_data["note"]
    services.review_matter(
        matter_id=found.pk, found=form.found(), note=note, by=request.actor, at=timezone.now()
    )
    return redirect("matter", pk=pk)


def _key_of(assignment: Any, pk: int) -> int:
    return selectors.matter_for(assignment, pk).pk


def _step(power: Power, do: Callable[..., Any], said: Said = nothing_said) -> Any:
    return stepping(power, _key_of, do, row="matter_id", page="matter", said=said)


def _words(request: HttpRequest, _row: Any) -> dict[str, Any]:
    return {"words": request.POST.get("words", "")}


def _note(request: HttpRequest, _row: Any) -> dict[str, Any]:
    return {"note": request.POST.get("words", "")}


def _verdict(request: HttpRequest, row: Any) -> dict[str, Any]:
    grants = word(request, "answer", {"GRANT": True, "KEEP": False})
    return _words(request, row) | {"grants": grants}


confirm = _step(Power.SUPERVISE_FUND, services.confirm_review)
give_back = _step(Power.SUPERVISE_FUND, services.return_review, _note)
object_to = _step(Power.SETTLE, services.object_to_matter, _words)
answer = _step(Power.SUPERVISE_FUND, services.answer_objection, _verdict)
end = _step(Power.SUPERVISE_FUND, services.end_matter)


def _list_page(request: HttpRequest, form: LookForm) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in FLOW.states else ""
    page = {
        "rows": selectors.rows_for(request.assignment, state),
        "screenings": selectors.screenings_for(request.assignment),
        "lists": selectors.latest_lists(),
        "states": FLOW.states,
        "state": state,
        "form": form,
        "now": timezone.now(),
    }
    return render(request, "oversight/list.html", page)


def _explain_form(request: HttpRequest) -> ExplainForm:
    kinds = read_book(timezone.localdate()).codes(PAPERS)
    return ExplainForm(request.POST or None, request.FILES or None, kinds=kinds)


def _matter_page(
    request: HttpRequest,
    found: Matter,
    *,
    explain_form: ExplainForm | None = None,
    review_form: ReviewForm | None = None,
) -> HttpResponse:
    """Show a matter with the forms of what may be done now; a form that failed as it was sent."""
    actions = {one.code for one in available_actions(found.case, request.assignment)}
    now = timezone.now()
    if "REVIEW_MATTER" in actions and found.explained_at is None:
        actions -= {"REVIEW_MATTER"} if selectors.may_explain(found, now) else set()
    page = {
        "it": found,
        "shown": selectors.shown(found),
        "tasks": selectors.open_tasks(found),
        "papers": found.case.attachments.filter(added_at__isnull=False).order_by("kind"),
        "events": timeline(found.case),
        "actions": actions,
        "is_own_review": found.reviewed_by_id == request.actor.account_id,
        "now": now,
    }
    if "EXPLAIN_MATTER" in actions:
        page["explain_form"] = explain_form or _explain_form(request)
    if "REVIEW_MATTER" in actions:
        page["review_form"] = review_form or ReviewForm(mosts=mosts(found))
    return render(request, "oversight/matter.html", page)
