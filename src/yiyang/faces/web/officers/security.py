"""The security officer: accounts and their roles.  Nothing about a resident is shown here."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yiyang.access import services
from yiyang.access.account_selectors import account_for, accounts_of, in_force, role_for, state_of
from yiyang.access.models import Account
from yiyang.access.powers import Power
from yiyang.access.services.accounts import Invited
from yiyang.decisions.services import appoint, invite_into_role
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.officers.forms import InviteForm, RoleForm
from yiyang.kernel.identifiers import masked_name

PER_PAGE = 50


@needs(Power.MANAGE_ACCOUNTS)
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Show the accounts of the officer's place."""
    words = request.GET.get("q", "").strip()
    page = Paginator(accounts_of(request.assignment, words), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [_shown(account) for account in page]
    return render(request, "officers/accounts.html", {"page": page, "rows": rows, "words": words})


@needs(Power.MANAGE_ACCOUNTS)
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account with its first role, and show its one-time link once."""
    form = InviteForm(request.POST or None, officer=request.assignment)

    def ask() -> HttpResponse:
        who = {name: form.cleaned_data[name] for name in ("username", "name", "email", "phone")}
        invited = invite_into_role(
            **who, **form.organisation(), by=request.actor, at=timezone.now()
        )
        return _show_link(request, invited)

    return once_filled(request, form, "officers/invite.html", {}, ask)


@needs(Power.MANAGE_ACCOUNTS)
@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account, its roles, and what can be done with it."""
    found = account_for(request.assignment, pk)
    page = _shown(found) | {"form": RoleForm(officer=request.assignment)}
    return render(request, "officers/account.html", page)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account one more role from now on."""
    found = account_for(request.assignment, pk)
    form = RoleForm(request.POST, officer=request.assignment)
    now = timezone.now()

    def give() -> HttpResponse:
        appoint(account_id=found.pk, **form.organisation(), since=now, by=request.actor, at=now)
        return redirect("account", pk=found.pk)

    return once_filled(request, form, "officers/account.html", _shown(found), give)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role now."""
    role = role_for(request.assignment, pk)
    services.end_assignment(assignment_id=role.pk, by=request.actor, at=timezone.now())
    return redirect("account", pk=role.account_id)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account; its sessions end now."""
    found = account_for(request.assignment, pk)
    services.disable_account(account_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("account", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    found = account_for(request.assignment, pk)
    services.enable_account(account_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("account", pk=found.pk)


@needs(Power.MANAGE_ACCOUNTS)
@never_cache
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a new one-time link; the old password and every session end."""
    found = account_for(request.assignment, pk)
    invited = services.renew_invitation(account_id=found.pk, by=request.actor, at=timezone.now())
    return _show_link(request, invited)


@needs(Power.MANAGE_ACCOUNTS)
@require_POST
def take_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a second factor that its holder has lost."""
    found = account_for(request.assignment, pk)
    services.remove_second_factor(account_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("account", pk=found.pk)


def _shown(account: Account) -> dict[str, Any]:
    now = timezone.now()
    roles = sorted(account.assignments.all(), key=lambda role: role.pk)
    return {
        "account": account,
        "name": masked_name(account.first_name) if account.person_id else account.first_name,
        "state": state_of(account),
        "roles": [role for role in roles if in_force(role, now)],
        "past": [role for role in roles if not in_force(role, now)],
    }


def _show_link(request: HttpRequest, invited: Invited) -> HttpResponse:
    link = request.build_absolute_uri(reverse("open_invitation", args=[invited.token]))
    return render(request, "officers/link.html", {"invited": invited, "link": link})
