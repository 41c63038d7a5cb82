"""Storing what a node has sent: read-only, with its origin, its codes read in ours."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DataError, IntegrityError
from psycopg.errors import CheckViolation

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.consents.models import Consent
from yiyang.decisions.models import Decision
from yiyang.exchange.errors import BadMessage
from yiyang.exchange.here import base_of
from yiyang.exchange.models import Node, Taken
from yiyang.exchange.selectors import FROM_NODES
from yiyang.exchange.services import facts_of_message
from yiyang.exchange.services.mapping import table_for
from yiyang.kernel.findings import Finding
from yiyang.kernel.plain import to_plain
from yiyang.people.models import Person
from yiyang.record.services.drafts import Draft, draft_of
from yiyang.record.services.store import Names, put_drafts
from yiyang.rules.exchange import ALWAYS, REFERRAL, SETTLEMENT, TYPES_OF
from yiyang.rules.fhir_map.code_maps import read_in_ours
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.messages import Read, brought_in
from yiyang.rules.fhir_map.projections.terms import Resource

# What is not stored: it is done here, and stands here as a row of our own.
NOT_STORED = (TYPES_OF[REFERRAL] | ALWAYS) - {"Patient"}
WITHOUT_PATIENT = frozenset({"Medication", "Endpoint"})
MOST_UNMAPPED = 200


@dataclass(frozen=True)
class Arrived:
    """A message that was read, with who sends it and when it came."""

    node: Node
    read: Read
    by: Actor
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """What a message has done: about whom, under which consent, and what of it was stored."""

    person: Person | None
    consent: Consent | None = None
    decision: Decision | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    unmapped: Sequence[Finding] = ()
    map_version: str = ""


def stored(
    arrived: Arrived, person: Person, consent: Consent, decision: Decision
) -> Mapping[str, Any]:
    """Store the resources of a message in the person's record, read-only, with their origin."""
    node = arrived.node
    stay = [one for one in arrived.read.sent if one.resource["resourceType"] not in NOT_STORED]
    resources = brought_in(stay, node=node.code, base=base_of(node.address))
    version, table = table_for(node)
    unmapped: list[Finding] = []
    drafts: list[Draft] = []
    for resource in resources:
        body = dict(resource)
        if body["resourceType"] == "Patient":
            body = facts_of_message.without_national_number(
                facts_of_message.known_numbers(body, node.code)
            )
        unmapped += [_at(found, body) for found in read_in_ours(body, table)]
        drafts.append(draft_of(body))
    _refuse_others(drafts)
    names = [f"Patient/{d.fhir_id}" for d in drafts if d.type == "Patient"]
    put_drafts(
        drafts,
        persons=dict.fromkeys(names, person.pk),
        origin=f"{FROM_NODES}{node.code}",
        at=arrived.at,
        allow=lambda _, stored: _refuse_taken(stored, node),
    )
    counts = dict(sorted(Counter(d.type for d in drafts).items()))
    outcome = Outcome(person, consent, decision, counts, unmapped, version)
    return noted(arrived, outcome)


def _at(found: Finding, body: Resource) -> Finding:
    place = f"{body['resourceType']}/{body['id']}, {found.where}"
    return Finding(found.code, place, found.message, found.source)


def _refuse_others(drafts: Sequence[Draft]) -> None:
    """Raise BadMessage where a resource is about another patient, or about nobody."""
    patient = next(f"Patient/{d.fhir_id}" for d in drafts if d.type == "Patient")
    found = []
    for draft in drafts:
        alone = draft.type == "Patient" or draft.type in WITHOUT_PATIENT
        if draft.patients != ([] if alone else [patient]):
            found.append(finding("NOT_THIS_PATIENT", f"{draft.type}/{draft.fhir_id}"))
    if found:
        raise BadMessage(found)


def _refuse_taken(stored: Names, node: Node) -> None:
    """Raise BadMessage where somebody else keeps a resource under a name of this message."""
    mine = f"{FROM_NODES}{node.code}"
    found = [finding("ID_TAKEN", f"{k}/{i}") for (k, i), s in stored.items() if s.origin != mine]
    if found:
        raise BadMessage(found)


@contextmanager
def what_no_row_holds() -> Iterator[None]:
    """Raise BadMessage for a value too long or out of range for where it is kept.

    The same text would fail the same way for ever: it is a fault of the message, or of an answer.
    """
    try:
        yield
    except DataError as fault:
        raise BadMessage([finding("VALUE_NOT_KEPT", "Bundle")]) from fault
    except IntegrityError as fault:
        if not isinstance(fault.__cause__, CheckViolation):
            raise  # somebody else was faster: it may go well the next time
        raise BadMessage([finding("VALUE_NOT_KEPT", "Bundle")]) from fault


def noted(arrived: Arrived, outcome: Outcome) -> Mapping[str, Any]:
    """Keep what a message did, and return what is answered: each code that was not mapped."""
    header = arrived.read.header
    contents = list(header.contents) if header else []
    said = [
        {
            "code": found.code,
            "where": found.where,
            "system": str(found.message.params.get("system", "")),
            "value": str(found.message.params.get("catalogue_code", "")),
        }
        for found in outcome.unmapped[:MOST_UNMAPPED]
    ]
    counts = dict(outcome.counts)
    taken = Taken.objects.create(
        node=arrived.node,
        message_id=header.message_id if header else uuid.uuid4(),
        contents=contents,
        person=outcome.person,
        consent=outcome.consent,
        decision=outcome.decision,
        counts=counts,
        map_version=outcome.map_version,
        unmapped=said,
        taken_at=arrived.at,
    )
    if outcome.person is not None and contents != [SETTLEMENT]:  # no record came along
        changed(arrived.at, taken=taken.pk)
    record(
        by=arrived.by,
        at=arrived.at,
        action="exchange.taken_in",
        subject_kind="taken",
        subject_id=taken.pk,
        person_id=outcome.person.pk if outcome.person else None,
        payload={"node": arrived.node.code, "contents": contents, "counts": counts},
    )
    return {"issues": to_plain(said), "counts": counts}
