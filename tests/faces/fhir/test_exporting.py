"""Bulk Data: only what the asker may see, in files, stoppable, and gone when its time is over."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from tests.faces.fhir.sending import Sender, patient, pulse, staff, system
from tests.journey import Journey
from tests.world import make_place
from yiyang.audit.models import Entry
from yiyang.consents.models import ExportRequest
from yiyang.faces.jobs.exports import drop_exports, work_exports
from yiyang.people.models import Person
from yiyang.record.models import Export, ExportFile, Resource
from yiyang.record.services import exporting

ASYNC = {"Prefer": "respond-async"}


def approved(sender: Sender, *types: str) -> str:
    """Return the parameters of an export of some types that another has approved."""
    now = timezone.now()
    kept = ExportRequest.objects.create(
        kind=ExportRequest.Kind.BULK,
        place=make_place(),
        fields=types or ["Patient", "Observation", "Location"],
        reason="研究",
        recipient="市卫生健康委",
        asked_by=sender.client.assignment,
        asked_at=now,
        expires_at=now + timedelta(hours=5),
        state=ExportRequest.State.APPROVED,
    )
    return f"_approval=EXPORT-{kept.pk}&_type={','.join(kept.fields)}"


def here() -> None:
    """Let everybody live in the place that the approvals are for."""
    Person.objects.filter(place=None).update(place=make_place())


def begin(sender: Sender, path: str) -> str:
    answer = sender.get(path, **ASYNC)
    assert answer.status_code == 202, answer.content
    return answer["Content-Location"].removeprefix("http://testserver/fhir/")


def exported(sender: Sender, path: str) -> dict[str, list[dict]]:
    status = begin(sender, path)
    under_way = sender.get(status)
    assert under_way.status_code == 202 and under_way["X-Progress"]
    work_exports(timezone.now())
    done = sender.get(status)
    assert done.status_code == 200, done.content
    manifest = done.json()
    assert manifest["requiresAccessToken"] is True and manifest["error"] == []
    found: dict[str, list[dict]] = {}
    for file in manifest["output"]:
        answer = sender.get(file["url"].removeprefix("http://testserver/fhir/"))
        assert answer["Content-Type"] == "application/fhir+ndjson"
        lines = [json.loads(line) for line in answer.content.splitlines()]
        assert len(lines) == file["count"]
        found.setdefault(file["type"], []).extend(lines)
    return found


@pytest.mark.django_db
def test_an_export_holds_what_its_asker_may_see_and_no_more(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_OF_FILE", 2)
    sender, other = system(journey), system(journey)
    person, foreign = sender.create(patient()), other.create(patient("B-1"))
    mine = {sender.create(pulse(person, n)) for n in range(5)}
    other.create(pulse(foreign))
    assert sender.put("Location/w", {"resourceType": "Location", "id": "w"}).status_code == 201
    here()
    found = exported(sender, f"$export?{approved(sender)}")
    assert {f"Observation/{o['id']}" for o in found["Observation"]} == mine
    assert [p["id"] for p in found["Patient"]] == [person.partition("/")[2]]
    assert found["Location"]
    assert ExportFile.objects.filter(type="Observation").count() == 3
    people = exported(sender, f"Patient/$export?{approved(sender, 'Patient', 'Observation')}")
    assert set(people) == {"Patient", "Observation"}
    late = f"{approved(sender, 'Patient')}&_since=2999-01-01T00:00:00Z"
    assert exported(sender, f"Patient/$export?{late}") == {}
    group = {
        "resourceType": "Group",
        "type": "person",
        "actual": True,
        "member": [{"entity": {"reference": name}} for name in (person, foreign)],
    }
    assert sender.post("Group", group).status_code == 404, "it names a stranger"
    group["member"] = group["member"][:1]
    named = sender.create(group)
    of_group = exported(sender, f"{named}/$export?{approved(sender, 'Observation')}")
    assert len(of_group["Observation"]) == 5
    looks = Entry.objects.filter(action="record.read", account_id=sender.client.account.pk)
    assert looks.exists()
    assert not looks.exclude(person_id=looks.first().person_id).exists()


@pytest.mark.django_db
def test_an_export_is_its_askers_alone_and_can_be_stopped(journey: Journey) -> None:
    sender, other = system(journey), staff(journey)
    sender.create(patient())
    status = begin(sender, f"Patient/$export?{approved(sender, 'Patient')}")
    for answer in (
        other.get(status),
        other.delete(status),
        other.get(f"{status}/Patient.1.ndjson"),
    ):
        assert answer.status_code == 404
    assert sender.delete(status).status_code == 202
    assert sender.get(status).status_code == 404
    work_exports(timezone.now())
    assert not ExportFile.objects.exists()
    assert Export.objects.get().state == Export.State.CANCELLED


@pytest.mark.django_db
def test_an_export_goes_on_where_it_stopped_and_goes_when_its_time_is_over(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_OF_FILE", 1)
    sender = system(journey)
    person = sender.create(patient())
    for n in range(3):
        sender.create(pulse(person, n))
    here()
    status = begin(sender, f"Patient/$export?{approved(sender, 'Observation')}")
    export = Export.objects.get()
    exporting.work_export(export_id=export.pk, at=timezone.now())  # then the process dies
    work_exports(timezone.now())
    assert [f["count"] for f in sender.get(status).json()["output"]] == [1, 1, 1]
    late = timezone.now() + timedelta(hours=25)
    assert drop_exports(late) == "1 dropped"
    assert sender.get(status).status_code == 404
    assert not ExportFile.objects.exists()


@pytest.mark.django_db
def test_a_wrong_wish_is_refused(journey: Journey) -> None:
    sender, other = system(journey), system(journey)
    given, used = approved(sender, "Group"), approved(sender, "Patient")
    assert sender.get("$export").status_code == 400
    for path in (
        "$export?_type=Nonsense",
        "Patient/$export?_type=Location",
        "$export?_outputFormat=csv",
        "$export?_since=yesterday",
        "$export?_typeFilter=x",
    ):
        assert sender.get(f"{path}&{used}", **ASYNC).status_code == 400, path
    begin(sender, f"Patient/$export?{used}")
    for path in (
        "$export?_type=Patient",
        f"$export?{used}",  # each approval is for one export
        f"$export?{given},Patient",
        f"$export?{approved(other, 'Patient')}",
    ):
        assert sender.get(path, **ASYNC).status_code == 403, path
    assert sender.get(f"Group/none/$export?{given}", **ASYNC).status_code == 404
    lenient = sender.get(f"$export?_elements=id&{given}", Prefer="respond-async, handling=lenient")
    assert lenient.status_code == 202
    third = sender.get(f"$export?{approved(sender, 'Patient')}", **ASYNC)
    assert third.status_code == 429
    assert Export.objects.count() == 2


@pytest.mark.django_db
def test_an_export_holds_people_of_the_approved_place_alone(journey: Journey) -> None:
    sender = system(journey)
    names = [sender.create(patient(f"A-{n}")) for n in range(3)]
    people = {
        name: Resource.objects.get(fhir_id=name.partition("/")[2]).person_id for name in names
    }
    here, there, _ = names
    Person.objects.filter(pk=people[here]).update(place=make_place("310106006"))
    Person.objects.filter(pk=people[there]).update(place=make_place("310106013"))
    mine = sender.create(pulse(here))
    for name in names[1:]:
        sender.create(pulse(name))
        sender.create(pulse(here, focus=[{"reference": name}]))  # it speaks of both
        sender.create(pulse(name, focus=[{"reference": here}]))
    sender.create({**pulse(here), "subject": {"reference": "Patient/who-comes-later"}})
    types = ("Patient", "Observation", "Location")
    assert sender.put("Location/w", {"resourceType": "Location", "id": "w"}).status_code == 201
    found = exported(sender, f"$export?{approved(sender, *types)}")
    assert [f"Patient/{one['id']}" for one in found["Patient"]] == [here]
    assert [f"Observation/{one['id']}" for one in found["Observation"]] == [mine]
    assert "w" in {one["id"] for one in found["Location"]}
    status = begin(sender, f"Patient/$export?{approved(sender, 'Patient')}")
    work_exports(timezone.now())
    told = sender.get(status).json()["extension"]
    assert (told["place"], told["peopleWithoutPlace"]) == ("310106006", 1)


@pytest.mark.django_db
def test_an_export_without_a_place_holds_nobody(journey: Journey) -> None:
    sender = system(journey)
    sender.create(patient())
    here()
    status = begin(sender, f"Patient/$export?{approved(sender, 'Patient')}")
    Export.objects.update(place_code="")
    work_exports(timezone.now())
    assert sender.get(status).json()["output"] == []


@pytest.mark.django_db
def test_a_type_filter_narrows_its_type_alone(journey: Journey) -> None:
    sender = system(journey)
    person = sender.create(patient())
    low, high = sender.create(pulse(person, 50)), sender.create(pulse(person, 150))
    gone = sender.create(pulse(person, 70, status="cancelled"))
    other = sender.create(pulse(person, 90))
    here()
    asked = (
        "_typeFilter=Observation%3Fvalue-quantity%3Dgt100,Observation%3Fvalue-quantity%3Dlt60"
        "&_typeFilter=Observation%3Fstatus%3Dcancelled,entered-in-error"
    )
    path = f"Patient/$export?{approved(sender, 'Patient', 'Observation')}&{asked}"
    found = exported(sender, path)
    assert {f"Observation/{one['id']}" for one in found["Observation"]} == {low, high, gone}
    assert other.partition("/")[2] not in {one["id"] for one in found["Observation"]}
    assert len(found["Patient"]) == 1
    chained = "_typeFilter=Observation%3Fsubject:Patient.identifier%3Dnobody%7C1"
    again = f"Patient/$export?{approved(sender, 'Patient', 'Observation')}&{chained}"
    assert "Observation" not in exported(sender, again)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Observation?colour=red", "SEARCH_UNKNOWN_PARAMETER"),
        ("Observation?date=never", "SEARCH_BAD_DATE"),
        ("Observation?status=final&_sort=date", "SEARCH_NO_FILTER"),
        ("Observation?", "SEARCH_NO_FILTER"),
        ("Condition?code=1", "SEARCH_BAD_TYPE"),
        ("nothing", "SEARCH_BAD_TYPE"),
    ],
)
def test_a_type_filter_that_cannot_be_kept_to_is_refused(
    journey: Journey, text: str, code: str
) -> None:
    sender = system(journey)
    path = f"Patient/$export?{approved(sender, 'Patient', 'Observation')}"
    answer = sender.get(f"{path}&_typeFilter={quote(text)}", **ASYNC)
    assert answer.status_code == 400, answer.content
    assert answer.json()["issue"][0]["details"]["coding"][0]["code"] == code
    assert not Export.objects.exists()
