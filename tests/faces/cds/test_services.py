"""CDS Hooks: an ordering system is told what may be recognised, and nothing that is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.recognition.conftest import Results
from tests.world import make_person, make_place
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.decisions.models import Decision
from yiyang.recognition.models import Order

pytestmark = pytest.mark.django_db
SIGN, SELECT = "recognised-results-sign", "recognised-results-select"
LOINC = "http://loinc.org"


@pytest.fixture
def results(db: None) -> Iterator[Results]:
    with at(NOW):
        yield Results()


@pytest.fixture
def ehr(journey: Journey, results: Results) -> SignedIn:
    return journey.enter(results.gp, language="en")


def draft(name: str, code: str, system: str = LOINC) -> dict[str, Any]:
    coded = {"coding": [{"system": system, "code": code}]}
    return {
        "resource": {
            "resourceType": "ServiceRequest", "id": name, "status": "draft", "code": coded,
        }
    }  # fmt: skip


def asked(results: Results, *drafts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    context = {
        "userId": "Practitioner/1",
        "patientId": f"person-{results.person.pk}",
        "draftOrders": {"resourceType": "Bundle", "entry": list(drafts)},
    } | changes.pop("context", {})
    return {"hook": "order-sign", "hookInstance": "one", "context": context} | changes


def call(client: Client, body: Any, service: str = SIGN) -> HttpResponse:
    return client.post(f"/cds-services/{service}", body, content_type="application/json")


def test_anybody_may_ask_which_services_there_are(client: Client) -> None:
    answer = client.get("/cds-services")
    assert answer.status_code == 200
    told = {one["id"]: one for one in answer.json()["services"]}
    assert {key: one["hook"] for key, one in told.items()} == {
        SELECT: "order-select", SIGN: "order-sign",
    }  # fmt: skip
    assert all(one["title"] and one["description"] for one in told.values())


def test_a_card_tells_institution_day_mark_value_and_the_six_cases(
    ehr: SignedIn, results: Results
) -> None:
    results.result()
    answer = call(ehr, asked(results, draft("a", "4548-4")))
    assert answer.status_code == 200
    (card,) = answer.json()["cards"]
    assert card["summary"] == (
        f"A result of HbA1c may be recognised: {results.hospital.name_en} 2026-02-27"
    )
    assert "7 %" in card["detail"]
    assert "Shanghai HR" in card["detail"]
    assert (card["indicator"], card["selectionBehavior"]) == ("info", "at-most-one")
    assert [one["code"] for one in card["overrideReasons"]] == ["1", "2", "3", "4", "5", "6"]
    assert all(one["display"] for one in card["overrideReasons"])
    (action,) = card["suggestions"][0]["actions"]
    assert (action["type"], action["resourceId"]) == ("delete", "ServiceRequest/a")
    link = card["links"][0]
    assert link["type"] == "absolute"
    assert link["url"].endswith(f"/people/{results.person.pk}/tests/HBA1C/")
    assert ehr.get(link["url"]).status_code == 200


def test_a_card_decides_nothing_and_the_look_is_written_down(
    ehr: SignedIn, results: Results
) -> None:
    results.result()
    looks = Entry.objects.filter(action="record.read", person_id=results.person.pk)
    before = looks.count()
    first = call(ehr, asked(results, draft("a", "4548-4"))).json()
    assert looks.count() == before + 1
    assert not Order.objects.exists()
    assert not Decision.objects.filter(rule="recognition.recognise").exists()
    assert call(ehr, asked(results, draft("a", "4548-4"))).json() == first


def test_nothing_to_recognise_is_no_card(ehr: SignedIn, results: Results) -> None:
    results.result(timedelta(days=91))
    unknown = draft("b", "4548-4", system="urn:elsewhere")
    medicine = {"resource": {"resourceType": "MedicationRequest", "id": "c"}}
    body = asked(results, draft("a", "4548-4"), unknown, medicine, {}, {"resource": 7})
    assert call(ehr, body).json() == {"cards": []}


def test_of_a_selection_only_what_was_selected_is_looked_at(
    ehr: SignedIn, results: Results
) -> None:
    results.certify(item="LIPIDS")
    results.result()
    results.result(code="24331-1", name="lipids")
    drafts = (draft("a", "4548-4"), draft("b", "24331-1"))
    body = asked(results, *drafts, hook="order-select")
    body["context"]["selections"] = ["ServiceRequest/b"]
    cards = call(ehr, body, SELECT).json()["cards"]
    assert [one["suggestions"][0]["actions"][0]["resourceId"] for one in cards] == [
        "ServiceRequest/b"
    ]
    assert len(call(ehr, asked(results, *drafts)).json()["cards"]) == 2


def test_what_the_caller_may_not_read_is_not_there(ehr: SignedIn, results: Results) -> None:
    stranger = make_person()
    results.result(person=stranger)
    hidden = asked(results, draft("a", "4548-4"), context={"patientId": f"person-{stranger.pk}"})
    nobody = asked(results, draft("a", "4548-4"), context={"patientId": "no-such"})
    answers = [call(ehr, hidden), call(ehr, nobody), ehr.get("/fhir/Patient/no-such")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_without_a_token_nobody_is_told_anything(client: Client, results: Results) -> None:
    answer = call(client, asked(results, draft("a", "4548-4")))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_who_stands_for_no_institution_recognises_nothing(
    journey: Journey, results: Results
) -> None:
    coordinator = journey.sign_in(Role.COORDINATOR, place=make_place("310106"))
    answer = call(coordinator, asked(results, draft("a", "4548-4")))
    assert answer.status_code == 412


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"hook": "order-select"}, "hook"),
        ({"hookInstance": ""}, "hookInstance"),
        ({"context": {"patientId": 7}}, "context.patientId"),
        ({"context": {"draftOrders": []}}, "context.draftOrders"),
    ],
)
def test_a_call_that_lacks_something_is_told_what(
    ehr: SignedIn, results: Results, change: dict[str, Any], where: str
) -> None:
    answer = call(ehr, asked(results, draft("a", "4548-4"), **change))
    assert answer.status_code == 400
    assert answer.json()["issue"][0]["location"] == [f"http.{where}"]


@pytest.mark.parametrize("body", ["", "[]", "7", "{", '{"hook": "order-sign", "context": 1}'])
def test_what_is_no_call_is_refused(ehr: SignedIn, body: str) -> None:
    assert call(ehr, body).status_code == 400


def test_each_item_is_looked_up_once_however_often_it_is_ordered(
    ehr: SignedIn, results: Results
) -> None:
    results.result()

    def statements(count: int) -> int:
        body = asked(results, *(draft(str(n), "4548-4") for n in range(count)))
        with CaptureQueriesContext(connection) as made:
            assert len(call(ehr, body).json()["cards"]) == count
        return len(made)

    assert statements(1) == statements(50)


def test_too_many_orders_in_one_call_are_refused(ehr: SignedIn, results: Results) -> None:
    answer = call(ehr, asked(results, *(draft(str(n), "4548-4") for n in range(51))))
    assert (answer.status_code, answer.json()["issue"][0]["code"]) == (400, "too-long")


def test_an_unknown_service_is_not_there(ehr: SignedIn, results: Results) -> None:
    assert call(ehr, asked(results), "no-such").status_code == 404
