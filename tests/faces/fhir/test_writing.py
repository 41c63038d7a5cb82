"""Create, update, patch, delete, their conditions, and who may."""

from __future__ import annotations

import pytest

from tests.faces.fhir.sending import patient, pulse, staff, system
from tests.journey import Journey
from tests.world import make_grant
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.record.models import Resource, ResourceVersion

NUMBER = "https://hospital.test/patients|A-17"


@pytest.mark.django_db
def test_what_was_created_can_be_read_and_is_known_by_its_version(journey: Journey) -> None:
    sender = system(journey)
    made = sender.post("Patient", patient(id="chosen"))
    assert made.status_code == 201
    name = f"Patient/{made.json()['id']}"
    assert name != "Patient/chosen"
    assert made["Location"] == f"http://testserver/fhir/{name}/_history/1"
    assert made["ETag"] == 'W/"1"' and "GMT" in made["Last-Modified"]
    found = sender.get(name)
    assert found.json() == made.json()
    assert sender.get(name, If_None_Match='W/"1"').status_code == 304
    assert sender.get(name, If_Modified_Since=made["Last-Modified"]).status_code == 304
    assert sender.client.head(f"/fhir/{name}").content == b""
    assert Entry.objects.filter(action="record.create").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("preference", "kind"),
    [("return=minimal", None), ("return=OperationOutcome", "OperationOutcome"), ("", "Patient")],
)
def test_a_writer_gets_back_what_it_prefers(
    journey: Journey, preference: str, kind: str | None
) -> None:
    made = system(journey).post("Patient", patient(), Prefer=preference)
    assert made.status_code == 201 and "Location" in made
    assert (made.json()["resourceType"] if made.content else None) == kind


@pytest.mark.django_db
def test_an_update_keeps_the_version_before_and_refuses_an_old_one(journey: Journey) -> None:
    sender = system(journey)
    person = sender.create(patient())
    name = sender.create(pulse(person, "@1.00@").copy() | {"valueQuantity": {"value": 1}})
    body = sender.get(name).content.decode().replace('"value":1', '"value":1.00')
    changed = sender.put(name, body, If_Match='W/"1"')
    assert changed.status_code == 200 and changed["ETag"] == 'W/"2"'
    assert b'"value":1.00' in sender.get(name).content
    late = sender.put(name, body.replace("1.00", "3"), If_Match='W/"1"')
    assert late.status_code == 412
    assert late.json()["issue"][0]["details"]["coding"][0]["code"] == "VERSION_DIFFERS"
    assert b'"value":1.00' in sender.get(name).content
    assert b'"value":1}' in sender.get(f"{name}/_history/1").content
    assert sender.get(f"{name}/_history/3").status_code == 404


@pytest.mark.django_db
def test_a_patch_changes_what_it_names_and_no_other_number(journey: Journey) -> None:
    sender = system(journey)
    person = sender.create(patient())
    made = sender.post(
        "Observation",
        '{"resourceType":"Observation","status":"final","code":{"text":"x"},'
        f'"subject":{{"reference":"{person}"}},"valueQuantity":{{"value":1.00}},'
        '"referenceRange":[{"low":{"value":1E1},"high":{"value":0.50}}]}',
    )
    name = f"Observation/{made.json()['id']}"
    steps = '[{"op":"test","path":"/status","value":"final"},'
    steps += '{"op":"replace","path":"/valueQuantity/value","value":2.50},'
    steps += '{"op":"copy","from":"/referenceRange/0","path":"/referenceRange/-"}]'
    done = sender.patch(name, steps)
    assert done.status_code == 200, done.content
    stored = Resource.objects.get(type="Observation").body
    assert stored.count("1E1") == 2 and '"value":2.50' in stored and stored.count("0.50") == 2
    untrue = sender.patch(name, [{"op": "test", "path": "/status", "value": "amended"}])
    assert untrue.status_code == 422
    for bad in ({}, [1], [{"op": "remove", "path": "/no"}], [{"op": "x", "path": ""}]):
        assert sender.patch(name, bad).status_code == 422, bad
    for place in ("id", "resourceType"):
        steps = [{"op": "replace", "path": f"/{place}", "value": "Patient"}]
        assert sender.patch(name, steps).status_code == 422
    assert sender.patch("Observation/none", []).status_code == 404
    assert Resource.objects.get(type="Observation").version == 2


@pytest.mark.django_db
def test_what_was_deleted_is_gone_for_who_could_see_it_and_its_versions_stay(
    journey: Journey,
) -> None:
    sender, other = system(journey), staff(journey)
    person = sender.create(patient())
    name = sender.create(pulse(person))
    assert other.delete(name).status_code == 404
    assert sender.delete(name).status_code == 204
    assert sender.get(name).status_code == 410
    assert other.get(name).status_code == 404
    assert sender.get(f"{name}/_history/1").status_code == 200
    assert sender.get(f"{name}/_history/2").status_code == 410
    assert sender.delete(name).status_code == 204
    assert ResourceVersion.objects.count() == 1
    again = sender.put(name, pulse(person, id=name.partition("/")[2]))
    assert (again.status_code, again["ETag"]) == (200, 'W/"3"')
    assert sender.get(name).status_code == 200


