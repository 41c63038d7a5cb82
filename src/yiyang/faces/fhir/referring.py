"""A partner refers somebody: a transaction of a ServiceRequest and the Task that is about it.

Both stand in the store as the referral that the service made of them, under its own ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.network.selectors import institution_for, own_institution
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import is_connected_system, readable
from yiyang.record.services.orders import Order
from yiyang.record.services.refusals import NotPermitted
from yiyang.record.services.writing import Written
from yiyang.referrals.facts import Given, news2_known
from yiyang.referrals.selectors import answered_by
from yiyang.referrals.services import refer
from yiyang.rules.fhir_map.projections.asked_for import AskedReferral, asked_referral, row_of
from yiyang.rules.fhir_map.written import read_json

PAIR = ("ServiceRequest", "Task")


def referral_asked(orders: Sequence[Order]) -> tuple[Order, Order] | None:
    """Return the request and the task where a transaction is a referral to one of ours."""
    by_kind = {order.kind: order for order in orders if order.method == "POST"}
    if len(orders) != len(PAIR) or set(by_kind) != set(PAIR):
        return None
    request, task = (by_kind[kind] for kind in PAIR)
    focus = task.resource.get("focus", {}).get("reference")
    receiver = row_of(asked_referral(request.resource).receiver.removeprefix("Organization/"))
    is_pair = bool(focus) and focus == request.full_url and task.resource.get("intent") == "order"
    return (request, task) if is_pair and receiver and receiver[0] == "institution" else None


def make_referral(
    pair: tuple[Order, Order], *, reader: Reader, at: datetime
) -> Mapping[int, Written]:
    """Refer somebody by the service of the page; return what stands, by place in the bundle.

    Raises:
        Http404: the person or the receiver is not there for this reader.
        NotPermitted: the token does not let its bearer create both types.
        NotReferrable: the rule does not let it go; nothing is written.
    """
    if not (has_power(reader.assignment, Power.REFER) or is_connected_system(reader)):
        raise Http404
    if not all(reader.may(kind, "c") for kind in PAIR):
        raise NotPermitted
    asked = asked_referral(pair[0].resource)
    _, receiver_id = row_of(asked.receiver.removeprefix("Organization/")) or ("", 0)
    person = _person(asked.patient, reader)
    receiver = institution_for(reader.assignment, receiver_id)
    made = refer(
        person=person,
        sender=own_institution(reader.assignment),
        receiver=receiver,
        given=_given(asked, person, at),
        advice_first=False,
        previous=answered_by(reader.assignment, person.pk, receiver.pk),
        by=reader.actor,
        at=at,
    )
    standing = Resource.objects.filter(fhir_id=f"referral-{made.pk}", type__in=PAIR)
    by_kind = {found.type: Written.standing(found) for found in standing}
    return {order.place: by_kind[order.kind] for order in pair}


def _person(patient: str, reader: Reader) -> Person:
    found = readable(reader).filter(type="Patient", deleted_at=None, person__isnull=False)
    row = found.select_related("person__place")
    return get_object_or_404(row, fhir_id=patient.removeprefix("Patient/")).person


def _given(asked: AskedReferral, person: Person, at: datetime) -> Given:
    return Given(
        reason=asked.reason,
        urgency=asked.urgency,
        diagnosis=asked.diagnosis,
        news2=news2_known(person.pk, at),
        done=asked.done,
        question=asked.question,
        consent=any(_is_given(name, person) for name in asked.consents),
        summary=asked.summary,
    )


def _is_given(name: str, person: Person) -> bool:
    """Tell whether a Consent of this person stands."""
    held = Resource.objects.filter(
        type="Consent", fhir_id=name.removeprefix("Consent/"), person=person, deleted_at=None
    ).first()
    return held is not None and read_json(held.body.encode()).get("status") == "active"
