"""Teams as the rules decide: who joins in which duty, who is at work, what a team offers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.agreements.models import Project
from yiyang.agreements.selectors import consortium_peers, cooperation_partners
from yiyang.agreements.services.practice import (
    FAMILY_DOCTOR,
    decide_eligibility,
    decide_practice,
    register_family_doctor,
    require_practice,
)
from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.network.facts import member_facts, project_facts
from yiyang.network.models import Practitioner, Team, TeamMember, Turn
from yiyang.network.services import (
    add_team_member,
    add_turn,
    make_team,
    remove_team_member,
    set_caseload_limit,
    set_member_duty,
)
from yiyang.rules import contracting as rules

TEAM = "team"


class MemberRefused(Refused):
    """Somebody may not join the team so; ``reasons`` are the rule's codes."""

    code = "MEMBER_REFUSED"

    def __init__(self, reasons: Collection[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0])


class MemberHasPeople(Refused):
    """Somebody who looks after people does not leave the team before they are given over."""

    code = "MEMBER_HAS_PEOPLE"


class NotOfTheTeam(Refused):
    """Only members of a team are at work for it."""

    code = "NOT_A_MEMBER"


class ProjectRefused(Refused):
    """The team is not qualified for this project; ``reasons`` say what it lacks."""

    code = "PROJECT_REFUSED"

    def __init__(self, reasons: Collection[tuple[str, str]]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0][0], lacks=self.reasons[0][1])


class ProjectOffered(Refused):
    """The team offers this project already."""

    code = "PROJECT_OFFERED"


@transaction.atomic
def form_team(
    *,
    institution_id: int,
    code: str,
    name_zh: str,
    name_en: str,
    lead_id: int,
    by: Actor,
    at: datetime,
) -> Team:
    """Make a team with the family doctor who leads it (FD-2.1, HZ-12).

    Raises:
        CodeTaken: a team has this code.
        MemberRefused, NotEligible, PracticeRefused: the doctor may not lead it.
    """
    team = make_team(
        institution_id=institution_id, code=code, name_zh=name_zh, name_en=name_en, by=by, at=at
    )
    join_team(
        team_id=team.pk, practitioner_id=lead_id, duty=FAMILY_DOCTOR, leads=True, by=by, at=at
    )
    return team


@transaction.atomic
def join_team(
    *,
    team_id: int,
    practitioner_id: int,
    duty: str,
    by: Actor,
    at: datetime,
    leads: bool = False,
    most: int | None = None,
) -> TeamMember:
    """Let somebody join a team in a duty, as the rules decide; three decisions are kept.

    Args:
        most: how many people they look after at most; the book's number for the duty if None.

    Raises:
        MemberRefused: the rule says no; nothing is written.
        CodeTaken: they are in the team.
    """
    team = Team.objects.select_for_update().select_related("institution").get(pk=team_id)
    practitioner = Practitioner.objects.select_for_update().get(pk=practitioner_id)
    today = timezone.localdate(at)
    _decide_membership(team, practitioner, duty=duty, leads=leads, at=at)
    if duty == FAMILY_DOCTOR:
        register_family_doctor(
            practitioner_id=practitioner_id, institution_id=team.institution_id,
            since=today, by=by, at=at,
        )  # fmt: skip
    member = add_team_member(
        team_id=team_id, practitioner_id=practitioner_id, duty=duty, leads=leads, by=by, at=at
    )
    limit = most if most is not None else _limit(duty, today)
    return set_caseload_limit(member_id=member.pk, most=limit, by=by, at=at)


@transaction.atomic
def change_member(*, member_id: int, duty: str, leads: bool, by: Actor, at: datetime) -> TeamMember:
    """Give a member another duty, or the lead, as the rules decide; three decisions are kept.

    Raises:
        MemberRefused: the rule says no; nothing is written.
        MemberHasPeople: a family doctor who looks after anybody stays one until they are given
            over.  LimitBelowCaseload: they look after more people than somebody in the duty may.
    """
    held = TeamMember.objects.select_related("team__institution", "practitioner")
    member = held.select_for_update(of=("self",)).get(pk=member_id)
    if member.people and member.duty == FAMILY_DOCTOR != duty:
        raise MemberHasPeople(people=member.people)
    _decide_membership(member.team, member.practitioner, duty=duty, leads=leads, at=at)
    if duty == FAMILY_DOCTOR:
        register_family_doctor(
            practitioner_id=member.practitioner_id, institution_id=member.team.institution_id,
            since=timezone.localdate(at), by=by, at=at,
        )  # fmt: skip
    if duty != member.duty:
        limit = _limit(duty, timezone.localdate(at))
        set_caseload_limit(member_id=member_id, most=limit, by=by, at=at)
    return set_member_duty(member_id=member_id, duty=duty, leads=leads, by=by, at=at)


