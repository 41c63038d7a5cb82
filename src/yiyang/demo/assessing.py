"""Scoring the assessments of the demonstration by the rule, and storing them with decisions.

The rule itself scores each, so that ``yiyang explain`` replays every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from django.conf import settings

from yiyang.assessments.models import Assessment
from yiyang.decisions.book import current_book
from yiyang.decisions.models import Decision
from yiyang.decisions.services import Subject, drawn_up, keep_book
from yiyang.demo.answers import INSTRUMENT, Assessed, assessed
from yiyang.demo.plan import Plan, Progress
from yiyang.demo.population import Elder
from yiyang.policy.book import Book, Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.instruments import AnswerSheet, instrument, score_sheet

BATCH = 1000
LEVELS = "instruments.gb42195.levels"


def store_assessments(plan: Plan, elders: list[Elder], progress: Progress) -> None:
    """Score and store an assessment of every dependent elder."""
    book = current_book()
    keep_book(book, plan.at)
    lowest = Reading(book, plan.at.date(), settings.PLACE, False).line(LEVELS).value
    made = iter(assessed(plan, elders, lowest))
    while batch := list(islice(made, BATCH)):
        _store(book, plan, batch)
        progress("assessment", len(batch))


def _store(book: Book, plan: Plan, batch: Iterable[Assessed]) -> None:
    assessments, decisions = [], []
    for one in batch:
        day = one.assessed_at.astimezone(CHINA).date()
        edition = instrument(INSTRUMENT, on=day)
        facts = AnswerSheet(edition.id, edition.version, one.answers, day, one.elder.age)
        reading = Reading(book, day, settings.PLACE, False)
        scored = score_sheet(facts, reading)
        subject = Subject("PERSON", one.elder.id, one.elder.id)
        decisions.append(
            drawn_up(
                score_sheet, facts, scored, reading=reading, subject=subject, at=one.assessed_at
            )
        )
        assessments.append(
            Assessment(
                person_id=one.elder.id,
                instrument=scored.instrument,
                instrument_version=scored.version,
                answers=one.answers,
                scores=dict(scored.scores),
                level=scored.level,
                assessed_at=one.assessed_at,
                valid_until=scored.valid_until,
            )
        )
    Decision.objects.bulk_create(decisions)
    for assessment, decision in zip(assessments, decisions, strict=True):
        assessment.decision = decision
    Assessment.objects.bulk_create(assessments)
