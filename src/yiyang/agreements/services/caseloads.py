"""Who of a team looks after whom: within the team, within the member's limit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils import timezone

from yiyang.agreements.models import Agreement, CaseloadEntry, Member
from yiyang.agreements.services.practice import decide_practice
from yiyang.audit.services import PROGRAM, Actor, record
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.network.models import TeamMember
from yiyang.rules import contracting as rules


class WorkRefused(Refused):
    """The member of the team may not take this person on; ``reasons`` are the rule's codes."""

    code = "WORK_REFUSED"

    def __init__(self, reasons: Collection[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0])


class LooksAfterAlready(Refused):
    """This member looks after this person already."""

    code = "LOOKS_AFTER_ALREADY"


@transaction.atomic
def take_on(*, member_id: int, person_id: int, by: Actor, at: datetime) -> CaseloadEntry:
    """Put a person of the team on the caseload of one of its members (HZ-12).

    Raises:
        WorkRefused: the rule says no: another team's person, a full caseload ...
        LooksAfterAlready: they do.
    """
    member = (
        TeamMember.objects.select_for_update(of=("self",)).select_related("team").get(pk=member_id)
    )
    today = timezone.localdate(at)
    decided = decide(
        rules.assign_work,
        _facts(member, person_id, today, at),
        reading=read_book(today),
        subject=Subject("team_member", member.pk, person_id),
        at=at,
    )
    if not decided.result.accepted:
        raise WorkRefused(decided.result.reasons)
    try:
        with transaction.atomic():
            entry = CaseloadEntry.objects.create(
                member=member, team=member.team, practitioner_id=member.practitioner_id,
                duty=member.duty, person_id=person_id, span=DateRange(today, None),
                decision=decided.decision,
            )  # fmt: skip
    except IntegrityError as error:
        if "caseload_once" not in str(error):
            raise
        raise LooksAfterAlready from None
    TeamMember.objects.filter(pk=member.pk).update(people=F("people") + 1)
    _trail("take_on", entry, by, at)
    return entry


@transaction.atomic
def let_go(*, entry_id: int, by: Actor, at: datetime) -> None:
    """Take a person off a member's caseload, once; a second time has no effect."""
    entry = CaseloadEntry.objects.select_for_update().get(pk=entry_id)
    if not entry.is_active:
        return
    today = timezone.localdate(at)
    entry.is_active = False
    entry.span = DateRange(entry.span.lower, max(today, entry.span.lower), "[]")
    entry.save(update_fields=["is_active", "span"])
    TeamMember.objects.filter(pk=entry.member_id).update(people=F("people") - 1)
    _trail("let_go", entry, by, at)


def let_go_of_the_unsigned(*, at: datetime) -> int:
    """Take off caseloads, each in its own transaction, who is no longer the team's."""
    today = timezone.localdate(at)
    over = CaseloadEntry.objects.filter(is_active=True)
    gone = [e.pk for e in over if not _is_theirs(e.team_id, e.person_id, today)]
    for entry_id in gone:
        let_go(entry_id=entry_id, by=PROGRAM, at=at)
    return len(gone)


def _facts(member: TeamMember, person_id: int, day: date, at: datetime) -> rules.WorkFacts:
    visiting = member.duty in read_book(day).codes("contracting.visiting_duties")
    practises = visiting or decide_practice(
        practitioner_id=member.practitioner_id, institution_id=member.team.institution_id,
        day=day, at=at,
    ).result.allowed  # fmt: skip
    return rules.WorkFacts(
        is_member=True,
        team_is_open=member.team.is_open,
        may_practise=practises,
        person_is_theirs=_is_theirs(member.team_id, person_id, day),
        people=member.people,
        most=member.most,
    )


def _is_theirs(team_id: int, person_id: int, day: date) -> bool:
    """Tell whether a person is signed with a team on a day."""
    return Member.objects.filter(
        person=person_id,
        team=team_id,
        span__contains=day,
        agreement__state=Agreement.State.IN_FORCE,
        agreement__span__contains=day,
    ).exists()


def _trail(action: str, entry: CaseloadEntry, by: Actor, at: datetime) -> None:
    record(
        by=by, at=at, action=f"agreements.{action}", subject_kind="team_member",
        subject_id=entry.member_id, person_id=entry.person_id,
    )  # fmt: skip
