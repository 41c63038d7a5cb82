"""Reading the network: institutions and what they offer, beds, rosters.

Somebody who works for a place sees the network of that place; somebody who works for an
institution, the network of the district it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.network.models import (
    POOLED,
    Bed,
    Capability,
    Designation,
    Duty,
    Institution,
    Place,
    Post,
    Practitioner,
    Team,
    TeamMember,
    Turn,
)

FAMILY_DOCTOR = "FAMILY_DOCTOR"  # a duty


@dataclass(frozen=True)
class RegistrySearch:
    """What to look for in the registry; an empty field asks nothing."""

    text: str = ""
    kind: str = ""
    ownership: str = ""
    place_code: str = ""
    capability: str = ""
    medical_way: str = ""
    designated: bool = False


@dataclass(frozen=True)
class BedCount:
    """How many beds of a kind an institution has in each state."""

    kind: str
    total: int
    free: int
    by_state: tuple[tuple[str, int], ...]


def institutions_for(assignment: Assignment) -> QuerySet[Institution]:
    """Return the institutions an assignment may look at."""
    return Institution.objects.filter(place__code__within=network_code(assignment))


def reachable_institutions(assignment: Assignment) -> QuerySet[Institution]:
    """Return the institutions a person may be sent to: of the district, and of other nodes."""
    elsewhere = Institution.objects.filter(is_elsewhere=True)
    return institutions_for(assignment) | elsewhere


def reachable_institution(assignment: Assignment, pk: int) -> Institution:
    """Return an institution that a person may be sent to.  Raises Http404."""
    return get_object_or_404(reachable_institutions(assignment).select_related("place"), pk=pk)


def institution_for(assignment: Assignment, pk: int) -> Institution:
    """Return an institution the assignment may look at.  Raises Http404."""
    rows = institutions_for(assignment).select_related("place", "operator", "inhouse_of")
    return get_object_or_404(rows, pk=pk)


def designations_of(institution_id: int) -> QuerySet[Designation]:
    """Return an institution's designations, the first to begin first, by insurance."""
    return Designation.objects.filter(institution=institution_id).order_by("-scheme", "span")


def designation_for(assignment: Assignment, pk: int) -> Designation:
    """Return a designation of an institution the assignment may look at.  Raises Http404."""
    rows = Designation.objects.filter(institution__in=institutions_for(assignment).values("pk"))
    return get_object_or_404(rows.select_related("institution"), pk=pk)


def own_institution(assignment: Assignment) -> Institution:
    """Return the institution somebody works for.  Raises Http404 for who works for a place."""
    rows = Institution.objects.select_related("place")
    return get_object_or_404(rows, pk=assignment.institution_id)


def beds_for(assignment: Assignment) -> QuerySet[Bed]:
    """Return the beds that an assignment looks after: its institution's, or its place's."""
    rows = Bed.objects.select_related("institution", "ward")
    if assignment.institution_id:
        return rows.filter(institution=assignment.institution_id)
    return rows.filter(institution__place__code__within=network_code(assignment))


def bed_for(assignment: Assignment, pk: int) -> Bed:
    """Return a bed that the assignment may look after.  Raises Http404."""
    return get_object_or_404(beds_for(assignment), pk=pk)


def duty_for(assignment: Assignment, pk: int) -> Duty:
    """Return a turn of duty of the network an assignment looks after.  Raises Http404."""
    code = network_code(assignment)
    where = Q(institution__place__code__within=code) | Q(place__code__within=code)
    return get_object_or_404(Duty.objects.filter(where), pk=pk)


def network_code(assignment: Assignment) -> str:
    """Return the division code below which an assignment sees the network."""
    if assignment.place is not None:
        return assignment.place.code
    if assignment.institution is not None:
        return assignment.institution.place.code[:DISTRICT_DIGITS]
    return "-"  # begins no code: who works for nobody sees nothing


def search_institutions(assignment: Assignment, search: RegistrySearch) -> QuerySet[Institution]:
    """Return the institutions found, by name, with their bed counts ``beds_all``, ``beds_free``."""
    exact = {
        "kind": search.kind,
        "ownership": search.ownership,
        "medical_way": search.medical_way,
        "capabilities__code": search.capability,
        "designated": search.designated,
    }
    found = institutions_for(assignment).filter(**{k: v for k, v in exact.items() if v})
    if search.place_code:
        found = found.filter(place__code__within=search.place_code)
    if search.text:
        text = search.text.strip()
        found = found.filter(
            Q(name_zh__icontains=text) | Q(name_en__icontains=text) | Q(code__iexact=text)
        )
    counts = {
        "beds_all": Count("beds", distinct=True),
        "beds_free": Count(
            "beds", filter=Q(beds__state=Bed.State.FREE, beds__is_pooled=False), distinct=True
        ),
    }
    return found.select_related("place").annotate(**counts).order_by("kind", "name_zh", "pk")


def gaps_for(assignment: Assignment, care_kinds: tuple[str, ...]) -> QuerySet[Institution]:
    """Return the open institutions of some kinds that have no medical care yet (HZ art. 11)."""
    return (
        institutions_for(assignment)
        .filter(kind__in=care_kinds, medical_way=Institution.MedicalWay.NONE, is_open=True)
        .select_related("place")
        .order_by("place__code", "name_zh")
    )


def bed_counts(institution_id: int) -> list[BedCount]:
    """Return an institution's beds by kind and state, in one query."""
    pooled = When(state=Bed.State.FREE, is_pooled=True, then=Value(POOLED))
    rows = Bed.objects.filter(institution=institution_id).annotate(
        shown=Case(pooled, default="state")
    )
    counts = rows.values_list("kind", "shown").annotate(n=Count("pk"))
    found: dict[str, dict[str, int]] = {}
    for kind, state, count in counts.order_by("kind", "shown"):
        found.setdefault(kind, {})[state] = count
    return [
        BedCount(kind, sum(states.values()), states.get(Bed.State.FREE, 0), tuple(states.items()))
        for kind, states in found.items()
    ]


