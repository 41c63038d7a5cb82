"""The transfer desk, asking for a transfer, going back home, death, batch placement."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power, has_power
from yiyang.access.services import note_access
from yiyang.beds import facts, selectors, services
from yiyang.beds.errors import NotReadyToReturn
from yiyang.decisions.services import read_book
from yiyang.faces.web.attachments import as_attachment
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import as_refusal, mend, once_filled
from yiyang.faces.web.record.forms import VitalsForm
from yiyang.faces.web.transfers import forms as fill
from yiyang.faces.web.transfers.names import show_names
from yiyang.faces.web.transfers.page import transfer_page
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, person_for, shown_name, visible_people
from yiyang.policy.book import PolicyError
from yiyang.rules.placement.returning import Return, may_return
from yiyang.rules.placement.terms import Reason, Trigger

BAD_FORM = 400
ALL_MET = Return(
    news2=None, hours_low=None, treatment_goal_reached=True, discharge_summary=True,
    care_plan_updated=True, medicines_reconciled=True,
)  # fmt: skip


@needs(Power.REQUEST_TRANSFER)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show the transfers of a desk: who waits in queue order, who is on the way."""
    found = selectors.desk_of(request.assignment)
    rows = [*found.waiting, *found.moving, *found.closed, *found.kept]
    show_names(request.assignment, [row.person for row in rows])
    return render(request, "transfers/desk.html", {"desk": found})


@needs(Power.REQUEST_TRANSFER)
@require_GET
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one transfer."""
    return transfer_page(request, selectors.transfer_for(request.assignment, pk))


@needs(Power.REQUEST_TRANSFER)
@require_GET
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out a document of a transfer, as a download and never to be shown as a page."""
    transfer = selectors.transfer_for(request.assignment, pk)
    found = get_object_or_404(
        transfer.case.attachments.select_related("document"), kind=kind, document__isnull=False
    )
    now, person = timezone.now(), transfer.person_id
    note_access(by=request.actor, at=now, person_id=person, what="transfer")
    return as_attachment(found.document)


@needs(Power.REQUEST_TRANSFER)
def request_transfer(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask for a transfer; a red alarm reserves the nearest capable hospital's bed at once."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    now = timezone.now()
    form = fill.RequestForm(request.POST or None)
    vitals = VitalsForm(request.POST or None, at=now, must_measure=False)
    if request.method == "POST" and form.is_valid() and vitals.is_valid():
        made = services.ask_for_transfer(
            person=person,
            asked=_asked(request, form),
            condition=vitals.condition(),
            by=request.actor,
            at=now,
        )
        return redirect("transfer", pk=made.case_id)
    note_access(by=request.actor, at=now, person_id=person.pk, what="transfer")
    name, stay = shown_name(request.assignment, person), facts.stay_of(person.pk)
    page = {"person": person, "name": name, "form": form, "vitals": vitals, "stay": stay}
    status = BAD_FORM if request.method == "POST" else 200
    return render(request, "transfers/request.html", page, status=status)


def _asked(request: HttpRequest, form: fill.RequestForm) -> services.Asked:
    given = form.cleaned_data
    return services.Asked(
        trigger=Trigger(given["trigger"]),
        requester=request.assignment.role,
        wished_kind=given["wished_kind"],
        needs=tuple(given["needs"]),
        isolation=given["isolation"],
        note=given["note"],
    )


@needs(Power.SEE_PERSON)
def return_home(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let somebody who got better go back to the bed kept for them.

    What is against it is told on the form that was filled in: it is long, and mostly right.
    """
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    form = fill.ReturnForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        known = Return(**form.cleaned_data)
        try:
            services.return_home(
                person=person, facts_known=known, by=request.actor, at=timezone.now()
            )
            return redirect("person", person_id=person.pk)
        except NotReadyToReturn as error:
            refusal = error
    note_access(by=request.actor, at=timezone.now(), person_id=person.pk, what="return")
    answer = render(request, "transfers/return.html", _return_page(request, person, form, refusal))
    return answer if refusal is None else as_refusal(answer, refusal)


def _return_page(
    request: HttpRequest, person: Person, form: fill.ReturnForm, refusal: NotReadyToReturn | None
) -> dict[str, Any]:
    stay = facts.stay_of(person.pk)
    kept = stay.kept.pk if stay.kept else None
    return {
        "person": person,
        "name": shown_name(request.assignment, person),
        "form": form,
        "stay": stay,
        "conditions": _conditions(),
        "against": refusal.against if refusal else (),
        "keeps": selectors.kept_claims_for(request.assignment).filter(pk=kept).exists(),
    }


def _conditions() -> tuple[Reason, ...]:
    """Return what a return asks for by the book of today; nothing where the book is silent."""
    reading = read_book(facts.local_day(timezone.now()), strict=False)
    with suppress(PolicyError):
        return may_return(ALL_MET, reading).reasons
    return ()


@needs(Power.REQUEST_TRANSFER)
@require_POST
def keep_longer(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Keep a bed longer for somebody who is away."""
    claim = selectors.kept_claim_for(request.assignment, claim_id)
    form = fill.KeepForm(request.POST)
    if not form.is_valid():
        back = reverse("return_home", args=[claim.person_id])
        return mend(request, form, back=back, of=_("Back home"))
    services.extend_kept_bed(claim=claim, by=request.actor, at=timezone.now(), **form.cleaned_data)
    return redirect("return_home", person_id=claim.person_id)


def _person_to_end(request: HttpRequest, person_id: int) -> Person:
    """Everything of a person is ended by the coordinator, or by who has the whole record.

    An institution that was only asked for a bed has not.
    """
    coordinates = has_power(request.assignment, Power.COORDINATE)
    scope = Scope.SUMMARY if coordinates else Scope.RECORD
    return person_for(request.assignment, person_id, scope=scope)


def _back_to(request: HttpRequest, person: Person) -> HttpResponse:
    """Lead back to the person; to the list where the end of a stay closed them to the reader."""
    if visible_people(request.assignment).filter(pk=person.pk).exists():
        return redirect("person", person_id=person.pk)
    return redirect("people")


@needs(Power.EDIT_PERSON)
def leave(request: HttpRequest, person_id: int) -> HttpResponse:
    """End every service of somebody who recovered, moved away or wants no more."""
    person = _person_to_end(request, person_id)
    form = fill.LeaveForm(request.POST or None)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.leave_network(person=person, reason=reason, by=request.actor, at=now)
        return _back_to(request, person)
    note_access(by=request.actor, at=now, person_id=person.pk, what="leave")
    name, stay = shown_name(request.assignment, person), facts.stay_of(person.pk)
    page = {"person": person, "name": name, "form": form, "stay": stay}
    return render(request, "transfers/leave.html", page)


@needs(Power.EDIT_PERSON)
def death(request: HttpRequest, person_id: int) -> HttpResponse:
    """Record a death; it closes every stay, reservation and transfer."""
    person = _person_to_end(request, person_id)
    form = fill.DeathForm(request.POST or None)
    now = timezone.now()

    def close() -> HttpResponse:
        died_at = form.cleaned_data["died_at"]
        services.close_at_death(person=person, died_at=died_at, by=request.actor, at=now)
        return _back_to(request, person)

    if request.method == "GET":
        note_access(by=request.actor, at=now, person_id=person.pk, what="death")
    page = {"person": person, "name": shown_name(request.assignment, person)}
    return once_filled(request, form, "transfers/death.html", page, close)
