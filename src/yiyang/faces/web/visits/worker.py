"""The phone of who visits: the day's list, checking in and out, also without network.

The page keeps what it cannot send in the phone and sends it when there is network again, each
with a key of its own, so that what arrives twice counts once (docs/decisions/142).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs, public
from yiyang.faces.web.visits.forms import CheckForm, OutForm
from yiyang.visits import selectors, services
from yiyang.visits.models import Visit

BAD_FORM, TAKEN = 400, 204
OFFLINE = Path(__file__).parents[1] / "static" / "visits" / "offline.js"
PLACE_ALLOWED = "camera=(), microphone=(), geolocation=(self)"


@needs(Power.DO_WORK)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show somebody the visits that they make today."""
    today = timezone.localdate()
    rows = selectors.day_list(request.assignment, today)
    shown = {"day": today, "visits": [_shown(row) for row in rows]}
    answer = render(request, "visits/mine.html", shown)
    answer.headers["Permissions-Policy"] = PLACE_ALLOWED
    return answer


def _shown(row: Visit) -> dict[str, object]:
    return {"visit": row, "begin": CheckForm(visit=row), "end": OutForm(visit=row)}


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Give the script that keeps the day's list for when there is no network."""
    script = OFFLINE.read_text(encoding="utf-8")
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@needs(Power.DO_WORK)
@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a check-in."""
    visit = selectors.visit_of_worker(request.assignment, pk)
    form = CheckForm(request.POST, visit=visit)
    if not form.is_valid():
        return _again(request, visit, form)
    now = timezone.now()
    services.check_in(visit_id=visit.pk, told=_told(form, now), by=request.actor, at=now)
    return _taken(request)


@needs(Power.DO_WORK)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a check-out with what was done."""
    visit = selectors.visit_of_worker(request.assignment, pk)
    form = OutForm(request.POST, visit=visit)
    if not form.is_valid():
        return _again(request, visit, form)
    now = timezone.now()
    services.check_out(
        visit_id=visit.pk,
        told=_told(form, now),
        done=form.cleaned_data["items"],
        signed_by=form.cleaned_data["signed_by"],
        report=form.cleaned_data["report"],
        by=request.actor,
        at=now,
    )
    return _taken(request)


def _told(form: CheckForm, now: datetime) -> services.Told:
    given = form.cleaned_data
    return services.Told(
        key=given["key"],
        told_at=given["told_at"] or now,
        sent_at=given["sent_at"] or now,
        place=form.place,
        accuracy=given["accuracy"] or 0,
    )


def _taken(request: HttpRequest) -> HttpResponse:
    if request.headers.get("X-Queued"):
        return HttpResponse(status=TAKEN)
    return redirect("my_visits")


def _again(request: HttpRequest, visit: Visit, form: CheckForm) -> HttpResponse:
    shown = {"visit": visit, "form": form}
    return render(request, "visits/again.html", shown, status=BAD_FORM)
