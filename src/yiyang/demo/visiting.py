"""A year of outpatient visits of some people: acts, and bookings of the sessions that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yiyang.agreements.models import Member
from yiyang.agreements.selectors import consortium_peers_of
from yiyang.booking.facts import slot_start
from yiyang.booking.models import Booking, Session
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.demo.rows import ActRow, During
from yiyang.demo.storing import store
from yiyang.ledger.models import Act
from yiyang.rules.calendar import CHINA

VISIT_ACT = "OUTPATIENT_VISIT"
AT_ONCE = 5000
YEAR_DAYS = 365
VISIT = timedelta(minutes=12)
HOURS = range(8, 16)


@dataclass(frozen=True)
class Visit:
    """Somebody with a family doctor at ``own`` who went to an institution on a day."""

    person: int
    own: int
    institution: int
    on: date


@dataclass
class Places:
    """What tells how an institution stands to somebody, and the past sessions with room."""

    combinations: dict[int, set[int]]
    peers: dict[int, frozenset[int]]
    sessions: dict[tuple[int, date], list[Session]]
    used: dict[int, int]

    def relation(self, visit: Visit) -> str:
        """Return how the institution of a visit stands to the person."""
        if visit.institution == visit.own:
            return "OWN_CENTRE"
        if visit.institution in self.combinations.get(visit.person, set()):
            return "COMBINATION"
        peer = visit.institution in self.peers.get(visit.own, frozenset())
        return "CONSORTIUM" if peer else "ELSEWHERE"

    def take(self, visit: Visit) -> tuple[Session, int] | None:
        """Return a session of the day with the number of a slot; None where there is none."""
        for session in self.sessions.get((visit.institution, visit.on), ()):
            number = self.used.get(session.pk, 0) + 1
            if number <= session.taken_public:
                self.used[session.pk] = number
                return session, number
        return None


def store_visits(district: District, progress: Progress) -> None:
    """Store the visits; those of the weeks whose sessions are kept also as bookings."""
    places = _places(district.plan.at)
    random = district.plan.random("outpatient hours")
    batch: list[ActRow] = []
    booked: list[tuple[Booking, Act]] = []
    for number, visit in enumerate(_visits(district)):
        slot = places.take(visit)
        if slot is not None:
            booked.append(_booked(visit, slot, places.relation(visit), random))
        else:
            batch.append(_act(visit, number, random))
        if len(batch) == AT_ONCE:
            store(batch)
            progress("act", len(batch))
            batch = []
    if batch:
        store(batch)
    _store_booked(booked)
    progress("booking", len(booked))


def _places(at: datetime) -> Places:
    members = list(Member.objects.values_list("person_id", "institution_id", "slot"))
    combinations: dict[int, set[int]] = {}
    for person, institution, _ in members:
        combinations.setdefault(person, set()).add(institution)
    own = {institution for _, institution, slot in members if slot == "FAMILY_DOCTOR"}
    sessions: dict[tuple[int, date], list[Session]] = {}
    past = Session.objects.filter(span__endswith__lt=at).select_related("clinic")
    for session in past.order_by("pk"):
        day = session.span.lower.astimezone(CHINA).date()
        sessions.setdefault((session.clinic.institution_id, day), []).append(session)
    return Places(combinations, consortium_peers_of(own, at.date()), sessions, {})


def _visits(district: District) -> Iterator[Visit]:
    plan, network = district.plan, district.ground.network
    random = plan.random("outpatient visits")
    share, counts = quantity("booking.visiting", plan.size), quantity("booking.visits_a_year")
    hospitals = [row.id for row in network.of_kind("HOSPITAL")]
    centres = [row.id for row in network.of_kind("CHC")]
    signed = Member.objects.filter(slot=Member.Slot.FAMILY_DOCTOR).order_by("pk")
    today = plan.at.astimezone(CHINA).date()
    for person, own in signed.values_list("person_id", "institution_id"):
        if random.random() >= share:
            continue
        for days in random.sample(range(1, YEAR_DAYS), random.randint(*counts.values())):
            where = _where(random, own, centres, hospitals)
            yield Visit(person, own, where, today - timedelta(days=days))


def _where(random: Random, own: int, centres: list[int], hospitals: list[int]) -> int:
    shares = quantity("booking.visits_where")
    drawn = random.random()
    if drawn < shares["own_centre"]:
        return own
    if drawn < shares["own_centre"] + shares["other_centre"]:
        return random.choice(centres)
    return random.choice(hospitals)


def _act(visit: Visit, number: int, random: Random) -> ActRow:
    since = datetime(
        visit.on.year, visit.on.month, visit.on.day, random.choice(HOURS), random.randrange(60),
        tzinfo=CHINA,
    )  # fmt: skip
    return ActRow(
        VISIT_ACT, visit.person, visit.institution, During(since, since + VISIT), "TIME",
        "demo_visit", str(number), since + VISIT,
    )  # fmt: skip


def _booked(
    visit: Visit, slot: tuple[Session, int], relation: str, random: Random
) -> tuple[Booking, Act]:
    session, number = slot
    at = slot_start(session, number)
    inside = relation in ("OWN_CENTRE", "COMBINATION")
    booking = Booking(
        session=session, clinic=session.clinic, person_id=visit.person, number=number, slot_at=at,
        part="PUBLIC", via="SELF", relation=relation, state=Booking.State.SEEN,
        queue_class="CONTRACTED" if inside else "PUBLIC", queue_key="",
        booked_at=at - timedelta(days=random.randint(1, 10)), checked_in_at=at - VISIT,
        called_at=at, ended_at=at + VISIT,
    )  # fmt: skip
    act = Act(
        kind=VISIT_ACT, person_id=visit.person, institution_id=visit.institution, unit="TIME",
        practitioner_id=session.clinic.practitioner_id, span=DateTimeTZRange(at, at + VISIT),
        source_kind="booking", recorded_at=at + VISIT,
    )  # fmt: skip
    return booking, act


def _store_booked(booked: list[tuple[Booking, Act]]) -> None:
    """Store acts and bookings so that each points to the other."""
    Booking.objects.bulk_create((booking for booking, _ in booked), batch_size=AT_ONCE)
    for booking, act in booked:
        act.source_id = str(booking.pk)
    Act.objects.bulk_create((act for _, act in booked), batch_size=AT_ONCE)
    for booking, act in booked:
        booking.act = act
    Booking.objects.bulk_update((b for b, _ in booked), ["act"], batch_size=AT_ONCE)
