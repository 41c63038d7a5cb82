"""``$everything`` gives one person's record in pages, and nothing of anybody else."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.faces.fhir.sending import Sender, patient, pulse, staff, system
from tests.journey import Journey
from yiyang.audit.models import Entry
from yiyang.record.models import Resource


def names(sender: Sender, path: str) -> list[str]:
    found = []
    while path:
        answer = sender.get(path)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        found += [e["fullUrl"].rpartition("/fhir/")[2] for e in page.get("entry", ())]
        links = {link["relation"]: link["url"] for link in page["link"]}
        path = links.get("next", "").removeprefix("http://testserver/fhir/")
    return found


@pytest.mark.django_db
def test_all_of_one_person_comes_with_what_it_points_to(journey: Journey) -> None:
    sender, other = system(journey), staff(journey)
    person = sender.create(patient())
    neighbour = sender.create(patient("A-18", name=[{"text": "王五"}]))
    ward = {"resourceType": "Organization", "id": "north", "name": "一病区"}
    assert sender.put("Organization/north", ward).status_code == 201
    at_ward = {"performer": [{"reference": "Organization/north"}]}
    mine = [
        sender.create(pulse(person, n, effectiveDateTime=f"2026-0{n}-01", **at_ward))
        for n in (1, 2, 3)
    ]
    sender.create(pulse(neighbour))
    path = f"{person}/$everything"
    assert names(sender, path) == [person, *mine, "Organization/north"]
    paged = names(sender, f"{path}?_count=2")
    assert [n for n in paged if not n.startswith("Organization")] == [person, *mine]
    assert names(sender, f"{path}?_type=Observation") == mine
    assert names(sender, f"{path}?_type=Observation&start=2026-02-01&end=2026-02-28") == [mine[1]]
    assert names(sender, f"{path}?_since=2999-01-01T00:00:00Z") == []
    assert sender.get(f"{path}?_type=Nonsense").status_code == 400
    assert sender.get(f"{path}?start=yesterday").status_code == 400
    assert sender.get(f"{path}?_cursor=x").status_code == 400
    hidden = other.get(path)
    assert hidden.status_code == 404
    assert hidden.content == other.get("Patient/no-such/$everything").content
    looks = Entry.objects.filter(action="record.read", subject_kind="person")
    assert looks.count() >= 6
    sender.delete(mine[0])
    assert mine[0] not in names(sender, path)


@pytest.mark.django_db
@pytest.mark.parametrize("micros", [0, 999, 1_000, 999_999])
def test_the_server_writes_each_resource_as_a_read_does(journey: Journey, micros: int) -> None:
    sender = system(journey)
    name = sender.create(patient(meta={"tag": [{"system": "urn:t", "code": "é《}{"}]}))
    sender.create(pulse(name))
    Resource.objects.update(updated_at=NOW.replace(microsecond=micros))
    shown = sender.get(f"{name}/$everything").json()["entry"]
    assert len(shown) == 2
    for one in shown:
        read = sender.get(one["fullUrl"].partition("/fhir/")[2])
        assert read.json() == one["resource"]
        assert read.content in sender.get(f"{name}/$everything").content
