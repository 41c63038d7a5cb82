"""Why something was decided: one page that can be printed for a family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.decisions.selectors import decision_for
from yiyang.faces.web.decisions.explained import explained
from yiyang.faces.web.doors import needs


@needs(Power.SEE_OWN, Power.SEE_PERSON, Power.SEE_POLICY, Power.SEE_MEASURES)
@require_GET
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Explain a decision in the reader's language: its reasons and what they rest on."""
    decision = decision_for(request.assignment, pk)
    if decision.person_id is not None:
        note_access(
            by=request.actor, at=timezone.now(), person_id=decision.person_id, what="decision"
        )
    page = explained(decision, get_language() or "zh-hans")
    return render(request, "decisions/why.html", {"decision": decision, "page": page})
