"""The security officer's pages of apps and systems that connect."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access.powers import Power
from yiyang.clients import services
from yiyang.clients.selectors import client_for, clients_of
from yiyang.faces.oauth.addresses import address_of, fhir_base
from yiyang.faces.web.clients.forms import ClientForm, KeysForm
from yiyang.faces.web.doors import needs


@needs(Power.MANAGE_ACCOUNTS)
@require_GET
def clients(request: HttpRequest) -> HttpResponse:
    """Show the apps and systems of the officer's place."""
    found = list(clients_of(request.assignment))
    return render(request, "clients/list.html", {"clients": found})


@needs(Power.MANAGE_ACCOUNTS)
@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register an app or a system, and show its secret once."""
    form = ClientForm(request.POST or None, officer=request.assignment)
    if request.method != "POST" or not form.is_valid():
        return render(request, "clients/register.html", {"form": form})
    made = services.register_client(
        form.registration(),
        institution_id=form.cleaned_data["institution"].pk,
        by=request.actor,
        at=timezone.now(),
    )
    return _show(request, made)


@needs(Power.MANAGE_ACCOUNTS)
@require_GET
def client(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one app or system and what can be done with it."""
    found = client_for(request.assignment, pk)
    return render(request, "clients/client.html", {"client": found, "form": KeysForm()})


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an app or a system; every token of it ends now."""
    found = client_for(request.assignment, pk)
    services.disable_client(client_key=found.pk, by=request.actor, at=timezone.now())
    return redirect("client", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed app or system again."""
    found = client_for(request.assignment, pk)
    services.enable_client(client_key=found.pk, by=request.actor, at=timezone.now())
    return redirect("client", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@never_cache
@require_POST
def secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an app a new secret and show it once."""
    found = client_for(request.assignment, pk)
    made = services.renew_secret(client_key=found.pk, by=request.actor, at=timezone.now())
    return _show(request, made)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def keys(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other public keys in place of the old."""
    found = client_for(request.assignment, pk)
    form = KeysForm(request.POST)
    if not form.is_valid():
        return render(request, "clients/client.html", {"client": found, "form": form})
    services.change_keys(
        client_key=found.pk, jwks=form.cleaned_data["jwks"], by=request.actor, at=timezone.now()
    )
    return redirect("client", pk=found.pk)


def _show(request: HttpRequest, made: services.Registered) -> HttpResponse:
    shown = {
        "client": made.client,
        "secret": made.secret,
        "fhir": fhir_base(request),
        "token_url": address_of(request, "oauth_token"),
    }
    return render(request, "clients/registered.html", shown)
