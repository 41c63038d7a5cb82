"""Rows as the frozen values that the rules of care take."""

from __future__ import annotations

from datetime import date, datetime

from yiyang.agreements.models import Member, Party
from yiyang.assessments.selectors import latest_valid
from yiyang.beds.models import Presence
from yiyang.care.models import FollowUp
from yiyang.key_groups.selectors import groups_of
from yiyang.people.facts import age_on
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA
from yiyang.rules.care.plan import PlanFacts
from yiyang.rules.care.terms import Earlier, FollowUpFacts, Readings
from yiyang.rules.instruments.validity import months_after

MONTHS_A_YEAR = 12


def day_of(at: datetime) -> date:
    """Return the day of a moment, by the clock of China."""
    return at.astimezone(CHINA).date()


def plan_year(member: Member, day: date) -> tuple[date, date]:
    """Return the year of an agreement in which a day lies: from its first day until the next.

    Years are counted from the first day of the membership.  It may end within one.
    """
    since = member.span.lower
    years = day.year - since.year + 1
    while months_after(since, (years - 1) * MONTHS_A_YEAR) > day and years > 1:
        years -= 1
    first = months_after(since, (years - 1) * MONTHS_A_YEAR)
    return first, months_after(since, years * MONTHS_A_YEAR)


def plan_facts(member: Member, day: date) -> PlanFacts:
    """Return what a person's plan is drawn from on a day."""
    since, year_until = plan_year(member, day)
    end = member.span.upper
    held = latest_valid(member.person_id, day)
    return PlanFacts(
        since=since,
        until=year_until if end is None else min(year_until, end),
        packages=tuple(sorted(member.packages)),
        levels=tuple(sorted((name, row.level) for name, row in held.items())),
        groups=tuple(sorted(groups_of(member.person_id, day))),
        beds=beds_of(member.person_id),
        year_until=year_until,
    )


def who_answers(member: Member) -> tuple[int | None, int | None]:
    """Return the keys of the practitioner and the team that answer for a member.

    Those of the membership, or of the agreement's parties where it names none itself.
    """
    practitioner, team = member.practitioner_id, member.team_id
    if practitioner is None:
        for party in Party.objects.filter(agreement=member.agreement_id):
            practitioner, team = practitioner or party.practitioner_id, team or party.team_id
    return practitioner, team


def beds_of(person_id: int) -> tuple[str, ...]:
    """Return the kinds of bed a person has now: a care bed and a medical one at once, or none."""
    open_now = Presence.objects.filter(person=person_id, span__endswith__isnull=True)
    return tuple(sorted(open_now.values_list("bed_kind", flat=True)))


def earlier_of(person_id: int, programme: str, before: datetime) -> Earlier | None:
    """Return the follow-up of a programme before a moment, or None."""
    row = (
        FollowUp.objects.filter(person=person_id, programme=programme, done_at__lt=before)
        .order_by("-done_at", "-pk")
        .first()
    )
    return Earlier(day_of(row.done_at), row.result, tuple(row.signs)) if row else None


def follow_up_facts(
    person: Person,
    *,
    programme: str,
    channel: str,
    readings: Readings,
    signs: tuple[str, ...],
    done_at: datetime,
) -> FollowUpFacts:
    """Return a follow-up with what is known of the person and the one before."""
    day, born = day_of(done_at), person.born_on
    months = None if born is None else (day.year - born.year) * 12 + day.month - born.month
    if born is not None and months is not None and day.day < born.day:
        months -= 1
    return FollowUpFacts(
        programme=programme,
        day=day,
        channel=channel,
        readings=readings,
        signs=signs,
        age=None if born is None else age_on(born, day),
        age_months=months,
        earlier=earlier_of(person.pk, programme, done_at),
    )
