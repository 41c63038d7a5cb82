"""Pages of the policy desk."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power, has_power
from yiyang.decisions.selectors import adoptions_of, missing_values
from yiyang.decisions.services import adopt_value
from yiyang.faces.web.doors import needs
from yiyang.faces.web.policy import shown
from yiyang.faces.web.policy.forms import AdoptForm, SearchForm


@needs(Power.SEE_POLICY)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List the values in force here today; find one by its key, title or mark."""
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = shown.all_in_force(_language(), timezone.localdate())
    page = {
        "form": form,
        "rows": shown.matching(rows, text=asked.get("q", ""), mark=asked.get("mark", "")),
        "counts": shown.counts(rows),
        "missing": missing_values(),
        "strict": settings.STRICT_POLICY,
    }
    return render(request, "policy/desk.html", page)


@needs(Power.SEE_POLICY)
@require_GET
def unsettled(request: HttpRequest) -> HttpResponse:
    """List what is not settled, and the rules that strict mode would stop for it."""
    rows = shown.unsettled_here(_language(), timezone.localdate())
    page = {"rows": rows, "strict": settings.STRICT_POLICY}
    return render(request, "policy/unsettled.html", page)


@needs(Power.SEE_POLICY)
@require_GET
def missing(request: HttpRequest) -> HttpResponse:
    """List the values that rules asked for and the book does not have."""
    return render(request, "policy/missing.html", {"rows": missing_values()})


@needs(Power.SEE_POLICY)
@require_GET
def parameter(request: HttpRequest, key: str) -> HttpResponse:
    """Show one parameter: its history, its readers, and the form to adopt a value."""
    return _parameter_page(request, key, None)


@needs(Power.ADOPT_POLICY)
@require_POST
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    """Add a value set by a signed local document."""
    found = _parameter(key)
    form = AdoptForm(request.POST, line=found.follows)
    if not form.is_valid():
        return _parameter_page(request, key, form)
    adopt_value(key=key, by=request.actor, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The value is adopted."), extra_tags="good")
    return redirect("policy_parameter", key=key)


def _parameter_page(request: HttpRequest, key: str, form: AdoptForm | None) -> HttpResponse:
    found = _parameter(key)
    may_adopt = has_power(request.assignment, Power.ADOPT_POLICY)
    page = {
        "parameter": found,
        "adoptions": adoptions_of(key),
        "form": (form or AdoptForm(line=found.follows)) if may_adopt else None,
    }
    return render(request, "policy/parameter.html", page)


def _parameter(key: str) -> shown.Parameter:
    found = shown.parameter(key, _language(), timezone.localdate())
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return get_language() or "zh-hans"
