"""Acts of care as claims on long-term care insurance: what is claimed, and what is not and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yiyang.kernel.money import split_fen
from yiyang.policy.book import Reading
from yiyang.rules.adjudication.long_term_care import (
    DAILY,
    HOME,
    INSTITUTION,
    PRICE,
    Visit,
    bonus_of,
    counted,
    is_entitled,
    on_day,
    price_of,
)
from yiyang.rules.calendar import CHINA
from yiyang.rules.registry import rule

GAP = "long_term_care.visit_gap_minutes"
HOSPITAL = "HOSPITAL"
CARE_DAY = "CARE_DAY"  # the code of a line that is a day of care in an institution
MICROSECOND, MINUTE = timedelta(microseconds=1), timedelta(minutes=1)


@dataclass(frozen=True)
class CareAct:
    """An act of one of the items of long-term care insurance, by keys.

    ``insurance`` is empty, ``age`` and ``level`` (of the assessment in force) are None where
    there is none on the day.  ``lies_in``: HOME, INSTITUTION or HOSPITAL at that moment;
    ``lies_at``: the institution whose bed it is.
    ``is_before``: of the month before, in a week that reaches into this one.
    """

    key: str
    institution: str
    practitioner: str
    profession: str
    item: str
    since: datetime
    until: datetime
    insurance: str
    age: int | None
    level: int | None
    lies_in: str = HOME
    lies_at: str = ""
    is_designated: bool = True
    is_billed: bool = False
    is_before: bool = False

    @property
    def on(self) -> date:
        """The day it began, by the clock of China."""
        return self.since.astimezone(CHINA).date()

    @property
    def took(self) -> timedelta:
        """How long it took."""
        return self.until - self.since


@dataclass(frozen=True)
class ActsOfMonth:
    """A person's acts of a month; before it care at home has gone on for ``months_at_home``."""

    acts: tuple[CareAct, ...]
    months_at_home: int = 0


@dataclass(frozen=True)
class CareLine:
    """What is claimed: an item at home, or a day in an institution, with the acts it rests on."""

    institution: str
    on: date
    code: str
    acts: tuple[str, ...]
    minutes: int
    fen: int


@dataclass(frozen=True)
class NotClaimed:
    """An act that is not claimed, or so many minutes of it; ``reason`` is a code."""

    act: str
    reason: str
    minutes: int


@dataclass(frozen=True)
class CareClaimed:
    """The lines that are claimed, in order of days, and everything that is not."""

    lines: tuple[CareLine, ...]
    left_out: tuple[NotClaimed, ...]


@rule("adjudication.care_acts")
def care_acts(facts: ActsOfMonth, reading: Reading) -> CareClaimed:
    """Tell what of a month's acts is claimed from long-term care insurance, at which price.

    At home the acts of one worker that follow each other are a visit: visits count up to those of
    a week, each up to its minutes, with the minutes that continuous care adds.  In an institution
    a day with care is paid by the level.  The order in which acts are given does not matter.

    Raises:
        NotInForce: the book has no value for a day of the month.

    Source: SM-6.14, JA-2.2.1; 沪府发〔2017〕97号 Art. 14.
    """
    left: list[NotClaimed] = []
    at_home: list[CareAct] = []
    inside: list[CareAct] = []
    for act in sorted(facts.acts, key=lambda one: (one.since, len(one.key), one.key)):
        reason = _why_not(act, on_day(reading, act.on))
        if reason:
            left += [] if act.is_before else [_out(act, reason)]
        else:
            (inside if act.lies_in == INSTITUTION else at_home).append(act)
    lines = _days(inside, left, reading) + _at_home(at_home, facts.months_at_home, left, reading)
    return CareClaimed(
        tuple(sorted(lines, key=lambda one: (one.institution, one.on, one.acts))),
        tuple(sorted(left, key=lambda one: (len(one.act), one.act))),
    )


