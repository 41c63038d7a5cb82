"""Between two nodes: records under consent with different catalogues, and a remote consultation."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.test_sharing import MAP
from tests.exchange.world import (
    CATALOGUE,
    HERE,
    Nodes,
    condition,
    make_known_person,
    medicine,
    report,
    result,
    store,
    study,
)
from tests.journey import Journey, SignedIn
from tests.world import make_account, make_assignment, make_grant
from yiyang.access.models import Role
from yiyang.consents.models import Consent
from yiyang.exchange.models import Node, Sent, Taken
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.referrals.models import Referral


@pytest.fixture
def nodes(db: None, tmp_path: Path) -> Nodes:
    return Nodes(tmp_path)


def known(nodes: Nodes) -> Person:
    """Return somebody whose record both institutions may open."""
    person = make_known_person(nodes)
    make_grant(person, nodes.sender)
    make_grant(person, nodes.receiver)
    store(person, condition(), result("r1", "GLU"), result("r2", "XYZ"), report("d1", "r1"),
          study("s1"), at=nodes.at)  # fmt: skip
    return person


def consent_on_paper(journey: Journey, nodes: Nodes, person: Person) -> Consent:
    """Record at the desk of the centre what the person signed for the hospital over there."""
    desk = journey.sign_in(Role.CENTRE_DESK, institution=nodes.sender)
    witness = make_account(first_name="周静")
    make_assignment(Role.CENTRE_DESK, witness, institution=nodes.sender)
    until = timezone.localdate() + timedelta(days=60)
    form = {
        "grantee": f"I-{nodes.away.pk}", "scope": "RECORD", "purpose": "CARE", "kind": "PERMIT",
        "until": until.isoformat(), "signer": "PERSON", "witness": witness.pk,
    }  # fmt: skip
    offered = desk.get(f"/people/{person.pk}/paper-consent/").content.decode()
    assert "浦东医院 (浦东)" in offered, "it is said that the record would go to another node"
    answer = desk.post(f"/people/{person.pk}/paper-consent/", form)
    assert answer.status_code == 302, answer.content.decode()
    return Consent.objects.get(person=person, grantee_institution=nodes.away)


def send(doctor: SignedIn, nodes: Nodes, person: Person, *contents: str) -> Any:
    form = {"institution": nodes.away.pk, "contents": contents}
    return doctor.post(f"/people/{person.pk}/nodes/", form)


@pytest.mark.clause("YRD-2", "exchange.may_send")
def test_two_nodes_with_different_catalogues_exchange_a_record_under_consent(
    journey: Journey, nodes: Nodes, tmp_path: Path
) -> None:
    person = known(nodes)
    store(person, medicine(), at=nodes.at)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=nodes.sender, language="en")
    assert send(doctor, nodes, person, "SUMMARY").status_code == 409
    assert not Sent.objects.exists()
    consent_on_paper(journey, nodes, person)
    file = tmp_path / "map.json"
    file.write_text(json.dumps(MAP), encoding="utf-8")
    with nodes.there():
        assert journey.command("nodes", "map", HERE, str(file)).exit_code == 0
    answer = send(doctor, nodes, person, "SUMMARY", "RESULTS", "IMAGES")
    assert answer.status_code == 302, answer.content.decode()
    decided = journey.decision_of("exchange.may_send", person=person)
    assert Sent.objects.get().decision == decided
    nodes.deliver()
    page = doctor.get(f"/people/{person.pk}/nodes/").content.decode()
    assert "taken in" in page
    receiver = journey.sign_in(Role.HOSPITAL_DESK, institution=nodes.receiver, language="en")
    page = receiver.get(f"/people/{person.pk}/nodes/").content.decode()
    for shown in ("高血压", "氨氯地平", "胸部CT", f">{HERE}<", "XYZ", CATALOGUE):
        assert shown in page, shown
    officer = journey.sign_in(Role.SECURITY_OFFICER, language="en")
    page = officer.get(f"/officers/nodes/{nodes.jingan.pk}/").content.decode()
    assert "XYZ" in page
    assert person.name not in page


@pytest.mark.clause("YRD-2", "exchange.may_take")
def test_the_receiving_node_decides_by_its_own_rule_and_keeps_the_decision(
    journey: Journey, nodes: Nodes
) -> None:
    person = known(nodes)
    consent_on_paper(journey, nodes, person)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=nodes.sender)
    Node.objects.filter(pk=nodes.jingan.pk).update(contents=["RESULTS"])
    assert send(doctor, nodes, person, "SUMMARY").status_code == 302
    nodes.deliver()
    assert Sent.objects.get().issues[0]["code"] == "NOT_EXCHANGED"
    assert not Resource.objects.filter(origin=f"node/{HERE}").exists()
    assert send(doctor, nodes, person, "RESULTS").status_code == 302
    nodes.deliver()
    taken = Taken.objects.get()
    assert taken.decision == journey.decision_of("exchange.may_take", person=person)
    assert taken.counts["Observation"] == 2


@pytest.mark.clause("HZ-15", "exchange.may_send")
def test_a_remote_consultation_from_request_through_shared_records_to_opinion(
    journey: Journey, nodes: Nodes
) -> None:
    person = known(nodes)
    consent_on_paper(journey, nodes, person)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=nodes.sender)
    asked = {
        "reason": "U02", "urgency": "PLANNED", "diagnosis": "I10", "news2": 1, "done": "药物治疗",
        "question": "是否需要转来？", "consent": "on", "receiver": nodes.away.pk,
        "advice_first": "on",
    }  # fmt: skip
    answer = doctor.post(f"/people/{person.pk}/refer/", asked)
    assert answer.status_code == 302, answer.content.decode()
    mine = Referral.objects.get(to_institution=nodes.away)
    assert Sent.objects.get().decision == journey.decision_of("exchange.may_send", person=person)
    nodes.deliver()
    theirs = Referral.objects.get(to_institution=nodes.receiver)
    assert Resource.objects.filter(origin=f"node/{HERE}", type="Condition", person=person).exists()
    with nodes.there():
        specialist = journey.sign_in(Role.HOSPITAL_DESK, institution=nodes.receiver)
        page = specialist.get(f"/referrals/{theirs.case_id}/").content.decode()
        assert "是否需要转来" in page
        told = specialist.post(f"/referrals/{theirs.case_id}/advise/", {"text": "不必，加量即可"})
        assert told.status_code == 302
        nodes.deliver(to=HERE)
    page = doctor.get(f"/referrals/{mine.case_id}/").content.decode()
    assert "不必，加量即可" in page
