"""Who belongs to a key group is derived, dated and explained (FD-4.6)."""

from datetime import date
from pathlib import Path

import pytest

from tests.journey import Journey
from tests.record.samples import as_bytes, bundle, elders_bundle, entry, patient
from tests.world import make_grant, make_institution, make_place
from yiyang.access.models import Role
from yiyang.key_groups.models import Membership
from yiyang.people.models import Person


@pytest.mark.clause("FD-4.6", "key_groups.belongs")
@pytest.mark.django_db
def test_a_declared_group_is_kept_through_a_later_import_and_says_why(
    journey: Journey, tmp_path: Path
) -> None:
    sent = tmp_path / "elder.json"
    sent.write_bytes(as_bytes(elders_bundle()))
    assert journey.command("import", "fhir", str(sent)).exit_code == 0
    person = Person.objects.get()
    Person.objects.filter(pk=person.pk).update(place=make_place())
    centre = make_institution("CHC", place=person.place or make_place())
    make_grant(person, centre)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    given = {"group": "DISABLED", "number": "3101-7", "since": "2024-05-01", "until": ""}
    answer = doctor.post(f"/people/{person.pk}/key-groups/declare/", given)
    assert answer.status_code == 302
    decision = journey.decision_of("key_groups.belongs", person=person)
    row = Membership.objects.get(group="DISABLED")
    assert (row.span.lower, row.decision_id) == (date(2024, 5, 1), decision.pk)

    sent.write_bytes(
        as_bytes(bundle(entry("urn:uuid:5b3f1a52-7f0e-4c57-9d7c-0a1f2d3e4b5c", patient())))
    )
    assert journey.command("import", "fhir", str(sent)).exit_code == 0
    journey.command("jobs", "run-once", "follow_key_groups")
    page = doctor.get(f"/people/{person.pk}/").content.decode()
    assert "残疾人" in page and "依据登记或证件" in page and "老年人" in page
    why = doctor.get(f"/decisions/{decision.pk}/").content.decode()
    assert "国家基本公共卫生服务规范" in why