@pytest.mark.django_db
def test_conditions_find_none_one_or_many(journey: Journey) -> None:
    sender = system(journey)
    first = sender.post("Patient", patient(), If_None_Exist=f"identifier={NUMBER}")
    again = sender.post("Patient", patient(), If_None_Exist=f"identifier={NUMBER}")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    changed = sender.put(f"Patient?identifier={NUMBER}", patient(active=True))
    assert changed.status_code == 200 and changed["ETag"] == 'W/"2"'
    elsewhere = sender.put(f"Patient?identifier={NUMBER}", patient(id="other"))
    assert (elsewhere.status_code, elsewhere["X-Refusal"]) == (400, "ID_OF_ANOTHER")
    assert sender.post("Patient", patient()).status_code == 201  # two of one number now
    for answer in (
        sender.post("Patient", patient(), If_None_Exist=f"identifier={NUMBER}"),
        sender.put(f"Patient?identifier={NUMBER}", patient()),
        sender.delete(f"Patient?identifier={NUMBER}"),
    ):
        assert answer.status_code == 412, answer.content
        assert answer.json()["issue"][0]["code"] == "multiple-matches"
    assert sender.delete("Patient?identifier=x|none").status_code == 204
    assert sender.delete("Patient").status_code == 412
    assert Resource.objects.filter(deleted_at=None).count() == 2


@pytest.mark.django_db
def test_nobody_writes_into_a_record_that_is_not_open_to_them(journey: Journey) -> None:
    sender, other = system(journey), staff(journey)
    person = sender.create(patient())
    name = sender.create(pulse(person))
    fhir_id = name.partition("/")[2]
    nothing = other.put("Observation/no-such", pulse("Patient/no-such", id="no-such"))
    for answer in (
        other.post("Observation", pulse(person)),
        other.put(name, pulse(person, 99, id=fhir_id)),
        other.patch(name, [{"op": "remove", "path": "/valueQuantity"}]),
    ):
        assert answer.status_code == 404
        assert answer.content == other.get("Observation/no-such").content
    assert nothing.status_code == 403  # about nobody: connected systems alone
    known = other.post("Patient", patient())
    assert known.status_code == 409
    assert known.json()["issue"][0]["details"]["coding"][0]["code"] == "PERSON_KNOWN_ELSEWHERE"
    assert Resource.objects.count() == 2
    assert set(Resource.objects.values_list("version", flat=True)) == {1}


@pytest.mark.django_db
def test_a_role_that_registers_nobody_writes_no_patient(journey: Journey) -> None:
    nurse = staff(journey, Role.NURSE)
    refused = nurse.post("Patient", patient())
    assert refused.status_code == 403
    assert not Resource.objects.exists()
    carer = staff(journey, Role.CARER)  # may read, not write
    assert carer.post("Patient", patient()).status_code == 404


@pytest.mark.django_db
def test_the_directory_is_kept_by_the_system_that_wrote_it(journey: Journey) -> None:
    one, two, doctor = system(journey), system(journey), staff(journey)
    ward = {"resourceType": "Location", "id": "north", "name": "七病区"}
    assert one.put("Location/north", ward).status_code == 201
    assert doctor.get("Location/north").status_code == 200
    changed = ward | {"name": "八病区"}
    assert two.put("Location/north", ward).status_code == 200  # nothing changes
    for sender in (two, doctor):
        assert sender.put("Location/north", changed).status_code == 403
        assert sender.delete("Location/north").status_code == 403
    assert one.put("Location/north", changed).status_code == 200
    assert Resource.objects.get().version == 2


@pytest.mark.django_db
def test_the_directory_is_taken_into_no_record_by_a_stranger(journey: Journey) -> None:
    one, two = system(journey), system(journey)
    ward = {"resourceType": "Location", "id": "north", "name": "七病区"}
    assert one.put("Location/north", ward).status_code == 201
    waiting = pulse("Patient/later", id="early")
    assert one.put("Observation/early", waiting).status_code == 201
    person = two.create(patient())
    about = {"url": "https://hospital.test/about", "valueReference": {"reference": person}}
    for name, mine in (
        ("Location/north", ward | {"extension": [about]}),
        ("Observation/early", pulse(person, id="early")),
    ):
        assert two.put(name, mine).status_code == 403
    assert set(Resource.objects.exclude(type="Patient").values_list("person", flat=True)) == {None}
    Resource.objects.filter(type="Observation").update(origin="IMPORT")
    assert two.put("Observation/early", pulse(person, id="early")).status_code == 200


