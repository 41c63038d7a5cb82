"""Who is on duty at the institution one works for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yiyang.access.models import Account
from yiyang.access.powers import Power
from yiyang.faces.web.doors import needs
from yiyang.faces.web.mending import once_filled
from yiyang.faces.web.registry.forms import DutyForm
from yiyang.network import services
from yiyang.network.selectors import own_institution, roster_of


@needs(Power.EDIT_TEAMS)
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest) -> HttpResponse:
    """Show the roster of one's own institution and put somebody on duty."""
    if request.assignment.institution_id is None:
        return redirect("institutions")  # each has its roster on its page
    home, now = own_institution(request.assignment), timezone.now()
    working = Account.objects.filter(
        is_active=True, assignments__institution=home, assignments__span__contains=now
    )
    accounts = working.distinct().order_by("username")
    form = DutyForm(request.POST or None, accounts=accounts)

    def put() -> HttpResponse:
        given = dict(form.cleaned_data)
        account = given.pop("account")
        services.put_on_duty(
            account_id=account.pk, institution_id=home.pk, by=request.actor, at=now, **given
        )
        return redirect("own_roster")

    shown = {"institution": home, "duties": roster_of(home.pk, now)}
    return once_filled(request, form, "teams/duty.html", shown, put)


@needs(Power.EDIT_TEAMS)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a turn of duty of one's own institution off the roster."""
    home, now = own_institution(request.assignment), timezone.now()
    duty = get_object_or_404(roster_of(home.pk, now), pk=pk)
    services.end_duty(duty_id=duty.pk, by=request.actor, at=now)
    return redirect("own_roster")
