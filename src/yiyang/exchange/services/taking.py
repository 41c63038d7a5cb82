"""Taking in a message of another node: once, whole or not at all, and with its answer.

Whoever sends has proved who it is before this is called, and so has the text (``faces.fhir``).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from yiyang.access.models import Denial, Grant
from yiyang.audit.services import Actor
from yiyang.consents.facts import Wish
from yiyang.consents.models import Consent
from yiyang.consents.services.carried import carry_consent
from yiyang.consents.services.ending import withdraw_consent
from yiyang.consents.services.giving import ORIGIN, book_of
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide
from yiyang.exchange import facts
from yiyang.exchange.errors import BadMessage, ConsentOver, NotExchanged, NotForUs
from yiyang.exchange.here import destination_of, node_here
from yiyang.exchange.models import CarriedConsent, Node
from yiyang.exchange.services import facts_of_message, referring
from yiyang.exchange.services.events import taker_of
from yiyang.exchange.services.storing import Arrived, Outcome, noted, stored, what_no_row_holds
from yiyang.people.models import Person
from yiyang.postbox.services import receive
from yiyang.record.services.linking import link_patient
from yiyang.rules.exchange import ALWAYS, TYPES_OF, Word, may_hear, may_take
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.messages import (
    CONSENT,
    SHARE,
    STATE,
    Read,
    foreign_id,
    read_message,
)
from yiyang.rules.fhir_map.messages import REFERRAL as ASKED
from yiyang.rules.fhir_map.patient import facts_of_patient
from yiyang.rules.fhir_map.written import read_json, write_json

EVENT_CODES = {STATE: "REFERRAL_STATE", CONSENT: "CONSENT_OVER"}
CLOCKS = timedelta(seconds=30)  # that two clocks may differ


def take_message(
    *, node: Node, message_id: uuid.UUID, body: bytes, by: Actor, at: datetime
) -> Mapping[str, Any]:
    """Take a message of a node in and return what is answered; told again, the same answer.

    Args:
        message_id: as the signature names it.
        by: the node's own account here.

    Raises:
        BadJson, BadMessage: it is none that can be taken in; with every fault.
        NotForUs: it is of another node, or for one.
        NotExchanged: our rule does not take it in.
        MessageIdReused: another message came under its id.
        any refusal of the services that it calls.  In each case nothing is written.
    """
    bundle = read_json(body)
    write_json(bundle)  # raises for a text that neither record nor row could hold
    read = read_message(bundle)
    if read.header is None:
        raise BadMessage(list(read.findings))
    header = read.header
    ours = (header.source, header.destination) == (node.code, node_here())
    if not ours or header.message_id != message_id:
        raise NotForUs
    arrived = Arrived(node, read, by, at)
    taker = HANDLERS.get(header.event) or taker_of(header.event)
    if taker is None:
        raise NotForUs
    with what_no_row_holds():
        return receive(
            by=by,
            at=at,
            source=destination_of(node.code),
            message_id=message_id,
            kind=header.event,
            body={"sha256": hashlib.sha256(body).hexdigest()},
            handler=lambda _: taker(arrived),
        )


def _share(arrived: Arrived) -> Mapping[str, Any]:
    """Take in contents of a person's record with the consent they come under."""
    person, consent, decision = _let_in(arrived)
    return stored(arrived, person, consent, decision)


def _referral(arrived: Arrived) -> Mapping[str, Any]:
    """Take in a referral, with what goes along."""
    read = arrived.read
    requests, tasks = read.of_type("ServiceRequest"), read.of_type("Task")
    if len(requests) != 1 or len(tasks) != 1:
        raise BadMessage([finding("REFERRAL_NOT_A_PAIR", "Bundle.entry")])
    person, consent, decision = _let_in(arrived)
    answer = stored(arrived, person, consent, decision)
    referring.take_referral(
        node=arrived.node,
        request=requests[0],
        task=tasks[0],
        institutions=_institutions(read),
        person=person,
        consent=consent,
        by=arrived.by,
        at=arrived.at,
    )
    return answer


def _state(arrived: Arrived) -> Mapping[str, Any]:
    """Do what is told of a referral that both nodes know."""
    tasks = arrived.read.of_type("Task")
    _refuse_faults(arrived)
    if len(tasks) != 1:
        raise BadMessage([finding("REFERRAL_NOT_A_PAIR", "Bundle.entry")])
    shared = referring.shared_of(arrived.node, tasks[0])
    person = shared.referral.person
    decision = _heard(arrived, STATE, person, shared.consent)
    referring.take_state(
        shared=shared,
        task=tasks[0],
        appointments=arrived.read.of_type("Appointment"),
        by=arrived.by,
        at=arrived.at,
    )
    return noted(arrived, Outcome(person, shared.consent, decision))


def _consent_over(arrived: Arrived) -> Mapping[str, Any]:
    """End what a consent opened here, as its person has ended it there."""
    _refuse_faults(arrived)
    consents = arrived.read.of_type("Consent")
    if len(consents) != 1 or consents[0].get("status") == "active":
        raise BadMessage([finding("CONSENT_NOT_OVER", "Bundle.entry")])
    held = CarriedConsent.objects.select_related("consent__person").filter(
        node=arrived.node, their_id=consents[0]["id"]
    )
    carried = held.first()
    if carried is None:
        return {"issues": []}  # it opened nothing here
    decision = _heard(arrived, CONSENT, carried.consent.person, carried.consent)
    if carried.consent.state == Consent.State.IN_FORCE:
        withdraw_consent(consent_id=carried.consent_id, by=arrived.by, at=arrived.at)
    return noted(arrived, Outcome(carried.consent.person, carried.consent, decision))


