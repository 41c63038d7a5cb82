"""An assessment as the frozen facts of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from yiyang.assessments.selectors import latest_valid
from yiyang.people.facts import age_on
from yiyang.people.models import Person
from yiyang.rules.calendar import CHINA
from yiyang.rules.instruments import AnswerSheet, Instrument
from yiyang.rules.instruments.answers import plain_answers
from yiyang.rules.instruments.sheet import NO, YES

LEVEL_ITEMS = {"GB42195": "gb_level", "SH_UNIFIED": "sh_level"}
TOTAL_ITEMS = {"KPS": "kps", "PPS": "pps", "NEWS2": "news2", "MEWS": "mews"}


def day_of(assessed_at: datetime) -> date:
    """Return the day of an assessment, by the clock of China."""
    return assessed_at.astimezone(CHINA).date()


def sheet_of(
    person: Person, edition: Instrument, answers: Mapping[str, Any], day: date
) -> AnswerSheet:
    """Return the answers for one person, with the age on that day where it is known."""
    age = None if person.born_on is None else age_on(person.born_on, day)
    return AnswerSheet(edition.id, edition.version, plain_answers(answers), day, age)


def known_answers(person: Person, at: datetime) -> dict[str, str]:
    """Return answers that other results and the register give, to be confirmed by the assessor.

    By item, for the items that gates and triage share: age, levels and totals that still hold.
    """
    day = day_of(at)
    known = {} if person.born_on is None else {"age": str(age_on(person.born_on, day))}
    if person.has_carer is not None:
        known["has_carer"] = YES if person.has_carer else NO
    for name, held in latest_valid(person.pk, day).items():
        if name in LEVEL_ITEMS and held.level.isdigit():
            known[LEVEL_ITEMS[name]] = held.level
        elif name in TOTAL_ITEMS:
            known[TOTAL_ITEMS[name]] = str(held.scores["total"])
    return known
