"""The doctor's pages: what the record holds for an item, and what is decided about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.access.services import note_access
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import declined
from yiyang.faces.web.recognition.forms import OrderForm, RecogniseForm, doctors_of
from yiyang.kernel.excerpt import excerpt
from yiyang.network.selectors import own_institution
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, person_for
from yiyang.recognition import selectors, services
from yiyang.recognition.errors import NotOrdered

SHOWN = 50
BAD_FORM = 400


@needs(Power.ORDER_TESTS)
@require_GET
def tests(request: HttpRequest, person_id: int) -> HttpResponse:
    """List the items that may be ordered, and what was decided for the person before."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="tests")
    page = {
        "person": person,
        "items": selectors.catalogue(timezone.now()),
        "orders": excerpt(selectors.orders_for(request.assignment).filter(person=person), SHOWN),
        "home_id": request.assignment.institution_id,
    }
    return render(request, "recognition/tests.html", page)


@needs(Power.ORDER_TESTS)
@require_GET
def item(request: HttpRequest, person_id: int, item: str) -> HttpResponse:
    """Show the earlier results of an item with what stands for and against each."""
    person = _person(request, person_id, item)
    return render(request, "recognition/item.html", _page(request, person, item))


@needs(Power.ORDER_TESTS)
@require_POST
def recognise(request: HttpRequest, person_id: int, item: str) -> HttpResponse:
    """Recognise an earlier result instead of a repeat."""
    person = _person(request, person_id, item)
    form = RecogniseForm(request.POST, doctors=doctors_of(request, timezone.now()))
    if not form.is_valid():
        page = _page(request, person, item) | {"recognise_form": form}
        return render(request, "recognition/item.html", page, status=BAD_FORM)
    services.recognise_result(
        wanted=_wanted(request, person, item, form),
        result_key=form.cleaned_data["result"],
        reader=_reader(request),
        at=timezone.now(),
    )
    messages.success(request, _("The result is recognised."), extra_tags="good")
    return redirect("person_tests", person_id=person.pk)


@needs(Power.ORDER_TESTS)
@require_POST
def order(request: HttpRequest, person_id: int, item: str) -> HttpResponse:
    """Order the item, where a result is offered with the case in which it is done again."""
    person, now = _person(request, person_id, item), timezone.now()
    form = OrderForm(request.POST, doctors=doctors_of(request, now), at=now)
    if not form.is_valid():
        page = _page(request, person, item) | {"form": form}
        return render(request, "recognition/item.html", page, status=BAD_FORM)
    try:
        services.order_item(
            wanted=_wanted(request, person, item, form),
            case=form.cleaned_data["case"],
            words=form.cleaned_data["words"],
            reader=_reader(request),
            at=now,
        )
    except NotOrdered as refused:  # the case or its words: what was typed stays, to be mended
        page = _page(request, person, item) | {"form": form}
        return declined(request, form, refused, "recognition/item.html", page)
    messages.success(request, _("The item is ordered."), extra_tags="good")
    return redirect("person_tests", person_id=person.pk)


@needs(Power.ORDER_TESTS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an order of one's own institution back."""
    found = selectors.order_for(request.assignment, pk)
    services.cancel_order(order=found, by=request.actor, at=timezone.now())
    return redirect("person_tests", person_id=found.person_id)


@needs(Power.ORDER_TESTS)
@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """End an order of one's own institution by the result that has come."""
    found = selectors.order_for(request.assignment, pk)
    services.finish_order(order=found, reader=_reader(request), at=timezone.now())
    return redirect("person_tests", person_id=found.person_id)


def _person(request: HttpRequest, person_id: int, item: str) -> Person:
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    if item not in selectors.catalogue(timezone.now()):
        raise Http404
    return person


def _reader(request: HttpRequest) -> Reader:
    return Reader(request.assignment, request.actor)


def _wanted(
    request: HttpRequest, person: Person, item: str, form: OrderForm | RecogniseForm
) -> services.Wanted:
    home = own_institution(request.assignment)
    return services.Wanted(person, item, home, form.cleaned_data["doctor"])


def _page(request: HttpRequest, person: Person, item: str) -> dict[str, Any]:
    """Return the page of an item; what is shown of the record is written down as a look."""
    now = timezone.now()
    home = own_institution(request.assignment)
    note_access(by=request.actor, at=now, person_id=person.pk, what="results")
    doctors = doctors_of(request, now)
    return {
        "person": person,
        "item": item,
        "home": home,
        "offer": selectors.offer_for(_reader(request), person.pk, item, home, now),
        "form": OrderForm(doctors=doctors, at=now),
        "recognise_form": RecogniseForm(doctors=doctors),
        "doctors": doctors,
    }
