"""A referral of another node taken in, and done as the other node tells of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from yiyang.access.models import Grant
from yiyang.audit.services import Actor
from yiyang.consents.models import Consent
from yiyang.exchange.errors import BadMessage, NotForUs, ReferralUnknown, SenderUnknown
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Node, PartnerInstitution, SharedReferral
from yiyang.exchange.services import facts_of_message
from yiyang.exchange.services.telling import HEARING, NEWS2_URL, STATE_URL, told_of
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.referrals import services as referrals
from yiyang.referrals.facts import Given
from yiyang.referrals.models import Referral
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.projections.asked_for import Answer, answer_of, asked_referral
from yiyang.rules.fhir_map.projections.terms import Resource

Act = Callable[..., Any]
LONGEST_NUMBER = 64
LONGEST_KEY = 18  # digits of a key of ours


def take_referral(
    *,
    node: Node,
    request: Resource,
    task: Resource,
    institutions: dict[str, tuple[str, str]],
    person: Person,
    consent: Consent,
    by: Actor,
    at: datetime,
) -> Referral:
    """Take in a referral to an institution of ours, by the service of the page.

    Args:
        institutions: (node, code) of each Organization of the message, by reference.

    Raises:
        BadMessage: it has no number of the node's own, or that of another one.
        SenderUnknown, NotForUs: an institution is not registered, or not ours.
        NotReferrable: our rule does not let it come; nothing is written.
    """
    number = _new_number(task, node)
    asked = asked_referral(request)
    requester = str(request.get("requester", {}).get("reference", ""))
    sender = _sender(node, institutions.get(requester, ("", "")))
    receiver = facts_of_message.own_institution(institutions.get(asked.receiver))
    if receiver.pk != consent.grantee_institution_id:
        raise NotForUs
    given = Given(
        reason=asked.reason,
        urgency=asked.urgency,
        diagnosis=asked.diagnosis,
        news2=_extension(request, NEWS2_URL, "valueInteger"),
        done=asked.done,
        question=asked.question,
        consent=True,
        summary=asked.summary,
    )
    made = referrals.refer(
        person=person,
        sender=sender,
        receiver=receiver,
        given=given,
        advice_first=_extension(task, STATE_URL, "valueCode") == "ADVICE_ASKED",
        opens=consent.scope,  # no more than the person has consented to
        by=by,
        at=at,
    )
    SharedReferral.objects.create(
        node=node, referral=made, consent=consent, their_id=number, told=told_of(made)
    )
    return made


def _new_number(task: Resource, node: Node) -> str:
    """Return the number that a node gave a referral which is new here.

    A shared referral without one is ours: its other node speaks for the receiver.
    """
    number = facts_of_message.number_of(task, node.code)
    if not number or len(number) > LONGEST_NUMBER:
        raise BadMessage([finding("REFERRAL_WITHOUT_NUMBER", "Task.identifier")])
    if SharedReferral.objects.filter(node=node, their_id=number).exists():
        raise BadMessage([finding("REFERRAL_NUMBER_TAKEN", "Task.identifier")])
    return number


def _sender(node: Node, named: tuple[str, str]) -> Institution:
    found = PartnerInstitution.objects.select_related("institution").filter(
        node=node, code=named[1]
    )
    partner = found.first() if named[0] == node.code else None
    if partner is None:
        raise SenderUnknown(institution=named[1][:32])
    return partner.institution


def take_state(
    *,
    shared: SharedReferral,
    task: Resource,
    appointments: Sequence[Resource],
    by: Actor,
    at: datetime,
) -> Referral:
    """Do to a referral what the other node tells of it; told again it changes nothing.

    Args:
        shared: locked, as ``shared_of`` returns it.

    Raises:
        ReferralUnknown: it may not come to such a state.
        any refusal of the service; then nothing is written.
    """
    referral = Referral.objects.select_related("case").get(pk=shared.referral_id)
    state = str(_extension(task, STATE_URL, "valueCode") or "")
    shared.told, before = HEARING, shared.told
    was, shared.slot_at = shared.slot_at, _slot_of(appointments) or shared.slot_at
    shared.save(update_fields=["told", "slot_at"])
    if state != referral.case.state:
        act = (OF_SENDER if shared.their_id else OF_RECEIVER).get(state)
        if act is None:
            raise ReferralUnknown
        side = referral.from_institution_id if shared.their_id else referral.to_institution_id
        act(referral, answer_of(task), shared, institution_id=side, by=by, at=at)
    elif shared.their_id and answer_of(task).outputs.get("discharge-summary", "") not in (
        "",
        referral.summary,
    ):
        text = answer_of(task).outputs["discharge-summary"]
        side = referral.from_institution_id
        referrals.send_summary(referral=referral, text=text, institution_id=side, by=by, at=at)
    elif was and shared.slot_at and shared.slot_at != was:
        referrals.slot_moved_elsewhere(referral=referral, was=was, now=shared.slot_at, by=by, at=at)
    fresh = Referral.objects.select_related("case", "booking").get(pk=referral.pk)
    shared.told = told_of(fresh) or before
    shared.save(update_fields=["told"])
    return fresh


def shared_of(node: Node, task: Resource) -> SharedReferral:
    """Return the referral that a Task is about, locked: by our number, or by theirs.

    Raises:
        ReferralUnknown: there is none between the two nodes.
    """
    found = SharedReferral.objects.select_for_update(of=("self",)).filter(node=node)
    mine = facts_of_message.number_of(task, node_here())
    theirs = facts_of_message.number_of(task, node.code)
    if mine.isascii() and mine.isdigit() and len(mine) <= LONGEST_KEY:
        shared = found.filter(referral=int(mine), their_id="").first()
    else:
        shared = found.filter(their_id=theirs).first() if theirs else None
    if shared is None:
        raise ReferralUnknown
    return shared


def _extension(resource: Resource, url: str, name: str) -> Any:
    found = [one.get(name) for one in resource.get("extension", ()) if one.get("url") == url]
    return found[0] if found else None


def _slot_of(appointments: Sequence[Resource]) -> datetime | None:
    """Return when the slot begins.  Raises BadMessage: on no day of the calendar."""
    starts = [str(one["start"]) for one in appointments if one.get("start")]
    try:
        return datetime.fromisoformat(starts[0]) if starts else None
    except ValueError as fault:
        raise BadMessage([finding("NO_SUCH_MOMENT", "Appointment.start")]) from fault


def _accept(referral: Referral, _: Answer, shared: SharedReferral, **who: Any) -> None:
    slot: date | None = facts_of_message.local_day(shared.slot_at) if shared.slot_at else None
    referrals.accept(referral=referral, session=None, slot_on=slot, **who)


def _advise(referral: Referral, told: Answer, _: SharedReferral, **who: Any) -> None:
    referrals.advise(referral=referral, text=told.outputs.get("advice", ""), **who)


def _turn_down(referral: Referral, told: Answer, _: SharedReferral, **who: Any) -> None:
    referrals.turn_down(referral=referral, note=told.reason or told.status, **who)


def _arrive(referral: Referral, _: Answer, __: SharedReferral, **who: Any) -> None:
    referrals.arrive_elsewhere(referral=referral, **who)


def _miss(referral: Referral, told: Answer, _: SharedReferral, **who: Any) -> None:
    referrals.miss_elsewhere(referral=referral, note=told.reason or told.status, **who)


def _report(referral: Referral, told: Answer, _: SharedReferral, **who: Any) -> None:
    diagnosis = told.outputs.get("report-diagnosis", "")
    text = told.outputs.get("report", "")
    referrals.report(referral=referral, diagnosis=diagnosis, text=text, **who)


def _submit(referral: Referral, _: Answer, shared: SharedReferral, **who: Any) -> None:
    """Send after advice; a consent that is over meanwhile opens no more than was asked with."""
    consent = shared.consent
    holds = consent.state == Consent.State.IN_FORCE and who["at"] in consent.span
    opens = consent.scope if holds else Grant.Scope.SUMMARY
    referrals.submit(referral=referral, opens=opens, **who)


def _settle(referral: Referral, _: Answer, __: SharedReferral, **who: Any) -> None:
    referrals.settle(referral=referral, **who)


def _withdraw(referral: Referral, told: Answer, _: SharedReferral, **who: Any) -> None:
    referrals.withdraw(referral=referral, note=told.reason or told.status, **who)


OF_RECEIVER: dict[str, Act] = {
    "ADVISED": _advise,
    "ACCEPTED": _accept,
    "TURNED_DOWN": _turn_down,
    "ARRIVED": _arrive,
    "MISSED": _miss,
    "LOOP_CLOSED": _report,
}
OF_SENDER: dict[str, Act] = {"SUBMITTED": _submit, "SETTLED": _settle, "WITHDRAWN": _withdraw}
