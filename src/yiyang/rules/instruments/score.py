"""Scoring one filled-in instrument at the date of the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message
from yiyang.policy.book import Line, Reading
from yiyang.rules.instruments.answers import check, plain_answers
from yiyang.rules.instruments.loader import instrument
from yiyang.rules.instruments.scoring import Sheet
from yiyang.rules.instruments.sheet import Instrument
from yiyang.rules.instruments.validity import valid_until
from yiyang.rules.instruments.ways import WAYS
from yiyang.rules.registry import rule


@dataclass(frozen=True)
class AnswerSheet:
    """An edition of an instrument with its answers as text, and the person's age if known."""

    instrument: str
    version: str
    answers: Mapping[str, str]
    assessed_on: date
    age: int | None = None  # completed years on that day


@dataclass(frozen=True)
class Source:
    """A line of the book, or the instrument itself, that the result rests on."""

    key: str
    act: str
    article: str
    mark: str
    mission: str


@dataclass(frozen=True)
class Scored:
    """The result: points by item, totals by name, level, and why.

    With a finding there is no level, and no total: ``level`` is empty and ``scores`` holds no
    number.  A missing answer is never a zero.  ``valid_until`` is the first day on which the
    result no longer holds; None while it has no end.  An emergency instrument answers also
    from unsettled values, and with the worst level where the book has no bound.
    """

    instrument: str
    version: str
    scores: Mapping[str, int]
    level: str
    findings: tuple[Finding, ...]
    reasons: tuple[Message, ...]
    sources: tuple[Source, ...]
    valid_until: date | None = None


def score(instrument_id: str, answers: Mapping[str, Any], reading: Reading) -> Scored:
    """Score answers by the edition in force on the reading's day.

    Args:
        instrument_id: such as ``NEWS2``.
        answers: by item id; codes, numbers, booleans or their text.  None is no answer.
        reading: the book at the day of the assessment.

    Raises:
        UnknownInstrument: no such instrument on that day.
        NotInForce: the book has no usable bounds for it.

    Source: JA-2.2.1; the instrument's own act.
    """
    edition = instrument(instrument_id, on=reading.day)
    sheet = AnswerSheet(edition.id, edition.version, plain_answers(answers), reading.day)
    return score_sheet(sheet, reading)


@rule("instruments.score")
def score_sheet(facts: AnswerSheet, reading: Reading) -> Scored:
    """Score one answer sheet by exactly the edition it names; every fault is found at once.

    Source: JA-2.2.1, JA-2.2.2; the instrument's own act.
    """
    edition = instrument(facts.instrument, version=facts.version)
    checked = check(edition, facts.answers)
    findings = (*checked.findings, *_unsuitable(edition, facts.age, reading))
    if findings:
        return _unscored(edition, findings)
    strict = reading.strict and not edition.emergency
    own = Reading(reading.book, reading.day, reading.place, strict)
    working = WAYS[edition.scoring].function(Sheet(edition, checked, own))
    until = _valid_until(edition, working.level, facts.assessed_on, own)
    reading.used.update(own.used)
    reading.missing.update(own.missing)
    if working.findings:
        return _unscored(edition, working.findings)
    return Scored(
        edition.id,
        edition.version,
        {**checked.points, **working.scores},
        working.level,
        (),
        working.reasons,
        _sources(edition, own.used),
        until,
    )


def _unscored(edition: Instrument, findings: tuple[Finding, ...]) -> Scored:
    return Scored(edition.id, edition.version, {}, "", findings, (), _sources(edition, {}))


def _valid_until(edition: Instrument, level: str, day: date, reading: Reading) -> date | None:
    key = edition.reads.get("validity")
    if not key or not level:
        return None
    terms = reading.safest(key, {}) if edition.emergency else reading.table(key)
    return valid_until(terms, level, day) if terms else None


def _unsuitable(edition: Instrument, age: int | None, reading: Reading) -> tuple[Finding, ...]:
    """An instrument with a youngest age says nothing about a younger person."""
    key = edition.reads.get("youngest")
    if key is None or age is None:
        return ()
    lowest = int(reading.safest(key, "0") if edition.emergency else reading.integer(key))
    if age >= lowest:
        return ()
    youngest = Message("TOO_YOUNG_FOR_INSTRUMENT", {"youngest": lowest})
    return (Finding("NOT_APPLICABLE", "age", youngest, edition.authority.act),)


def _sources(edition: Instrument, used: Mapping[str, Line]) -> tuple[Source, ...]:
    own = Source(
        f"{edition.id} {edition.version}",
        edition.authority.act,
        edition.authority.article,
        edition.mark.value,
        edition.mission,
    )
    lines = (
        Source(x.key, x.authority.act, x.authority.article, x.mark.value, x.mission)
        for x in used.values()
    )
    return (own, *lines)
