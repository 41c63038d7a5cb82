"""Finding a family doctor: who is near, who has places left, and how one comes to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from yiyang.agreements.models import Agreement, Member, Panel
from yiyang.kernel.geo import Point, metres_between
from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.network.models import Institution, Post, TeamMember
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.agreements.facts import CHANGE, NEW, RENEW

FAMILY_DOCTOR = Member.Slot.FAMILY_DOCTOR
NEAREST = 24
FAR = 10**7  # metres: behind every place that is known


@dataclass(frozen=True)
class DoctorNear:
    """A family doctor somebody may sign with; ``metres`` None where a place is not known."""

    institution: Institution
    practitioner_id: int
    name: str
    team_id: int | None
    team: object | None
    metres: int | None
    serves: bool
    places_left: int

    @property
    def key(self) -> str:
        """The doctor as one value of a form."""
        return f"{self.institution.pk}-{self.practitioner_id}-{self.team_id or 0}"


def place_on(person_id: int, day: date, window: timedelta) -> Member | None:
    """Return the place somebody has with a family doctor on a day, or had up to ``window`` ago."""
    rows = Member.objects.filter(
        person=person_id,
        slot=FAMILY_DOCTOR,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
        span__startswith__lte=day,
        span__endswith__gt=day - window,
    )
    return rows.select_related("agreement").order_by("-span").first()


def way_to(
    person_id: int, *, institution_id: int, practitioner_id: int, reading: Reading
) -> tuple[str, int | None]:
    """Return how somebody comes to a doctor, NEW, RENEW or CHANGE, and the agreement left.

    Source: HZ-8 (sign, renew, change doctor).
    """
    day = reading.day
    held = place_on(person_id, day, reading.duration("agreements.renewal_window"))
    if held is None:
        return NEW, None
    if held.institution_id == institution_id and held.practitioner_id == practitioner_id:
        return RENEW, held.agreement_id
    runs = held.span.upper is None or held.span.upper > day
    return (CHANGE, held.agreement_id) if runs else (NEW, None)


def doctors_near(spot: Person | Institution, reading: Reading, text: str = "") -> list[DoctorNear]:
    """Return the family doctors of the district around a home or an institution.

    Those who serve the street first, then by distance; ``text`` narrows by name of doctor or
    institution.
    """
    code = spot.place.code[:DISTRICT_DIGITS] if spot.place else "-"
    posts = registered(reading).filter(institution__place__code__within=code)
    if text:
        posts = posts.filter(
            Q(practitioner__name__contains=text)
            | Q(institution__name_zh__icontains=text)
            | Q(institution__name_en__icontains=text)
        )
    near = _near(spot, list(posts), reading)
    return sorted(
        near, key=lambda one: (not one.serves, one.metres or FAR, one.institution.pk, one.name)
    )[:NEAREST]


def doctors_at(home: Institution, spot: Person, reading: Reading) -> list[DoctorNear]:
    """Return the family doctors of one institution, most places left first."""
    near = _near(spot, list(registered(reading).filter(institution=home)), reading)
    return sorted(near, key=lambda one: (-one.places_left, one.name))


def registered(reading: Reading) -> QuerySet[Post]:
    """Who is registered as a family doctor today, at an open institution that signs people."""
    posts = Post.objects.filter(
        duty="FAMILY_DOCTOR",
        span__contains=reading.day,
        institution__is_open=True,
        institution__kind__in=reading.codes("agreements.provider_kinds"),
    )
    return posts.select_related("practitioner", "institution").order_by("pk")


def _near(
    spot: Person | Institution, posts: Collection[Post], reading: Reading
) -> list[DoctorNear]:
    keys = {post.practitioner_id for post in posts}
    signed = dict(Panel.objects.filter(practitioner__in=keys).values_list("practitioner", "signed"))
    limit = reading.integer("agreements.panel_limit")
    serves = Institution.serves.through.objects.filter(place=spot.place_id)
    serving = set(serves.values_list("institution_id", flat=True))
    members = TeamMember.objects.filter(
        practitioner__in=keys, duty="FAMILY_DOCTOR", team__is_open=True
    ).select_related("team")
    teams = {(m.practitioner_id, m.team.institution_id): m.team for m in members.order_by("-pk")}
    near = []
    for post in posts:
        team = teams.get((post.practitioner_id, post.institution_id))
        near.append(
            DoctorNear(
                institution=post.institution,
                practitioner_id=post.practitioner_id,
                name=post.practitioner.name,
                team_id=team.pk if team else None,
                team=team,
                metres=_metres(spot, post.institution),
                serves=post.institution_id in serving,
                places_left=max(0, limit - signed.get(post.practitioner_id, 0)),
            )
        )
    return near


def hospitals_of(level: int, place_code: str) -> QuerySet[Institution]:
    """Return the open hospitals of a level around a place, by name, for a 1+1+1 combination."""
    rows = Institution.objects.filter(kind="HOSPITAL", level=level, is_open=True)
    return rows.filter(place__code__within=place_code[:2]).order_by("name_zh", "pk")


def _metres(spot: Person | Institution, institution: Institution) -> int | None:
    if spot.lon is None or spot.lat is None:
        return None
    home = Point(spot.lon, spot.lat)
    return round(metres_between(home, Point(institution.lon, institution.lat)))
