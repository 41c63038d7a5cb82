"""The other node of the demonstration: nobody serves it, so its answers and messages are made here.

What it reckons it reckons by the same rule and the same book; what it sends comes in as every
message of a partner does, and what it answers is heard as every answer is.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from yiyang.audit.services import PROGRAM
from yiyang.claims.counting import year_of
from yiyang.claims.facts import Cause, claim_facts
from yiyang.claims.models import Claim, Cover
from yiyang.cross_region.models import AwaySettlement, Role
from yiyang.cross_region.services.answering import split_of_result
from yiyang.cross_region.services.sending import head_of
from yiyang.decisions.services import read_book
from yiyang.exchange.here import base_here, base_of, destination_of, node_here
from yiyang.exchange.models import Node, PartnerInstitution
from yiyang.exchange.services import Answered, composing, note_answer, take_message
from yiyang.people.models import Person
from yiyang.postbox.models import Outgoing
from yiyang.postbox.services import deliver_next
from yiyang.rules.adjudication import adjudicate
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_books import Reply, payment_of, read_payment, reply_of
from yiyang.rules.cross_region.fhir_claims import Asked, Told, answer_of, asked_of, claim_of
from yiyang.rules.cross_region.fhir_parts import TRANSACTION, extra, number_of
from yiyang.rules.cross_region.terms import Split
from yiyang.rules.exchange import SETTLEMENT, TYPES_OF
from yiyang.rules.fhir_map.messages import SETTLEMENT as EVENT
from yiyang.rules.fhir_map.messages import Header, message_of
from yiyang.rules.fhir_map.projections.terms import Resource
from yiyang.rules.fhir_map.written import read_json, write_json

FILING = "LONG_TERM"
AS_INSURED = {"insurance": "EMPLOYEE", "status": "RETIRED"}


@dataclass(frozen=True)
class Neighbour:
    """The node as the postbox carries messages to it: each is answered at once."""

    node: Node
    at: datetime

    def deliver(self, message: Outgoing) -> None:
        """Answer a message as the node would."""
        entries = [one["resource"] for one in read_json(message.body["text"].encode())["entry"]]
        (asked,) = [one for one in entries if one["resourceType"] in TYPES_OF[SETTLEMENT]]
        answer = read_json(write_json(self._answer(asked)))
        note_answer(message=message, answered=Answered(True, (), (answer,)), at=self.at)

    def answer_all(self) -> int:
        """Answer all that waits for the node; return how many messages it was."""
        destination, count = destination_of(self.node.code), 0
        while deliver_next(at=self.at, destination=destination, carrier=self):
            count += 1
        return count

    def send_claim(
        self, transaction: str, asked: Asked, person: Person, partner: PartnerInstitution
    ) -> None:
        """Ask us to settle a claim of somebody insured here, or to take it back."""
        patient, sealed = composing.patient_to_send(person.pk, self.at)
        organization = composing.partner_organization(partner)
        head = head_of(transaction, self.node, Role.HOME, number=asked.number, kind=asked.kind)
        provider = f"Organization/{organization['id']}"
        claim = claim_of(transaction, asked, head, provider=provider, at=self.at)
        resources = [patient, composing.of_patient(claim, patient["id"]), organization]
        header = Header(uuid.uuid4(), EVENT, self.node.code, node_here(), (SETTLEMENT,))
        base = base_of(self.node.address)
        bundle = message_of(header, resources, base=base, there=base_here(), at=self.at)
        text = composing.opened(write_json(bundle).decode(), sealed)
        take_message(
            node=self.node,
            message_id=header.message_id,
            body=text.encode(),
            by=PROGRAM,
            at=self.at,
        )

    def _answer(self, asked: Mapping[str, Any]) -> Resource:
        kind, number, at = str(extra(asked, TRANSACTION)), number_of(asked), self.at
        head = head_of(kind, self.node, Role.PLACE, number=number)
        if kind == national.ADVANCE:
            return payment_of(*read_payment(asked), head, at)
        if kind == national.ELIGIBILITY:
            reply = Reply(number, AS_INSURED["insurance"], FILING, FILING, allowed=True)
            return reply_of(reply, head, patient="", at=at, purpose=("validation", "benefits"))
        row = AwaySettlement.objects.select_related("claim").get(number=number, role=Role.PLACE)
        today = timezone.localdate(at)
        state = {national.PRESETTLE: "OPEN", national.SETTLE: "SETTLED"}.get(kind, "REVERSED")
        told = Told(number, state, self._split(row))
        if kind != national.PRESETTLE:
            told = replace(told, settled_on=today)
        if state == "REVERSED":
            told = replace(told, reversed_on=today)
        patient = str(asked.get("patient", {}).get("reference", ""))
        return answer_of(kind, told, asked_of(asked).kind, head, patient=patient, at=at)

    def _split(self, row: AwaySettlement) -> Split:
        """Reckon a claim as for somebody insured and filed there."""
        claim = Claim.objects.select_related("institution", "person").get(pk=row.claim_id)
        reading = read_book(claim.ended_on)
        cover = Cover(person=claim.person, **AS_INSURED)
        facts = claim_facts(claim, Cause(cover, year_of(claim.ended_on, reading)), reading)
        result = adjudicate(replace(facts, filing=FILING), reading)
        cited = [
            {"key": key, "act": line.authority.act, "mark": line.mark.value}
            for key, line in reading.used.items()
        ]
        return split_of_result(result, cited)
