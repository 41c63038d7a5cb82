"""Who is on duty at an institution, and when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.models import Account
from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.registry.forms import DutyForm
from yiyang.network import services
from yiyang.network.selectors import duty_for, institution_for, roster_of


@needs(Power.EDIT_NETWORK)
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an institution's roster and put somebody on duty."""
    home = institution_for(request.assignment, pk)
    now = timezone.now()
    working = Account.objects.filter(
        is_active=True, assignments__institution=home, assignments__span__contains=now
    )
    accounts = working.distinct().order_by("username")
    form = DutyForm(request.POST or None, accounts=accounts)

    def put() -> HttpResponse:
        given = dict(form.cleaned_data)
        account = given.pop("account")
        services.put_on_duty(
            account_id=account.pk, institution_id=pk, by=request.actor, at=now, **given
        )
        return redirect("roster", pk=pk)

    shown = {"institution": home, "duties": roster_of(pk, now), "accounts": accounts}
    return once_filled(request, form, "registry/roster.html", shown, put)


@needs(Power.EDIT_NETWORK)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a turn of duty off the roster."""
    duty = duty_for(request.assignment, pk)
    services.end_duty(duty_id=duty.pk, by=request.actor, at=timezone.now())
    if duty.institution_id is None:
        return redirect("institutions")
    return redirect("roster", pk=duty.institution_id)
