"""The desk of referrals, sending one, and one referral on one page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.booking.facts import local_day
from yiyang.booking.selectors import days_ahead, sessions_of
from yiyang.cases.selectors import available_actions, due_state, timeline
from yiyang.decisions.services import read_book
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.referrals import forms as fill
from yiyang.network.models import Institution
from yiyang.network.selectors import own_institution, reachable_institution
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, person_for, shown_name, shown_names
from yiyang.referrals import selectors, services
from yiyang.referrals.facts import news2_known
from yiyang.referrals.models import Referral

BAD_FORM = 400
SLOT_DAYS = 15
DAYS_TOLD = 90
FORM_OF = {
    "ADVISE": fill.TextForm,
    "SUBMIT": fill.StepForm,
    "SETTLE": fill.StepForm,
    "ACCEPT": fill.AcceptForm,
    "TURN_DOWN": fill.TextForm,
    "ARRIVE": fill.ContactForm,
    "MISS": fill.TextForm,
    "SEND_SUMMARY": fill.TextForm,
    "REPORT_BACK": fill.ReportForm,
    "WITHDRAW": fill.TextForm,
}
PATH_OF = {code: code.lower().replace("_", "-") for code in FORM_OF}
OF_SENDER = frozenset({"SUBMIT", "SETTLE", "SEND_SUMMARY", "WITHDRAW"})
OF_CLINIC = frozenset({"ARRIVE", "MISS"})  # up and outside: the queue of the day does these


@needs(Power.REFER, Power.ANSWER_REFERRAL)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Show the referrals of the institution: to answer first."""
    found = selectors.desk_of(request.assignment)
    rows = [*found.to_answer, *found.received, *found.sent, *found.closed]
    names = shown_names(request.assignment, [row.person for row in rows])
    since = timezone.now() - timedelta(days=DAYS_TOLD)
    page = {"desk": found, "names": names, "days": DAYS_TOLD}
    page["exchange"] = selectors.exchange_of(request.assignment, since)
    return render(request, "referrals/desk.html", page)


@needs(Power.REFER)
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, person_id: int) -> HttpResponse:
    """Refer a person, or ask the specialist first."""
    person = person_for(request.assignment, person_id, scope=Scope.SUMMARY)
    now = timezone.now()
    sender = own_institution(request.assignment)
    form = _refer_form(request, person, sender)

    def send() -> HttpResponse:
        receiver = reachable_institution(request.assignment, int(form.cleaned_data["receiver"]))
        made = services.refer(
            person=person,
            sender=sender,
            receiver=receiver,
            given=form.given(),
            advice_first=form.cleaned_data["advice_first"],
            previous=selectors.answered_by(request.assignment, person.pk, receiver.pk),
            by=request.actor,
            at=now,
        )
        return redirect("referral", pk=made.case_id)

    note_access(by=request.actor, at=now, person_id=person.pk, what="referral")
    shown = {"person": person, "name": shown_name(request.assignment, person)}
    return once_filled(request, form, "referrals/refer.html", shown, send)


def _refer_form(request: HttpRequest, person: Person, sender: Institution) -> fill.ReferForm:
    """Offer the reasons and receivers of both directions that the sender's kind may use."""
    day = local_day(timezone.now())
    book = read_book(day, strict=False)
    reasons, kinds = book.table("referral.reasons"), book.table("referral.receiver_kinds")
    ways = ("UP",) if sender.kind in kinds["DOWN"] else ("DOWN", "UP")
    return fill.ReferForm(
        request.POST or None,
        initial={"news2": news2_known(person.pk, timezone.now())},
        reasons=[code for way in ways for code in reasons[way]],
        receivers=selectors.receivers_for(
            request.assignment, person, day, [kind for way in ways for kind in kinds[way]]
        ),
    )


@needs(Power.REFER, Power.ANSWER_REFERRAL, Power.SEE_OWN)
@require_GET
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one referral."""
    return referral_page(request, selectors.referral_for(request.assignment, pk))


def referral_page(
    request: HttpRequest,
    found: Referral,
    filled: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a referral; ``filled`` are forms that came back with faults."""
    now, assignment = timezone.now(), request.assignment
    note_access(by=request.actor, at=now, person_id=found.person_id, what="referral")
    open_tasks = found.case.tasks.filter(state="OPEN").select_related("institution")
    page = {
        "referral": found,
        "case": found.case,
        "receives": found.to_institution_id == assignment.institution_id,
        "name": shown_name(assignment, found.person),
        "tasks": [(task, due_state(task.due_at, now)) for task in open_tasks.order_by("due_at")],
        "steps": _steps(request, found, filled or {}),
        "timeline": timeline(found.case),
        "attachments": found.case.attachments.filter(added_at__isnull=False).order_by("kind"),
    }
    return render(request, "referrals/referral.html", page, status=status)


def _steps(
    request: HttpRequest, found: Referral, filled: Mapping[str, forms.Form]
) -> list[tuple[str, str, forms.Form]]:
    here = request.assignment.institution_id
    if here is None:
        return []
    steps = []
    for action in available_actions(found.case, request.assignment):
        side = found.from_institution_id if action.code in OF_SENDER else found.to_institution_id
        if action.code not in FORM_OF or side != here:
            continue
        if action.code in OF_CLINIC and found.direction != Referral.Direction.DOWN:
            continue
        address = reverse(f"referral_{PATH_OF[action.code]}", kwargs={"pk": found.case_id})
        form = filled.get(action.code) or step_form(request, found, action.code)
        steps.append((action.code, address, form))
    return steps


def step_form(
    request: HttpRequest, found: Referral, code: str, posted: QueryDict | None = None
) -> forms.Form:
    """Return the form of one step, filled with what was ``posted`` as its answer."""
    kind = FORM_OF[code]
    shared = {"initial": {"version": found.case.lock_version}, "auto_id": f"{code.lower()}_%s"}
    if kind is not fill.AcceptForm:
        return kind(posted, **shared)
    today = local_day(timezone.now())
    sessions = (
        None
        if found.direction == Referral.Direction.DOWN
        else sessions_of(request.assignment, today, days_ahead(today, SLOT_DAYS)).filter(
            span__startswith__gt=timezone.now(), is_open=True
        )
    )
    return fill.AcceptForm(posted, sessions=sessions, **shared)
