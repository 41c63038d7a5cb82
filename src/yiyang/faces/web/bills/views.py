"""Bills of visits: found, opened, charged, settled once, paid."""

from __future__ import annotations

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
from yiyang.fees import bill_selectors as selectors
from yiyang.fees import services
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


@needs(Power.SETTLE)
@require_POST
def delivered(request: HttpRequest, pk: int) -> HttpResponse:
    """Charge everything that was delivered to the person and is on no bill yet."""
    found = selectors.bill_for(request.assignment, pk)
    services.charge_delivered(bill=found, by=request.actor, at=timezone.now())
    return redirect("bill", pk=pk)


@needs(Power.SETTLE)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a visit once, with insurance or without it, paid now or on credit."""
    found = selectors.bill_for(request.assignment, pk)
    pays = request.POST.get("pays") == "yes"
    settle_it = settle_visit if request.POST.get("insured") == "yes" else services.settle_bill
    settle_it(bill=found, pays=pays, by=request.actor, at=timezone.now())
    return redirect("bill", pk=pk)


@needs(Power.SETTLE)
@require_POST
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what is owed on a settled bill."""
    found = selectors.bill_for(request.assignment, pk)
    services.pay_bill(bill=found, by=request.actor, at=timezone.now())
    return redirect("bill", pk=pk)


@needs(Power.SETTLE)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a bill on which nothing was charged."""
    found = selectors.bill_for(request.assignment, pk)
    services.drop_bill(bill=found, by=request.actor, at=timezone.now())
    return redirect("bills")


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
