"""Clinics with their sessions of six weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from django.conf import settings

from yiyang.booking.models import Clinic, Session
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, drawn_up, keep_book
from yiyang.demo.care_rows import Keys
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import During, InstitutionRow
from yiyang.demo.storing import store, store_instances
from yiyang.policy.book import Reading
from yiyang.rules.booking.offer import Division, Offered, offer
from yiyang.rules.calendar import CHINA

PAST_DAYS, COMING_DAYS = 28, 15
SUNDAY = 6
HALF_DAYS = ((time(8), time(11, 30)), (time(13, 30), time(17)))
OF_HOSPITAL = (
    ("CARD-E", "EXPERT", "心内科专家门诊", "Cardiology, expert clinic"),
    ("ENDO", "SPECIALIST", "内分泌科门诊", "Endocrinology clinic"),
    ("RESP", "SPECIALIST", "呼吸科门诊", "Respiratory clinic"),
    ("US", "EXAMINATION", "超声检查", "Ultrasound"),
    ("CT", "EXAMINATION", "CT检查", "CT scan"),
)


class SessionRow(NamedTuple):
    clinic_id: int
    span: During
    total: int
    reserved: int
    taken_reserved: int
    taken_public: int
    opens_at: datetime
    exclusive_until: datetime
    team_opens_at: datetime
    decision_id: int


def store_clinics(district: District, progress: Progress) -> None:
    """Store the clinics of hospitals and centres, and their sessions."""
    clinics = Clinic.objects.bulk_create(_clinics(district))
    progress("clinic", len(clinics))
    published = _Published(district.plan.at)
    sessions = list(_sessions(district, clinics, published))
    store_instances(published.decisions)
    store(sessions, Session)
    progress("session", len(sessions))


def _clinics(district: District) -> Iterator[Clinic]:
    """Yield the clinics of every hospital, and the family doctors' hours of every centre."""
    network, crew = district.ground.network, district.ground.staff
    for hospital in network.of_kind("HOSPITAL"):
        doctors = crew.at(hospital.id, "DOCTOR")
        for number, (code, kind, name_zh, name_en) in enumerate(OF_HOSPITAL):
            seen_by = None if kind == "EXAMINATION" else doctors[number % len(doctors)]
            yield _clinic(hospital, code, kind, (name_zh, name_en), seen_by)
    names = {row.id: row.name for row in crew.practitioners}
    for centre in network.of_kind("CHC"):
        yield _clinic(centre, "GEN", "GENERAL", ("全科门诊", "General clinic"), None)
        for number, doctor in enumerate(crew.at(centre.id, "FAMILY_DOCTOR"), 1):
            called = (f"{names[doctor]}家庭医生门诊", f"Family doctor {number}")
            yield _clinic(centre, f"FD{number}", "FAMILY_DOCTOR", called, doctor)


def _clinic(
    institution: InstitutionRow, code: str, kind: str, name: tuple[str, str], doctor: int | None
) -> Clinic:
    return Clinic(
        institution_id=institution.id, code=code, kind=kind, name_zh=name[0], name_en=name[1],
        practitioner_id=doctor,
    )  # fmt: skip


class _Published:
    """How the sessions of a kind of clinic and a day are divided: decided once for all of them."""

    def __init__(self, at: datetime) -> None:
        self.at, self.book = at, current_book()
        self.keys, self.decisions = Keys(Decision), list[Decision]()
        self.found: dict[tuple[str, date], tuple[Division, int]] = {}
        keep_book(self.book, at)

    def of(self, clinic: Clinic, day: date, total: int) -> tuple[Division, int]:
        """Return the division of a day's sessions, and the key of its decision."""
        if (clinic.kind, day) not in self.found:
            reading = Reading(self.book, day, settings.PLACE, False)
            facts = Offered(clinic.kind, day, total)
            division = offer(facts, reading)
            subject = Subject("clinic", clinic.pk)
            decision = drawn_up(
                offer, facts, division, reading=reading, subject=subject, at=self.at
            )
            decision.pk = self.keys.next()
            self.decisions.append(decision)
            self.found[clinic.kind, day] = division, decision.pk
        return self.found[clinic.kind, day]


def _sessions(
    district: District, clinics: list[Clinic], published: _Published
) -> Iterator[SessionRow]:
    """Yield four weeks that were and two that come; an expert sits every second half-day."""
    random = district.plan.random("sessions")
    today = district.plan.at.astimezone(CHINA).date()
    for day_number in range(-PAST_DAYS, COMING_DAYS):
        day = today + timedelta(days=day_number)
        if day.weekday() == SUNDAY and day != today:
            continue
        for clinic in clinics:
            total = quantity("booking.slots")[clinic.kind]
            for half in _half_days(clinic, day):
                decided = published.of(clinic, day, total)
                yield _session(clinic, half, total, decided, random, past=day < today)


def _half_days(clinic: Clinic, day: date) -> Iterator[During]:
    halves = HALF_DAYS if clinic.kind != "EXPERT" else HALF_DAYS[day.day % len(HALF_DAYS) :][:1]
    for since, until in halves:
        yield During(*(datetime.combine(day, moment, CHINA) for moment in (since, until)))


def _session(
    clinic: Clinic,
    span: During,
    total: int,
    decided: tuple[Division, int],
    random: Random,
    *,
    past: bool,
) -> SessionRow:
    division, decision_id = decided
    shares = quantity("booking.taken") if past else {"reserved": 0, "public": 0}
    free = total - division.reserved
    return SessionRow(
        clinic_id=clinic.pk,
        span=span,
        total=total,
        reserved=division.reserved,
        taken_reserved=sum(random.random() < shares["reserved"] for _ in range(division.reserved)),
        taken_public=sum(random.random() < shares["public"] for _ in range(free)),
        opens_at=division.opens_at,
        exclusive_until=division.exclusive_until,
        team_opens_at=division.team_opens_at,
        decision_id=decision_id,
    )
