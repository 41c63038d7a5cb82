"""Practitioners, their practice places and teams as values for the rules; designations, levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.network.models import (
    Designation,
    Institution,
    InstitutionKind,
    Post,
    Practitioner,
    Team,
    TeamMember,
)
from yiyang.rules.contracting import (
    DoctorFacts,
    MemberFacts,
    ProjectFacts,
    ProjectMember,
    Workplace,
)
from yiyang.rules.practice import PracticeFacts, PracticePlace, RegistrationFacts


class Designated:
    """On which days some institutions are designated for an insurance, in one query."""

    def __init__(self, scheme: str, institutions: Collection[int]) -> None:
        rows = Designation.objects.filter(scheme=scheme, institution__in=institutions)
        self._spans: dict[int, list[DateRange]] = defaultdict(list)
        for row in rows:
            self._spans[row.institution_id].append(row.span)

    def on(self, institution_id: int, day: date) -> bool:
        """Tell whether an institution is designated on a day."""
        return any(day in span for span in self._spans.get(institution_id, ()))


def level_of(institution: Institution) -> int | None:
    """Return the level shares go by: 0 for what is given none, None where a hospital's is missing.

    Hospitals are graded, so a hospital without a level is one whose level nobody has told.
    """
    if institution.level is None and institution.kind == InstitutionKind.HOSPITAL:
        return None
    return institution.level or 0


def practice_places(practitioner_id: int) -> tuple[PracticePlace, ...]:
    """Return every practice place of somebody, in one query."""
    rows = Post.objects.filter(practitioner=practitioner_id).order_by("span", "pk")
    return tuple(PracticePlace(p.institution_id, p.span.lower, p.span.upper) for p in rows)


def practice_facts(practitioner_id: int, institution_id: int) -> PracticeFacts:
    """Return somebody who wants to act at an institution."""
    return PracticeFacts(institution_id, practice_places(practitioner_id))


def registration_facts(
    practitioner: Practitioner, institution: Institution, since: date, until: date | None
) -> RegistrationFacts:
    """Return a practice place asked for, beside the ones there are."""
    return RegistrationFacts(
        profession=practitioner.profession,
        has_licence=bool(practitioner.licence),
        institution_is_open=institution.is_open,
        asked=PracticePlace(institution.pk, since, until),
        places=practice_places(practitioner.pk),
    )


def doctor_facts(
    practitioner: Practitioner, day: date, *, also_at: Institution | None = None
) -> DoctorFacts:
    """Return somebody who is to sign with residents.

    Args:
        also_at: where they are being registered in this very step.
    """
    posts = Post.objects.filter(practitioner=practitioner, span__contains=day)
    places = {Workplace(p.institution.kind, p.institution.level)
              for p in posts.select_related("institution")}  # fmt: skip
    if also_at is not None:
        places.add(Workplace(also_at.kind, also_at.level))
    return DoctorFacts(
        profession=practitioner.profession,
        specialty=practitioner.specialty,
        is_retired=practitioner.is_retired,
        has_licence=bool(practitioner.licence),
        workplaces=tuple(sorted(places, key=lambda p: (p.kind, p.level or 0))),
    )


def member_facts(
    practitioner: Practitioner,
    team: Team,
    *,
    duty: str,
    leads: bool,
    may_practise: bool,
    may_be_family_doctor: bool,
    partners: Collection[int],
    day: date,
) -> MemberFacts:
    """Return somebody who is to join a team; ``partners`` are the institutions it works with."""
    posts = Post.objects.filter(practitioner=practitioner, span__contains=day)
    return MemberFacts(
        duty=duty,
        profession=practitioner.profession,
        specialty=practitioner.specialty,
        may_practise=may_practise,
        from_partner=posts.filter(institution__in=partners).exists(),
        may_be_family_doctor=may_be_family_doctor,
        leads=leads,
        has_lead=team.members.filter(leads=True).exclude(practitioner=practitioner).exists(),
    )


def project_facts(team: Team, project: str) -> ProjectFacts:
    """Return a team that wants to offer a service project."""
    members = TeamMember.objects.filter(team=team).select_related("practitioner")
    return ProjectFacts(
        project=project,
        members=tuple(
            ProjectMember(m.duty, m.practitioner.profession, m.practitioner.specialty)
            for m in members.order_by("pk")
        ),
        capabilities=tuple(
            team.institution.capabilities.order_by("code").values_list("code", flat=True)
        ),
    )
