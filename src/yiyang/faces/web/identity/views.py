"""Pairs of records that may be of one person: looked at, joined, parted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.faces.web.doors import needs
from yiyang.faces.web.identity.forms import APART, JudgeForm, PartForm
from yiyang.identity import services
from yiyang.identity.models import Candidate
from yiyang.identity.selectors import (
    candidate_for,
    merge_for,
    merges_in_force,
    open_candidates,
)


@needs(Power.JUDGE_IDENTITY)
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """List the pairs to be looked at and the records that are joined."""
    shown = {
        "candidates": open_candidates(request.assignment),
        "merges": merges_in_force(request.assignment),
    }
    return render(request, "identity/desk.html", shown)


@needs(Power.JUDGE_IDENTITY)
@never_cache
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two records side by side; on POST keep what somebody found."""
    candidate = candidate_for(request.assignment, pk)
    now = timezone.now()
    form = JudgeForm(request.POST or None, candidate=candidate)
    if not form.is_valid():
        for person_id in (candidate.first_id, candidate.second_id):
            note_access(by=request.actor, at=now, person_id=person_id, what="identity")
        shown = {"candidate": candidate, "form": form, "lines": _lines(candidate)}
        return render(request, "identity/compare.html", shown)
    verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
    told = {"candidate_id": pk, "reason": reason, "by": request.actor, "at": now}
    if verdict == APART:
        services.judge_apart(**told)
        messages.success(request, _("Kept as two people."), extra_tags="good")
    else:
        services.merge_people(survivor_id=int(verdict), **told)
        messages.success(request, _("The two records are one now."), extra_tags="good")
    return redirect("identity_desk")


@needs(Power.JUDGE_IDENTITY)
@never_cache
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Part two joined records; each row goes back to whom it came from."""
    merge = merge_for(request.assignment, pk)
    form = PartForm(request.POST or None)
    if not form.is_valid():
        return render(request, "identity/part.html", {"merge": merge, "form": form})
    reason = form.cleaned_data["reason"]
    services.part_people(merge_id=pk, reason=reason, by=request.actor, at=timezone.now())
    messages.success(request, _("The two records are apart again."), extra_tags="good")
    return redirect("identity_desk")


def _lines(candidate: Candidate) -> list[dict[str, object]]:
    """Return the fields that were compared, with both values as they are kept."""
    return [
        {
            "field": field,
            "first": getattr(candidate.first, field, ""),
            "second": getattr(candidate.second, field, ""),
            "agreement": agreement,
        }
        for field, agreement in candidate.fields.items()
    ]
