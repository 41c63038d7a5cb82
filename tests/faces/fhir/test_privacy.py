"""Each role × each type: what must not be seen is seen by no way of reading."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.faces.fhir.sending import Sender
from tests.faces.web.test_doors import reader
from tests.journey import Journey
from tests.record.samples import bundle
from tests.world import BEGAN, make_grant, make_person
from yiyang.access.models import Grant, Role
from yiyang.access.powers import Power, powers_of
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.rules.fhir_map.parameters import APART, served_types

SECRET = "秘密的病情"
NOT_DONE = {kind: ("405",) for kind in APART}  # they have no history


@pytest.fixture
def secret(db: None) -> Person:
    """Somebody whose record has one resource of every type, in two versions."""
    person = make_person()
    for version in (1, 2):
        drafts = []
        for kind in sorted(served_types()):
            text = {"status": "generated", "div": f"<div>{SECRET} {version}</div>"}
            draft = draft_of({"resourceType": kind, "id": f"secret-{kind}"[:64], "text": text}, [])
            draft.patients = [] if kind == "Patient" else ["Patient/secret-Patient"]
            drafts.append(draft)
        put_drafts(drafts, persons={"Patient/secret-Patient": person.pk}, origin=OWN, at=NOW)
    return person


def asked_for(kind: str) -> list[str]:
    name = f"{kind}/{f'secret-{kind}'[:64]}"
    return [name, f"{name}/_history/1", f"{name}/_history", f"{kind}?_id=secret-{kind}"]


def seen(sender: Sender, *, every_way: bool = False) -> list[str]:
    """Return each address by which the secret shows, or an answer that is not the usual none.

    Each type is asked for in one way, the ways in turn, or in every way.
    """
    paths = [
        path
        for number, kind in enumerate(sorted(served_types()))
        for way, path in enumerate(asked_for(kind))
        if every_way or way == number % 4
    ]
    entries = [{"request": {"method": "GET", "url": path}} for path in paths]
    answer = sender.post("", bundle(*entries, kind="batch"))
    assert answer.status_code == 200, answer.content[:300]
    made = answer.json()["entry"]
    assert len(made) == len(paths)
    return [
        path
        for path, entry in zip(paths, made, strict=True)
        if SECRET in str(entry)
        or (entry["response"]["status"] == "200" and entry["resource"].get("total", 0))
        or entry["response"]["status"] not in ("200", "404", *NOT_DONE.get(path.split("/")[0], ()))
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_record_that_is_not_open_is_seen_by_no_way(
    journey: Journey, secret: Person, role: str
) -> None:
    client = reader(journey, role)
    to = client.assignment.institution or client.account
    make_grant(secret, to, Grant.Scope.SUMMARY)  # the widest that is not the whole record
    sender = Sender(client)
    if Power.READ_FHIR not in powers_of(role, BEGAN.date()):
        assert sender.get("Patient/secret-Patient").status_code == 404
        return
    assert seen(sender) == []
    for path in ("Patient/secret-Patient/$everything", "_history", "Patient/_history"):
        answer = sender.get(path)
        assert SECRET not in answer.content.decode(), path
        assert "secret-" not in answer.content.decode(), path
    taken = {"resourceType": "Patient", "id": "secret-Patient"}
    wrong = sender.put("Patient/secret-Patient", taken)
    assert SECRET not in wrong.content.decode() and wrong.status_code in (403, 404, 409)
    assert Resource.objects.get(type="Patient").version == 2


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_record_that_is_not_open_is_seen_in_no_way_of_any_type(
    journey: Journey, secret: Person, role: str
) -> None:
    client = reader(journey, role)
    if Power.READ_FHIR in powers_of(role, BEGAN.date()):
        assert seen(Sender(client), every_way=True) == []


@pytest.mark.django_db
def test_a_record_that_is_open_is_seen_by_every_way(journey: Journey, secret: Person) -> None:
    """So that the tests above cannot pass by seeing nothing at all."""
    client = reader(journey, Role.FAMILY_DOCTOR)
    make_grant(secret, client.assignment.institution)
    assert len(seen(Sender(client))) == len(served_types() - APART)
    whole = Sender(client).get("Patient/secret-Patient/$everything?_count=5000")
    assert whole.content.decode().count(SECRET) == len(served_types())
