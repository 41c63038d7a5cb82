"""Money in the demonstration: last year's fee run, and visits on bills.

The run is posted where the year's appraisals are final, as it must be; without them an insurer
can still try it and sees what is missing.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from yiyang.access.models import Assignment, Role
from yiyang.agreements.models import Member
from yiyang.audit.services import PROGRAM, Actor
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.fees.models import Bill
from yiyang.fees.services import Charged, charge_item, open_bill, run_fees, settle_bill
from yiyang.performance.models import Appraisal

HOUR = timedelta(hours=1)
DESKS = (Role.CENTRE_DESK, Role.HOSPITAL_DESK)


def store_money(district: District, progress: Progress) -> None:
    """Store the bills of some visits, and post last year's fees where they were appraised."""
    at = district.plan.at
    _bills(district)
    progress("bill", Bill.objects.count())
    year = str(timezone.localdate(at).year - 1)
    if Appraisal.objects.filter(period=year, state=Appraisal.State.FINAL).exists():
        run = run_fees(period=year, by=PROGRAM, at=at)
        progress("posting", run.postings.count())


def _bills(district: District) -> None:
    """Visits of the shown resident and of others at their centre: paid, on credit, still open."""
    at, said = district.plan.at, quantity("fees.bills")
    signed = Member.objects.filter(slot=Member.Slot.FAMILY_DOCTOR, span__contains=at.date())
    own = signed.filter(person=district.resident).first() or signed.order_by("pk").first()
    desk = own and _desk(own.institution_id)
    if own is None or desk is None:
        return
    others = signed.filter(institution=own.institution_id).exclude(pk=own.pk).order_by("pk")
    people = [own.person_id, *others.values_list("person", flat=True)[: said["visits"]]]
    for number, person in enumerate(people):
        when = {"by": desk, "at": at - (number + 1) * HOUR}
        bill = open_bill(
            person_id=person, institution_id=own.institution_id, occasion="OUTPATIENT", **when
        )
        charge_item(bill=bill, what=Charged("NUTRITION", 1, said["agreed_fen"]), **when)
        if number % said["one_of_is_open"] != 1:
            settle_bill(bill=bill, pays=bool(number % 2), **when)


def _desk(institution_id: int) -> Actor | None:
    rows = Assignment.objects.filter(role__in=DESKS, institution=institution_id)
    row = rows.order_by("role", "pk").first()
    return Actor(row.account_id, row.pk) if row else None
