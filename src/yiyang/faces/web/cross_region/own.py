"""A person's own filings of care elsewhere, and the code they show there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.cross_region import selectors
from yiyang.cross_region.services.codes import make_code
from yiyang.cross_region.services.filing import Wish, file_care_away
from yiyang.faces.web.cross_region.forms import FilingForm, proofs_on
from yiyang.faces.web.doors import needs


@needs(Power.SEE_OWN)
@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Show the reader's filings, and file care elsewhere."""
    form = FilingForm(request.POST or None, initial={"since": timezone.localdate()})
    form.offer_proofs(proofs_on(timezone.localdate()))
    if form.is_valid():
        told = form.cleaned_data
        wish = Wish(
            person_id=_own(request), node_id=form.chosen().pk, kind=told["kind"],
            since=told["since"], proof=told["proof"], is_treated=told["is_treated"],
        )  # fmt: skip
        file_care_away(wish=wish, by=request.actor, at=timezone.now())
        messages.success(request, _("The filing is made."), extra_tags="good")
        return redirect("own_away")
    page = {"form": form, "filings": selectors.own_filings(request.assignment)}
    return render(request, "cross_region/mine.html", page)


@needs(Power.SEE_OWN)
@never_cache
@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """Make a code for the reader, shown once."""
    made = make_code(person_id=_own(request), by=request.actor, at=timezone.now())
    return render(request, "cross_region/code.html", {"made": made})


def _own(request: HttpRequest) -> int:
    """Return the person whose own account it is.  Raises Http404: it is nobody's."""
    person_id = request.assignment.account.person_id
    if person_id is None:
        raise Http404
    return int(person_id)
