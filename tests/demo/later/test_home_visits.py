"""The shown desks find their visits alive."""

import pytest
from django.utils import timezone

from yiyang.access.models import Account, Assignment
from yiyang.demo.district import District
from yiyang.ledger.models import Act
from yiyang.visits.models import Attendance, Visit
from yiyang.visits.selectors import sheet_of


@pytest.mark.django_db
def test_the_shown_desk_carer_and_resident_find_their_visits(whole: District) -> None:
    desk = Assignment.objects.get(account__username="care_desk")
    today = timezone.localdate(whole.plan.at)
    of_desk = Visit.objects.filter(institution=desk.institution)
    made = of_desk.filter(state="DONE")
    assert made.count() > 15
    assert made.filter(stars__isnull=False).exists()
    assert of_desk.filter(state="ASKED").exists()
    flagged = Act.objects.filter(institution=desk.institution, kind="HOME_VISIT").exclude(flags=[])
    assert flagged.exists()
    mine = of_desk.filter(state="PLANNED", practitioner__account__username="carer")
    assert mine.filter(window__startswith__date=today).exists(), "somebody to visit today"
    resident = Account.objects.get(username="resident")
    own = Visit.objects.filter(person=resident.person)
    assert set(own.values_list("state", flat=True)) == {"DONE", "PLANNED"}
    assert not own.filter(stars__isnull=False).exists()
    lines = sheet_of(desk, today)
    assert len(lines) == 4
    assert {line.attendance is not None for line in lines} == {True, False}
    assert Attendance.objects.filter(day=today).count() >= 5
    assert Act.objects.filter(institution__operator=desk.institution, kind="DAY_CARE_DAY").exists()
