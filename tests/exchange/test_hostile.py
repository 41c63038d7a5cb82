"""A partner that is not who it says, or sends what it may not, is told so and writes nothing."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from tests.clients.world import make_system
from tests.exchange.test_sharing import send_to
from tests.exchange.world import HERE, THERE, Nodes, condition, make_known_person, store
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.consents.models import Consent
from yiyang.exchange.models import Node, Taken
from yiyang.faces.exchange.carrier import Reply
from yiyang.faces.exchange.signatures import HEADER, sign
from yiyang.people.models import Person
from yiyang.postbox.models import Incoming
from yiyang.record.models import Resource

Bundle = dict[str, Any]


@pytest.fixture
def sound(nodes: Nodes) -> Bundle:
    """A message as Jing'an would send it, caught on the wire before it arrived."""
    person = make_known_person(nodes)
    store(person, condition(), at=nodes.at)
    nodes.consent(person)
    send_to(nodes, person)
    nodes.wire.is_down = False
    caught = nodes.post_there
    nodes.post_there = lambda path, body, headers: (  # type: ignore[method-assign]
        caught(path, body, headers) if path == "/oauth/token" else Reply(503, b"")
    )
    nodes.deliver()
    nodes.post_there = caught  # type: ignore[method-assign]
    return json.loads(nodes.wire.posted[-1][1])


def token(nodes: Nodes) -> str:
    return nodes.wire.posted[-1][2]["Authorization"]


def post(nodes: Nodes, body: bytes, *, signature: str | None = None, **headers: str) -> Reply:
    """Post a text as Jing'an, signed with its key unless told."""
    message_id = json.loads(body)["id"] if signature is None else ""
    made = signature
    if made is None:
        made = sign(body, to=THERE, message_id=message_id, at=timezone.now())
    sent = {"Content-Type": "application/fhir+json", "Authorization": token(nodes), HEADER: made}
    return nodes.post_there("/fhir/$process-message", body, {**sent, **headers})


def counted() -> tuple[int, ...]:
    there = Consent.objects.filter(way="NODE")
    return (
        Taken.objects.count(), Incoming.objects.count(), Person.objects.count(), there.count(),
        Resource.objects.count(), Entry.objects.exclude(action="token.issue").count(),
    )  # fmt: skip


def code_of(reply: Reply) -> str:
    return json.loads(reply.body)["issue"][0]["details"]["coding"][0]["code"]


def resource(bundle: Bundle, kind: str) -> dict[str, Any]:
    return next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)


def of_another_patient(bundle: Bundle) -> None:
    resource(bundle, "Condition")["subject"] = {"reference": "Patient/somebody-else"}


def of_our_patient(bundle: Bundle) -> None:
    resource(bundle, "Condition")["subject"] = {"reference": f"Patient/person-{make_person().pk}"}


def of_two_patients(bundle: Bundle) -> None:
    other = {"resourceType": "Patient", "id": "second"}
    bundle["entry"].append({"fullUrl": "https://x.test/Patient/second", "resource": other})


def for_another_node(bundle: Bundle) -> None:
    resource(bundle, "MessageHeader")["destination"][0]["name"] = "330100"


def of_another_node(bundle: Bundle) -> None:
    resource(bundle, "MessageHeader")["source"]["name"] = "330100"


def without_its_consent(bundle: Bundle) -> None:
    bundle["entry"] = [e for e in bundle["entry"] if e["resource"]["resourceType"] != "Consent"]


def with_a_consent_that_is_over(bundle: Bundle) -> None:
    resource(bundle, "Consent")["status"] = "inactive"


def with_a_consent_of_another(bundle: Bundle) -> None:
    resource(bundle, "Consent")["patient"] = {"reference": "Patient/somebody-else"}


def with_a_consent_to_nobody_here(bundle: Bundle) -> None:
    resource(bundle, "Organization")["identifier"][0]["value"] = "no-such"


def with_what_is_not_agreed(bundle: Bundle) -> None:
    other = {"resourceType": "Practitioner", "id": "p"}
    bundle["entry"].append({"fullUrl": "https://x.test/Practitioner/p", "resource": other})


def with_broken_resources(bundle: Bundle) -> None:
    resource(bundle, "Condition")["nonsense"] = True
    resource(bundle, "Patient")["birthDate"] = "yesterday"


def born_on_another_day(bundle: Bundle) -> None:
    resource(bundle, "Patient")["birthDate"] = "1950-01-01"


@pytest.mark.parametrize(
    ("spoil", "status", "code"),
    [
        (of_another_patient, 422, "NOT_THIS_PATIENT"),
        (of_our_patient, 422, "NOT_THIS_PATIENT"),
        (of_two_patients, 422, "NOT_ONE_PATIENT"),
        (for_another_node, 409, "NOT_FOR_US"),
        (of_another_node, 409, "NOT_FOR_US"),
        (without_its_consent, 409, "NOT_EXCHANGED"),
        (with_a_consent_that_is_over, 409, "NOT_EXCHANGED"),
        (with_a_consent_of_another, 422, "CONSENT_NOT_READ"),
        (with_a_consent_to_nobody_here, 409, "NOT_FOR_US"),
        (with_what_is_not_agreed, 422, "TYPE_NOT_AGREED"),
        (with_broken_resources, 422, "WRONG_TYPE"),
    ],
)
def test_a_message_that_may_not_be_is_refused_by_name_and_writes_nothing(
    nodes: Nodes, sound: Bundle, spoil: Callable[[Bundle], None], status: int, code: str
) -> None:
    spoilt = deepcopy(sound)
    spoil(spoilt)
    before = counted()
    reply = post(nodes, json.dumps(spoilt).encode())
    assert (reply.status, code_of(reply)) == (status, code), reply.body.decode()
    assert reply.signature
    assert counted() == before


