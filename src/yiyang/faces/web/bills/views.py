"""Bills of visits: found, opened, charged, settled once, paid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.beds.facts import stay_of
from yiyang.claims.selectors import is_insured
from yiyang.claims.services import settle_visit
from yiyang.decisions.services import read_book
from yiyang.faces.web.bills.forms import ChargeForm
from yiyang.faces.web.doors import needs
from yiyang.faces.web.stepping import Do, stepping
from yiyang.fees import bill_selectors as selectors
from yiyang.fees import services
from yiyang.fees.models import Bill
from yiyang.people.selectors import Search, people_for, person_for

PAGE_SIZE = 50


@needs(Power.SETTLE)
@never_cache
@require_http_methods(["GET", "POST"])
def bills(request: HttpRequest) -> HttpResponse:
    """List the desk's bills; find whose visit it is (posted: no name stands in an address)."""
    text = request.POST.get("text", "").strip()
    rows = selectors.bills_for(request.assignment)
    part = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page = {
        "page": part,
        "rows": [selectors.billed(one) for one in part],
        "text": text,
        "people": list(people_for(request.assignment, Search(text))) if text else None,
    }
    return render(request, "bills/list.html", page)


@needs(Power.SETTLE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open the one bill of a person's visit."""
    person = person_for(request.assignment, person_id)
    now = timezone.now()
    occasions = read_book(timezone.localdate(now)).codes("settlement.occasions")
    if request.method != "POST" or request.POST.get("occasion") not in occasions:
        return render(request, "bills/new.html", {"person": person, "occasions": occasions})
    care = stay_of(person.pk).care
    made = services.open_bill(
        person_id=person.pk,
        institution_id=request.assignment.institution_id,
        occasion=request.POST["occasion"],
        care_side_id=care.bed.institution_id if care else None,
        by=request.actor,
        at=now,
    )
    return redirect("bill", pk=made.pk)


@needs(Power.SETTLE)
@require_GET
def bill(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a bill: its lines, what can still be charged, who bore what."""
    return _bill_page(request, pk, ChargeForm())


@needs(Power.SETTLE)
@require_POST
def charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Charge an item to an open bill."""
    found = selectors.bill_for(request.assignment, pk)
    form = ChargeForm(request.POST)
    if not form.is_valid():
        return _bill_page(request, pk, form)
    services.charge_item(bill=found, what=form.charged(), by=request.actor, at=timezone.now())
    return redirect("bill", pk=pk)


def _settling(request: HttpRequest, _found: Bill) -> dict[str, Any]:
    settle_it = settle_visit if request.POST.get("insured") == "yes" else services.settle_bill
    return {"pays": request.POST.get("pays") == "yes", "settle_it": settle_it}


def _settle_how(*, settle_it: Do, **given: Any) -> None:
    settle_it(**given)


def _step(do: Do, *, page: str = "bill", **how: Any) -> Callable[..., HttpResponse]:
    return stepping(Power.SETTLE, selectors.bill_for, do, row="bill", page=page, **how)


delivered = _step(services.charge_delivered)  # everything delivered that is on no bill yet
settle = _step(_settle_how, said=_settling)  # once, with insurance or without it
pay = _step(services.pay_bill)
drop = _step(services.drop_bill, page="bills", keeps_key=False)


def _bill_page(request: HttpRequest, pk: int, form: ChargeForm) -> HttpResponse:
    found = selectors.bill_for(request.assignment, pk)
    page = {
        "bill": found,
        "billed": selectors.billed(found),
        "lines": selectors.lines_of(found),
        "bearings": selectors.bearings(found),
        "delivered": selectors.delivered_unbilled(found).count(),
        "is_insured": is_insured(found.person_id, timezone.localdate()),
        "claim": getattr(found, "claim", None),
        "form": form,
    }
    return render(request, "bills/bill.html", page)
