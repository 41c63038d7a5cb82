"""Rows of other packages as FHIR: stored with the change, the same again as made anew."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.projected import differences, resource, show_all, stored_index
from tests.world import make_bed, make_institution, make_person, make_ward
from yiyang.audit.projected import Change, changed, projectors
from yiyang.audit.services import PROGRAM
from yiyang.audit.together import one_transaction
from yiyang.beds import claims
from yiyang.network.models import Bed
from yiyang.network.services import BedFields, add_bed, set_service_state
from yiyang.people.models import Relative
from yiyang.people.services import add_relative, remove_relative
from yiyang.record.models import Resource, ResourceVersion
from yiyang.record.services import import_bundle, projecting
from yiyang.record.services.projecting import clear_orphans, rebuild
from yiyang.rules.fhir_map.indexing import index_of
from yiyang.rules.fhir_map.structure import structure_findings
from yiyang.rules.fhir_map.written import read_json

pytestmark = pytest.mark.django_db


def test_a_bed_is_a_location_of_its_institution_with_its_state() -> None:
    ward = make_ward()
    bed = add_bed(
        institution_id=ward.institution_id,
        fields=BedFields("B1", "HOSPITAL_BED", ward_id=ward.pk, room="301", isolation=True),
        by=PROGRAM,
        at=NOW,
    )
    location = resource("Location", f"bed-{bed.pk}")
    assert location["operationalStatus"]["code"] == "U"
    assert location["physicalType"]["coding"][0]["code"] == "bd"
    assert [t["coding"][0]["code"] for t in location["type"]] == ["HOSPITAL_BED", "ISOLATION"]
    assert location["partOf"] == {"reference": f"Location/ward-{ward.pk}"}
    assert location["managingOrganization"] == {
        "reference": f"Organization/institution-{ward.institution_id}"
    }


def test_a_change_keeps_the_version_before_and_writes_only_the_index_rows_that_differ() -> None:
    bed = add_bed(
        institution_id=make_institution().pk,
        fields=BedFields("B1", "INSTITUTION_BED"),
        by=PROGRAM,
        at=NOW,
    )
    set_service_state(bed_id=bed.pk, state="OUT_OF_SERVICE", by=PROGRAM, at=NOW)
    held = Resource.objects.get(type="Location", fhir_id=f"bed-{bed.pk}")
    assert held.version == 2
    assert held.origin == f"bed/{bed.pk}"
    assert '"code":"C"' in held.body
    before = ResourceVersion.objects.get(resource=held)
    assert '"code":"U"' in before.body
    assert stored_index(held.key) == vars(index_of(read_json(held.body.encode())))


def test_the_same_again_writes_nothing() -> None:
    bed = make_bed()
    changed(NOW, bed=bed.pk)
    first = Resource.objects.get(fhir_id=f"bed-{bed.pk}")
    changed(NOW + timedelta(hours=1), bed=bed.pk)
    again = Resource.objects.get(fhir_id=f"bed-{bed.pk}")
    assert (again.version, again.updated_at, again.seq) == (1, first.updated_at, first.seq)
    assert not ResourceVersion.objects.exists()


def test_what_is_no_more_is_taken_away_and_its_versions_stay() -> None:
    person = make_person()
    relative = add_relative(person_id=person.pk, name="李强", relation="CHILD", by=PROGRAM, at=NOW)
    assert resource("RelatedPerson", f"relative-{relative.pk}")["patient"] == {
        "reference": f"Patient/person-{person.pk}"
    }
    remove_relative(person_id=person.pk, relative_id=relative.pk, by=PROGRAM, at=NOW)
    gone = Resource.objects.get(type="RelatedPerson")
    assert gone.deleted_at == NOW
    assert gone.person_id == person.pk  # whoever could see it still sees that it is gone
    assert ResourceVersion.objects.get(resource=gone).deleted_at is None
    assert not any(stored_index(gone.key).values())


def test_what_ends_by_a_rollback_is_not_shown() -> None:
    bed = make_bed()

    @one_transaction
    def failing() -> None:
        Bed.objects.filter(pk=bed.pk).update(state="CLEANING")
        changed(NOW, bed=bed.pk)
        raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert not Resource.objects.exists()


def test_all_rows_of_a_transaction_are_shown_in_two_statements() -> None:
    person, bed = make_person(), make_bed()
    show_all()

    @one_transaction
    def moves_in() -> None:
        claims.begin("OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=NOW)

    with CaptureQueriesContext(connection) as queries:
        moves_in()
    mine = [q["sql"] for q in queries if "to_json(t)" in q["sql"] or "record_" in q["sql"]]
    assert len(mine) == 2  # one reads, one stores
    stay = resource("Encounter", f"claim-{person.claims.get().pk}")
    assert (stay["status"], stay["class"]["code"]) == ("in-progress", "NONAC")
    assert resource("Location", f"bed-{bed.pk}")["operationalStatus"]["code"] == "O"
    assert differences() == []


def test_a_stay_belongs_to_its_person_and_a_bed_to_nobody() -> None:
    person, bed = make_person(), make_bed()
    claims.begin("OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=NOW)
    whose = dict(Resource.objects.values_list("type", "person_id"))
    assert whose == {"Encounter": person.pk, "Patient": person.pk, "Location": None}


def test_a_rebuild_names_and_mends_what_is_missing_different_and_superfluous() -> None:
    beds = [make_bed() for _ in range(3)]
    for bed in beds[1:]:
        changed(NOW, bed=bed.pk)
    Bed.objects.filter(pk=beds[1].pk).update(state="CLEANING")
    relative = Relative.objects.create(person=make_person(), name="李强", relation="CHILD")
    changed(NOW, relative=relative.pk)
    relative_id = relative.pk
    relative.delete()
    compared, last = rebuild(projectors()["bed"], after=0, most=10, at=NOW, mend=False)
    assert compared.missing == [f"Location/bed-{beds[0].pk}"]
    assert compared.different == [f"Location/bed-{beds[1].pk}"]
    assert (compared.same, last) == (1, beds[2].pk)
    gone = clear_orphans(projectors()["relative"], at=NOW)
    assert gone.superfluous == [f"RelatedPerson/relative-{relative_id}"]
    show_all()
    assert differences() == []


@pytest.mark.parametrize("mend", [True, False])
def test_a_rebuild_that_is_overtaken_names_nothing_and_stores_nothing_old(
    monkeypatch: pytest.MonkeyPatch, *, mend: bool
) -> None:
    """Somebody changes a row between the moment it is read and the one it is compared."""
    bed = make_bed()
    changed(NOW, bed=bed.pk)
    read, others = projecting._made, [Bed.objects.filter(pk=bed.pk)]

    def overtaken(keys: dict[str, list[int]]) -> list[projecting.Shown]:
        made = read(keys)
        while others:
            others.pop().update(state="CLEANING")
            projecting.project([Change("bed", bed.pk, NOW)])
        return made

    monkeypatch.setattr(projecting, "_made", overtaken)
    compared, _ = rebuild(projectors()["bed"], after=0, most=10, at=NOW, mend=mend)
    assert (compared.same, compared.is_whole) == (1, True)
    stored = Resource.objects.get(type="Location", fhir_id=f"bed-{bed.pk}")
    assert (stored.version, "CLEANING" in stored.body) == (2, True)


def test_every_resource_of_a_row_has_the_structure_of_its_type() -> None:
    ward = make_ward()
    bed = make_bed(ward.institution, ward=ward)
    institution = ward.institution
    changed(NOW, ward=ward.pk, bed=bed.pk, institution=institution.pk, place=institution.place_id)
    made = [resource(r.type, r.fhir_id) for r in Resource.objects.all()]
    assert len(made) == 5
    assert [structure_findings(one) for one in made] == [[]] * 5


def test_nobody_can_send_a_resource_under_the_id_of_a_row() -> None:
    bed = make_bed()
    sent = {"resourceType": "Location", "id": f"bed-{bed.pk}", "name": "another"}
    report = import_bundle(body=json.dumps(sent).encode(), by=PROGRAM, at=NOW)
    assert [f.code for f in report.findings] == ["RESERVED_ID"]
    assert not Resource.objects.exists()