def test_the_message_itself_would_have_been_taken_in(nodes: Nodes, sound: Bundle) -> None:
    assert post(nodes, json.dumps(sound).encode()).status == 200
    assert Taken.objects.count() == 1


def test_somebody_born_on_another_day_is_not_taken_for_the_one_with_this_number(
    nodes: Nodes, sound: Bundle
) -> None:
    born_on_another_day(sound)
    people = Person.objects.count()
    post(nodes, json.dumps(sound).encode())
    # The number does not fit the day: it counts for nothing, and who is sent is somebody new.
    assert Person.objects.count() == people + 1


def test_another_key_another_text_and_an_old_signature_open_nothing(
    nodes: Nodes, sound: Bundle
) -> None:
    body = json.dumps(sound).encode()
    good = {"to": THERE, "message_id": sound["id"]}
    now = timezone.now()
    with nodes.there():
        of_another = sign(body, **good, at=now)
    forged = [
        "",
        "nonsense",
        of_another,
        sign(body + b" ", **good, at=now),
        sign(body, to="330100", message_id=sound["id"], at=now),
        sign(body, **good, at=now - timedelta(minutes=6)),
        sign(body, **good, at=now + timedelta(minutes=2)),
    ]
    before = counted()
    for signature in forged:
        reply = post(nodes, body, signature=signature)
        assert (reply.status, code_of(reply)) == (401, "NODE_SIGNATURE")
        assert not reply.signature
    assert counted() == before


def test_a_torn_body_and_a_huge_one_write_nothing(nodes: Nodes, sound: Bundle) -> None:
    body = json.dumps(sound).encode()
    whole = sign(body, to=THERE, message_id=sound["id"], at=timezone.now())
    before = counted()
    assert post(nodes, body[:-40], signature=whole).status == 401
    torn = body[:-40]
    signed = sign(torn, to=THERE, message_id=sound["id"], at=timezone.now())
    reply = post(nodes, torn, signature=signed)
    assert (reply.status, code_of(reply)) == (400, "JSON_BROKEN")
    huge = body + b" " * (21 * 1024 * 1024)
    assert post(nodes, huge, signature=whole).status == 413
    assert counted() == before


def test_a_replayed_request_gets_the_stored_answer_and_another_text_under_its_id_none(
    nodes: Nodes, sound: Bundle
) -> None:
    body = json.dumps(sound).encode()
    first = post(nodes, body)
    again = post(nodes, body)
    assert (first.status, again.status, first.body) == (200, 200, again.body)
    before = counted()
    resource(sound, "Condition")["code"]["text"] = "别的"
    reply = post(nodes, json.dumps(sound).encode())
    assert (reply.status, code_of(reply)) == (409, "MESSAGE_ID_REUSED")
    assert counted() == before


def test_a_replayed_assertion_gets_no_token(nodes: Nodes, sound: Bundle) -> None:
    form = next(body for address, body, _ in nodes.wire.posted if address.endswith("/token"))
    with nodes.there():
        answer = Browser().post(
            "/oauth/token", form, content_type="application/x-www-form-urlencoded",
            headers={"Host": "localhost"},
        )  # fmt: skip
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")
    assert sound


def test_the_token_of_a_node_reads_and_writes_nothing_else(nodes: Nodes, sound: Bundle) -> None:
    with nodes.there():
        reader = Browser(headers={"Authorization": token(nodes), "Host": "localhost"})
        for path in ("Patient", "Observation", "MessageHeader", "Consent"):
            assert reader.get(f"/fhir/{path}").status_code == 403
        condition_ = json.dumps(condition())
        answer = reader.put("/fhir/Condition/c1", condition_, content_type="application/fhir+json")
        assert answer.status_code == 403
    assert sound


def test_who_is_no_node_finds_no_door(nodes: Nodes, sound: Bundle) -> None:
    Node.objects.filter(pk=nodes.jingan.pk).update(client=make_system())
    before = counted()
    assert post(nodes, json.dumps(sound).encode()).status == 404
    assert counted() == before


def test_an_answer_that_the_node_has_not_signed_is_no_answer(nodes: Nodes, sound: Bundle) -> None:
    sent = nodes.wire.posted[-1]
    real = nodes.post_there

    def forged(path: str, body: bytes, headers: dict[str, str]) -> Reply:
        reply = real(path, body, headers)
        if path == "/oauth/token":
            return reply
        other = sign(reply.body, to=HERE, message_id=str(uuid.uuid4()), at=timezone.now())
        return Reply(200, reply.body, other)

    nodes.post_there = forged  # type: ignore[method-assign]
    assert nodes.deliver() == "sent 0, nodes that did not answer 1"
    nodes.post_there = real  # type: ignore[method-assign]
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    assert Taken.objects.count() == 1
    assert sent


def test_what_came_from_a_node_is_not_written_here(nodes: Nodes, sound: Bundle) -> None:
    from tests.faces.fhir.sending import system  # noqa: PLC0415 -- after the nodes stand
    from tests.journey import Journey  # noqa: PLC0415
    from tests.world import make_grant  # noqa: PLC0415

    assert post(nodes, json.dumps(sound).encode()).status == 200
    sender = system(Journey())
    person = Taken.objects.get().person
    make_grant(person, sender.client.assignment.institution)
    row = Resource.objects.get(type="Condition", fhir_id=f"{HERE}.c1")
    body = json.loads(row.body)
    answer = sender.put(f"Condition/{row.fhir_id}", {**body, "code": {"text": "x"}})
    assert (answer.status_code, answer["X-Refusal"]) == (405, "IS_PROJECTION")
    assert sender.delete(f"Condition/{row.fhir_id}").status_code == 405
    row.refresh_from_db()
    assert row.version == 1