@pytest.mark.django_db
def test_a_request_at_fault_is_told_what_is_wrong(journey: Journey) -> None:
    sender = system(journey)
    person = sender.create(patient())
    cases = [
        (sender.post("Patient", "{\n\n}x"), 400, "JSON_BROKEN"),
        (sender.post("Patient", "[]"), 400, "NOT_A_RESOURCE"),
        (sender.post("Patient", pulse(person)), 400, "FHIR_OTHER_TYPE"),
        (sender.post("Nonsense", {}), 404, "FHIR_TYPE_NOT_SERVED"),
        (sender.put("Patient/a_b", patient(id="a_b")), 400, "BAD_ID"),
        (sender.put("Patient/a", patient(id="b")), 400, "FHIR_OTHER_ID"),
        (sender.put("Patient/a", patient()), 400, "FHIR_OTHER_ID"),
        (sender.post("Patient", patient(colour="red")), 422, "UNKNOWN_ELEMENT"),
        (sender.get(person, Accept="application/fhir+xml"), 406, "FHIR_JSON_ONLY"),
        (sender.get(f"{person}?_format=xml"), 406, "FHIR_JSON_ONLY"),
        (sender.get("Patient/a_b"), 400, "BAD_ID"),
        (sender.put(person, patient(), If_Match="x"), 400, "FHIR_OTHER_ID"),
    ]
    for answer, status, code in cases:
        assert answer.status_code == status, answer.content
        assert answer.json()["issue"][0]["details"]["coding"][0]["code"] == code
        assert answer["Content-Type"].startswith("application/fhir+json")
    broken = sender.post("Patient", "{\n\n}x").json()["issue"][0]
    assert broken["location"] == ["line 3"]
    xml = sender.client.post("/fhir/Patient", "<Patient/>", content_type="application/fhir+xml")
    assert xml.status_code == 415
    assert sender.client.post("/fhir/" + person, "{}", content_type="x/y").status_code == 405
    assert sender.get(f"{person}?_format=application/fhir+json&_pretty=true").status_code == 200
    assert Resource.objects.count() == 1


@pytest.mark.django_db
def test_history_tells_every_version_newest_first_in_pages(journey: Journey) -> None:
    sender, other = system(journey), staff(journey)
    person = sender.create(patient())
    name = sender.create(pulse(person))
    fhir_id = name.partition("/")[2]
    for value in (73, 74):
        assert sender.put(name, pulse(person, value, id=fhir_id)).status_code == 200
    sender.delete(name)
    history = sender.get(f"{name}/_history").json()
    methods = [e["request"]["method"] for e in history["entry"]]
    assert methods == ["DELETE", "PUT", "PUT", "POST"]
    seen = []
    for start in (
        f"{name}/_history?_count=1",
        "Observation/_history?_count=3",
        "_history?_count=2",
    ):
        path, pages = start, []
        while path:
            page = sender.get(path).json()
            pages += [(e["fullUrl"], e["response"]["etag"]) for e in page.get("entry", ())]
            links = {link["relation"]: link["url"] for link in page["link"]}
            path = links.get("next", "").removeprefix("http://testserver/fhir/")
        assert len(pages) == len(set(pages))
        seen.append(len(pages))
    assert seen == [4, 4, 5]
    assert other.get(f"{name}/_history").status_code == 404
    assert "entry" not in other.get("_history").json()


@pytest.mark.django_db
def test_a_write_under_a_session_without_its_token_is_no_page_but_an_outcome(
    journey: Journey,
) -> None:
    sender = system(journey)
    sender.client.handler.enforce_csrf_checks = True
    answer = sender.post("Patient", patient())
    assert answer.status_code == 403
    assert answer.json()["issue"][0]["details"]["coding"][0]["code"] == "FHIR_FORGED"
    assert not Resource.objects.exists()
    assert sender.client.get("/fhir/no/such/address/at/all").json()["resourceType"]
    visitor = journey.visit().get("/fhir/Patient")
    assert (visitor.status_code, visitor.json()["issue"][0]["code"]) == (401, "login")


@pytest.mark.django_db
def test_what_speaks_of_two_people_is_shown_to_who_may_see_both(journey: Journey) -> None:
    sender, other = system(journey), staff(journey)
    one, two = sender.create(patient()), sender.create(patient("A-18"))
    both = pulse(one, performer=[{"reference": two}])
    name = sender.create(both)
    assert sender.get(name).status_code == 200
    first = Resource.objects.get(fhir_id=one.partition("/")[2])
    make_grant(first.person, other.client.assignment.institution)
    assert other.get(one).status_code == 200
    assert other.get(name).status_code == 404
    alone = pulse(one, id=name.partition("/")[2])
    assert sender.put(name, alone).status_code == 200
    assert other.get(name).status_code == 200
    assert other.get(f"{name}/_history/1").status_code == 404  # it spoke of the other
    assert sender.get(f"{name}/_history").json()["entry"][0]["resource"]["id"] == alone["id"]
