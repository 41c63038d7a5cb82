"""Reading drafts and family doctor agreements: one's own, a provider's, an organisation's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.agreements.models import Agreement, Member, Panel, Party
from yiyang.documents.models import Document
from yiyang.documents.selectors import document_within
from yiyang.kernel.geo import Point, metres_between
from yiyang.network.models import Institution, Post, TeamMember
from yiyang.people.models import Person
from yiyang.policy.book import Reading
from yiyang.rules.agreements.facts import CHANGE, NEW, RENEW
from yiyang.signing.models import Draft

FAMILY_DOCTOR = Member.Slot.FAMILY_DOCTOR
DISTRICT_DIGITS = 6  # of a division code (GB/T 2260)
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


def drafts_for(assignment: Assignment) -> QuerySet[Draft]:
    """Return the drafts somebody may see: asked for or signed by them, or of their desk."""
    mine = Q(account=assignment.account_id) | Q(signs=assignment.account_id)
    seen = Q(pk__in=())
    if has_power(assignment, Power.SIGN_OWN):
        seen |= mine & Q(asker="OWN") | Q(signs=assignment.account_id, asker="DESK")
    if has_power(assignment, Power.SIGN_PEOPLE) and assignment.institution_id:
        seen |= Q(institution=assignment.institution_id)
    if has_power(assignment, Power.SIGN_STAFF) and assignment.institution_id:
        seen |= Q(organisation=assignment.institution_id)
    rows = Draft.objects.filter(seen)
    return rows.select_related(
        "institution__place", "practitioner", "team", "district", "city", "organisation"
    )


def draft_for(assignment: Assignment, pk: int) -> Draft:
    """Return a draft that an assignment may see.  Raises Http404."""
    return get_object_or_404(drafts_for(assignment), pk=pk)


def agreements_for(assignment: Assignment) -> QuerySet[Agreement]:
    """Return the family doctor agreements somebody may see.

    One's own and those of people one acts for; those a provider's desk made; those an
    organisation made.
    """
    rows = Agreement.objects.filter(kind=Agreement.Kind.FAMILY_DOCTOR)
    seen = Q(pk__in=())
    if has_power(assignment, Power.SIGN_OWN):
        own = Member.objects.filter(_visible(assignment), agreement=OuterRef("pk"))
        seen |= Q(Exists(own))
    if assignment.institution_id:
        party = Party.objects.filter(
            agreement=OuterRef("pk"), institution=assignment.institution_id
        )
        if has_power(assignment, Power.SIGN_PEOPLE):
            seen |= Q(Exists(party.filter(role="PROVIDER")))
        if has_power(assignment, Power.SIGN_STAFF):
            seen |= Q(Exists(party.filter(role="ORGANISATION")))
    return rows.filter(seen)


def agreement_for(assignment: Assignment, pk: int) -> Agreement:
    """Return a family doctor agreement that an assignment may see.  Raises Http404."""
    return get_object_or_404(agreements_for(assignment), pk=pk)


def members_for(assignment: Assignment, agreement: Agreement) -> list[Member]:
    """Return whom of an agreement an assignment may see: a resident only their own people."""
    rows = Member.objects.filter(agreement=agreement)
    if has_power(assignment, Power.SIGN_OWN):
        rows = rows.filter(_visible(assignment))
    rows = rows.select_related("person", "institution", "practitioner", "team")
    return list(rows.order_by("person_id", "pk"))


def member_for(assignment: Assignment, agreement_id: int, person_id: int) -> Member:
    """Return one person's place with the family doctor.  Raises Http404."""
    agreement = agreement_for(assignment, agreement_id)
    rows = Member.objects.filter(agreement=agreement, person=person_id, slot=FAMILY_DOCTOR)
    if has_power(assignment, Power.SIGN_OWN):
        rows = rows.filter(_visible(assignment))
    return get_object_or_404(rows.select_related("person", "agreement"))


def document_of(row: Draft | Agreement) -> Document:
    """Return the exact PDF of a draft or an agreement that may be seen.  Raises Http404.

    Raises:
        DocumentDamaged: its bytes are not the ones that were kept.
    """
    if row.document_id is None:
        raise Http404
    return document_within(Q(), row.document_id)


def own_places(assignment: Assignment, person_ids: Collection[int]) -> list[Member]:
    """Return the places with family doctors that some of one's people have or had, newest first."""
    rows = Member.objects.filter(
        _visible(assignment), person__in=person_ids, slot=FAMILY_DOCTOR,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
    )  # fmt: skip
    rows = rows.select_related("agreement", "institution", "practitioner", "team")
    return sorted(rows, key=lambda row: row.span.lower, reverse=True)


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


def doctors_near(person: Person, reading: Reading, text: str = "") -> list[DoctorNear]:
    """Return the family doctors of a person's district, those who serve their street first.

    By distance from the person's home; ``text`` narrows by the name of doctor or institution.
    """
    code = person.place.code[:DISTRICT_DIGITS] if person.place else ""
    posts = Post.objects.filter(
        duty="FAMILY_DOCTOR",
        span__contains=reading.day,
        institution__is_open=True,
        institution__kind__in=reading.codes("agreements.provider_kinds"),
        institution__place__code__startswith=code,
    )
    if text:
        posts = posts.filter(
            Q(practitioner__name__contains=text)
            | Q(institution__name_zh__icontains=text)
            | Q(institution__name_en__icontains=text)
        )
    found = list(posts.select_related("practitioner", "institution").order_by("pk"))
    return sorted(
        _near(person, found, reading),
        key=lambda one: (not one.serves, one.metres or FAR, one.institution.pk, one.name),
    )[:NEAREST]


def _near(person: Person, posts: Collection[Post], reading: Reading) -> list[DoctorNear]:
    keys = {post.practitioner_id for post in posts}
    signed = dict(Panel.objects.filter(practitioner__in=keys).values_list("practitioner", "signed"))
    limit = reading.integer("agreements.panel_limit")
    serving = set(
        Institution.serves.through.objects.filter(place=person.place_id).values_list(
            "institution_id", flat=True
        )
    )
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
                metres=_metres(person, post.institution),
                serves=post.institution_id in serving,
                places_left=max(0, limit - signed.get(post.practitioner_id, 0)),
            )
        )
    return near


def hospitals_of(level: int, place_code: str) -> QuerySet[Institution]:
    """Return the open hospitals of a level around a place, by name, for a 1+1+1 combination."""
    rows = Institution.objects.filter(kind="HOSPITAL", level=level, is_open=True)
    return rows.filter(place__code__startswith=place_code[:2]).order_by("name_zh", "pk")


def _metres(person: Person, institution: Institution) -> int | None:
    if person.lon is None or person.lat is None:
        return None
    home = Point(person.lon, person.lat)
    return round(metres_between(home, Point(institution.lon, institution.lat)))


def _visible(assignment: Assignment) -> Q:
    return visible_to(assignment, person="person_id", scope=Grant.Scope.SUMMARY)
