"""Applying from the public page: the person is found or registered, and a transfer is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiyang.audit.services import PROGRAM
from yiyang.beds.errors import AlreadyTransferring
from yiyang.beds.models import Transfer
from yiyang.beds.services.requests import Asked, request_transfer
from yiyang.cases.services import add_event
from yiyang.kernel.identifiers import born_on, is_male
from yiyang.network.models import Place
from yiyang.people.models import Person
from yiyang.people.selectors import person_by_identifier
from yiyang.people.services import Identity, Living, add_relative, register_person
from yiyang.rules.placement.terms import Trigger

APPLICANT = "APPLICANT"
APPLIED, APPLIED_AGAIN = "APPLIED", "APPLIED_AGAIN"


@dataclass(frozen=True)
class Application:
    """What an applicant tells; ``relation`` is ``SELF`` or how they are related."""

    name: str
    resident_id: str
    relation: str
    contact_name: str
    phone: str
    place_code: str
    wished_kind: str
    trigger: Trigger
    note: str = ""


@transaction.atomic
def apply_for_bed(*, application: Application, at: datetime) -> Transfer:
    """Find or register the person and ask for a transfer in their name.

    What the network knows already is neither shown to the applicant nor changed by them; who
    is to be called back, and where, stands on the timeline.
    Somebody who applies again while a transfer is under way adds to its timeline.

    Raises:
        PersonHasDied: the person is recorded as dead; the page gives the same answer as ever.
    """
    person = _person_of(application, at)
    asked = Asked(
        trigger=application.trigger,
        requester=APPLICANT,
        wished_kind=application.wished_kind,
        note=application.note,
    )
    if application.relation != "SELF" and application.contact_name:
        _keep_relative(person, application, at)
    contact = {
        "relation": application.relation,
        "name": application.contact_name,
        "phone": application.phone,
    }
    try:
        with transaction.atomic():
            transfer = request_transfer(person=person, asked=asked, alarm=None, by=PROGRAM, at=at)
            add_event(case=transfer.case, action=APPLIED, by=PROGRAM, at=at, params=contact)
            return transfer
    except AlreadyTransferring:
        open_ones = Transfer.objects.filter(person=person, case__closed_at__isnull=True)
        under_way = open_ones.select_related("case").latest("pk")
        add_event(
            case=under_way.case,
            action=APPLIED_AGAIN,
            by=PROGRAM,
            at=at,
            params={"wished": application.wished_kind, **contact},
            note=application.note,
        )
        return under_way


def _person_of(application: Application, at: datetime) -> Person:
    number = application.resident_id.strip().upper()
    known = person_by_identifier("RESIDENT_ID", number)
    if known is not None:
        return Person.objects.select_related("place").get(pk=known)
    identity = Identity(
        name=application.name.strip(),
        sex=Person.Sex.MALE if is_male(number) else Person.Sex.FEMALE,
        born_on=born_on(number),
        place_id=_place_of(application.place_code),
        phone=application.phone if application.relation == "SELF" else "",
    )
    return register_person(
        identity=identity, living=Living(), by=PROGRAM, at=at, resident_id=number
    )


def _place_of(code: str) -> int | None:
    return Place.objects.filter(code=code).values_list("pk", flat=True).first()


def _keep_relative(person: Person, application: Application, at: datetime) -> None:
    if not person.relatives.filter(name=application.contact_name).exists():
        add_relative(
            person_id=person.pk,
            name=application.contact_name,
            relation=application.relation,
            phone=application.phone,
            by=PROGRAM,
            at=at,
        )
