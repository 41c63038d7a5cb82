"""Drafts and agreements, as whoever has to do with them sees them: code, paper, end, rest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from yiyang.access.powers import Power, has_power
from yiyang.access.services import note_access
from yiyang.agreements.models import Agreement, Member
from yiyang.faces.web.attachments import as_attachment
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import declined, mend
from yiyang.faces.web.signing.forms import CodeForm, EndForm, RestForm
from yiyang.faces.web.signing.reasons import reasons
from yiyang.faces.web.signing.shown import ShownPackage, offered, signed
from yiyang.faces.web.signing.standing import Standing, standings, state_on
from yiyang.policy.book import Reading
from yiyang.rules.agreements.facts import DESK
from yiyang.signing import selectors
from yiyang.signing.errors import CodeExhausted, CodeExpired, CodeWrong, NoCodeSent
from yiyang.signing.facts import OWN, signers_of
from yiyang.signing.models import Draft
from yiyang.signing.services.codes import send_code
from yiyang.signing.services.drafting import book_for, withdraw_draft
from yiyang.signing.services.ending import change_rest, end_place
from yiyang.signing.services.signature import sign_draft

DOORS = (Power.SIGN_OWN, Power.SIGN_PEOPLE, Power.SIGN_STAFF)
DRAFT_PAGE = "signing/draft.html"
WINDOW = "agreements.renewal_window"
ENDING = (Power.SIGN_OWN, Power.SIGN_PEOPLE)


@needs(*DOORS)
@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is to be signed, or why it may not be; ask for the code and take it."""
    found = selectors.draft_for(request.assignment, pk)
    return render(request, DRAFT_PAGE, _shown(request, found, CodeForm()))


def _shown(request: HttpRequest, found: Draft, form: CodeForm) -> dict[str, Any]:
    members = found.members.select_related("person", "decision").order_by("pk")
    code = found.codes.filter(is_void=False, used_at=None).order_by("-pk").first()
    return {
        "draft": found,
        "members": [(member, reasons(member.reasons)) for member in members],
        "packages": offered(_book(found.institution_id), {c for m in members for c in m.packages}),
        "code": code if code and code.expires_at > timezone.now() else None,
        "form": form,
        "again": _anew(request, found, members[0].person_id),
    }


def _anew(request: HttpRequest, found: Draft, person_id: int) -> str:
    """Return where the reader draws up again what was refused them; "" where they cannot."""
    if found.state != Draft.State.REFUSED:
        return ""
    if found.asker == OWN and has_power(request.assignment, Power.SIGN_OWN):
        return reverse("signing_new", args=[person_id])
    if found.asker == DESK and has_power(request.assignment, Power.SIGN_PEOPLE):
        return reverse("signing_present")
    return ""


