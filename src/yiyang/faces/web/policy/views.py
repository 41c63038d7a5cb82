"""Pages of the policy desk."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power, has_power
from yiyang.decisions.selectors import missing_values
from yiyang.decisions.services import UnfitValue, adopt_value
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import mend
from yiyang.faces.web.policy import shown
from yiyang.faces.web.policy.forms import AdoptForm, DayForm, SearchForm
from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.kernel.errors import Refused


@needs(Power.SEE_POLICY)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """List the values in force here on a day; find one by its key, title or mark."""
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    today = timezone.localdate()
    day = asked.get("day") or today
    rows = shown.all_in_force(_language(), day)
    page = {
        "form": form,
        "day": day,
        "today": today,
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
    """Show one parameter on a day: its history, its readers, and the form to adopt a value."""
    asked, today = DayForm(request.GET or None), timezone.localdate()
    day = (asked.is_valid() and asked.cleaned_data["day"]) or today
    found = _parameter(key, day)
    may_adopt = has_power(request.assignment, Power.ADOPT_POLICY)
    page = {
        "parameter": found,
        "asked": asked,
        "day": day,
        "today": today,
        "form": AdoptForm(line=found.follows) if may_adopt else None,
    }
    return render(request, "policy/parameter.html", page)


@needs(Power.ADOPT_POLICY)
@require_POST
def adopt(request: HttpRequest, key: str) -> HttpResponse:
    """Add a value set by a signed local document."""
    found = _parameter(key, timezone.localdate())
    form = AdoptForm(request.POST, line=found.follows)
    page = {"back": reverse("policy_parameter", args=(key,)), "of": found.title}
    if not form.is_valid():
        return mend(request, form, **page)
    try:
        adopt_value(key=key, by=request.actor, at=timezone.now(), **form.cleaned_data)
    except UnfitValue as unfit:
        for fault in unfit.faults:
            form.add_error("value", say(fault))
        return mend(request, form, **page, refused=unfit)
    except Refused as refused:
        return mend(request, form, **page, refused=refused)
    messages.success(request, _("The value is adopted."), extra_tags="good")
    return redirect("policy_parameter", key=key)


def _parameter(key: str, day: date) -> shown.Parameter:
    found = shown.parameter(key, _language(), day)
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return get_language() or "zh-hans"
