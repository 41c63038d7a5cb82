"""Contents of a record go to another node under consent, once, in order, with their origin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from tests.exchange.world import (
    CATALOGUE,
    HERE,
    Nodes,
    condition,
    make_known_person,
    report,
    result,
    store,
    study,
)
from tests.projected import resource
from tests.record.search.people import reader_at
from tests.world import BEGAN, make_grant, make_person
from yiyang.access.models import Denial, Grant
from yiyang.audit.services import PROGRAM
from yiyang.consents.models import Consent
from yiyang.consents.services.ending import withdraw_consent
from yiyang.decisions.models import Decision
from yiyang.exchange.errors import NoPartner, NotExchanged
from yiyang.exchange.models import CarriedConsent, Node, Sent, Taken
from yiyang.exchange.services import load_map, send
from yiyang.people.models import Person
from yiyang.postbox.models import Incoming, Outgoing
from yiyang.record.models import Resource
from yiyang.record.selectors.search import match
from yiyang.rules.fhir_map.messages import origin_of
from yiyang.rules.fhir_map.projections.terms import own
from yiyang.rules.fhir_map.written import read_json, write_json

MAP = {
    "resourceType": "ConceptMap",
    "id": "lab",
    "status": "active",
    "version": "2026.1",
    "group": [
        {
            "source": CATALOGUE,
            "target": "http://loinc.org",
            "element": [
                {"code": "GLU", "target": [{"code": "15074-8", "equivalence": "equivalent"}]}
            ],
        }
    ],
}


def send_to(nodes: Nodes, person: Person, *contents: str) -> Sent:
    return send(
        person_id=person.pk,
        institution_id=nodes.away.pk,
        contents=contents or ("SUMMARY",),
        by=PROGRAM,
        at=timezone.now(),
    )


def foreign() -> dict[str, dict]:
    rows = Resource.objects.filter(origin=f"node/{HERE}")
    return {f"{row.type}/{row.fhir_id}": read_json(row.body.encode()) for row in rows}


def test_a_summary_results_and_images_arrive_with_origin_version_and_our_codes(
    nodes: Nodes,
) -> None:
    person = make_known_person(nodes)
    store(person, condition(), result("r1", "GLU"), result("r2", "XYZ"), report("d1", "r1", "r2"),
          study("s1"), at=nodes.at)  # fmt: skip
    nodes.consent(person)
    with nodes.there():
        load_map(node_id=nodes.jingan.pk, body=write_json(MAP), by=PROGRAM, at=nodes.at)
    sent = send_to(nodes, person, "SUMMARY", "RESULTS", "IMAGES")
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    sent.refresh_from_db()
    assert sent.state == "TAKEN", sent.issues
    found = foreign()
    names = {f"{HERE}.{one}" for one in ("c1", "r1", "r2", "d1", "s1")}
    assert names <= {name.partition("/")[2] for name in found}
    assert origin_of(found[f"Condition/{HERE}.c1"]) == (HERE, "1")
    patient = next(name for name in found if name.startswith("Patient/"))
    taken = Taken.objects.get()
    told = resource("Provenance", f"taken-{taken.pk}")
    assert told["target"] == [{"reference": f"Patient/person-{person.pk}"}]
    assert told["agent"][0]["who"]["identifier"]["value"] == HERE
    assert told["entity"][0]["what"]["identifier"]["value"] == f"urn:uuid:{taken.message_id}"
    kinds = {one["code"] for one in told["activity"]["coding"]}
    assert kinds == {"SUMMARY", "RESULTS", "IMAGES"}
    assert f"{HERE}." not in write_json(told).decode(), "it names no single resource"
    known = found[f"Observation/{HERE}.r1"]
    assert known["subject"] == {"reference": patient}
    assert [one["code"] for one in known["code"]["coding"]] == ["GLU", "15074-8"]
    assert known["performer"][0]["reference"].endswith("/fhir/Practitioner/practitioner-7")
    assert known["performer"][0]["reference"].startswith("http")
    assert found[f"DiagnosticReport/{HERE}.d1"]["result"] == [
        {"reference": f"Observation/{HERE}.{one}"} for one in ("r1", "r2")
    ]
    taken = Taken.objects.get()
    assert (taken.person, taken.map_version) == (person, "2026.1")
    assert [(one["system"], one["value"]) for one in taken.unmapped] == [(CATALOGUE, "XYZ")]
    assert [one["code"] for one in sent.issues] == ["CODE_NOT_MAPPED"]
    assert Decision.objects.filter(rule="exchange.may_send", person_id=person.pk).count() == 1
    assert Decision.objects.filter(rule="exchange.may_take", person_id=person.pk).count() == 1


def test_what_came_from_a_node_is_found_by_each_parameter_of_its_provenance(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    store(person, condition(), at=nodes.at)
    nodes.consent(person)
    send_to(nodes, person)
    nodes.deliver()
    taken = Taken.objects.get()
    name, at = f"Provenance/taken-{taken.pk}", taken.taken_at
    mine, strange = reader_at(nodes.receiver), reader_at()
    for asked in (
        f"target=Patient/person-{person.pk}",
        f"patient=person-{person.pk}",
        f"agent:identifier={own('node')}|{HERE}",
        "agent-type=author",
        f"entity=Consent/consent-{taken.consent_id}",
        f"entity:identifier=urn:ietf:rfc:3986|urn:uuid:{taken.message_id}",
        f"recorded=ge{at:%Y-%m-%d}&recorded=lt{at + timedelta(days=2):%Y-%m-%d}",
        f"_filter=patient re Patient/person-{person.pk} and recorded gt 2020",
    ):
        assert match("Provenance", asked, mine, at=at) == [name], asked
        assert match("Provenance", asked, strange, at=at) == [], asked
    assert match("Patient", f"_has:Provenance:target:_id=taken-{taken.pk}", mine, at=at)
    assert match("Provenance", "agent:identifier=urn:x|other", mine, at=at) == []


def test_the_receiver_writes_consent_and_grant_and_a_withdrawal_ends_them(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    given = nodes.consent(person)
    send_to(nodes, person)
    nodes.deliver()
    there = CarriedConsent.objects.get().consent
    assert (there.grantee_institution, there.way, there.state) == (
        nodes.receiver, "NODE", "IN_FORCE",
    )  # fmt: skip
    grant = Grant.objects.get(origin_kind="consent", origin_id=there.pk)
    assert (grant.grantee_id, grant.scope, grant.person) == (nodes.receiver.pk, "RECORD", person)
    assert grant.span.upper == given.span.upper
    withdraw_consent(consent_id=given.pk, by=PROGRAM, at=timezone.now())
    assert nodes.deliver().startswith("sent 1")
    assert Sent.objects.get(contents=[]).state == "TAKEN", Sent.objects.get(contents=[]).issues
    there.refresh_from_db()
    grant.refresh_from_db()
    assert there.state == "WITHDRAWN"
    assert grant.span.upper <= timezone.now()
    # It is said once, and the other node does not say it back.
    assert Sent.objects.filter(contents=[]).count() == 1


def test_without_consent_nothing_is_written(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    for contents, scope, reason in (
        (("SUMMARY",), None, "EXCHANGE_WITHOUT_CONSENT"),
        (("RESULTS",), "SUMMARY", "EXCHANGE_CONSENT_TOO_NARROW"),
    ):
        if scope:
            nodes.consent(person, scope)
        before = Decision.objects.count()
        with pytest.raises(NotExchanged) as refused:
            send_to(nodes, person, *contents)
        assert refused.value.message.params["reason"] == reason
        assert not Outgoing.objects.exists()
        assert not Sent.objects.exists()
        assert Decision.objects.count() == before


def test_nothing_goes_that_is_not_agreed_nor_to_a_stopped_node(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    nodes.consent(person)
    Node.objects.filter(pk=nodes.pudong.pk).update(contents=["RESULTS"])
    with pytest.raises(NotExchanged) as refused:
        send_to(nodes, person, "SUMMARY")
    assert refused.value.message.params["reason"] == "EXCHANGE_NOT_AGREED"
    Node.objects.filter(pk=nodes.pudong.pk).update(stopped_at=nodes.at)
    with pytest.raises(NotExchanged) as refused:
        send_to(nodes, person, "RESULTS")
    assert refused.value.message.params["reason"] == "EXCHANGE_NOT_IN_FORCE"
    assert not Outgoing.objects.exists()


def test_an_institution_of_ours_gets_nothing_by_a_node(nodes: Nodes) -> None:
    with pytest.raises(NoPartner):
        send(
            person_id=make_person().pk,
            institution_id=nodes.receiver.pk,
            contents=("SUMMARY",),
            by=PROGRAM,
            at=nodes.at,
        )
    assert not Outgoing.objects.exists()


def test_a_category_closed_to_the_receiver_does_not_leave(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    closed = {**condition("psy"), "code": {"coding": [
        {"system": "http://hl7.org/fhir/sid/icd-10", "code": "F32"}
    ]}}  # fmt: skip
    store(person, condition(), closed, at=nodes.at)
    nodes.consent(person)

    Denial.objects.create(
        person=person, institution=nodes.away, categories=["PSY"],
        pattern='"code":"F3[0-9A-Z.]*"', span=DateTimeTZRange(BEGAN, None),
        origin_kind="test", origin_id=0,
    )  # fmt: skip
    send_to(nodes, person)
    text = Outgoing.objects.get().body["text"]
    assert '"I10"' in text
    assert "F32" not in text


@pytest.mark.parametrize("scope", ["SUMMARY", "RECORD"])
def test_what_came_from_a_third_node_goes_no_further_not_even_in_the_text_of_the_summary(
    nodes: Nodes, scope: str
) -> None:
    person = make_known_person(nodes)
    Grant.objects.filter(person=person).update(scope=scope)
    store(person, condition(), at=nodes.at)
    theirs = {**condition("330100.c9"), "code": {"text": "青光眼"}}
    tag = {"system": "urn:yiyang:node", "code": "330100"}
    theirs["meta"] = {"source": "https://hz.test/fhir/Condition/c9", "tag": [tag]}
    store(person, theirs, at=nodes.at, origin="node/330100")
    nodes.consent(person, scope)
    send_to(nodes, person)
    text = Outgoing.objects.get().body["text"]
    assert "高血压" in text
    assert "青光眼" not in text
    assert "330100" not in text


def test_the_citizen_id_waits_sealed_and_is_not_stored_in_clear_at_the_receiver(
    nodes: Nodes,
) -> None:
    person = make_known_person(nodes)
    nodes.consent(person)
    send_to(nodes, person)
    number = "310106194003150026"
    assert number not in str(Outgoing.objects.get().body)
    nodes.deliver()
    assert number in nodes.wire.posted[-1][1].decode()
    assert number not in str(Outgoing.objects.get().body)
    assert not Resource.objects.filter(body__contains=number).exists()
    assert Taken.objects.get().person == person


def test_a_message_whose_answer_was_lost_takes_effect_once(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    store(person, condition(), at=nodes.at)
    nodes.consent(person)
    sent = send_to(nodes, person)
    nodes.wire.drops_answers = 1
    assert nodes.deliver() == "sent 0, nodes that did not answer 1"
    stored = {row.pk: row.version for row in Resource.objects.all()}
    assert Taken.objects.count() == Incoming.objects.count() == 1
    assert nodes.deliver() == "sent 1, nodes that did not answer 0"
    assert Taken.objects.count() == Incoming.objects.count() == 1
    assert {row.pk: row.version for row in Resource.objects.all()} == stored
    sent.refresh_from_db()
    assert sent.state == "TAKEN"
    bodies = [body for address, body, _ in nodes.wire.posted if address.endswith("message")]
    assert bodies[0] == bodies[1]


def test_a_node_that_is_down_is_tried_later_each_time_and_gets_all_in_order(nodes: Nodes) -> None:
    person = make_known_person(nodes)
    nodes.consent(person)
    sent = [send_to(nodes, person).message.message_id for _ in range(3)]
    nodes.wire.is_down = True
    now = timezone.now()
    assert nodes.deliver(now, force=False) == "sent 0, nodes that did not answer 1"
    node = Node.objects.get(pk=nodes.pudong.pk)
    assert (node.failures, node.last_error) == (1, "ConnectionRefusedError")
    assert node.next_try_at == now + timedelta(seconds=60)
    assert nodes.deliver(now, force=False) == "sent 0, nodes that did not answer 0"
    nodes.deliver(node.next_try_at, force=False)
    node.refresh_from_db()
    assert node.next_try_at == now + timedelta(seconds=60 + 120)
    nodes.wire.is_down = False
    assert nodes.deliver(node.next_try_at, force=False).startswith("sent 3")
    node.refresh_from_db()
    assert (node.failures, node.next_try_at, node.last_error) == (0, None, "")
    arrived = list(Taken.objects.order_by("pk").values_list("message_id", flat=True))
    assert arrived == sent


def test_what_waits_under_a_withdrawn_consent_and_was_never_tried_does_not_go(
    nodes: Nodes,
) -> None:
    person = make_known_person(nodes)
    given = nodes.consent(person)
    sent = send_to(nodes, person)
    withdraw_consent(consent_id=given.pk, by=PROGRAM, at=timezone.now())
    nodes.deliver()
    sent.refresh_from_db()
    assert sent.state == "TAKEN_BACK"
    assert not Taken.objects.exists()
    assert not Consent.objects.filter(way="NODE").exclude(pk=given.pk).exists()


def test_a_person_not_known_there_is_registered_with_the_sender_as_their_origin(
    nodes: Nodes,
) -> None:
    person = make_person("无号老人")
    make_grant(person, nodes.away)
    nodes.consent(person)
    for _ in range(2):
        send_to(nodes, person)
        nodes.deliver()
    found = set(Taken.objects.values_list("person", flat=True))
    assert len(found) == 1
    assert found != {person.pk}
    assert Person.objects.get(pk=found.pop()).name == "无号老人"
