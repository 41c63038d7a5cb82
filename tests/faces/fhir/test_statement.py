"""The CapabilityStatement says what is so: each claim answers, what is not claimed is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.faces.fhir.sending import Sender, patient, system
from tests.journey import Journey
from yiyang.faces.fhir.statement import INTERACTIONS, OF_ALL, OPERATION
from yiyang.faces.fhir.subscribing import SEARCHED
from yiyang.rules.fhir_check import Asked, check
from yiyang.rules.fhir_map.parameters import APART
from yiyang.rules.fhir_map.query import parse
from yiyang.rules.subscribing.topics import topics

ASK = {  # a request for each interaction, and what tells that it is done
    "read": ("get", "{kind}/no-such", 404, "FHIR_NOT_FOUND"),
    "vread": ("get", "{kind}/no-such/_history/1", 404, "FHIR_NOT_FOUND"),
    "update": ("put", "{kind}/no-such", 400, "NOT_A_RESOURCE"),
    "patch": ("patch", "{kind}/no-such", 404, "FHIR_NOT_FOUND"),
    "delete": ("delete", "{kind}/no-such", 404, "FHIR_NOT_FOUND"),
    "history-instance": ("get", "{kind}/no-such/_history", 404, "FHIR_NOT_FOUND"),
    "history-type": ("get", "{kind}/_history", 200, ""),
    "create": ("post", "{kind}", 400, "NOT_A_RESOURCE"),
    "search-type": ("get", "{kind}", 200, ""),
}
VALUES = {
    "token": "a",
    "string": "a",
    "reference": "Patient/1",
    "date": "2026-01-01",
    "quantity": "1",
    "number": "1",
    "uri": "http://a.test",
}


def claimed(client: Client) -> dict[str, Any]:
    return client.get("/fhir/metadata").json()


def done(sender: Sender, code: str, kind: str) -> bool:
    method, path, status, told = ASK[code]
    body = () if method in ("get", "delete") else ({},)
    answer = getattr(sender, method)(path.format(kind=kind), *body)
    if not told:
        return answer.status_code == status
    coding = answer.json()["issue"][0]["details"]["coding"][0]
    return (answer.status_code, coding["code"]) == (status, told)


@pytest.mark.django_db
def test_everybody_may_read_a_sound_statement(client: Client) -> None:
    found = claimed(client)
    assert found["fhirVersion"] == "4.0.1"
    faults = [one for one in check(found, Asked()) if one.severity in ("error", "fatal")]
    assert faults == []
    assert client.get("/fhir/metadata", headers={"Accept": "text/xml"}).status_code == 406


@pytest.mark.django_db
def test_each_claimed_interaction_is_done_and_no_other(journey: Journey) -> None:
    sender = system(journey)
    rest = claimed(sender.client)["rest"][0]
    for number, resource in enumerate(rest["resource"]):
        codes = {i["code"] for i in resource["interaction"]}
        if resource["type"] in APART:
            continue  # see the test of its own
        assert codes == set(INTERACTIONS.values()) == set(ASK)
        asked = codes if number % 40 == 0 else {"search-type", "create"} if number % 8 else {"read"}
        for code in sorted(asked):
            assert done(sender, code, resource["type"]), (code, resource["type"])
    types = {resource["type"] for resource in rest["resource"]}
    for kind in ("Parameters", "MetadataResource", "Element", "patient"):
        assert kind not in types
        for code in ("read", "create", "search-type"):
            assert not done(sender, code, kind)


@pytest.mark.django_db
def test_what_is_claimed_of_subscriptions_is_done_and_nothing_else(journey: Journey) -> None:
    sender = system(journey)
    (claim,) = [r for r in claimed(sender.client)["rest"][0]["resource"] if r["type"] in APART]
    codes = {i["code"] for i in claim["interaction"]}
    assert codes == {"read", "update", "patch", "delete", "create", "search-type"}
    for code in sorted(codes):
        assert done(sender, code, "Subscription"), code
    for code in sorted(ASK.keys() - codes):
        method, path, _, _ = ASK[code]
        assert getattr(sender, method)(path.format(kind="Subscription")).status_code in (404, 405)
    told = {one["valueCanonical"] for one in claim["extension"]}
    assert told == set(topics())
    assert {o["name"] for o in claim["operation"]} == {"status", "events"}
    assert {p["name"] for p in claim["searchParam"]} == set(SEARCHED)
    for parameter in claim["searchParam"]:
        asked = f"Subscription?{parameter['name']}=x"
        assert sender.get(asked, Prefer="handling=strict").status_code == 200
    assert sender.get("Subscription?payload=x", Prefer="handling=strict").status_code == 400


@pytest.mark.django_db
def test_each_method_that_is_not_claimed_is_refused(journey: Journey) -> None:
    sender = system(journey)
    for path in ("Patient", "Patient/1", "Patient/1/_history", "Patient/_history", "_history", ""):
        address = f"/fhir/{path}".rstrip("/")
        allowed = set(sender.client.options(address)["Allow"].split(", "))
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - allowed:
            answer = sender.client.generic(method, address, "{}", content_type="application/json")
            assert answer.status_code == 405, (method, path)
            assert answer.json()["resourceType"] == "OperationOutcome"


@pytest.mark.django_db
def test_each_claimed_parameter_is_known_to_the_search(client: Client) -> None:
    for resource in claimed(client)["rest"][0]["resource"]:
        for parameter in resource["searchParam"]:
            value = VALUES.get(parameter["type"])
            if value is not None:
                parsed = parse(resource["type"], [(parameter["name"], value)])
                assert not parsed.unknown, (resource["type"], parameter)
                assert not parsed.faults, (resource["type"], parameter)


@pytest.mark.django_db
def test_the_conditions_that_are_claimed_are_looked_at(journey: Journey) -> None:
    sender = system(journey)
    made = sender.post("Patient", patient(), If_None_Exist="identifier=x|1")
    name = f"Patient/{made.json()['id']}"
    assert sender.get(name, If_None_Match=made["ETag"]).status_code == 304
    assert sender.put("Patient?identifier=x|2", patient()).status_code == 201
    assert sender.delete("Patient?identifier=x|3").status_code == 204


@pytest.mark.django_db
def test_every_route_of_the_face_is_claimed(client: Client) -> None:
    """A route that is none of the statement's is of another kind, named here."""
    others = {
        "fhir/",
        "fhir/_search",
        "fhir/metadata",
        "fhir/.well-known/smart-configuration",
        "fhir/<str:kind>/_search",
        "fhir/bulk/<uuid:export_id>",
        "fhir/bulk/<uuid:export_id>/<str:name>",
        "fhir/<str:whose>/<str:fhir_id>/<str:kind>",
        "fhir/Subscription",
        "fhir/Subscription/_search",
        "fhir/Subscription/<str:fhir_id>",
    }
    rest = claimed(client)["rest"][0]
    named = {o["name"] for o in rest["operation"]}
    named |= {o["name"] for r in rest["resource"] for o in r.get("operation", ())}
    known = {pattern for pattern, _ in (*INTERACTIONS, *OF_ALL)} | others
    for entry in get_resolver().url_patterns:
        pattern = str(entry.pattern)
        if pattern == "fhir" or pattern.startswith("fhir/"):
            operation = OPERATION.match(pattern)
            if operation:
                assert operation[2] in named, pattern
            else:
                assert pattern in known, pattern
