"""A message that no row could hold is answered for good; what came before is not undone by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.test_hostile import Bundle, code_of, counted, post, resource, token
from tests.exchange.test_referrals import refer
from tests.exchange.test_sharing import send_to
from tests.exchange.world import HERE, THERE, Nodes, condition
from yiyang.audit.services import PROGRAM
from yiyang.consents.facts import Wish
from yiyang.consents.models import Consent
from yiyang.consents.services.ending import withdraw_consent
from yiyang.consents.services.giving import draw_up, put_in_force
from yiyang.exchange.models import SharedReferral, Taken
from yiyang.faces.exchange.carrier import Reply
from yiyang.faces.exchange.signatures import sign
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import import_bundle
from yiyang.referrals.models import Referral


def caught(nodes: Nodes) -> Bundle:
    """Return the message that waits, as it leaves; it does not arrive."""
    real = nodes.post_there
    nodes.post_there = lambda path, body, headers: (  # type: ignore[method-assign]
        real(path, body, headers) if path == "/oauth/token" else Reply(503, b"")
    )
    nodes.deliver()
    nodes.post_there = real  # type: ignore[method-assign]
    return json.loads(nodes.wire.posted[-1][1])


def ends_on_no_day(bundle: Bundle) -> None:
    resource(bundle, "Consent")["provision"]["period"]["end"] = "2026-02-30"


def for_no_purpose(bundle: Bundle) -> None:
    resource(bundle, "Consent")["provision"]["purpose"][0]["code"] = "a purpose of theirs alone"


def begins_tomorrow(bundle: Bundle) -> None:
    moment = (timezone.now() + timedelta(days=1)).isoformat()
    resource(bundle, "Consent")["provision"]["period"]["start"] = moment


def with_a_forbidden_character(bundle: Bundle) -> None:
    resource(bundle, "Patient")["name"] = [{"text": "王\u0000"}]


@pytest.mark.parametrize(
    ("spoil", "status", "code"),
    [
        (ends_on_no_day, 422, "NO_SUCH_MOMENT"),
        (for_no_purpose, 422, "CONSENT_NOT_READ"),
        (begins_tomorrow, 409, "NOT_EXCHANGED"),
        (with_a_forbidden_character, 400, "JSON_FORBIDDEN_CHARACTER"),
    ],
)
def test_what_can_never_be_kept_is_answered_signed_so_that_it_stops_nothing(
    nodes: Nodes, person: Person, spoil: Callable[[Bundle], None], status: int, code: str
) -> None:
    send_to(nodes, person)
    spoilt = deepcopy(caught(nodes))
    spoil(spoilt)
    before = counted()
    reply = post(nodes, json.dumps(spoilt).encode())
    assert (reply.status, code_of(reply)) == (status, code), reply.body.decode()
    assert reply.signature
    assert counted() == before


def with_a_score_that_is_none(bundle: Bundle) -> None:
    for one in resource(bundle, "ServiceRequest")["extension"]:
        if "valueInteger" in one:
            one["valueInteger"] = -1


def without_its_number(bundle: Bundle) -> None:
    resource(bundle, "Task").pop("identifier")


def with_a_long_number(bundle: Bundle) -> None:
    resource(bundle, "Task")["identifier"][0]["value"] = "7" * 65


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (with_a_score_that_is_none, "VALUE_NOT_KEPT"),
        (without_its_number, "REFERRAL_WITHOUT_NUMBER"),
        (with_a_long_number, "REFERRAL_WITHOUT_NUMBER"),
    ],
)
def test_a_referral_that_cannot_be_kept_as_the_other_nodes_is_refused(
    nodes: Nodes, person: Person, spoil: Callable[[Bundle], None], code: str
) -> None:
    refer(nodes, person)
    spoilt = caught(nodes)
    spoil(spoilt)
    before = counted()
    reply = post(nodes, json.dumps(spoilt).encode())
    assert (reply.status, code_of(reply)) == (422, code), reply.body.decode()
    assert reply.signature
    assert counted() == before
    assert not Referral.objects.filter(to_institution=nodes.receiver).exists()


def test_a_second_referral_under_the_number_of_another_is_refused(
    nodes: Nodes, person: Person
) -> None:
    refer(nodes, person)
    first = caught(nodes)
    assert post(nodes, json.dumps(first).encode()).status == 200
    again: dict[str, Any] = json.loads(
        json.dumps(first).replace(first["id"], "5e0c3a52-6f1c-4b52-9a57-1f1c7d1f0a11")
    )
    before = counted()
    reply = post(nodes, json.dumps(again).encode())
    assert (reply.status, code_of(reply)) == (422, "REFERRAL_NUMBER_TAKEN"), reply.body.decode()
    assert reply.signature
    assert counted() == before
    assert SharedReferral.objects.exclude(their_id="").count() == 1
    assert token(nodes)


def test_the_end_of_a_consent_that_brings_something_along_is_refused(
    nodes: Nodes, person: Person
) -> None:
    send_to(nodes, person)
    nodes.deliver()
    given = Consent.objects.get(person=person, grantee_institution=nodes.away)
    withdraw_consent(consent_id=given.pk, by=PROGRAM, at=timezone.now())
    spoilt = caught(nodes)
    patient = resource(spoilt, "Patient")["id"]
    more = {**condition("c2"), "subject": {"reference": f"Patient/{patient}"}}
    spoilt["entry"].append({"fullUrl": "https://x.test/Condition/c2", "resource": more})
    before = counted()
    reply = post(nodes, json.dumps(spoilt).encode())
    assert (reply.status, code_of(reply)) == (422, "TYPE_NOT_AGREED"), reply.body.decode()
    assert counted() == before


def test_the_signature_of_an_answer_opens_nothing(nodes: Nodes, person: Person) -> None:
    send_to(nodes, person)
    message = caught(nodes)
    body = json.dumps(message).encode()
    of_an_answer = sign(
        body, to=THERE, message_id=message["id"], at=timezone.now(), status=200
    )  # fmt: skip
    before = counted()
    reply = post(nodes, body, signature=of_an_answer)
    assert (reply.status, code_of(reply)) == (401, "NODE_SIGNATURE")
    assert counted() == before


def test_a_file_taken_in_does_not_change_what_another_node_keeps(
    nodes: Nodes, person: Person
) -> None:
    send_to(nodes, person)
    nodes.deliver()
    row = Resource.objects.get(type="Condition", fhir_id=f"{HERE}.c1")
    body = json.loads(row.body)
    same = import_bundle(body=json.dumps(body).encode(), by=PROGRAM, at=timezone.now())
    assert same.findings == ()
    changed = {**body, "code": {"text": "别的"}}
    report = import_bundle(body=json.dumps(changed).encode(), by=PROGRAM, at=timezone.now())
    assert [one.code for one in report.findings] == ["IS_PROJECTION"]
    after = Resource.objects.get(pk=row.pk)
    assert (after.version, after.origin) == (row.version, f"node/{HERE}")


def test_a_refusal_given_here_after_the_consent_came_closes_the_door_to_what_follows(
    nodes: Nodes, person: Person
) -> None:
    send_to(nodes, person)
    assert nodes.deliver().startswith("sent 1")
    assert Taken.objects.count() == 1
    now = timezone.now()
    wish = Wish(
        person_id=person.pk, kind="DENY", grantee_kind="INSTITUTION", purpose="", scope="",
        grantee_key=nodes.receiver.pk, until=now + timedelta(days=50),
    )  # fmt: skip
    refused = draw_up(wish, signer="PERSON", way="PAGE", witness_id=None, by=PROGRAM, at=now)
    put_in_force(refused, PROGRAM, now)
    sent = send_to(nodes, person)
    nodes.deliver()
    sent.refresh_from_db()
    assert (sent.state, sent.issues[0]["code"]) == ("REFUSED", "NOT_EXCHANGED")
    assert Taken.objects.count() == 1
