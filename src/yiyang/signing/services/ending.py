"""Ending somebody's agreement early, letting it rest, and what time ends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yiyang.access.models import Account, Role
from yiyang.agreements.models import Agreement, Member
from yiyang.agreements.services import leaving
from yiyang.agreements.services.panels import lock_panels
from yiyang.audit.services import PROGRAM, Actor
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.notices.models import Notice
from yiyang.notices.services import notify
from yiyang.people.models import Person
from yiyang.rules.agreements import ending as rules
from yiyang.rules.agreements.facts import DESK
from yiyang.signing import plans
from yiyang.signing.errors import EndingRefused, RestRefused
from yiyang.signing.services.drafting import book_for

DEATH = "DEATH"
EXPIRES = "AGREEMENT_EXPIRES_SOON"
SLOT = Member.Slot.FAMILY_DOCTOR


@dataclass(frozen=True)
class Passed:
    """What time ended in one run."""

    ended: int
    told: int
    planned: int


def end_place(
    *,
    agreement_id: int,
    person_id: int,
    reason: str,
    ends_on: date,
    asker: str,
    by: Actor,
    at: datetime,
) -> Agreement:
    """End a person's place under a family doctor agreement, on the first day without it.

    Args:
        asker: SELF, REPRESENTATIVE or DESK: which reasons they may give.

    Raises:
        EndingRefused: the rule says no; its decision is kept, nothing else is written.
    """
    member = _member(agreement_id, person_id)
    with transaction.atomic():
        decided = decide(
            rules.end,
            _ending_facts(member, reason, ends_on, asker, at),
            reading=book_for(member.institution_id, timezone.localdate(at)),
            subject=Subject("agreement", agreement_id, person_id),
            at=at,
        )
    if not decided.result.accepted:
        raise EndingRefused([r.code for r in decided.result.reasons], decided.decision.pk)
    with transaction.atomic():
        _hold(member, at)
        ended = leaving.leave(
            agreement_id=agreement_id,
            person_id=person_id,
            ends_on=decided.result.ends_on,
            reason=reason,
            by=by,
            at=at,
        )
        if decided.result.ends_on <= timezone.localdate(at):
            plans.end_plans([person_id], by=by, at=at)
    return ended


def change_rest(*, agreement_id: int, wish: str, reason: str, by: Actor, at: datetime) -> Agreement:
    """Let an agreement rest (``REST``) or take it up again (``RESUME``).

    Raises:
        RestRefused: the rule says no; its decision is kept, nothing else is written.
    """
    agreement = Agreement.objects.get(pk=agreement_id)
    member = agreement.members.filter(slot=SLOT).order_by("pk")[0]
    today = timezone.localdate(at)
    facts = rules.RestFacts(wish, agreement.state, reason, agreement.span.upper, today)
    with transaction.atomic():
        decided = decide(
            rules.rest,
            facts,
            reading=book_for(member.institution_id, today),
            subject=Subject("agreement", agreement_id),
            at=at,
        )
    if not decided.result.accepted:
        raise RestRefused([r.code for r in decided.result.reasons], decided.decision.pk)
    if wish == rules.REST:
        return leaving.rest(agreement_id=agreement_id, reason=reason, by=by, at=at)
    return leaving.take_up(agreement_id=agreement_id, by=by, at=at)


def pass_time(*, at: datetime) -> Passed:
    """End what a death or its term ended, and tell people whose agreement ends soon.  Run daily."""
    ended = _end_for_deaths(at) + leaving.end_places_over(by=PROGRAM, at=at)
    plans.end_plans_over(by=PROGRAM, at=at)
    return Passed(ended, _tell_of_expiry(at), plans.begin_plans_due(by=PROGRAM, at=at))


def _member(agreement_id: int, person_id: int) -> Member:
    rows = Member.objects.select_related("agreement", "person")
    return rows.get(agreement=agreement_id, person=person_id, slot=SLOT)


def _ending_facts(
    member: Member, reason: str, ends_on: date, asker: str, at: datetime
) -> rules.EndingFacts:
    died_at = member.person.died_at
    return rules.EndingFacts(
        state=member.agreement.state,
        since=member.span.lower,
        until=member.span.upper,
        reason=reason,
        ends_on=ends_on,
        asked_on=timezone.localdate(at),
        asker=asker,
        died_on=timezone.localdate(died_at) if died_at else None,
    )


def _hold(member: Member, at: datetime) -> None:
    """Hold the person, then the panel: in the order in which a signature holds them."""
    people = Person.objects.select_for_update(no_key=True).filter(pk=member.person_id)
    list(people.values_list("pk", flat=True))
    if member.practitioner_id is not None:
        day = timezone.localdate(at)
        limit = book_for(member.institution_id, day).integer("agreements.panel_limit")
        lock_panels([member.practitioner_id], limit)


def _end_for_deaths(at: datetime) -> int:
    """End the places of people who died, on the day of their death; each in its transaction."""
    today = timezone.localdate(at)
    rows = Member.objects.filter(
        slot=SLOT,
        person__died_at__isnull=False,
        agreement__kind=Agreement.Kind.FAMILY_DOCTOR,
        agreement__state__in=(Agreement.State.IN_FORCE, Agreement.State.SUSPENDED),
        span__endswith__gt=today,
    ).exclude(end_reason=DEATH)
    found = list(rows.order_by("pk").values_list("agreement_id", "person_id", "person__died_at"))
    for agreement_id, person_id, died_at in found:
        end_place(
            agreement_id=agreement_id,
            person_id=person_id,
            reason=DEATH,
            ends_on=timezone.localdate(died_at),
            asker=DESK,
            by=PROGRAM,
            at=at,
        )
    return len(found)


def _tell_of_expiry(at: datetime) -> int:
    """Tell each person with an account, once, that their agreement ends soon."""
    today = timezone.localdate(at)
    told = Notice.objects.filter(code=EXPIRES).values("subject_id")
    window = read_book(today).duration("agreements.expiry_notice")
    rows = Member.objects.filter(
        ~Q(agreement__renewed_by__state=Agreement.State.IN_FORCE),
        slot=SLOT,
        agreement__state=Agreement.State.IN_FORCE,
        span__endswith__gt=today,
        span__endswith__lte=today + window,
        person__account__is_active=True,
    ).exclude(agreement__in=told)
    count = 0
    for member in rows.select_related("agreement").order_by("pk"):
        accounts = Account.objects.filter(person=member.person_id, is_active=True)
        for account_id in accounts.order_by("pk").values_list("pk", flat=True)[:1]:
            notify(
                code=EXPIRES,
                params={"number": member.agreement.number, "on": f"{member.span.upper:%Y-%m-%d}"},
                subject_kind="agreement",
                subject_id=member.agreement_id,
                role=Role.RESIDENT,
                account_id=account_id,
                link="/signing/",
                by=PROGRAM,
                at=at,
            )
            count += 1
    return count
