"""Whether somebody is insured at another node and filed for care here; asked and answered."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yiyang.audit.services import PROGRAM, Actor
from yiyang.cross_region.models import Eligibility, Role
from yiyang.cross_region.services.codes import use_code
from yiyang.cross_region.services.entitlement import institution_told, judge, person_told
from yiyang.cross_region.services.sending import head_of, note
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node
from yiyang.exchange.services import post_settlement
from yiyang.exchange.services.storing import Arrived
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.fhir_books import (
    Question,
    Reply,
    question_of,
    read_question,
    reply_of,
)
from yiyang.rules.fhir_map.projections.terms import Resource

PURPOSES = ("validation", "benefits")


@transaction.atomic
def ask_eligibility(
    *,
    node: Node,
    person: Person,
    institution: Institution,
    kind: str,
    on: date,
    by: Actor,
    at: datetime,
    is_emergency: bool = False,
    code: str = "",
) -> Eligibility:
    """Ask a node whether somebody treated here is insured there and filed (1101).

    Args:
        code: the insurance code that the person shows; empty: by their national number.

    Raises:
        NotExchanged: no settlement is agreed with the node.
    """
    made = Eligibility.objects.create(
        node=node,
        number=f"{node_here()}-E{uuid.uuid4().hex}",  # tells nothing of whom it is about
        institution=institution,
        person=person,
        kind=kind,
        on=on,
        is_emergency=is_emergency,
        by_code=bool(code),
        asked_at=at,
    )
    head = head_of(
        national.ELIGIBILITY, node, Role.PLACE, number=made.number, institution=institution.code
    )
    question = Question(made.number, on, kind, is_emergency, code)
    post_settlement(
        node,
        question_of(question, head, at),
        institution=institution,
        person_id=None if code else person.pk,
        by=by,
        at=at,
    )
    subject = ("eligibility", made.pk)
    note("ask_eligibility", subject, by, at, person_id=person.pk, node=node.code)
    return made


def answer_question(arrived: Arrived, resource: Resource) -> tuple[Resource, int | None]:
    """Tell a node whether somebody is insured here and may be settled for there."""
    question = read_question(resource)
    today = timezone.localdate(arrived.at)
    person_id = (
        use_code(question.shown_code, node=arrived.node, by=arrived.by, at=arrived.at)
        if question.shown_code
        else person_told(arrived)
    )
    reply = Reply(question.number, "", "", "", allowed=False, reasons=("CROSS_NOT_INSURED",))
    if person_id is not None:
        may, insurance = judge(
            arrived,
            person_id,
            kind=question.kind,
            day=max(question.on, today) if question.shown_code else question.on,
            is_emergency=question.is_emergency,
            institution_id=institution_told(arrived),
        )
        reasons = tuple(one.code for one in may.reasons)
        reply = Reply(question.number, insurance, may.filing, may.counts_as, may.allowed, reasons)
    head = head_of(national.ELIGIBILITY, arrived.node, Role.HOME, number=question.number)
    patients = arrived.read.of_type("Patient")
    patient = f"Patient/{patients[0]['id']}" if patients and person_id is not None else ""
    answer = reply_of(reply, head, patient=patient, at=arrived.at, purpose=PURPOSES)
    return answer, person_id


def hear_reply(node: Node, reply: Reply, at: datetime) -> None:
    """Keep what a node answered."""
    row = Eligibility.objects.filter(node=node, number=reply.number).first()
    if row is None or row.answered_at is not None:
        return
    row.allowed, row.insurance, row.filing = reply.allowed, reply.insurance, reply.filing
    row.reasons, row.answered_at = list(reply.reasons), at
    row.save()
    note("eligibility", ("eligibility", row.pk), PROGRAM, at, person_id=row.person_id)


def hear_nothing(node: Node, number: str, reasons: list[str], at: datetime) -> None:
    """Keep that a question was not taken in."""
    hear_reply(node, Reply(number, "", "", "", allowed=False, reasons=tuple(reasons)), at)
