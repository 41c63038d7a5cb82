"""What a partner does to a row through FHIR: the service of the page, with the same rules.

A resource that shows a row is not written; an update of a Task is an answer, and is given to the
service that the page calls.  What the service makes of it is what then stands in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.beds.models import Offer
from yiyang.beds.services import answer_offer
from yiyang.booking.models import Session
from yiyang.record.addresses import own_bases
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import is_connected_system, readable
from yiyang.record.services.refusals import (
    BadResource,
    IsProjection,
    NotPermitted,
    VersionDiffers,
)
from yiyang.record.services.writing import Written
from yiyang.referrals import services as referrals
from yiyang.referrals.models import Referral
from yiyang.referrals.selectors import referrals_for
from yiyang.rules.fhir_map.addresses import make_local
from yiyang.rules.fhir_map.projections.asked_for import (
    Answer,
    answer_of,
    differs_elsewhere,
    row_of,
)
from yiyang.rules.fhir_map.projections.terms import is_own_id
from yiyang.rules.fhir_map.shape import check_shape
from yiyang.rules.fhir_map.written import read_json

Act = Callable[[Reader, int, Answer, datetime], None]
REFUSED = "OTHER_REASON"  # a refusal of an offer whose reason is in words alone
DESK = (Power.REFER, Power.ANSWER_REFERRAL)


def is_row(fhir_id: str) -> bool:
    """Tell whether an id is one of a resource that shows a row."""
    return is_own_id(fhir_id)


def act(
    *, resource: Mapping[str, Any], reader: Reader, at: datetime, if_match: int | None = None
) -> Written:
    """Do what the update of a row's resource asks for, and return what then stands.

    Raises:
        Http404: there is no such row for this reader.
        IsProjection: it is no answer to a Task, or changes more than an answer may.
        BadResource: what was sent is no sound resource.
        VersionDiffers: another version stands than the one the partner had read.
        NotPermitted: the token does not let its bearer update this type.
        any refusal of the service; then nothing is written.
    """
    kind, fhir_id = resource["resourceType"], resource["id"]
    checked = check_shape(resource)
    if checked.findings:
        raise BadResource(checked.findings)
    make_local(checked.links, own_bases(reader.base))
    row, key = row_of(fhir_id) or ("", 0)
    answer = answer_of(resource) if kind == "Task" else None
    do = ACTS.get((row, answer.status)) if answer else None
    if not reader.may(kind, "u"):
        raise NotPermitted
    if answer is None or row not in ADDRESSEES:
        raise IsProjection
    ADDRESSEES[row](reader, key)  # not found and not theirs look the same
    stands = get_object_or_404(Resource, type=kind, fhir_id=fhir_id, deleted_at=None)
    if if_match is not None and if_match != stands.version:
        raise VersionDiffers
    before = read_json(stands.body.encode())
    if differs_elsewhere(before, resource):
        raise IsProjection
    if before["status"] == answer.status:
        return Written.standing(stands)  # told again: it has been done
    if do is None:
        raise IsProjection
    do(reader, key, answer, at)
    return Written.standing(Resource.objects.get(pk=stands.pk))


def act_on_text(
    *,
    kind: str,
    fhir_id: str,
    change: Callable[[str], Mapping[str, Any]],
    reader: Reader,
    at: datetime,
    if_match: int | None = None,
) -> Written:
    """Do what ``change`` makes of a row's resource asks for; raises as ``act``.

    A patch works on a text that was not sent, so it is there for who may read it alone: else it
    would tell by its tests, and by its answer, what a read does not.  A referral is read by the
    desks of its two sides too, as on its page.
    """
    row, key = row_of(fhir_id) or ("", 0)
    if row not in ADDRESSEES:
        raise IsProjection
    ADDRESSEES[row](reader, key)
    is_at_desk = row == "referral" and any(_has(reader, power) for power in DESK)
    seen = Resource.objects.all() if is_at_desk else readable(replace(reader, permits=None), kind)
    stands = get_object_or_404(seen, type=kind, fhir_id=fhir_id, deleted_at=None)
    changed = {name: value for name, value in change(stands.body).items() if value != {}}
    return act(resource=changed, reader=reader, at=at, if_match=if_match)


def _may(reader: Reader, power: Power) -> None:
    if not _has(reader, power):
        raise Http404


def _has(reader: Reader, power: Power) -> bool:
    """A desk that may on its page; or the system of the institution, which acts for its desk."""
    return has_power(reader.assignment, power) or is_connected_system(reader)


def _referral(reader: Reader, key: int) -> Referral:
    found = referrals_for(reader.assignment)
    if reader.person_id is not None:
        found = found.filter(person=reader.person_id)
    return get_object_or_404(found, pk=key)


def _offer(reader: Reader, key: int) -> Offer:
    mine = Offer.objects.filter(institution=reader.assignment.institution_id or 0)
    if reader.person_id is not None:
        mine = mine.filter(transfer__person=reader.person_id)
    return get_object_or_404(mine.exclude(state=Offer.State.PROPOSED), pk=key)


def _told(reader: Reader, key: int, power: Power, at: datetime) -> dict[str, Any]:
    _may(reader, power)
    return {
        "referral": _referral(reader, key),
        "institution_id": reader.assignment.institution_id,
        "by": reader.actor,
        "at": at,
    }


def _accept(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    """Accept a referral; the output ``slot`` names the session in which the person gets a slot."""
    told = _told(reader, key, Power.ANSWER_REFERRAL, at)
    slot = row_of(answer.outputs.get("slot", "").removeprefix("Slot/"))
    session = None
    if slot is not None:
        here = Session.objects.filter(clinic__institution=reader.assignment.institution_id)
        session = get_object_or_404(here.select_related("clinic"), pk=slot[1])
    referrals.accept(session=session, **told)


def _advise(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    told = _told(reader, key, Power.ANSWER_REFERRAL, at)
    referrals.advise(text=answer.outputs.get("advice", ""), **told)


def _turn_down(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    referrals.turn_down(note=answer.reason, **_told(reader, key, Power.ANSWER_REFERRAL, at))


def _arrive(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    told = _told(reader, key, Power.ANSWER_REFERRAL, at)
    referral: Referral = told["referral"]
    if referral.booking is None or referral.to_institution_id != told["institution_id"]:
        raise IsProjection  # without a slot somebody says how they met: on the page
    referrals.check_in_booking(booking=referral.booking, by=reader.actor, at=at)


def _report(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    told = _told(reader, key, Power.ANSWER_REFERRAL, at)
    outputs = answer.outputs
    diagnosis = outputs.get("report-diagnosis", "")
    referrals.report(diagnosis=diagnosis, text=outputs.get("report", ""), **told)


def _withdraw(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    referrals.withdraw(note=answer.reason, **_told(reader, key, Power.REFER, at))


def _take(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    _answer_offer(reader, key, answer, at, accepts=True)


def _decline(reader: Reader, key: int, answer: Answer, at: datetime) -> None:
    _answer_offer(reader, key, answer, at, accepts=False)


def _answer_offer(reader: Reader, key: int, answer: Answer, at: datetime, *, accepts: bool) -> None:
    _may(reader, Power.ANSWER_OFFER)
    answer_offer(
        offer=_offer(reader, key),
        accepts=accepts,
        refusal="" if accepts else answer.reason_code or REFUSED,
        note=answer.reason,
        by=reader.actor,
        at=at,
    )


ADDRESSEES: dict[str, Callable[[Reader, int], object]] = {"referral": _referral, "offer": _offer}
ACTS: dict[tuple[str, str], Act] = {
    ("referral", "accepted"): _accept,
    ("referral", "on-hold"): _advise,
    ("referral", "rejected"): _turn_down,
    ("referral", "in-progress"): _arrive,
    ("referral", "completed"): _report,
    ("referral", "cancelled"): _withdraw,
    ("offer", "accepted"): _take,
    ("offer", "rejected"): _decline,
}
