"""The access log as AuditEvents: of BALP's form, made from the trail, for the person alone."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import (
    actor_of,
    make_account,
    make_assignment,
    make_grant,
    make_institution,
    make_person,
)
from yiyang.access.models import Grant, Role
from yiyang.access.services import note_access
from yiyang.audit.projected import changed
from yiyang.record.models import Resource
from yiyang.rules.fhir_map.projections.auditing import LookFacts, audit_event_of
from yiyang.rules.fhir_map.structure import structure_findings

BALP = "data/fhir/spec/ihe-balp-definitions.tgz"


@pytest.mark.django_db
def test_the_person_reads_who_looked_and_nobody_else_does(journey: Journey) -> None:
    person, hospital = make_person(), make_institution("HOSPITAL")
    changed(NOW, person=person.pk)
    desk = make_assignment(Role.HOSPITAL_DESK, institution=hospital)
    make_grant(person, hospital)
    own = make_assignment(Role.RESIDENT, make_account(person=person))
    make_grant(person, own.account, purpose=Grant.Purpose.SELF)
    note_access(by=actor_of(desk), at=NOW, person_id=person.pk, what="record")
    address = f"/fhir/Patient/person-{person.pk}/$access-log"
    stored = Resource.objects.count()
    answer = journey.enter(own).get(address)
    assert answer.status_code == 200, answer.content
    events = [entry["resource"] for entry in answer.json()["entry"]]
    assert events[-1]["agent"][-1]["who"] == {
        "reference": f"Organization/institution-{hospital.pk}"
    }
    assert events[-1]["entity"][0]["what"] == {"reference": f"Patient/person-{person.pk}"}
    assert [structure_findings(one) for one in events] == [[]] * len(events)
    assert journey.enter(desk).get(address).status_code == 404
    assert Resource.objects.count() == stored


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(institution=st.none() | st.integers(1, 9), role=st.sampled_from(["", "NURSE"]))
def test_a_look_has_what_balp_requires_of_a_read(
    institution: int | None, role: str, shared: Path
) -> None:
    facts = LookFacts(1, "Patient/p", "2026-03-02T02:00:00+00:00", role, institution, "x", "here")
    event = audit_event_of(facts)
    assert structure_findings(event) == []
    with tarfile.open(shared / BALP) as archive:
        found = next(m for m in archive if m.name.endswith("IHE.BasicAudit.Read.json"))
        elements = json.load(archive.extractfile(found))["differential"]["element"]
    for element in elements:
        path = element["path"].split(".")[1:]
        slices = element["id"].count(":")
        if len(path) == 1 and not slices and element.get("min"):
            assert len(event[path[0]]) >= element["min"], element["id"]
        if len(path) == 1 and "patternCode" in element:
            assert event[path[0]] == element["patternCode"]
    wanted = {
        element["patternCodeableConcept"]["coding"][0]["code"]
        for element in elements
        if element["path"] == "AuditEvent.agent.type"
    }
    assert wanted <= {agent["type"]["coding"][0]["code"] for agent in event["agent"]}
