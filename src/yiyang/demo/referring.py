"""Bookings and referrals of the shown desks, made through the services like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from yiyang.access.models import Assignment
from yiyang.agreements.models import Member
from yiyang.audit.services import Actor
from yiyang.booking.models import Clinic, Session
from yiyang.booking.selectors import left
from yiyang.booking.services import Wanted, book, call_next, check_in, finish
from yiyang.demo.clinics import store_clinics
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.visiting import store_visits
from yiyang.network.models import Institution, TeamMember
from yiyang.people.models import Person
from yiyang.referrals import services
from yiyang.referrals.facts import Given
from yiyang.referrals.models import Referral
from yiyang.rules.booking.terms import Via
from yiyang.rules.calendar import CHINA

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_CENTRE = 40  # people of the shown centre who book or are referred
CHECKED_IN, CALLED = 4, 1
UP = (
    ("U06", "I10", "两次随访血压未达标，是否调整方案？", "氨氯地平5mg每日一次，随访两次"),
    ("U05", "R94.3", "请做心脏超声并评估", "心电图示ST-T改变"),
    ("U02", "R06.0", "活动后气促原因未明", "胸片、血常规未见异常"),
    ("U01", "E11.9", "血糖控制不佳，是否启用胰岛素？", "二甲双胍足量，糖化8.9%"),
)
DOWN = ("D03", "I10", "请按方案随访，目标140/90以下", "已调整用药，血压平稳")


@dataclass(frozen=True)
class Desk:
    """A shown sign-in: whose institution it is, and who acts."""

    institution: Institution
    actor: Actor


def store_booking(district: District, progress: Progress) -> None:
    """Store clinics and visits, then let the shown people book and be referred."""
    store_clinics(district, progress)
    store_visits(district, progress)
    doctor, hospital = _desk("family_doctor"), _desk("hospital_desk")
    people = iter(_people_of(doctor.institution))
    _join_team(doctor.institution, hospital.institution)
    at = district.plan.at.replace(microsecond=0)
    _fill_today(hospital, doctor, people, at)
    _book_own(district, at)
    for number, stage in enumerate(STAGES):
        _up(doctor, hospital, next(people), stage, number, at)
        progress("referral", 1)
    for stage in DOWN_STAGES:
        _down(hospital, doctor, next(people), stage, at)
        progress("referral", 1)


def _desk(username: str) -> Desk:
    row = Assignment.objects.select_related("institution").get(account__username=username)
    return Desk(row.institution, Actor(row.account_id, row.pk))


def _people_of(centre: Institution) -> list[Person]:
    """Return people signed with a centre, none of them asked for by another part first."""
    members = Member.objects.filter(
        institution=centre, slot=Member.Slot.FAMILY_DOCTOR, person__died_at=None
    )
    return [m.person for m in members.select_related("person").order_by("pk")[:OF_CENTRE]]


def _join_team(centre: Institution, hospital: Institution) -> None:
    """Let the expert of the shown hospital be in the first team of the shown centre."""
    expert = Clinic.objects.get(institution=hospital, code="CARD-E").practitioner
    team = centre.teams.order_by("pk")[0]
    TeamMember.objects.get_or_create(
        team=team, practitioner=expert, defaults={"duty": "SPECIALIST"}
    )


def _fill_today(hospital: Desk, doctor: Desk, people: Iterator[Person], at: datetime) -> None:
    """Book into today's last session of the shown hospital; some have come, one is called in."""
    today = at.astimezone(CHINA).date()
    session = Session.objects.filter(
        clinic__institution=hospital.institution,
        clinic__kind="EXPERT",
        span__startswith__date=today,
    ).latest("span")
    earlier = session.opens_at + HOUR
    bookings = []
    for number in range(left(session, earlier).left_public):
        via = Via.FAMILY_DOCTOR if number % 3 == 0 else Via.SELF
        wanted = Wanted(via, booked_by=doctor.institution.pk)
        bookings.append(
            book(session=session, person=next(people), wanted=wanted, by=doctor.actor, at=earlier)
        )
    for booking in bookings[: CHECKED_IN + CALLED]:
        check_in(booking=booking, by=hospital.actor, at=at - HOUR / 2)
    for _ in range(CALLED):
        call_next(session=session, by=hospital.actor, at=at - HOUR / 6)


def _book_own(district: District, at: datetime) -> None:
    """Let the resident with a sign-in have a booking."""
    person = Person.objects.get(pk=district.resident)
    coming = Session.objects.filter(span__startswith__gt=at + DAY, clinic__kind="GENERAL")
    session = coming.order_by("span", "pk")[0]
    book(session=session, person=person, wanted=Wanted(Via.SELF), by=Actor(), at=at - HOUR)


