"""Reading teams with what agreements say of them: who may join, whose people, what is offered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from yiyang.access.models import Assignment
from yiyang.agreements.models import Agreement, CaseloadEntry, Member, Project
from yiyang.agreements.selectors import consortium_peers, cooperation_partners
from yiyang.network.models import Post, Practitioner, Team
from yiyang.network.selectors import teams_for
from yiyang.people.models import Person
from yiyang.people.selectors import visible_people

FROM_PARTNERS = ("DOCTOR", "CARER", "VOLUNTEER")  # professions of the duties that visit


def may_join(team: Team, day: date) -> QuerySet[Practitioner]:
    """Return who might join a team: who practises with it, or with whom it works together."""
    home = team.institution_id
    partners = cooperation_partners(home, day) | consortium_peers(home, day)
    posts = Post.objects.filter(span__contains=day)
    own = posts.filter(institution=home).values("practitioner")
    others = posts.filter(institution__in=partners).values("practitioner")
    found = Practitioner.objects.filter(
        Q(pk__in=own) | Q(pk__in=others, profession__in=FROM_PARTNERS)
    )
    return found.exclude(teams__team=team).order_by("profession", "name", "code")


def people_of_team(assignment: Assignment, team: Team, day: date) -> QuerySet[Person]:
    """Return the people signed with a team on a day, as far as an assignment sees them."""
    signed = Member.objects.filter(
        team=team,
        span__contains=day,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__span__contains=day,
    )
    return visible_people(assignment).filter(pk__in=signed.values("person")).order_by("name_key")


def looked_after(team: Team, person_ids: Collection[int]) -> dict[int, list[CaseloadEntry]]:
    """Return who of a team looks after each person now, by the person's key."""
    rows = CaseloadEntry.objects.filter(team=team, person__in=person_ids, is_active=True)
    found: dict[int, list[CaseloadEntry]] = {}
    for entry in rows.select_related("practitioner").order_by("duty", "pk"):
        found.setdefault(entry.person_id, []).append(entry)
    return found


def entry_for(assignment: Assignment, pk: int) -> CaseloadEntry:
    """Return an entry of a caseload of a team that an assignment looks after.  Raises Http404."""
    return get_object_or_404(CaseloadEntry, pk=pk, team__in=teams_for(assignment).values("pk"))


def projects_on(team_id: int, day: date) -> QuerySet[Project]:
    """Return the service projects that a team offers on a day (FD-3.1)."""
    rows = Project.objects.filter(team=team_id, span__contains=day)
    return rows.select_related("decision").order_by("code")


def project_for(assignment: Assignment, pk: int) -> Project:
    """Return a project of a team that an assignment looks after.  Raises Http404."""
    return get_object_or_404(Project, pk=pk, team__in=teams_for(assignment).values("pk"))
