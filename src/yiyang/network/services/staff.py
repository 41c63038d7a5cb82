"""Practitioners, their posts, teams, and the roster of who is on duty."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from yiyang.access.models import Assignment
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused
from yiyang.network.models import Duty, Post, Practitioner, Team, TeamMember
from yiyang.network.services.writing import unique_code, write_trail


class EndsBeforeItBegins(Refused):
    """A period must end after it begins."""

    code = "ENDS_BEFORE_IT_BEGINS"


class RoleNotHeld(Refused):
    """The account does not work in this role there: an alarm to the role could not be answered."""

    code = "DUTY_ROLE_NOT_HELD"


@transaction.atomic
def register_practitioner(
    *,
    code: str,
    name: str,
    profession: str,
    by: Actor,
    at: datetime,
    licence: str = "",
    specialty: str = "",
    is_retired: bool = False,
) -> Practitioner:
    """Register a practitioner.  Raises CodeTaken when one has this code."""
    with unique_code(code):
        practitioner = Practitioner.objects.create(
            code=code,
            name=name,
            profession=profession,
            licence=licence,
            specialty=specialty,
            is_retired=is_retired,
        )
    write_trail("register_practitioner", practitioner, by, at, {"profession": profession})
    return practitioner


@transaction.atomic
def add_post(
    *,
    practitioner_id: int,
    institution_id: int,
    duty: str,
    since: date,
    by: Actor,
    at: datetime,
    until: date | None = None,
) -> Post:
    """Let a practitioner work at an institution from a day until (not including) another."""
    if until is not None and until <= since:
        raise EndsBeforeItBegins
    post = Post.objects.create(
        practitioner_id=practitioner_id,
        institution_id=institution_id,
        duty=duty,
        span=DateRange(since, until),
    )
    write_trail("add_post", post, by, at, {"institution": institution_id, "duty": duty})
    return post


@transaction.atomic
def end_post(*, post_id: int, on: date, by: Actor, at: datetime) -> None:
    """End a post on a day, which is the first without it."""
    post = Post.objects.select_for_update().get(pk=post_id)
    if on <= post.span.lower:
        raise EndsBeforeItBegins
    post.span = DateRange(post.span.lower, on)
    post.save(update_fields=["span"])
    write_trail("end_post", post, by, at, {"on": on})


@transaction.atomic
def make_team(
    *, institution_id: int, code: str, name_zh: str, name_en: str, by: Actor, at: datetime
) -> Team:
    """Make a service team of an institution.  Raises CodeTaken when one has this code."""
    with unique_code(code):
        team = Team.objects.create(
            institution_id=institution_id, code=code, name_zh=name_zh, name_en=name_en
        )
    write_trail("make_team", team, by, at, {"institution": institution_id})
    return team


@transaction.atomic
def add_team_member(
    *,
    team_id: int,
    practitioner_id: int,
    duty: str,
    by: Actor,
    at: datetime,
    leads: bool = False,
) -> TeamMember:
    """Add a practitioner to a team.  Raises CodeTaken when they are in it."""
    with unique_code(str(practitioner_id)):
        member = TeamMember.objects.create(
            team_id=team_id, practitioner_id=practitioner_id, duty=duty, leads=leads
        )
    write_trail("add_team_member", member, by, at, {"team": team_id, "duty": duty})
    changed(at, team=team_id)
    return member


@transaction.atomic
def remove_team_member(*, member_id: int, by: Actor, at: datetime) -> None:
    """Take a practitioner out of a team."""
    member = TeamMember.objects.select_for_update().get(pk=member_id)
    write_trail("remove_team_member", member, by, at, {"team": member.team_id})
    member.delete()
    changed(at, team=member.team_id)


@transaction.atomic
def put_on_duty(
    *,
    account_id: int,
    role: str,
    since: datetime,
    until: datetime | None,
    by: Actor,
    at: datetime,
    institution_id: int | None = None,
    place_id: int | None = None,
    order: int = 1,
) -> Duty:
    """Put an account on the roster; ``order`` 1 is told first, the next by escalation.

    Raises:
        EndsBeforeItBegins, RoleNotHeld: nothing has been written.
    """
    if until is not None and until <= since:
        raise EndsBeforeItBegins
    held = Assignment.objects.filter(account=account_id, role=role, span__contains=at)
    if not held.filter(institution=institution_id, place=place_id).exists():
        raise RoleNotHeld
    duty = Duty.objects.create(
        account_id=account_id,
        role=role,
        institution_id=institution_id,
        place_id=place_id,
        order=order,
        span=DateTimeTZRange(since, until),
    )
    write_trail("put_on_duty", duty, by, at, {"account": account_id, "role": role})
    return duty


@transaction.atomic
def end_duty(*, duty_id: int, by: Actor, at: datetime) -> None:
    """Take a turn of duty off the roster from now on; one not yet begun disappears."""
    duty = Duty.objects.select_for_update().get(pk=duty_id)
    write_trail("end_duty", duty, by, at, {"account": duty.account_id, "role": duty.role})
    if at <= duty.span.lower:
        duty.delete()
    elif duty.span.upper is None or at < duty.span.upper:
        duty.span = DateTimeTZRange(duty.span.lower, at)
        duty.save(update_fields=["span"])