def _why_not(act: CareAct, reading: Reading) -> str:
    """Return why an act is not claimed at all, or nothing."""
    for reason, holds in (
        ("CARE_NOT_DESIGNATED", not act.is_designated),
        ("CARE_BILLED", act.is_billed),
        ("CARE_IN_HOSPITAL", act.lies_in == HOSPITAL),
        (
            "CARE_ANOTHERS_BED",
            act.lies_in == INSTITUTION and act.institution != act.lies_at,
        ),
        ("CARE_NOT_INSURED", not act.insurance),
        ("CARE_NO_AGE", act.age is None),
        ("CARE_NO_LEVEL", act.level is None),
    ):
        if holds:
            return reason
    if not is_entitled(act.insurance, act.age or 0, act.level or 0, reading):
        return "CARE_NOT_ENTITLED"
    if act.lies_in == HOME and act.profession not in reading.table(PRICE):
        return "CARE_NO_PRICE"
    return ""


def _out(act: CareAct, reason: str) -> NotClaimed:
    return NotClaimed(act.key, reason, _minutes([act]))


def _days(acts: Sequence[CareAct], left: list[NotClaimed], reading: Reading) -> list[CareLine]:
    """Return a line for each day with care; a second institution of a day is left out."""
    by_day: dict[date, list[CareAct]] = defaultdict(list)
    for act in acts:
        if not act.is_before:
            by_day[act.on].append(act)
    lines = []
    for day, found in sorted(by_day.items()):
        first = found[0]
        own = [act for act in found if act.institution == first.institution]
        left += [_out(act, "CARE_DAY_PAID") for act in found if act not in own]
        fen = int(on_day(reading, day).table(DAILY)[str(first.level)])
        keys = tuple(act.key for act in own)
        lines.append(CareLine(first.institution, day, CARE_DAY, keys, _minutes(own), fen))
    return lines


def _at_home(
    acts: Sequence[CareAct], months_at_home: int, left: list[NotClaimed], reading: Reading
) -> list[CareLine]:
    rounds = _visits(acts, reading)
    by_visit = {id(visit): found for visit, found in rounds}
    months_acts = [act for act in acts if not act.is_before]
    bonus = 0
    if months_acts:
        last = months_acts[-1]
        bonus, _ = bonus_of(last.level or 0, months_at_home, on_day(reading, last.on))
    lines: list[CareLine] = []
    for visit, minutes in counted([visit for visit, _ in rounds], bonus, reading):
        fen = price_of(visit, minutes, reading)
        lines += _lines(by_visit[id(visit)], visit, minutes, fen, left)
    return lines


def _visits(acts: Iterable[CareAct], reading: Reading) -> list[tuple[Visit, list[CareAct]]]:
    """Return acts of one worker at one institution that follow each other on a day, together."""
    rounds: dict[tuple[str, str, date], list[list[CareAct]]] = defaultdict(list)
    for act in acts:
        before = rounds[act.institution, act.practitioner, act.on]
        gap = timedelta(minutes=on_day(reading, act.on).integer(GAP))
        if before and act.since - before[-1][-1].until <= gap:
            before[-1].append(act)
        else:
            before.append([act])
    return [
        (
            Visit(
                one[0].on,
                _minutes(one),
                one[0].profession,
                one[0].level or 0,
                one[0].is_before,
            ),
            one,
        )
        for several in rounds.values()
        for one in several
    ]


def _lines(
    acts: Sequence[CareAct], visit: Visit, minutes: int, fen: int, left: list[NotClaimed]
) -> list[CareLine]:
    """Share the minutes that count among the acts of a visit, the earlier first."""
    taken: list[int] = []
    wholes = split_fen(visit.minutes, [act.took // MICROSECOND for act in acts])
    for act, whole in zip(acts, wholes, strict=True):
        counts = min(whole, minutes - sum(taken))
        taken.append(counts)
        if counts < whole or not whole:
            reason = "CARE_BEYOND" if whole else "CARE_TOO_SHORT"
            left.append(NotClaimed(act.key, reason, whole - counts))
    parts = split_fen(fen, taken) if minutes else [0] * len(acts)
    return [
        CareLine(act.institution, act.on, act.item, (act.key,), counts, part)
        for act, counts, part in zip(acts, taken, parts, strict=True)
        if counts
    ]


def _minutes(acts: Iterable[CareAct]) -> int:
    return sum((act.took for act in acts), timedelta()) // MINUTE
