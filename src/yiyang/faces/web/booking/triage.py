"""Where to go: for everybody without signing in, and for a resident with their family doctor."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.audit.services import PROGRAM
from yiyang.booking import facts, selectors, services
from yiyang.booking.facts import local_day
from yiyang.decisions.services import read_book
from yiyang.faces.web.booking.forms import TriageForm
from yiyang.faces.web.doors import needs, public
from yiyang.kernel.plain import digest
from yiyang.network.models import Institution
from yiyang.people.selectors import Scope, person_for
from yiyang.rules.booking.terms import Relation

BAD_FORM, TOO_MANY = 400, 429
WINDOW_SECONDS = 3600
MOST_ANSWERS = 60  # an hour from one address: a family, or a community room


@public
@require_http_methods(["GET", "POST"])
def ask_public(request: HttpRequest) -> HttpResponse:
    """Ask and suggest; the answers are kept without anybody's name."""
    form = TriageForm(request.POST or None, reading=_book())
    if request.method != "POST" or not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        return render(request, "booking/triage.html", {"form": form}, status=status)
    if _asks_too_often(request):
        return render(request, "429.html", status=TOO_MANY)
    kept = services.suggest_way(person=None, answers=form.answers(), by=PROGRAM, at=timezone.now())
    page = {"to": kept.to, "reasons": kept.decision.result["reasons"]}
    return render(request, "booking/suggested.html", page)


@needs(Power.BOOK_OWN)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask a resident, and steer to the family doctor they signed with."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    form = TriageForm(request.POST or None, reading=_book())
    if request.method != "POST" or not form.is_valid():
        status = BAD_FORM if request.method == "POST" else 200
        page = {"form": form, "person": person}
        return render(request, "booking/triage.html", page, status=status)
    now = timezone.now()
    answers = form.answers(**facts.triage_known(person.pk, local_day(now)))
    kept = services.suggest_way(person=person, answers=answers, by=request.actor, at=now)
    return redirect("triage_answer", pk=kept.pk)


@needs(Power.BOOK_OWN)
@require_GET
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a resident was told to go, and with one touch on to booking."""
    kept = selectors.triage_for(request.assignment, pk)
    standing = facts.standing_of(kept.person_id, local_day(kept.at))
    page = {
        "to": kept.to,
        "reasons": kept.decision.result["reasons"],
        "person": kept.person,
        "decision_id": kept.decision_id,
        "combination": Institution.objects.filter(pk__in=standing.combination).order_by("level"),
        "own": Relation.OWN_CENTRE,
    }
    return render(request, "booking/suggested.html", page)


def _book():
    return read_book(local_day(timezone.now()), strict=False)


def _asks_too_often(request: HttpRequest) -> bool:
    """Count answers by address in the cache that all workers share."""
    key = f"triage:{digest(request.META.get('REMOTE_ADDR', ''))[:32]}"
    cache.add(key, 0, timeout=WINDOW_SECONDS)
    return cache.incr(key) > MOST_ANSWERS
