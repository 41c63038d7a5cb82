"""Visits at home and day care at the shown desks, made through the services like any other.

A week of visits with their acts, flags and ratings; today's lists, arranged in the morning;
requests that wait for their check; two day-care centres with their attendance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from uuid import UUID

from django.db.models import Q

from yiyang.access.models import Assignment
from yiyang.agreements.services import register_in_network
from yiyang.audit.services import PROGRAM, Actor
from yiyang.beds.models import BedClaim
from yiyang.demo.district import District
from yiyang.demo.plan import Progress
from yiyang.demo.quantities import quantity
from yiyang.kernel.geo import Point
from yiyang.kernel.span import Span
from yiyang.network.models import Institution, InstitutionKind
from yiyang.network.services import InstitutionFields
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA
from yiyang.visits import services
from yiyang.visits.models import Enrolment, Visit
from yiyang.visits.services.enrolling import Schedule

MORNING = time(7, 30)
WIDE = 0.03  # degrees: a check made from elsewhere


@dataclass(frozen=True)
class House:
    """A provider whose desk is shown, and who acts there."""

    institution: Institution
    role: str
    actor: Actor


def store_home_visits(district: District, progress: Progress) -> None:
    """Store the past week of visits, today's lists, open requests, and a day-care centre."""
    random, at = district.plan.random("home visits"), district.plan.at.replace(microsecond=0)
    today = at.astimezone(CHINA).date()
    house = _house("care_desk")
    people = _near(house.institution, _clock(today - timedelta(days=quantity("visits.past_days"))))
    for days in range(quantity("visits.past_days"), 0, -1):
        day = today - timedelta(days=days)
        made = _day(house, list(islice(people, quantity("visits.a_day"))), day, random)
        for visit in made:
            _make(visit, random)
        progress("visit", len(made))
    shown = Person.objects.get(pk=district.resident)
    _of_resident(shown, today, random)
    progress(
        "visit", len(_day(house, list(islice(people, quantity("visits.a_day"))), today, random))
    )
    for person in islice(people, quantity("visits.asked")):
        _ask(house, person, today + timedelta(days=1), random)
    centre = Institution.objects.filter(kind="DAY_CARE").order_by("pk")[0]
    for point, name in (
        (centre, "visits.day_care"),
        (_own_point(house, at), "visits.own_day_care"),
    ):
        progress("attendance", _day_care(point, list(islice(people, quantity(name))), at))


def _house(username: str) -> House:
    row = Assignment.objects.select_related("institution").get(account__username=username)
    assert row.institution is not None
    return House(row.institution, row.role, Actor(row.account_id, row.pk))


def _near(institution: Institution, since: datetime) -> Iterator[Person]:
    """Yield people of an institution's sub-district who live at home, in no bed since a moment."""
    in_bed = BedClaim.objects.filter(Q(is_active=True) | Q(span__endswith__gt=since))
    in_bed = in_bed.values("person")
    rows = Person.objects.filter(place=institution.place_id, died_at=None, lat__isnull=False)
    return rows.exclude(pk__in=in_bed).order_by("pk").iterator(chunk_size=100)


def _clock(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=CHINA)


def _ask(house: House, person: Person, day: date, random: Random) -> Visit:
    """Let a resident ask for what is chosen, in the morning of the day or the evening before."""
    items: Sequence[str] = random.choice(quantity("visits.items"))
    first = random.choice((8, 8, 13))
    return services.ask_visit(
        person=person,
        institution=house.institution,
        items=items,
        window=Span(_clock(day, first), _clock(day, first + 4)),
        role="RESIDENT",
        by=PROGRAM,
        at=datetime.combine(day, MORNING, tzinfo=CHINA) - timedelta(hours=12),
    )


def _day(house: House, people: Sequence[Person], day: date, random: Random) -> list[Visit]:
    """Ask, check and arrange a day in its morning; return what was placed."""
    morning = datetime.combine(day, MORNING, tzinfo=CHINA)
    for person in people:
        visit = _ask(house, person, day, random)
        services.check_risk(visit_id=visit.pk, ticked=(), by=house.actor, at=morning)
    services.arrange_day(institution=house.institution, day=day, by=house.actor, at=morning)
    placed = Visit.objects.filter(
        institution=house.institution, state=Visit.State.PLANNED, span__startswith__gte=morning,
        span__startswith__lt=_clock(day) + timedelta(days=1),
    )  # fmt: skip
    return list(placed.select_related("person").prefetch_related("items").order_by("span"))


