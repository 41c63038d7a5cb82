"""Drawing up, vetoing and making final the appraisals of a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, decide, drawn_up, keep_book, read_book
from yiyang.kernel.period import Period, period_of
from yiyang.performance import facts
from yiyang.performance.errors import AppraisalIsFinal, NothingDrafted, TooEarly, UnknownVeto
from yiyang.performance.models import Appraisal, Veto
from yiyang.policy.book import Reading
from yiyang.rules.performance import (
    Appraised,
    Ending,
    Years,
    appraise,
    appraise_years,
    finalise,
    reward_team,
)

Kind, State = Appraisal.SubjectKind, Appraisal.State


@dataclass(frozen=True)
class Drawn:
    """One appraisal as the rules answered, before it is stored."""

    kind: str
    subject: int
    institution_id: int
    answer: Appraised
    vetoes: tuple[str, ...]
    decision: Decision
    reward: Decision | None = None
    reward_fen: int | None = None


@transaction.atomic
def draft_appraisals(*, period: str, by: Actor, at: datetime) -> int:
    """Score everybody with people under agreement for a period, and return how many.

    A draft that is there is drawn up anew; a final one stays as it is.  Five years are scored
    from the final yearly ones.

    Args:
        period: a year ("2026") or years ("2022-2026").

    Raises:
        BadPeriod: it is neither.
    """
    asked = period_of(period)
    reading = read_book(asked.point(timezone.localdate(at)))
    keep_book(reading.book, at)
    several = asked.until.year - asked.since.year > 1
    drawn = list(_years(asked, reading, at) if several else _year(asked, reading, at))
    Decision.objects.bulk_create([each.decision for each in drawn])
    Decision.objects.bulk_create([each.reward for each in drawn if each.reward])
    final = set(
        Appraisal.objects.filter(period=period, state=State.FINAL).values_list(
            "subject_kind", "subject_id"
        )
    )
    Appraisal.objects.filter(period=period, state=State.DRAFT).delete()
    rows = [_row(each, asked, at) for each in drawn if (each.kind, each.subject) not in final]
    Appraisal.objects.bulk_create(rows)
    _trail("performance.draft", period, by, at, {"appraisals": len(rows)})
    return len(rows)


@transaction.atomic
def finalise_appraisals(*, period: str, by: Actor, at: datetime) -> int:
    """Make the drafts of a period final by one decision, and return how many.

    Raises:
        NothingDrafted: there is no draft.
        TooEarly: the period runs, or the drafts have not lain open long enough.
    """
    asked = period_of(period)
    drafts = Appraisal.objects.select_for_update().filter(period=period, state=State.DRAFT)
    latest = drafts.order_by("-drafted_at").first()
    if latest is None:
        raise NothingDrafted()
    today = timezone.localdate(at)
    ending = Ending(period, asked.until, timezone.localdate(latest.drafted_at))
    answer = finalise(ending, read_book(today))
    if not answer.may:
        raise TooEarly(day=answer.from_day.isoformat())
    subject = Subject("period", asked.since.year)
    decided = decide(finalise, ending, reading=read_book(today), subject=subject, at=at)
    number = drafts.update(state=State.FINAL, final_at=at, confirmed_by=decided.decision)
    _trail("performance.finalise", period, by, at, {"appraisals": number})
    return number


@transaction.atomic
def note_veto(*, appraisal_id: int, code: str, reason: str, by: Actor, at: datetime) -> Veto:
    """Note a fault that ends all points of a subject's draft; the next draft reckons with it.

    Raises:
        UnknownVeto: the book knows no such fault.
        AppraisalIsFinal: it is final.
    """
    appraisal = Appraisal.objects.select_for_update().get(pk=appraisal_id)
    if code not in read_book(timezone.localdate(at), strict=False).codes("performance.vetoes"):
        raise UnknownVeto()
    if appraisal.state == State.FINAL:
        raise AppraisalIsFinal()
    veto = Veto.objects.create(
        period=appraisal.period,
        subject_kind=appraisal.subject_kind,
        subject_id=appraisal.subject_id,
        code=code,
        reason=reason,
        noted_at=at,
    )
    _trail("performance.veto", appraisal.period, by, at, {"veto": veto.pk, "code": code})
    return veto


def _year(period: Period, reading: Reading, at: datetime) -> Iterable[Drawn]:
    today = timezone.localdate(at)
    for kind in Kind.values:
        for each in facts.subjects(kind, period, today, settings.PLACE):
            yield _drawn(each, reading, at)


def _drawn(each: facts.Subject, reading: Reading, at: datetime) -> Drawn:
    card = each.card
    subject = Subject(card.kind, card.subject)
    own = _own(reading)
    answer = appraise(card, own)
    kept = drawn_up(appraise, card, answer, reading=own, subject=subject, at=at)
    if card.kind != Kind.TEAM:
        return Drawn(card.kind, card.subject, each.institution_id, answer, card.vetoes, kept)
    own = _own(reading)
    rewarded = reward_team(card, own)
    reward = drawn_up(reward_team, card, rewarded, reading=own, subject=subject, at=at)
    return Drawn(
        card.kind, card.subject, each.institution_id, answer, card.vetoes, kept, reward,
        rewarded.reward_fen,
    )  # fmt: skip


def _years(period: Period, reading: Reading, at: datetime) -> Iterable[Drawn]:
    years = [str(year) for year in range(period.since.year, period.until.year)]
    rows = Appraisal.objects.filter(period__in=years, state=State.FINAL).order_by("period")
    known: dict[tuple[str, int], list[Appraisal]] = {}
    for row in rows:
        known.setdefault((row.subject_kind, row.subject_id), []).append(row)
    for (kind, key), yearly in sorted(known.items()):
        scores = tuple(row.score for row in yearly if row.score is not None)
        vetoes = tuple(sorted({code for row in yearly for code in row.vetoes}))
        asked = Years(period.code, kind, key, scores)
        own = _own(reading)
        answer = appraise_years(asked, own)
        kept = drawn_up(
            appraise_years, asked, answer, reading=own, subject=Subject(kind, key), at=at
        )
        yield Drawn(kind, key, yearly[-1].institution_id, answer, vetoes, kept)


def _own(reading: Reading) -> Reading:
    """Return a reading of its own for each decision, which keeps only the lines it read."""
    return Reading(reading.book, reading.day, reading.place, reading.strict)


def _row(drawn: Drawn, period: Period, at: datetime) -> Appraisal:
    return Appraisal(
        period=period.code,
        span=DateRange(period.since, period.until),
        subject_kind=drawn.kind,
        subject_id=drawn.subject,
        institution_id=drawn.institution_id,
        score=drawn.answer.score,
        factor=drawn.answer.factor,
        vetoes=list(drawn.vetoes),
        decision=drawn.decision,
        reward=drawn.reward,
        reward_fen=drawn.reward_fen,
        drafted_at=at,
    )


def _trail(action: str, period: str, by: Actor, at: datetime, payload: dict) -> None:
    record(by=by, at=at, action=action, subject_kind="period", subject_id=period, payload=payload)
