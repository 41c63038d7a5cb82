"""The steps of a transfer as routes: each needs one power, takes one form, makes one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiyang.access.models import Assignment
from yiyang.access.powers import Power
from yiyang.beds import selectors, services
from yiyang.beds.models import Offer, Transfer
from yiyang.beds.services.evaluation import Scan
from yiyang.faces.web.doors import needs
from yiyang.faces.web.templatetags.yiyang_text import named
from yiyang.faces.web.transfers import forms as fill
from yiyang.faces.web.transfers.page import extra_of, transfer_page
from yiyang.rules.placement.terms import Kind

Call = Callable[[HttpRequest, Transfer, dict[str, Any]], object]
BAD_FORM = 400


@dataclass(frozen=True)
class Step:
    """One route ``/transfers/<case>/<code>/``; ``left_to`` is where a refusal leads back."""

    code: str
    power: Power
    form: type[forms.Form]
    call: Call
    find: Callable[[Assignment, int], Transfer] = selectors.transfer_for
    left_to: str = ""


def _evaluate(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.evaluate_transfer(
        transfer=transfer,
        declared=given["declared"],
        by=request.actor,
        at=timezone.now(),
        expected_version=given["version"],
    )


def _consent(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.give_consent(
        transfer=transfer,
        kind=Kind(given["kind"]),
        signer=given["signer"],
        signed=_scan(given["signed"]),
        by=request.actor,
        at=timezone.now(),
        expected_version=given["version"],
    )


def _scan(upload: UploadedFile | None) -> Scan | None:
    return Scan(upload.name or "", upload.read()) if upload is not None else None


def _offer(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.make_offers(transfer=transfer, by=request.actor, at=timezone.now())
    asked = transfer.offers.filter(state=Offer.State.ASKED).order_by("rank", "pk")
    names = ", ".join(named(offer.institution) for offer in asked.select_related("institution"))
    if names:  # where nobody could be asked the page says why
        told = _("Their answer is waited for: %(names)s") % {"names": names}
        messages.success(request, told, extra_tags="good")


def _answer(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.answer_offer(
        offer=selectors.offer_to_answer(request.assignment, transfer.case_id),
        accepts=given["answer"] == "accept",
        refusal=given["refusal"],
        note=given["note"],
        by=request.actor,
        at=timezone.now(),
    )


def _hold(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.hold_bed(
        transfer=transfer,
        institution_id=given["institution"],
        by=request.actor,
        at=timezone.now(),
        expected_version=given["version"],
    )


def _send(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.send_records(transfer=transfer, by=request.actor, at=timezone.now())


def _depart(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.depart(transfer=transfer, by=request.actor, at=timezone.now())


def _admit(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.admit(
        transfer=transfer,
        institution_id=request.assignment.institution_id,
        by=request.actor,
        at=timezone.now(),
        expected_version=given["version"],
    )


def _reconcile(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.reconcile(
        transfer=transfer,
        institution_id=request.assignment.institution_id,
        handover=None,
        note=given["note"],
        by=request.actor,
        at=timezone.now(),
        expected_version=given["version"],
    )


def _owed(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.hand_in_paper(
        transfer=transfer,
        kind=given["kind"],
        note=given["note"],
        signed=_scan(given["signed"]),
        by=request.actor,
        at=timezone.now(),
    )


def _end(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    services.end_transfer(
        transfer=transfer,
        action=given["action"],
        note=given["note"],
        outside=given["outside"],
        by=request.actor,
        at=timezone.now(),
        expected_version=given["version"],
    )


def _withdraw(request: HttpRequest, transfer: Transfer, given: dict[str, Any]) -> None:
    _end(request, transfer, given | {"action": "CANCEL", "outside": ""})


def _to_answer(assignment: Assignment, case_id: int) -> Transfer:
    return selectors.offer_to_answer(assignment, case_id).transfer


STEPS = (
    Step("evaluate", Power.COORDINATE, fill.DeclaredForm, _evaluate),
    Step("consent", Power.COORDINATE, fill.ConsentForm, _consent),
    Step("offer", Power.COORDINATE, fill.VersionedForm, _offer),
    # The case may be closed by now to who answers after a colleague: the desk is not.
    Step(
        "answer", Power.ANSWER_OFFER, fill.AnswerForm, _answer, _to_answer, left_to="transfer_desk"
    ),
    Step("hold", Power.COORDINATE, fill.HoldForm, _hold),
    Step("send", Power.COORDINATE, fill.VersionedForm, _send),
    Step("depart", Power.COORDINATE, fill.VersionedForm, _depart),
    Step("admit", Power.ADMIT, fill.VersionedForm, _admit),
    Step("reconcile", Power.ADMIT, fill.HandoverForm, _reconcile),
    Step("owed", Power.COORDINATE, fill.PaperForm, _owed),
    Step("end", Power.COORDINATE, fill.EndForm, _end),
    Step(
        "withdraw",
        Power.REQUEST_TRANSFER,
        fill.WithdrawForm,
        _withdraw,
        selectors.transfer_to_withdraw,
    ),
)


def view_of(step: Step) -> Callable[..., HttpResponse]:
    """Return the view of one step: read the form, make the call, go back to the transfer."""

    @needs(step.power)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        request.left_to = reverse(step.left_to) if step.left_to else ""
        transfer = step.find(request.assignment, pk)
        form = step.form(request.POST, request.FILES, **extra_of(step.code, transfer))
        if not form.is_valid():
            return transfer_page(request, transfer, {step.code: form}, status=BAD_FORM)
        given = dict(form.cleaned_data)
        if isinstance(form, fill.DeclaredForm):
            given["declared"] = form.declared()
        step.call(request, transfer, given)
        if given.get("answer") == "refuse":
            return redirect("transfer_desk")  # the case is closed to who cannot take the person
        return redirect("transfer", pk=pk)

    return view