# What became of each referral up of the shown centre, and how long ago it was sent.
STAGES = (
    ("ADVICE_ASKED", 3 * HOUR), ("ADVISED", 20 * HOUR), ("SUBMITTED", 2 * HOUR),
    ("SUBMITTED", 26 * HOUR), ("ORANGE", HOUR / 2), ("ACCEPTED", 30 * HOUR),
    ("ACCEPTED", 40 * HOUR), ("TURNED_DOWN", 3 * DAY), ("ARRIVED", 9 * DAY),
    *(("LOOP_CLOSED", (9 + n) * DAY) for n in range(8)), ("MISSED", 10 * DAY),
)  # fmt: skip
DOWN_STAGES = ("SUBMITTED", "ACCEPTED", "LOOP_CLOSED")


def _up(  # noqa: PLR0917 -- one private step, all of it needed
    doctor: Desk, hospital: Desk, person: Person, stage: tuple[str, timedelta], number: int,
    at: datetime,
) -> None:  # fmt: skip
    name, ago = stage
    sent = at - ago
    reason, diagnosis, question, done = UP[number % len(UP)]
    urgency = "ORANGE" if name == "ORANGE" else "PLANNED"
    referral = services.refer(
        person=person,
        sender=doctor.institution,
        receiver=hospital.institution,
        given=Given(reason, urgency, diagnosis, number % 4, done, question, True),
        advice_first=name in ("ADVICE_ASKED", "ADVISED"),
        by=doctor.actor,
        at=sent,
    )
    answer = {"referral": referral, "institution_id": hospital.institution.pk}
    answer |= {"by": hospital.actor, "at": sent + 5 * HOUR}
    if name == "ADVISED":
        services.advise(text="建议先完善动态血压监测，再决定是否转诊。", **answer)
    elif name == "TURNED_DOWN":
        services.turn_down(note="该病情请转专科医院。", **answer)
    elif name not in ("ADVICE_ASKED", "SUBMITTED", "ORANGE"):
        _with_slot(hospital, name, answer, at)


def _with_slot(hospital: Desk, name: str, answer: dict[str, object], at: datetime) -> None:
    """Accept with a slot; then the person comes and is reported back, or does not come."""
    coming = name == "ACCEPTED"
    after, before = (at, None) if coming else (answer["at"], at - DAY)
    session = _session_for(hospital, after, before=before)
    accepted = services.accept(session=session, **answer)
    if coming:
        return
    slot = accepted.booking.slot_at
    at_desk = {"booking": accepted.booking, "by": hospital.actor}
    if name == "MISSED":
        services.miss_booking(**at_desk, at=slot + HOUR)
        return
    services.check_in_booking(**at_desk, at=slot)
    inside = call_next(session=session, by=hospital.actor, at=slot + HOUR / 6)
    finish(booking=inside, by=hospital.actor, at=slot + HOUR / 2, problem="I10")
    if name == "LOOP_CLOSED":
        told = answer | {"at": slot + 6 * HOUR}
        services.report(diagnosis="I10", text="已评估并调整方案，请两周后复诊。", **told)


def _session_for(hospital: Desk, after: datetime, before: datetime | None) -> Session:
    """Return a session of the hospital with a slot left, soon after a moment."""
    rows = Session.objects.filter(
        clinic__institution=hospital.institution, clinic__kind="SPECIALIST",
        span__startswith__gt=after + HOUR,
    )  # fmt: skip
    if before is not None:
        rows = rows.filter(span__startswith__lt=before)
    free = (row for row in rows.order_by("span", "pk") if left(row, after).left_public > 1)
    return next(free)


def _down(hospital: Desk, doctor: Desk, person: Person, stage: str, at: datetime) -> Referral:
    reason, diagnosis, question, done = DOWN
    sent = at - 2 * DAY
    summary = "" if stage == "SUBMITTED" else "出院小结：血压平稳，继续口服药物，两周后随访。"
    referral = services.refer(
        person=person,
        sender=hospital.institution,
        receiver=doctor.institution,
        given=Given(reason, "PLANNED", diagnosis, 1, done, question, True, summary),
        advice_first=False,
        by=hospital.actor,
        at=sent if stage != "SUBMITTED" else at - 3 * HOUR,
    )
    answer = {"referral": referral, "institution_id": doctor.institution.pk, "by": doctor.actor}
    if stage != "SUBMITTED":
        services.accept(session=None, at=sent + 4 * HOUR, **answer)
    if stage == "LOOP_CLOSED":
        met = services.Contact("PHONE", sent + DAY, sent + DAY + HOUR / 6)
        services.contact(met=met, at=sent + DAY + HOUR / 6, **answer)
        text = "已联系居民，纳入随访计划。"
        services.report(diagnosis=diagnosis, text=text, at=sent + DAY + HOUR, **answer)
    return referral
