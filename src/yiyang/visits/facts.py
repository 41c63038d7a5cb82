"""Rows of visits as the frozen values that the rules take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from yiyang.beds.measured import news2_since
from yiyang.beds.models import Presence
from yiyang.beds.selectors import hospital_stays
from yiyang.kernel.geo import Point
from yiyang.kernel.span import Span
from yiyang.network.models import Institution, Post, Turn
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.packages import ServiceItem, catalogue
from yiyang.rules.visiting.enrolling import EnrolFacts
from yiyang.rules.visiting.risk import RiskFacts
from yiyang.rules.visiting.routing import DayFacts, Wanted, Worker
from yiyang.rules.visiting.travel import Spot, spot
from yiyang.visits.models import Enrolment, Visit

CHINA = ZoneInfo("Asia/Shanghai")
TODAY_FIRST, CAN_WAIT = 0, 1
HOUR = timedelta(hours=1)


def local_moment(day: date, clock: time) -> datetime:
    """Return the moment at which clocks here show a time on a day."""
    return datetime.combine(day, clock, tzinfo=CHINA)


def day_span(day: date) -> Span:
    """Return a day here, from midnight to midnight."""
    return Span(local_moment(day, time()), local_moment(day + timedelta(days=1), time()))


def point_of(row: Person | Institution) -> Spot | None:
    """Return where a person lives or an institution stands; None where nobody knows."""
    if row.lon is None or row.lat is None:
        return None
    return spot(Point(row.lon, row.lat))


def home_items(reading: Reading) -> dict[str, ServiceItem]:
    """Return the items of the catalogue that are given at home."""
    return _of_groups("visits.item_groups", reading)


def point_items(reading: Reading) -> dict[str, ServiceItem]:
    """Return the items that are given at day care and in institutions."""
    return _of_groups("visits.point_groups", reading)


def _of_groups(key: str, reading: Reading) -> dict[str, ServiceItem]:
    groups = set(reading.codes(key))
    return {code: item for code, item in catalogue(reading).items() if item.group in groups}


def risk_facts(visit: Visit, items: Iterable[str], at: datetime, reading: Reading) -> RiskFacts:
    """Return what is known of the risk of a visit: the checklist and the record."""
    since = at - reading.duration("visits.risk.news2_hours")
    return RiskFacts(
        ticked=tuple(sorted(visit.ticked)),
        items=tuple(sorted(items)),
        lives_alone=visit.person.lives_alone,
        news2=news2_since(visit.person_id, since, at),
    )


def minutes_of(items: Iterable[str], reading: Reading) -> dict[str, int]:
    """Return the planned minutes of items: their minimum, or what the book gives those without."""
    known, default = catalogue(reading), reading.integer("visits.minutes_default")
    minimum = {code: item.minimum_minutes for code, item in known.items()}
    return {code: minimum.get(code) or default for code in items}


def day_facts(
    institution: Institution, day: date, visits: Iterable[Visit], at: datetime, reading: Reading
) -> DayFacts:
    """Return the workers of an institution and the visits to be placed on a day.

    Nothing is planned into the past: a shift begins now at the earliest, and after the visit
    that its worker is on.
    """
    known = catalogue(reading)
    wanted = [_wanted(visit, day, known, reading) for visit in visits]
    return DayFacts(tuple(_workers(institution, day, at, reading)), tuple(wanted))


def _wanted(visit: Visit, day: date, known: dict[str, ServiceItem], reading: Reading) -> Wanted:
    items = [row.item for row in visit.items.all()]
    whole = day_span(day)
    since, until = max(visit.window.lower, whole.since), visit.window.upper
    lists = [set(known[code].professions) for code in items if code in known]
    skilled = set.intersection(*lists) if lists else set()
    return Wanted(
        key=visit.pk,
        point=point_of(visit.person),
        window=Span(since, min(until, whole.until or until)),
        minutes=sum(minutes_of(items, reading).values()),
        professions=tuple(sorted(skilled)) if not lists or skilled else ("NOBODY",),
        people=visit.people,
        order=TODAY_FIRST if until <= (whole.until or until) else CAN_WAIT,
        in_hospital=bool(hospital_stays(visit.person_id, since, since + HOUR)),
    )


def _workers(institution: Institution, day: date, at: datetime, reading: Reading) -> list[Worker]:
    here = point_of(institution)
    assert here is not None
    posts = Post.objects.filter(
        institution=institution,
        span__contains=day,
        practitioner__profession__in=reading.codes("visits.visiting_professions"),
    )
    people = {post.practitioner_id: post.practitioner for post in posts.select_related(
        "practitioner")}  # fmt: skip
    turns = _turns(people, day)
    busy = _busy(people, day)
    hours = reading.table("visits.shift")
    usual = tuple(local_moment(day, time.fromisoformat(hours[k])) for k in ("since", "until"))
    found = []
    for key in sorted(people):
        since, until = turns.get(key, usual)
        ends, place = busy.get(key, (since, here))
        since = max(since, at, ends)
        if since < until:
            found.append(Worker(key, people[key].profession, Span(since, until), place))
    return found


def _turns(people: Iterable[int], day: date) -> dict[int, tuple[datetime, datetime]]:
    """Return the turns on a day of those who have one; others keep the usual hours."""
    whole = day_span(day)
    rows = Turn.objects.filter(
        practitioner__in=list(people), span__startswith__gte=whole.since,
        span__startswith__lt=whole.until,
    )  # fmt: skip
    return {
        row.practitioner_id: (row.span.lower, row.span.upper)
        for row in rows.order_by("-span")
        if row.span.upper is not None
    }


def _busy(people: Iterable[int], day: date) -> dict[int, tuple[datetime, Spot]]:
    """Return until when, and where, each is on a visit under way on a day."""
    whole = day_span(day)
    keys = list(people)
    rows = Visit.objects.filter(
        Q(practitioner__in=keys) | Q(second__in=keys),
        state=Visit.State.UNDER_WAY,
        span__startswith__gte=whole.since,
        span__startswith__lt=whole.until,
    ).select_related("person")
    found: dict[int, tuple[datetime, Spot]] = {}
    for row in rows.order_by("span"):
        point = point_of(row.person)
        for key in (row.practitioner_id, row.second_id):
            if key is not None and point is not None:
                found[key] = (row.span.upper, point)
    return found


def enrol_facts(
    *, kind: str, person_id: int, institution: Institution, items: list[str], already: bool,
    at: datetime,
) -> EnrolFacts:  # fmt: skip
    """Return what the rule of enrolment asks of a person and an institution."""
    lives = Presence.objects.filter(
        person=person_id, bed_kind="INSTITUTION_BED", span__contains=at
    ).select_related("claim__bed")
    houses = {row.claim.bed.institution_id for row in lives}
    over = [key for key in (institution.operator_id, institution.inhouse_of_id) if key]
    inside = Q(inhouse_of__in=over, is_open=True) & ~Q(pk=institution.pk)
    kinds = Institution.objects.filter(Q(pk__in=over) | inside).values_list("kind", flat=True)
    return EnrolFacts(
        kind=kind,
        institution_kind=institution.kind,
        point_of=tuple(sorted(set(kinds))),
        lives_in=institution.pk in houses,
        lives_away=bool(houses - {institution.pk}),
        has_items=bool(items),
        already=already,
    )


def is_enrolled(kind: str, person_id: int, institution_id: int, day: date) -> bool:
    """Tell whether somebody is enrolled in this way with an institution on a day or later."""
    rows = Enrolment.objects.filter(kind=kind, person=person_id, institution=institution_id)
    return rows.exclude(span__endswith__lte=day).exists()
