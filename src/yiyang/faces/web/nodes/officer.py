"""The officers' pages of partner nodes: what is agreed, what waits, what was refused and why."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.exchange import selectors, services
from yiyang.exchange.here import node_here
from yiyang.exchange.keys import public_node_keys
from yiyang.exchange.models import Node
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import as_refusal, once_filled
from yiyang.faces.web.nodes.forms import AgreedForm, MapForm, NewNodeForm, PartnerForm
from yiyang.faces.web.templatetags.yiyang_text import say
from yiyang.kernel.errors import Refused

BAD_FORM = 400


@needs(Power.MANAGE_ACCOUNTS, Power.OPERATE)
@never_cache
@require_GET
def nodes(request: HttpRequest) -> HttpResponse:
    """Show every node with its queue, and what a partner needs of us."""
    shown = {
        "queues": selectors.queues(selectors.nodes_for(request.assignment)),
        "here": node_here(),
        "keys": json.dumps(public_node_keys(settings.KEY_DIR), indent=2),
        "now": timezone.now(),
    }
    return render(request, "nodes/list.html", shown)


@needs(Power.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register a node with the first of its institutions."""
    form = NewNodeForm(request.POST or None)

    def add() -> HttpResponse:
        made = services.add_node(
            agreed=form.agreed(form.cleaned_data["code"]),
            keys=form.cleaned_data["keys"] or {},
            partner=form.partner(),
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("The node is registered."), extra_tags="good")
        return redirect("node", pk=made.pk)

    return once_filled(request, form, "nodes/new.html", {}, add)


@needs(Power.MANAGE_ACCOUNTS, Power.OPERATE)
@never_cache
@require_GET
def node(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one node: what waits, what was answered, what could not be mapped."""
    return _page(request, selectors.node_for(request.assignment, pk))


def _page(
    request: HttpRequest,
    found: Node,
    *,
    agreed: AgreedForm | None = None,
    partner: PartnerForm | None = None,
    code_map: MapForm | None = None,
    status: int = 200,
) -> HttpResponse:
    (queue,) = selectors.queues(selectors.nodes_for(request.assignment).filter(pk=found.pk))
    shown = {
        "queue": queue,
        "node": found,
        "institutions": found.institutions.select_related("institution").order_by("code"),
        "sent": selectors.sent_to(found),
        "taken": selectors.taken_from(found),
        "unmapped": selectors.unmapped_of(found),
        "map": selectors.newest_map(found),
        "agreed_form": agreed or AgreedForm(initial=AgreedForm.initial_of(found)),
        "partner_form": partner or PartnerForm(),
        "map_form": code_map or MapForm(),
    }
    return render(request, "nodes/node.html", shown, status=status)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what was agreed with a node."""
    found = selectors.node_for(request.assignment, pk)
    form = AgreedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, agreed=form, status=BAD_FORM)
    try:
        services.change_node(
            node_id=found.pk,
            agreed=form.agreed(found.code),
            keys=form.cleaned_data["keys"],
            by=request.actor,
            at=timezone.now(),
        )
    except Refused as refused:
        form.add_error(None, say(refused.message))
        return as_refusal(_page(request, found, agreed=form), refused)
    return redirect("node", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def institution(request: HttpRequest, pk: int) -> HttpResponse:
    """Register one more institution of a node."""
    found = selectors.node_for(request.assignment, pk)
    form = PartnerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, partner=form, status=BAD_FORM)
    try:
        services.add_institution(
            node_id=found.pk, partner=form.partner(), by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, say(refused.message))
        return as_refusal(_page(request, found, partner=form), refused)
    return redirect("node", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS, Power.OPERATE)
@require_POST
def code_map(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a node's own codes by a ConceptMap from now on."""
    found = selectors.node_for(request.assignment, pk)
    form = MapForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, code_map=form, status=BAD_FORM)
    services.load_map(
        node_id=found.pk, body=form.cleaned_data["file"], by=request.actor, at=timezone.now()
    )
    return redirect("node", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the exchange with a node; what waits stays."""
    found = selectors.node_for(request.assignment, pk)
    services.stop_node(node_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("node", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the exchange with a stopped node up again."""
    found = selectors.node_for(request.assignment, pk)
    services.start_node(node_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("node", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up the oldest message that a node does not take, so that the next one goes."""
    found = selectors.node_for(request.assignment, pk)
    services.drop_next(node_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("node", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def hear(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the answers of a node say that a fault of ours has kept from being done."""
    found = selectors.node_for(request.assignment, pk)
    _heard, left = services.hear_again(node_id=found.pk, by=request.actor, at=timezone.now())
    if left:
        messages.error(request, _("Some of it still cannot be done."), extra_tags="bad")
    return redirect("node", pk=found.pk)
