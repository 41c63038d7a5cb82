"""Asking for an export of people's data, and taking what was approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.consents import selectors
from yiyang.consents.services.exports import ask_export, carry_out
from yiyang.faces.web.consents.forms import ExportForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.kernel.excerpt import excerpt

SHOWN = 50


@needs(Power.ASK_EXPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """Show one's own requests, and take a new one."""
    now = timezone.now()
    form = ExportForm(request.POST or None, assignment=request.assignment, at=now)

    def ask() -> HttpResponse:
        ask_export(wish=form.wish(), assignment=request.assignment, by=request.actor, at=now)
        messages.success(request, _("The request waits for another's answer."), extra_tags="good")
        return redirect("exports")

    shown = {"rows": excerpt(selectors.exports_of(request.assignment), SHOWN), "now": now}
    return once_filled(request, form, "consents/exports.html", shown, ask)


@needs(Power.ASK_EXPORT)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out an approved table, once."""
    found = selectors.own_export_for(request.assignment, pk)
    done, body = carry_out(export_id=found.pk, by=request.actor, at=timezone.now())
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="export-{done.pk}.csv"'
    return answer