@transaction.atomic
def leave_team(*, member_id: int, by: Actor, at: datetime) -> None:
    """Let a member leave a team.  Raises MemberHasPeople while they look after anybody."""
    member = TeamMember.objects.select_for_update().get(pk=member_id)
    if member.people:
        raise MemberHasPeople(people=member.people)
    remove_team_member(member_id=member_id, by=by, at=at)


@transaction.atomic
def give_turn(
    *,
    team_id: int,
    practitioner_id: int,
    since: datetime,
    until: datetime,
    by: Actor,
    at: datetime,
) -> Turn:
    """Put a member at work for their team.

    Raises:
        NotOfTheTeam: they are no member.
        PracticeRefused: on that day they do not practise at the team's institution, unless
            they came from a cooperating one.
        TurnTaken, EndsBeforeItBegins: as ``network.services.add_turn``.
    """
    member = TeamMember.objects.filter(team=team_id, practitioner=practitioner_id)
    found = member.select_related("team").first()
    if found is None:
        raise NotOfTheTeam
    day = timezone.localdate(since)
    if found.duty not in read_book(day).codes("contracting.visiting_duties"):
        require_practice(
            practitioner_id=practitioner_id, institution_id=found.team.institution_id,
            day=day, at=at,
        )  # fmt: skip
    return add_turn(
        team_id=team_id, practitioner_id=practitioner_id, since=since, until=until, by=by, at=at
    )


@transaction.atomic
def offer_project(*, team_id: int, code: str, by: Actor, at: datetime) -> Project:
    """Let a team offer a service project for which it is qualified (FD-3.1).

    Raises:
        ProjectRefused: it is not; the reasons say what it lacks.
        ProjectOffered: it offers it already.
    """
    team = Team.objects.select_for_update().select_related("institution").get(pk=team_id)
    today = timezone.localdate(at)
    if team.projects.filter(code=code, span__contains=today).exists():
        raise ProjectOffered
    decided = decide(
        rules.service_project,
        project_facts(team, code),
        reading=read_book(today),
        subject=Subject(TEAM, team.pk),
        at=at,
    )
    if not decided.result.accepted:
        raise ProjectRefused(decided.result.reasons)
    project = Project.objects.create(
        team=team, code=code, span=DateRange(today, None), decision=decided.decision
    )
    _trail("offer_project", project, by, at, code)
    return project


@transaction.atomic
def stop_project(*, project_id: int, by: Actor, at: datetime) -> None:
    """Let a team offer a project no more, from today; one begun today disappears."""
    project = Project.objects.select_for_update().get(pk=project_id)
    today = timezone.localdate(at)
    _trail("stop_project", project, by, at, project.code)
    if project.span.lower >= today:
        project.delete()
    else:
        project.span = DateRange(project.span.lower, today)
        project.save(update_fields=["span"])


def _decide_membership(
    team: Team, practitioner: Practitioner, *, duty: str, leads: bool, at: datetime
) -> Decision:
    today = timezone.localdate(at)
    practises = decide_practice(
        practitioner_id=practitioner.pk, institution_id=team.institution_id, day=today, at=at
    )
    is_eligible = duty == FAMILY_DOCTOR and (
        decide_eligibility(practitioner=practitioner, day=today, at=at).result.eligible
    )
    decided = decide(
        rules.team_member,
        member_facts(
            practitioner,
            team,
            duty=duty,
            leads=leads,
            may_practise=practises.result.allowed,
            may_be_family_doctor=is_eligible,
            partners=_partners(team, today),
            day=today,
        ),
        reading=read_book(today),
        subject=Subject(TEAM, team.pk),
        at=at,
    )
    if not decided.result.accepted:
        raise MemberRefused(decided.result.reasons)
    return decided.decision


def _partners(team: Team, day: date) -> frozenset[int]:
    """The institutions from which somebody may come: partners and the consortium's others."""
    home = team.institution_id
    return cooperation_partners(home, day) | consortium_peers(home, day)


def _limit(duty: str, day: date) -> int | None:
    limits = read_book(day).table("contracting.caseload")
    return int(limits[duty]) if duty in limits else None


def _trail(action: str, project: Project, by: Actor, at: datetime, code: str) -> None:
    record(
        by=by, at=at, action=f"agreements.{action}", subject_kind=TEAM,
        subject_id=project.team_id, payload={"project": code},
    )  # fmt: skip
