"""Sending of a person's record to an institution of another node, under the person's consent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import Actor
from yiyang.consents.models import Consent
from yiyang.consents.services.giving import book_of
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide
from yiyang.exchange import facts
from yiyang.exchange.errors import NoPartner, NotExchanged, TooMuch
from yiyang.exchange.facts import is_in_force
from yiyang.exchange.here import base_here, base_of, destination_of, node_here
from yiyang.exchange.models import Node, PartnerInstitution, Sent
from yiyang.exchange.selectors import partner_of
from yiyang.exchange.services import composing
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.postbox.models import Outgoing
from yiyang.postbox.services import post
from yiyang.referrals.models import Referral
from yiyang.rules.exchange import SETTLEMENT, may_send
from yiyang.rules.fhir_map.messages import MOST_ENTRIES, SHARE, Header, message_of
from yiyang.rules.fhir_map.messages import SETTLEMENT as EVENT
from yiyang.rules.fhir_map.projections.terms import Resource
from yiyang.rules.fhir_map.written import write_json

LARGEST = 16 * 1024 * 1024  # bytes of a message; a node takes 20 MiB in one request


@transaction.atomic
def send(
    *, person_id: int, institution_id: int, contents: Sequence[str], by: Actor, at: datetime
) -> Sent:
    """Send kinds of content of a person's record to an institution of another node.

    The message waits in the postbox from this transaction on; what it holds is what the
    institution may see here at this moment.

    Raises:
        NoPartner: the institution is ours.
        NotExchanged: the rule does not let it go; says the first reason.  Nothing is written.
        TooMuch: it is more than one message holds.
    """
    partner = partner_of(institution_id)
    if partner is None:
        raise NoPartner
    consent, decision = allowed(partner, contents, person_id=person_id, by=by, at=at)
    reader = facts.as_receiver(partner.node, institution_id, by)
    found = composing.composed(contents, person_id=person_id, reader=reader, at=at)
    return post_message(
        SHARE,
        partner,
        contents=contents,
        found=found,
        person_id=person_id,
        consent=consent,
        decision=decision,
        by=by,
        at=at,
    )


def allowed(
    partner: PartnerInstitution,
    contents: Sequence[str],
    *,
    person_id: int,
    by: Actor,
    at: datetime,
) -> tuple[Consent, Decision]:
    """Return the consent under which contents may go, and the decision that says so.

    Raises:
        NotExchanged: they may not go.
    """
    node, institution_id = partner.node, partner.institution_id
    person = Person.objects.select_related("place").get(pk=person_id)
    reading = book_of(person, at)
    consent = facts.consent_to(person_id, institution_id, at)
    reader = facts.as_receiver(node, institution_id, by)
    is_closed = consent is not None and facts.is_closed_to(reader, person_id, contents, reading)
    asked = facts.exchange_of(
        node, contents, consent=consent, is_closed=is_closed, day=timezone.localdate(at)
    )
    subject = Subject("person", person_id, person_id)
    judged = decide(may_send, asked, reading=reading, subject=subject, at=at)
    if not judged.result.allowed or consent is None:
        raise NotExchanged(**_first_reason(judged.result.reasons))
    return consent, judged.decision


def _first_reason(reasons: Sequence[object]) -> dict[str, object]:
    first = reasons[0]
    return {"reason": first.code, **first.params}  # type: ignore[attr-defined]


def post_message(
    event: str,
    partner: PartnerInstitution,
    *,
    contents: Sequence[str],
    found: Sequence[Resource],
    person_id: int,
    consent: Consent,
    by: Actor,
    at: datetime,
    decision: Decision | None = None,
    referral: Referral | None = None,
    also: Sequence[Resource] = (),
) -> Sent:
    """Write a message about one person to a partner's node; inside the caller's transaction.

    Args:
        found: what goes; ``also``: who else is named in it.

    Raises:
        TooMuch: no node would take it in one message.
    """
    patient, sealed = composing.patient_to_send(person_id, at)
    given = [patient, composing.consent_to_send(consent), *_named(partner, consent), *also]
    about = [composing.of_patient(one, patient["id"]) for one in found]
    unique = {f"{one['resourceType']}/{one['id']}": one for one in [*about, *given]}
    # The patient first: the place of their numbers is the first of its kind in the text.
    first = f"Patient/{patient['id']}"
    resources = [unique.pop(first), *unique.values()]
    outgoing = _post(event, partner.node, contents, resources, sealed, by=by, at=at)
    return Sent.objects.create(
        node=partner.node,
        message=outgoing,
        contents=list(contents),
        person_id=person_id,
        institution=partner.institution,
        consent=consent,
        referral=referral,
        decision=decision,
        posted_at=at,
    )


@transaction.atomic
def post_settlement(
    node: Node,
    resource: Resource,
    *,
    institution: Institution | None = None,
    person_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Sent:
    """Write a message about a settlement: by law, so without a consent; of no record.

    Args:
        institution: of ours that gave the care; ``person_id``: who it is about, if somebody.

    Raises:
        NotExchanged: the two nodes have agreed on no settlement, or not for this day.
    """
    if not is_in_force(node, timezone.localdate(at)) or SETTLEMENT not in node.contents:
        raise NotExchanged(reason="EXCHANGE_NOT_AGREED", content=f"CONTENT_{SETTLEMENT}")
    resources, sealed = [resource], []
    if institution is not None:
        resources.append(composing.own_organization(institution))
    if person_id is not None:
        patient, sealed = composing.patient_to_send(person_id, at)
        resources = [patient, *(composing.of_patient(one, patient["id"]) for one in resources)]
    outgoing = _post(EVENT, node, (SETTLEMENT,), resources, sealed, by=by, at=at)
    return Sent.objects.create(
        node=node, message=outgoing, contents=[SETTLEMENT], person_id=person_id, posted_at=at
    )


def _post(
    event: str,
    node: Node,
    contents: Sequence[str],
    resources: Sequence[Resource],
    sealed: list[str],
    *,
    by: Actor,
    at: datetime,
) -> Outgoing:
    """Write a message to a node.  Raises TooMuch: no node would take it in one message."""
    header = Header(uuid.uuid4(), event, node_here(), node.code, tuple(contents))
    message = message_of(header, resources, base=base_here(), there=base_of(node.address), at=at)
    text = write_json(message)
    if len(resources) >= MOST_ENTRIES or len(text) > LARGEST:
        raise TooMuch  # it would be refused unread, again and again, and hold up what follows
    return post(
        by=by,
        at=at,
        destination=destination_of(node.code),
        kind=event,
        body={"text": text.decode(), "sealed": sealed},
        message_id=header.message_id,
    )


def _named(partner: PartnerInstitution, consent: Consent) -> list[Resource]:
    """Return the institutions that a message names: for whom it is, and whom the consent means."""
    made = [composing.partner_organization(partner)]
    meant = consent.grantee_institution
    if meant is not None and meant.pk != partner.institution_id:
        made.append(composing.own_organization(meant))
    return made
