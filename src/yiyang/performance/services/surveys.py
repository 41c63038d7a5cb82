"""Drawing people by lot for the survey of satisfaction, and keeping what they answered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.models import Agreement, Member
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.period import period_of
from yiyang.performance.errors import CallIsClosed, NotAnswered
from yiyang.performance.models import SurveyCall
from yiyang.rules.instruments.answers import plain_answers
from yiyang.rules.instruments.loader import instrument
from yiyang.rules.instruments.score import AnswerSheet, score_sheet
from yiyang.rules.instruments.sheet import Instrument

SURVEY = "SATISFACTION"
State = SurveyCall.State


@transaction.atomic
def draw_sample(*, period: str, by: Actor, at: datetime) -> int:
    """Draw people of each team by lot for a period's survey, and return how many are new.

    The lot is a digest of period and person: drawn again, it falls on the same people.

    Raises:
        BadPeriod: there is no such period.
    """
    code, today = period_of(period).code, timezone.localdate(at)
    size = read_book(today, strict=False).integer("performance.survey_sample")
    edition = instrument(SURVEY, on=today)
    drawn: list[Member] = []
    for members in _by_team(today).values():
        drawn += sorted(members, key=lambda m: _lot(code, m.person_id))[:size]
    rows = [
        SurveyCall(
            period=code,
            instrument=edition.id,
            version=edition.version,
            person_id=member.person_id,
            institution_id=member.institution_id,
            team_id=member.team_id,
            practitioner_id=member.practitioner_id,
            drawn_at=at,
        )
        for member in drawn
    ]
    before = SurveyCall.objects.filter(period=code).count()
    SurveyCall.objects.bulk_create(rows, ignore_conflicts=True)
    number = SurveyCall.objects.filter(period=code).count() - before
    record(
        by=by, at=at, action="performance.draw_sample", subject_kind="period", subject_id=code,
        payload={"people": number},
    )  # fmt: skip
    return number


@transaction.atomic
def record_call(
    *, call_id: int, state: str, answers: Mapping[str, str], by: Actor, at: datetime
) -> SurveyCall:
    """Keep how a call went; the answers are scored by the edition that was drawn for.

    Args:
        state: ANSWERED, NOT_REACHED or UNWILLING; who was not reached may be called again.

    Raises:
        CallIsClosed: it was answered, or declined.
        NotAnswered: an answer is missing or none of those offered; nothing has been written.
    """
    call = SurveyCall.objects.select_for_update().get(pk=call_id)
    if call.state in (State.ANSWERED, State.UNWILLING):
        raise CallIsClosed()
    call.state, call.called_at = state, at
    if state == State.ANSWERED:
        _score(call, answers, at)
    call.save()
    record(
        by=by, at=at, action="performance.call", subject_kind="survey_call", subject_id=call.pk,
        person_id=call.person_id, payload={"state": state},
    )  # fmt: skip
    return call


def _score(call: SurveyCall, answers: Mapping[str, str], at: datetime) -> None:
    today = timezone.localdate(at)
    sheet = AnswerSheet(call.instrument, call.version, plain_answers(answers), today)
    scored = score_sheet(sheet, read_book(today))
    if scored.findings:
        raise NotAnswered()
    subject = Subject("survey_call", call.pk, call.person_id)
    decide(score_sheet, sheet, reading=read_book(today), subject=subject, at=at)
    call.answers, call.score = dict(sheet.answers), scored.scores["total"]
    call.most = most_points(instrument(call.instrument, on=today))


def most_points(edition: Instrument) -> int:
    """Return the points of somebody who is content with everything."""
    return sum(max(option.points or 0 for option in item.options) for item in edition.items)


def _by_team(today: object) -> dict[int, list[Member]]:
    rows = Member.objects.filter(
        slot=Member.Slot.FAMILY_DOCTOR,
        team__isnull=False,
        span__contains=today,
        agreement__state=Agreement.State.IN_FORCE,
        person__died_at=None,
    )
    found: dict[int, list[Member]] = {}
    for member in rows.order_by("pk"):
        found.setdefault(member.team_id, []).append(member)
    return found


def _lot(period: str, person_id: int) -> bytes:
    return hashlib.sha256(f"{period}:{person_id}".encode()).digest()
