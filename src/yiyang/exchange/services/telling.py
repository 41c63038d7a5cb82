"""Telling the other node of a referral that both keep, whenever it changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import PROGRAM
from yiyang.exchange.facts import as_receiver
from yiyang.exchange.here import node_here
from yiyang.exchange.models import Sent, SharedReferral
from yiyang.exchange.selectors import partner_of
from yiyang.exchange.services import composing, sending
from yiyang.kernel.errors import Refused
from yiyang.kernel.plain import digest
from yiyang.record.models import Resource as Row
from yiyang.record.selectors.resources import body_of
from yiyang.referrals import services as referrals
from yiyang.referrals.models import Referral
from yiyang.rules.exchange import REFERRAL, SUMMARY
from yiyang.rules.fhir_map.messages import REFERRAL as ASKED
from yiyang.rules.fhir_map.messages import STATE
from yiyang.rules.fhir_map.projections.terms import Resource, own, reference
from yiyang.rules.fhir_map.written import read_json

HEARING = "hearing"  # stands in ``told`` while what the other node says is being done
STATE_URL, NEWS2_URL = own("referral-state"), own("news2")
SHOWN = ("ServiceRequest", "Task")


def told_of(referral: Referral) -> str:
    """Return the digest of how a referral stands: what two nodes tell each other of it."""
    said = [referral.case.state, referral.advice, referral.report, referral.report_diagnosis]
    slot = [referral.booking.slot_at.isoformat()] if referral.booking is not None else []
    return digest([*said, referral.summary, *slot])


def tell(referral_id: int, at: datetime) -> Sent | None:
    """Tell the other node of a referral that it knows of, or is to know of, if it has changed.

    Call inside the transaction of the change.

    Raises:
        NotExchanged: it is to go to another node and may not; then it does not go at all.
    """
    found = Referral.objects.select_related(
        "case", "person", "to_institution", "from_institution", "booking"
    ).get(pk=referral_id)
    shared = SharedReferral.objects.select_related("node", "consent").filter(referral=found).first()
    if shared is None:
        return _ask(found, at) if found.to_institution.is_elsewhere else None
    if shared.told in (HEARING, told_of(found)):
        return None
    there = found.from_institution if shared.their_id else found.to_institution
    partner = partner_of(there.pk)
    if partner is None:
        return None
    shared.told = told_of(found)
    shared.save(update_fields=["told"])
    return sending.post_message(
        STATE,
        partner,
        contents=(REFERRAL,),
        found=_resources(found, shared),
        person_id=found.person_id,
        consent=shared.consent,
        referral=found,
        by=PROGRAM,
        at=at,
    )


def _ask(referral: Referral, at: datetime) -> Sent | None:
    """Send a referral to the node of its receiver, with the summary where that is agreed."""
    partner = partner_of(referral.to_institution_id)
    if partner is None or referral.case.state not in ("SUBMITTED", "ADVICE_ASKED"):
        return None
    contents = [REFERRAL, *([SUMMARY] if SUMMARY in partner.node.contents else [])]
    consent, decision = sending.allowed(
        partner, contents, person_id=referral.person_id, by=PROGRAM, at=at
    )
    shared = SharedReferral.objects.create(
        node=partner.node, referral=referral, consent=consent, told=told_of(referral)
    )
    reader = as_receiver(partner.node, partner.institution_id, PROGRAM)
    summary = composing.composed(contents, person_id=referral.person_id, reader=reader, at=at)
    return sending.post_message(
        ASKED,
        partner,
        contents=contents,
        found=[*_resources(referral, shared), *summary],
        person_id=referral.person_id,
        consent=consent,
        decision=decision,
        referral=referral,
        also=[composing.own_organization(referral.from_institution)],
        by=PROGRAM,
        at=at,
    )


def _resources(referral: Referral, shared: SharedReferral) -> list[Resource]:
    """Return a referral as the record shows it, by the number of who sent it, with its state."""
    rows = Row.objects.filter(fhir_id=f"referral-{referral.pk}", type__in=SHOWN).order_by("type")
    placer = shared.node.code if shared.their_id else node_here()
    number = {
        "system": own(f"node:{placer}:referral"),
        "value": shared.their_id or str(referral.pk),
    }
    made = []
    for row in rows:
        body = read_json(body_of(row))
        body["identifier"] = [number]
        body["requester"] = reference("Organization", "institution", referral.from_institution_id)
        body["extension"] = [{"url": STATE_URL, "valueCode": referral.case.state}]
        if row.type == "ServiceRequest" and referral.news2 is not None:
            body["extension"].append({"url": NEWS2_URL, "valueInteger": referral.news2})
        made.append(body)
    if referral.booking_id:
        slot = Row.objects.filter(type="Appointment", fhir_id=f"booking-{referral.booking_id}")
        made += [read_json(body_of(row)) for row in slot]
    return made


def close_refused(sent: Sent, at: datetime) -> None:
    """Close a referral that the other node refused to take in, with the reason it gave."""
    shared = SharedReferral.objects.filter(referral=sent.referral_id, their_id="").first()
    if shared is None or sent.message.kind != ASKED:
        return
    referral = Referral.objects.select_related("case").get(pk=sent.referral_id)
    note = "; ".join(one.get("text", "") for one in sent.issues) or sent.node.code
    shared.told = HEARING
    shared.save(update_fields=["told"])
    try:
        with transaction.atomic():
            _close(referral, note, at)
    except Refused:
        pass  # it was closed meanwhile; the page of the node says what was answered
    shared.told = told_of(Referral.objects.select_related("case").get(pk=referral.pk))
    shared.save(update_fields=["told"])


def _close(referral: Referral, note: str, at: datetime) -> None:
    if referral.case.state == "SUBMITTED":
        side = referral.to_institution_id
        referrals.turn_down(referral=referral, note=note, institution_id=side, by=PROGRAM, at=at)
    else:
        side = referral.from_institution_id
        referrals.withdraw(referral=referral, note=note, institution_id=side, by=PROGRAM, at=at)
