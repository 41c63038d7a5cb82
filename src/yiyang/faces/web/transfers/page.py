"""One transfer on one page: what is known, what was decided and why, what may be done now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yiyang.access.models import Assignment
from yiyang.access.powers import Power, has_power
from yiyang.access.services import note_access
from yiyang.beds import selectors
from yiyang.beds.models import BedClaim, Offer, Transfer
from yiyang.beds.services.evaluation import open_kinds
from yiyang.beds.services.offers import NO_CAPACITY
from yiyang.cases.models import Task
from yiyang.cases.selectors import (
    available_actions,
    documents_lacking,
    documents_owed,
    due_state,
)
from yiyang.faces.web.templatetags.transfers import listed
from yiyang.faces.web.templatetags.yiyang_text import label
from yiyang.faces.web.transfers import forms as fill
from yiyang.faces.web.transfers.left_out import last_search
from yiyang.faces.web.transfers.told import told
from yiyang.people.selectors import shown_name

# Which form is shown for which action of the flow.
FORM_OF = {
    "EVALUATE": "evaluate",
    "CONSENT": "consent",
    "ASK": "offer",
    "HOLD": "hold",
    "SEND_RECORDS": "send",
    "DEPART": "depart",
    "ADMIT": "admit",
    "RECONCILE": "reconcile",
    "CANCEL": "end",
    "ACCEPT_OFFER": "answer",
}
NOT_STEPS = {"end", "withdraw", "hold"}  # of another part of the page, or of none


def transfer_page(
    request: HttpRequest,
    transfer: Transfer,
    filled: Mapping[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a transfer; ``filled`` are forms that came back with faults."""
    note_access(by=request.actor, at=timezone.now(), person_id=transfer.person_id, what="transfer")
    assignment = request.assignment
    offers = list(selectors.offers_of(transfer, assignment))
    open_now = _open_now(transfer, assignment, offers)
    on_the_spot = transfer.to_claim is None or transfer.to_claim.kind == BedClaim.Kind.HOLD
    page = {
        "transfer": transfer,
        "call_now": transfer.colour == "RED" and on_the_spot and transfer.case.closed_at is None,
        "steps_now": open_now - NOT_STEPS - (set() if transfer.wanted_kind else {"offer"}),
        "name": shown_name(assignment, transfer.person),
        "case": transfer.case,
        "applicant": selectors.applicant_of(transfer),
        "no_kind_is_open": transfer.evaluation is not None and not open_kinds(transfer),
        "offers": offers,
        "evaluation": transfer.evaluation,
        "tasks": _tasks(transfer),
        "owed": documents_owed(transfer.case),
        "attachments": transfer.case.attachments.filter(added_at__isnull=False).order_by("kind"),
        "timeline": told(transfer, assignment),
        "promised": selectors.promised_to(transfer),
        "open_now": open_now,
        "lacking": {
            step: listed(label(kind) for kind in documents_lacking(transfer.case, step.upper()))
            for step in ("hold", "admit")
        },
        "search": last_search(transfer) if _is_stuck(transfer, assignment) else None,
        "forms": _forms(transfer) | dict(filled or {}),
    }
    return render(request, "transfers/transfer.html", page, status=status)


def _open_now(transfer: Transfer, assignment: Assignment, offers: list[Offer]) -> set[str]:
    """Return the forms that the reader is shown: what the flow allows, and is theirs to do."""
    open_now = {
        FORM_OF[a.code] for a in available_actions(transfer.case, assignment) if a.code in FORM_OF
    }
    if not any(
        o.state == Offer.State.ASKED and o.institution_id == assignment.institution_id
        for o in offers
    ):
        open_now.discard("answer")
    receives = (
        transfer.to_claim and transfer.to_claim.bed.institution_id == assignment.institution_id
    )
    if not receives:
        open_now -= {"admit", "reconcile"}
    if not open_kinds(transfer):
        open_now.discard("consent")
    if "end" in open_now and not has_power(assignment, Power.COORDINATE):
        open_now.discard("end")
        open_now |= {"withdraw"} if selectors.has_asked(assignment, transfer) else set()
    return open_now


def _is_stuck(transfer: Transfer, assignment: Assignment) -> bool:
    """Whether the reader coordinates a case that nobody could be found for."""
    if transfer.case.state != "ESCALATED" or not has_power(assignment, Power.COORDINATE):
        return False
    last = transfer.case.events.filter(action="ESCALATE").order_by("pk").last()
    return last is not None and last.params.get("reason") == NO_CAPACITY


def extra_of(step: str, transfer: Transfer) -> dict[str, Any]:
    """Return what the form of a step must know of the transfer."""
    if step == "evaluate":
        return {"has_carer": transfer.person.has_carer}
    if step == "consent":
        return {"kinds": open_kinds(transfer)}
    if step == "reconcile":
        return {"is_needed": bool(documents_lacking(transfer.case, "RECONCILE"))}
    if step == "owed":
        kinds = documents_owed(transfer.case).values_list("kind", flat=True)
        return {"owed": tuple(kinds)}
    return {}


def _tasks(transfer: Transfer) -> list[dict[str, Any]]:
    now = timezone.now()
    rows = transfer.case.tasks.filter(state=Task.State.OPEN).select_related("institution")
    return [
        {"task": task, "due": due_state(task.due_at, now)} for task in rows.order_by("due_at", "pk")
    ]


def _forms(transfer: Transfer) -> dict[str, forms.Form]:
    version = {"version": transfer.case.lock_version}
    return {
        "evaluate": fill.DeclaredForm(
            initial=_declared(transfer) | version, **extra_of("evaluate", transfer)
        ),
        "consent": fill.ConsentForm(initial=version, **extra_of("consent", transfer)),
        "offer": fill.VersionedForm(initial=version),
        "answer": fill.AnswerForm(),
        "send": fill.VersionedForm(initial=version),
        "depart": fill.VersionedForm(initial=version),
        "admit": fill.VersionedForm(initial=version),
        "reconcile": fill.HandoverForm(initial=version, **extra_of("reconcile", transfer)),
        "owed": fill.PaperForm(**extra_of("owed", transfer)),
        "end": fill.EndForm(initial=version),
        "withdraw": fill.WithdrawForm(initial=version),
    }


def _declared(transfer: Transfer) -> dict[str, Any]:
    """Return what was declared before, as the form shows it."""
    three = {name for name, _text in fill.THREE_VALUED}
    return {
        name: (fill.YES if value else fill.NO) if name in three else value
        for name, value in transfer.declared.items()
    }
