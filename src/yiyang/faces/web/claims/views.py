"""Claims: a desk's list, one claim with its working, and the person's own statements."""

from __future__ import annotations

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.claims import selectors, services
from yiyang.claims.models import Claim
from yiyang.faces.web.claims.shown import statement_of
from yiyang.faces.web.doors import needs
from yiyang.faces.web.stepping import Do, stepping

PAGE_SIZE = 50
LONGEST = 18  # digits of a key


@needs(Power.SETTLE, Power.SEE_CLAIMS)
@never_cache
@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """List the claims of a desk, with what they come to."""
    state = request.GET.get("state", "")
    state = state if state in Claim.State.values else ""
    one = request.GET.get("institution", "")
    institution = int(one) if one.isascii() and one.isdecimal() and len(one) < LONGEST else None
    found = selectors.desk_claims(request.assignment, state, institution)
    part = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page = {
        "page": part,
        "rows": selectors.with_settlements(list(part)),
        "sums": selectors.desk_sums(request.assignment),
        "states": Claim.State.values,
        "state": state,
        "query": f"&institution={institution}" if institution is not None else "",
        "names": request.assignment.institution_id is not None,
    }
    return render(request, "claims/list.html", page)


@needs(Power.SETTLE, Power.SEE_CLAIMS)
@never_cache
@require_GET
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a claim down to the clause of each yuan."""
    found = selectors.claim_for(request.assignment, pk)
    note_access(by=request.actor, at=timezone.now(), person_id=found.person_id, what="claims")
    page = {
        "it": statement_of(found, get_language()),
        "names": request.assignment.institution_id is not None,
    }
    return render(request, "claims/claim.html", page)


def _step(do: Do) -> Callable[..., HttpResponse]:
    return stepping(Power.SETTLE, selectors.claim_for, do, row="claim", page="claim")


settle = _step(services.settle_claim)
reverse = _step(services.reverse_claim)
pay = _step(services.pay_claim)


@needs(Power.SEE_OWN)
@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the reader's own claims."""
    part = Paginator(selectors.own_claims(request.assignment), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = selectors.with_settlements(list(part))
    for person in sorted({one.claim.person_id for one in rows}):
        note_access(by=request.actor, at=timezone.now(), person_id=person, what="claims")
    return render(request, "claims/mine.html", {"rows": rows, "page": part})


@needs(Power.SEE_OWN)
@never_cache
@require_GET
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reader who paid each yuan of a claim, and why; to be printed too."""
    found = selectors.own_claim(request.assignment, pk)
    note_access(by=request.actor, at=timezone.now(), person_id=found.person_id, what="claims")
    return render(request, "claims/statement.html", {"it": statement_of(found, get_language())})