@needs(*DOORS)
@require_GET
def draft_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the exact PDF of a draft."""
    found = selectors.draft_for(request.assignment, pk)
    return _handed_out(request, found, list(found.members.values_list("person_id", flat=True)))


@needs(*DOORS)
@require_POST
def ask_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the code to whoever signs."""
    found = selectors.draft_for(request.assignment, pk)
    send_code(draft_id=found.pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The code is sent."), extra_tags="good")
    return redirect("signing_draft", pk=pk)


@needs(*DOORS)
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign with the code that was typed; one that is wrong is said where it is typed again."""
    found = selectors.draft_for(request.assignment, pk)
    form, words = CodeForm(request.POST), request.POST.get("code", "")
    try:
        done = sign_draft(draft_id=found.pk, words=words, by=request.actor, at=timezone.now())
    except (CodeWrong, CodeExpired, CodeExhausted, NoCodeSent) as refused:
        return declined(request, form, refused, DRAFT_PAGE, _shown(request, found, form))
    if done.state != Draft.State.SIGNED:
        return redirect("signing_draft", pk=pk)
    messages.success(request, _("Signed."), extra_tags="good")
    return redirect("signing_agreement", pk=done.agreement_id)


@needs(*DOORS)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a draft."""
    found = selectors.draft_for(request.assignment, pk)
    withdraw_draft(draft_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("signing_draft", pk=pk)


@needs(*DOORS)
@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an agreement: its people, packages, combination, and what may be done with it."""
    found = selectors.agreement_for(request.assignment, pk)
    members = selectors.members_for(request.assignment, found)
    doctors = [member for member in members if member.slot == selectors.FAMILY_DOCTOR]
    is_desk = has_power(request.assignment, Power.SIGN_PEOPLE)
    today = timezone.localdate()
    reading = book_for(doctors[0].institution_id, today) if doctors else None
    for person_id in {m.person_id for m in doctors} if len(doctors) == 1 else ():
        note_access(by=request.actor, at=timezone.now(), person_id=person_id, what="agreement")
    shown = {
        "agreement": found,
        "state": state_on((found.span.lower, found.span.upper), found.state, today),
        "doctors": _standings(request, doctors, reading),
        "combination": [m for m in members if m.slot != selectors.FAMILY_DOCTOR],
        "packages": _packages(found, doctors[0], reading) if reading else [],
        "is_desk": is_desk,
        **(_forms(reading, is_desk) if reading else {}),
    }
    return render(request, "signing/agreement.html", shown)


@needs(*DOORS)
@require_GET
def agreement_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the exact PDF that was signed."""
    found = selectors.agreement_for(request.assignment, pk)
    people = {m.person_id for m in selectors.members_for(request.assignment, found)}
    return _handed_out(request, found, sorted(people))


@needs(*ENDING)
@require_POST
def end(request: HttpRequest, pk: int, person_id: int) -> HttpResponse:
    """End one person's place under an agreement."""
    member = selectors.member_for(request.assignment, pk, person_id)
    asker = _asker(request, person_id)
    form = EndForm(request.POST, reasons=_reasons(_book(member.institution_id), asker == DESK))
    if not form.is_valid():
        back = reverse("signing_agreement", args=[pk])
        return mend(request, form, back=back, of=member.agreement.number)
    end_place(
        agreement_id=pk,
        person_id=person_id,
        reason=form.cleaned_data["reason"],
        ends_on=form.cleaned_data["ends_on"],
        asker=asker,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("The end is written down."), extra_tags="good")
    return redirect("signing_agreement", pk=pk)


@needs(Power.SIGN_PEOPLE)
@require_POST
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an agreement rest, or take it up again."""
    found = selectors.agreement_for(request.assignment, pk)
    change_rest(
        agreement_id=found.pk,
        wish=request.POST.get("wish", ""),
        reason=request.POST.get("reason", ""),
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("signing_agreement", pk=pk)


def _standings(
    request: HttpRequest, shown: list[Member], reading: Reading | None
) -> list[Standing]:
    """Return how the places of an agreement stand among all that their people have."""
    if reading is None:
        return []
    keys = {place.person_id for place in shown}
    if has_power(request.assignment, Power.SIGN_OWN):
        places = selectors.own_places(request.assignment, keys)
    else:
        places = selectors.places_with(shown[0].institution_id, keys)
    by_key = {
        one.place.pk: one
        for person_id in keys
        for one in standings(
            [place for place in places if place.person_id == person_id],
            reading.day,
            reading.duration(WINDOW),
        )
    }
    return [by_key[place.pk] for place in shown]


def _packages(found: Agreement, member: Member, reading: Reading) -> list[ShownPackage]:
    """Return what was signed; of an agreement without items, what the book says today."""
    return signed(found, reading) or offered(reading, member.packages)


def _asker(request: HttpRequest, person_id: int) -> str:
    if has_power(request.assignment, Power.SIGN_PEOPLE):
        return DESK
    return signers_of(OWN, request.actor.account_id, [person_id])[person_id]


def _book(institution_id: int) -> Reading:
    return book_for(institution_id, timezone.localdate())


def _reasons(reading: Reading, is_desk: bool) -> tuple[str, ...]:
    key = "agreements.end_reasons" if is_desk else "agreements.end_reasons_own"
    return reading.codes(key)


def _forms(reading: Reading, is_desk: bool) -> dict[str, Any]:
    today = timezone.localdate()
    shown = {
        "end_form": EndForm(reasons=_reasons(reading, is_desk), initial={"ends_on": today}),
        "today": today,
    }
    if is_desk:
        shown["rest_form"] = RestForm(reasons=reading.codes("agreements.suspend_reasons"))
    return shown


def _handed_out(request: HttpRequest, row: Any, person_ids: list[int]) -> HttpResponse:
    for person_id in person_ids:
        note_access(
            by=request.actor, at=timezone.now(), person_id=person_id, what="agreement_paper"
        )
    return as_attachment(selectors.document_of(row))
