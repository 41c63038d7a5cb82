"""The demonstration as FHIR: every row is shown, once, and as the row says."""

import pytest

from tests.projected import differences
from yiyang.agreements.models import Member
from yiyang.beds.models import BedClaim
from yiyang.demo.district import District
from yiyang.network.models import Bed
from yiyang.people.models import Person
from yiyang.record.models import Resource


@pytest.mark.django_db
def test_every_row_of_the_demonstration_is_shown(whole: District) -> None:
    assert differences() == []
    shown = Resource.objects.filter(deleted_at=None)
    assert shown.filter(type="Location", origin__startswith="bed/").count() == Bed.objects.count()
    assert shown.filter(origin__startswith="claim/").count() == BedClaim.objects.count()
    assert shown.filter(type="CareTeam", person__isnull=False).count() == Member.objects.count()
    assert shown.filter(type="Patient").count() == Person.objects.count()
