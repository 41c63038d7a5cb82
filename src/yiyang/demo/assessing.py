"""Scoring the assessments of the demonstration by the rule, and storing them with decisions.

The rule itself scores each, so that ``yiyang explain`` replays every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, islice

from django.conf import settings

from yiyang.assessments.models import Assessment
from yiyang.decisions.book import current_book
from yiyang.decisions.services import Subject, drawn_up, keep_book
from yiyang.demo.answers import INSTRUMENT, Assessed, assessed
from yiyang.demo.plan import Plan, Progress
from yiyang.demo.population import Elder
from yiyang.demo.storing import store_instances
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
    keys = count(1)  # the first decisions and assessments of this database
    while batch := list(islice(made, BATCH)):
        _store(book, keys, batch)
        progress("assessment", len(batch))


def _store(book: Book, keys: Iterator[int], batch: Iterable[Assessed]) -> None:
    assessments, decisions = [], []
    for one in batch:
        day = one.assessed_at.astimezone(CHINA).date()
        edition = instrument(INSTRUMENT, on=day)
        facts = AnswerSheet(edition.id, edition.version, one.answers, day, one.elder.age)
        reading = Reading(book, day, settings.PLACE, False)
        scored = score_sheet(facts, reading)
        subject = Subject("PERSON", one.elder.id, one.elder.id)
        decision = drawn_up(
            score_sheet, facts, scored, reading=reading, subject=subject, at=one.assessed_at
        )
        decision.pk = next(keys)
        decisions.append(decision)
        assessments.append(
            Assessment(
                pk=decision.pk,
                decision_id=decision.pk,
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
    store_instances(decisions)
    store_instances(assessments)
