"""Signing under way: a draft with its code, an employer's people, people of a private clinic.

All of it through the services, with their decisions, papers and codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from yiyang.access.models import Account, Assignment, Role
from yiyang.agreements.models import Member
from yiyang.audit.services import Actor
from yiyang.decisions.services import read_book
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.network.models import Institution
from yiyang.network.selectors import eligible_doctors
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.rules.agreements.facts import DESK, ORGANISATION, PERSON, RENEW
from yiyang.signing.facts import MemberWish, Wish
from yiyang.signing.finding import doctors_near, way_to
from yiyang.signing.models import Draft
from yiyang.signing.services.codes import send_code
from yiyang.signing.services.drafting import draft_agreement
from yiyang.signing.services.signature import sign_draft
from yiyang.signing.services.staff import enrol_staff
from yiyang.signing.services.voiding import NOTICE

AHEAD = timedelta(days=10)  # the draft that waits begins so much later
TYPED = timedelta(minutes=1)  # how long somebody takes to type the code
BASIC = ("BASIC",)


def store_signing(district: District, progress: Progress) -> None:
    """Store a draft that waits for the shown resident, and some signatures."""
    at = district.plan.at
    counts = quantity("agreements.staff_signed")
    free = _unsigned(at, counts["staff"] + counts["at_the_clinic"])
    _wait_for_the_resident(Person.objects.select_related("place").get(pk=district.resident), at)
    _employer(free[: counts["staff"]], counts["signed"], at)
    _clinic(free[counts["staff"] :], at)
    progress("draft", Draft.objects.count())


def _unsigned(at: datetime, count: int) -> list[int]:
    """The youngest people with no family doctor, now or ever: an employer's, a clinic's."""
    signed = Member.objects.filter(slot=Member.Slot.FAMILY_DOCTOR).values("person")
    accounts = Account.objects.filter(person__isnull=False).values("person")
    free = Person.objects.filter(died_at=None).exclude(pk__in=signed).exclude(pk__in=accounts)
    return list(free.order_by("-born_on", "pk").values_list("pk", flat=True)[:count])


def _wait_for_the_resident(person: Person, at: datetime) -> None:
    """A centre has drawn up the agreement of the shown resident; the code is on their phone."""
    today = timezone.localdate(at)
    reading = read_book(today)
    for doctor in doctors_near(person, reading):
        home = doctor.institution
        way, replaces = way_to(
            person.pk, institution_id=home.pk, practitioner_id=doctor.practitioner_id,
            reading=reading,
        )  # fmt: skip
        desk = _desk(home, Role.CENTRE_DESK)
        if way == RENEW or desk is None:
            continue
        wish = Wish(
            form=PERSON, years=1, institution_id=home.pk, team_id=doctor.team_id,
            practitioner_id=doctor.practitioner_id, first_day=today + AHEAD,
            people=(MemberWish(person.pk, BASIC, way, replaces),),
        )  # fmt: skip
        draft = draft_agreement(wish=wish, asker=DESK, by=desk, at=at)
        send_code(draft_id=draft.pk, by=desk, at=at)
        return


def _employer(staff: Sequence[int], signed: int, at: datetime) -> None:
    """An employer has told its people and signed some of them."""
    employer = Institution.objects.filter(kind="EMPLOYER").order_by("pk")[0]
    desk = _desk(employer, Role.ORGANISATION_DESK)
    assert desk is not None
    enrol_staff(organisation_id=employer.pk, person_ids=staff, by=desk, at=at)
    doctor = doctors_near(employer, read_book(timezone.localdate(at)))[0]
    people = tuple(MemberWish(key, BASIC) for key in staff[:signed])
    wish = Wish(
        form=ORGANISATION, years=1, institution_id=doctor.institution.pk, team_id=doctor.team_id,
        practitioner_id=doctor.practitioner_id, people=people, organisation_id=employer.pk,
    )  # fmt: skip
    _sign(wish, ORGANISATION, desk, at)


def _clinic(people: Sequence[int], at: datetime) -> None:
    """A private clinic has signed people who came in."""
    clinic = Institution.objects.filter(kind="CLINIC").order_by("pk")[0]
    doctor = eligible_doctors(clinic.pk, timezone.localdate(at))[0]
    desk = _desk(clinic, Role.FAMILY_DOCTOR)
    assert desk is not None
    for key in people:
        wish = Wish(
            form=PERSON, years=1, institution_id=clinic.pk, practitioner_id=doctor.pk,
            people=(MemberWish(key, BASIC),),
        )  # fmt: skip
        _sign(wish, DESK, desk, at)


def _sign(wish: Wish, asker: str, by: Actor, at: datetime) -> None:
    draft = draft_agreement(wish=wish, asker=asker, by=by, at=at)
    code = send_code(draft_id=draft.pk, by=by, at=at)
    words = Notice.objects.get(code=NOTICE, subject_id=code.pk).params["code"]
    sign_draft(draft_id=draft.pk, words=words, by=by, at=at + TYPED)


def _desk(institution: Institution, role: str) -> Actor | None:
    """Who works first in a role at an institution."""
    row = Assignment.objects.filter(role=role, institution=institution).order_by("pk").first()
    return Actor(row.account_id, row.pk) if row else None
