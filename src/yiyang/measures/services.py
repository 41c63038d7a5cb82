"""Holding figures against their targets: each verdict is a stored decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, drawn_up, keep_book, read_book, report_missing
from yiyang.kernel.plain import to_plain
from yiyang.measures.models import Figure
from yiyang.measures.selectors import Count, Question
from yiyang.measures.shape import Measure
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.measures import Counted, Judged, judge

SUBJECT = "figure"


@dataclass(frozen=True)
class Told:
    """A figure of one scope: ``PLACE 310106``, ``TEAM 12``; ``before`` a year earlier, if asked."""

    kind: str
    key: str
    count: Count
    before: Count | None = None


@dataclass(frozen=True)
class Verdict:
    """What the rule answered, and the decision that keeps it."""

    judged: Judged
    decision_id: int


@transaction.atomic
def judge_figures(
    *,
    measure: Measure,
    figures: Sequence[Told],
    question: Question,
    among: str,
    by: Actor,
    at: datetime,
) -> list[Verdict | None]:
    """Hold figures against the measure's target, in their order; keep each decision once.

    Args:
        among: whose people were counted, as ``PLACE 310106`` or ``INSTITUTION 12``.

    A verdict is None where the measure has no target, or the book none for that day: the policy
    desk is told of the gap, and nothing is guessed.
    """
    if not measure.target:
        return [None] * len(figures)
    reading = read_book(question.point)
    facts = [_facts(measure, each, question, among) for each in figures]
    try:
        answers = [_answer(each, reading) for each in facts]
    except NotInForce as gap:
        report_missing(gap, at=at)
        return [None] * len(figures)
    known = _known(measure, question, reading)
    new = [n for n, each in enumerate(facts) if _key(each) not in known]
    if new:
        _keep([(figures[n], facts[n], *answers[n]) for n in new], measure, among, by, at)
        known = _known(measure, question, reading)
    return [
        Verdict(judged, known[_key(each)]) for each, (judged, _) in zip(facts, answers, strict=True)
    ]


def _answer(facts: Counted, reading: Reading) -> tuple[Judged, Reading]:
    """Return a rule's answer with its own reading: a decision keeps only the lines it read."""
    own = Reading(reading.book, reading.day, reading.place, reading.strict)
    return judge(facts, own), own


def _facts(measure: Measure, told: Told, question: Question, among: str) -> Counted:
    since, until = _span(measure, question)
    return Counted(
        measure=measure.name,
        unit=measure.unit,
        target=measure.target,
        among=among,
        scope=f"{told.kind} {told.key}",
        since=since,
        until=until,
        numerator=told.count.numerator,
        denominator=told.count.denominator,
        counted=told.count.counted,
        before_numerator=told.before.numerator if told.before else None,
        before_denominator=told.before.denominator if told.before else None,
    )


def _span(measure: Measure, question: Question) -> tuple:
    after = question.point + timedelta(days=1)
    return (question.point, after) if measure.at_point else (question.period.since, after)


def _known(measure: Measure, question: Question, reading: Reading) -> dict[str, int]:
    """Return the decisions kept of this measure and days from this book, by their facts."""
    rows = Figure.objects.filter(
        measure=measure.name,
        span=DateRange(*_span(measure, question)),
        decision__book_digest=reading.book.digest,
        decision__strict=reading.strict,
        decision__rule_version=judge.version,
    )
    found = rows.order_by("pk").values_list("decision__facts", "decision_id")
    return {_plain_key(facts): decision for facts, decision in found}


def _key(facts: Counted) -> str:
    return _plain_key(to_plain(facts))


def _plain_key(facts: dict) -> str:
    return repr(sorted(facts.items()))


def _keep(
    rows: list[tuple[Told, Counted, Judged, Reading]],
    measure: Measure,
    among: str,
    by: Actor,
    at: datetime,
) -> None:
    keep_book(rows[0][3].book, at)
    kept = Decision.objects.bulk_create(
        [
            drawn_up(judge, facts, judged, reading=own, subject=Subject(SUBJECT, 0), at=at)
            for _, facts, judged, own in rows
        ]
    )
    made = Figure.objects.bulk_create(
        [
            Figure(
                measure=measure.name,
                among=among,
                scope_kind=told.kind,
                scope_key=told.key,
                span=DateRange(facts.since, facts.until),
                numerator=facts.numerator,
                denominator=facts.denominator,
                decision=decision,
                judged_at=at,
            )
            for (told, facts, _, _), decision in zip(rows, kept, strict=True)
        ]
    )
    changed(at, figure=[one.pk for one in made])
    record(
        by=by,
        at=at,
        action="measures.judge",
        subject_kind="measure",
        subject_id=measure.name,
        payload={"figures": len(rows), "among": among},
    )
