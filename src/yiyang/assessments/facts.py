"""An assessment as the frozen facts of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from yiyang.people.facts import age_on
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA
from yiyang.rules.instruments import AnswerSheet, Instrument
from yiyang.rules.instruments.answers import plain_answers


def day_of(assessed_at: datetime) -> date:
    """Return the day of an assessment, by the clock of China."""
    return assessed_at.astimezone(CHINA).date()


def sheet_of(
    person: Person, edition: Instrument, answers: Mapping[str, Any], day: date
) -> AnswerSheet:
    """Return the answers for one person, with the age on that day where it is known."""
    age = None if person.born_on is None else age_on(person.born_on, day)
    return AnswerSheet(edition.id, edition.version, plain_answers(answers), day, age)
