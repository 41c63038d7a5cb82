"""A pay figure with all it comes from; and what a resident's own agreement cost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from yiyang.access.powers import Power
from yiyang.access.services import note_access
from yiyang.decisions.replay import lines_read
from yiyang.faces.web.decisions.explained import grounds
from yiyang.faces.web.doors import needs
from yiyang.faces.web.fees.quality import appraisal_behind
from yiyang.fees import bill_selectors, pay_selectors, selectors


@needs(Power.SEE_OWN_PAY)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """List what the reader was paid from agreements, by year and institution."""
    return render(request, "fees/own_pay.html", {"pay": pay_selectors.own_pay(request.assignment)})


@needs(Power.SEE_OWN_PAY, Power.SEE_FEES)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one pay figure: its share, the people and the acts it comes from."""
    pay = pay_selectors.pay_for(request.assignment, pk)
    members, members_hidden = pay_selectors.members_behind(request.assignment, pay)
    acts, acts_hidden = pay_selectors.acts_behind(request.assignment, pay)
    page = {
        "pay": pay,
        "others": pay_selectors.parts_beside(pay),
        "quality": selectors.percent_of(pay.part.quality),
        "card": appraisal_behind(request.assignment, pay),
        "members": members,
        "members_hidden": members_hidden,
        "acts": acts,
        "acts_hidden": acts_hidden,
        "grounds": grounds(lines_read(pay.posting.decision), get_language()),
    }
    return render(request, "fees/pay.html", page)


@needs(Power.SEE_OWN)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the reader's own agreements cost, and who paid which share."""
    rows = selectors.own_fees(request.assignment)
    bills = bill_selectors.own_bills(request.assignment)
    people = {row.person_id for row, _ in rows} | {one.bill.person_id for one, _, _ in bills}
    for person in sorted(people):
        note_access(by=request.actor, at=timezone.now(), person_id=person, what="fees")
    return render(request, "fees/mine.html", {"rows": rows, "bills": bills})