def posts_on(institution_id: int, day: date) -> QuerySet[Post]:
    """Return who works at an institution on a day."""
    rows = Post.objects.filter(institution=institution_id, span__contains=day)
    return rows.select_related("practitioner").order_by("duty", "practitioner__name")


def practice_places(practitioner_id: int) -> QuerySet[Post]:
    """Return every practice place somebody has, had or will have, the earliest first."""
    rows = Post.objects.filter(practitioner=practitioner_id)
    return rows.select_related("institution").order_by("span", "pk")


def eligible_doctors(institution_id: int, day: date) -> QuerySet[Practitioner]:
    """Return who is registered as a family doctor at an institution on a day, by name.

    Whoever is registered was eligible by ``contracting.may_be_family_doctor`` (FD-2.1).
    """
    posts = Post.objects.filter(
        institution=institution_id, duty=FAMILY_DOCTOR, span__contains=day
    ).values("practitioner")
    return Practitioner.objects.filter(pk__in=posts).order_by("name", "code")


def works_in_team(practitioner_id: int, team_id: int) -> bool:
    """Tell whether somebody is a member of a team that is open."""
    rows = TeamMember.objects.filter(team=team_id, team__is_open=True)
    return rows.filter(practitioner=practitioner_id).exists()


def on_turn(team_id: int, at: datetime) -> QuerySet[Practitioner]:
    """Return who of a team is at work at a moment, by its roster."""
    turns = Turn.objects.filter(team=team_id, span__contains=at).values("practitioner")
    return Practitioner.objects.filter(pk__in=turns).order_by("name", "code")


def teams_of(institution_id: int) -> QuerySet[Team]:
    """Return an institution's teams with their members."""
    rows = Team.objects.filter(institution=institution_id)
    return rows.prefetch_related("members__practitioner").order_by("code")


def teams_for(assignment: Assignment) -> QuerySet[Team]:
    """Return the teams an assignment looks after: its institution's, or its place's."""
    rows = Team.objects.select_related("institution").order_by("institution__name_zh", "code")
    if assignment.institution_id is not None:
        return rows.filter(institution=assignment.institution_id)
    return rows.filter(institution__place__code__within=network_code(assignment))


def team_for(assignment: Assignment, pk: int) -> Team:
    """Return a team an assignment looks after.  Raises Http404."""
    return get_object_or_404(teams_for(assignment), pk=pk)


def posts_for(assignment: Assignment) -> QuerySet[Post]:
    """Return the practice places an assignment looks after: its institution's, or its place's."""
    rows = Post.objects.select_related("practitioner", "institution")
    if assignment.institution_id is not None:
        return rows.filter(institution=assignment.institution_id)
    return rows.filter(institution__place__code__within=network_code(assignment))


def post_for(assignment: Assignment, pk: int) -> Post:
    """Return a practice place an assignment looks after.  Raises Http404."""
    return get_object_or_404(posts_for(assignment), pk=pk)


def practitioners_for(assignment: Assignment, text: str = "") -> QuerySet[Practitioner]:
    """Return who has or had a practice place that an assignment looks after, by name.

    Args:
        text: a part of the name, or the whole code; everybody when empty.
    """
    rows = Practitioner.objects.filter(pk__in=posts_for(assignment).values("practitioner"))
    if text.strip():
        rows = rows.filter(Q(name__icontains=text.strip()) | Q(code__iexact=text.strip()))
    return rows.order_by("name", "code")


def practitioner_for(assignment: Assignment, pk: int) -> Practitioner:
    """Return somebody with a practice place that one looks after.  Raises Http404."""
    return get_object_or_404(practitioners_for(assignment), pk=pk)


def member_for(assignment: Assignment, pk: int) -> TeamMember:
    """Return a member of a team an assignment looks after.  Raises Http404."""
    rows = TeamMember.objects.select_related("team", "practitioner")
    return get_object_or_404(rows, pk=pk, team__in=teams_for(assignment).values("pk"))


def turn_for(assignment: Assignment, pk: int) -> Turn:
    """Return a turn of a team an assignment looks after.  Raises Http404."""
    return get_object_or_404(Turn, pk=pk, team__in=teams_for(assignment).values("pk"))


def turns_of(team_id: int, at: datetime) -> QuerySet[Turn]:
    """Return the turns of a team that have not ended, the next first."""
    rows = Turn.objects.filter(team=team_id).exclude(span__endswith__lte=at)
    return rows.select_related("practitioner").order_by("span", "pk")


def roster_of(institution_id: int, at: datetime) -> QuerySet[Duty]:
    """Return the turns of duty of an institution that have not ended."""
    rows = Duty.objects.filter(institution=institution_id).exclude(span__endswith__lte=at)
    return rows.select_related("account").order_by("span", "role", "order")


def sub_districts(assignment: Assignment) -> QuerySet[Place]:
    """Return the sub-districts an assignment sees."""
    code = network_code(assignment)
    found = Place.objects.filter(code__within=code).order_by("code")
    return found.exclude(code=code) if len(code) <= DISTRICT_DIGITS else found


def capabilities_known() -> list[str]:
    """Return every capability that some institution has."""
    codes = Capability.objects.order_by("code").values_list("code", flat=True)
    return list(codes.distinct())


def practitioners() -> QuerySet[Practitioner]:
    """Return all practitioners by name."""
    return Practitioner.objects.order_by("name", "code")