def _heard(arrived: Arrived, event: str, person: Person, consent: Consent) -> Decision:
    """Return the decision to do what is told of something that both nodes know.

    Raises:
        NotExchanged: our rule does not let it count.
    """
    at = arrived.at
    word = Word(
        event=EVENT_CODES[event],
        is_in_force=facts.is_in_force(arrived.node, facts_of_message.local_day(at)),
        consent_holds=consent.state == Consent.State.IN_FORCE and at in consent.span,
    )
    subject = Subject("person", person.pk, person.pk)
    judged = decide(may_hear, word, reading=book_of(person, at), subject=subject, at=at)
    if not judged.result.allowed:
        first = judged.result.reasons[0]
        raise NotExchanged(reason=first.code, **first.params)
    return judged.decision


HANDLERS: dict[str, Callable[[Arrived], Mapping[str, Any]]] = {
    SHARE: _share,
    ASKED: _referral,
    STATE: _state,
    CONSENT: _consent_over,
}


def _let_in(arrived: Arrived) -> tuple[Person, Consent, Decision]:
    """Return whom a message is about, the consent it carries, and the decision to take it in.

    Raises:
        BadMessage, ConsentOver, NotExchanged, and all of ``link_patient``.
    """
    _refuse_faults(arrived)
    node, read, by, at = arrived.node, arrived.read, arrived.by, arrived.at
    patient = facts_of_message.known_numbers(read.of_type("Patient")[0], node.code)
    person_id = link_patient(
        patient_id=foreign_id(node.code, patient["id"]),
        facts=facts_of_patient(patient),
        by=by,
        at=at,
    )
    person = Person.objects.select_related("place").get(pk=person_id)
    consent = _consent(arrived, person)
    opened = consent is not None and _is_opened(consent, at)
    asked = facts.exchange_of(
        node,
        read.header.contents if read.header else (),
        consent=consent,
        is_closed=consent is not None and not opened,
        day=facts_of_message.local_day(at),
    )
    subject = Subject("person", person_id, person_id)
    judged = decide(may_take, asked, reading=book_of(person, at), subject=subject, at=at)
    if not judged.result.allowed or consent is None:
        first = judged.result.reasons[0]
        raise NotExchanged(reason=first.code, **first.params)
    return person, consent, judged.decision


def _is_opened(consent: Consent, at: datetime) -> bool:
    """Tell whether a consent opens what it says: a refusal that stands here goes before it.

    One that was given before the consent came left it without a grant; a later one closes it.
    """
    refusals = Denial.objects.filter(
        Q(institution=None) | Q(institution=consent.grantee_institution_id),
        person=consent.person_id,
        categories=[],
        span__contains=at,
    ).exclude(kept__contains=[ORIGIN])
    grants = Grant.objects.filter(origin_kind=ORIGIN, origin_id=consent.pk, span__contains=at)
    return grants.exists() and not refusals.exists()


def _consent(arrived: Arrived, person: Person) -> Consent | None:
    """Return the consent that came along as it stands here; None: none holds there now.

    Raises:
        ConsentOver: it was ended here, or our rule refuses it.
    """
    found = arrived.read.of_type("Consent")
    if not found:
        return None
    patient = f"Patient/{arrived.read.of_type('Patient')[0]['id']}"
    carried = facts_of_message.carried_consent(
        found[0], patient=patient, institutions=_institutions(arrived.read)
    )
    if carried is None:
        raise BadMessage([finding("CONSENT_NOT_READ", "Consent.provision")])
    if not carried.is_active or (carried.since is not None and carried.since > arrived.at + CLOCKS):
        return None
    held = CarriedConsent.objects.select_related("consent").filter(
        node=arrived.node, their_id=carried.their_id
    )
    known = held.first()
    consent = known.consent if known else _carry(arrived, carried, person)
    is_other = consent.person_id != person.pk
    if is_other or consent.state != Consent.State.IN_FORCE or arrived.at not in consent.span:
        raise ConsentOver
    return consent


def _carry(arrived: Arrived, carried: facts_of_message.Carried, person: Person) -> Consent:
    wish = Wish(
        person_id=person.pk,
        kind=Consent.Kind.PERMIT,
        grantee_kind=Consent.Grantee.INSTITUTION,
        purpose=carried.purpose,
        scope=carried.scope,
        grantee_key=carried.institution.pk,
        until=carried.until,
    )
    consent = carry_consent(wish=wish, by=arrived.by, at=arrived.at)
    CarriedConsent.objects.create(node=arrived.node, their_id=carried.their_id, consent=consent)
    return consent


def _institutions(read: Read) -> dict[str, tuple[str, str]]:
    return facts_of_message.institutions_named(read.of_type("Organization"))


def _refuse_faults(arrived: Arrived) -> None:
    """Raise BadMessage unless a message is of one person and of the types its contents have."""
    read = arrived.read
    contents = read.header.contents if read.header else ()
    allowed = ALWAYS.union(*(TYPES_OF.get(kind, frozenset()) for kind in contents))
    found = [
        finding("TYPE_NOT_AGREED", one.where, type=one.resource["resourceType"])
        for one in read.sent
        if one.resource["resourceType"] not in allowed
    ]
    if len(read.of_type("Patient")) != 1:
        found.append(finding("NOT_ONE_PATIENT", "Bundle.entry"))
    if len(read.of_type("Consent")) > 1:
        found.append(finding("NOT_ONE_CONSENT", "Bundle.entry"))
    if found:
        raise BadMessage(found)