def _make(visit: Visit, random: Random, *, rated: bool | None = None) -> None:
    """Make a visit nearly as planned; now and then short, from elsewhere, or unrated."""
    assert visit.span is not None
    begins = visit.span.lower + timedelta(minutes=random.randint(0, 6))
    whole = (visit.span.upper - visit.span.lower).total_seconds()
    shares: Sequence[float] = quantity("visits.length_shares")
    ends = begins + timedelta(seconds=int(whole * random.choice(shares)))
    away = WIDE if random.random() < quantity("visits.away_share") else 0.0
    items = [row.item for row in visit.items.all()]
    services.check_in(
        visit_id=visit.pk, told=_told(visit, begins, away, random), by=PROGRAM, at=begins
    )
    services.check_out(
        visit_id=visit.pk, told=_told(visit, ends, 0.0, random), done=items,
        signed_by=visit.person.name, report="", by=PROGRAM, at=ends,
    )  # fmt: skip
    if rated if rated is not None else random.random() < quantity("visits.rated_share"):
        stars = random.choice(quantity("visits.stars"))
        services.rate_visit(
            visit_id=visit.pk, stars=stars, praise="", by=PROGRAM, at=ends + timedelta(hours=3)
        )


def _told(visit: Visit, at: datetime, away: float, random: Random) -> services.Told:
    person = visit.person
    here = Point(person.lon or 0.0, (person.lat or 0.0) + away)
    return services.Told(UUID(int=random.getrandbits(128)), at, at, here, random.randint(5, 30))


def _of_resident(person: Person, today: date, random: Random) -> None:
    """Visit the resident with a sign-in: once some days ago, to be rated, and once today."""
    claim = BedClaim.objects.filter(
        person=person, is_active=True, bed__kind="HOME_CARE_BED"
    ).select_related("bed__institution")[0]
    desk = Assignment.objects.filter(institution=claim.bed.institution, role="CARE_DESK")[0]
    house = House(claim.bed.institution, desk.role, Actor(desk.account_id, desk.pk))
    for visit in _day(house, [person], today - timedelta(days=2), random):
        _make(visit, random, rated=False)
    _day(house, [person], today, random)


def _own_point(house: House, at: datetime) -> Institution:
    """Register the day-care centre that the shown home, which has a medical room, runs."""
    home = house.institution
    fields = InstitutionFields(
        code=f"{home.code}-DC",
        name_zh=f"{home.name_zh}附设日间照料",
        name_en=f"Day care of {home.name_en}",
        kind=InstitutionKind.DAY_CARE,
        ownership=home.ownership,
        place_id=home.place_id,
        lon=home.lon,
        lat=home.lat,
        address=home.address,
        operator_id=home.pk,
    )
    return register_in_network(fields=fields, by=PROGRAM, at=at - timedelta(days=60))


def _day_care(point: Institution, people: Sequence[Person], at: datetime) -> int:
    """Enrol people at a day-care centre; return how many days they came.

    Who comes has come on the past days too, and today since the morning.
    """
    today, days = at.astimezone(CHINA).date(), quantity("visits.past_days")
    schedule = Schedule(
        since=today - timedelta(days=30),
        until=today + timedelta(days=335),
        weekdays=tuple(range(7)),
        begins=time(8, 30),
        ends=time(16),
    )
    enrolled = [
        services.enrol_person(
            kind=Enrolment.Kind.DAY_CARE, person=person, institution=point, schedule=schedule,
            by=PROGRAM, at=_clock(today - timedelta(days=days + 1), 10),
        )
        for person in people
    ]  # fmt: skip
    coming = [row for number, row in enumerate(enrolled) if number % 3]
    for row in coming:
        for ago in range(days, 0, -1):
            day = today - timedelta(days=ago)
            services.come(enrolment_id=row.pk, by=PROGRAM, at=_clock(day, 8, 40))
            services.leave(enrolment_id=row.pk, by=PROGRAM, at=_clock(day, 15, 50))
        services.come(enrolment_id=row.pk, by=PROGRAM, at=min(at, _clock(today, 8, 40)))
    return len(coming) * (days + 1)
