"""A measure as it is read: its total and its parts, each with value, verdict and limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yiyang.access.models import Assignment
from yiyang.analytics.small_numbers import shrunken
from yiyang.audit.services import Actor
from yiyang.kernel.messages import Text
from yiyang.kernel.period import Period
from yiyang.measures.names import names_of
from yiyang.measures.registry import UnknownPlace
from yiyang.measures.scope import counted_people, people_of
from yiyang.measures.selectors import Count, Question, counts
from yiyang.measures.services import Told, Verdict, judge_figures
from yiyang.measures.shape import By, Measure, Unit
from yiyang.network.models import Place
from yiyang.rules.measures import STEP, value_of


@dataclass(frozen=True)
class Line:
    """One figure: ``keys`` and ``names`` by dimension, in their order; a name None is a code's."""

    keys: tuple[Any, ...]
    names: tuple[Text | None, ...]
    count: Count
    value: Decimal | None
    drawn_in: Decimal | None
    verdict: Verdict | None

    @property
    def lacking(self) -> int:
        """How many are counted and not met."""
        return self.count.denominator - self.count.numerator


@dataclass(frozen=True)
class Report:
    """A measure's figures for one question."""

    measure: Measure
    question: Question
    among: str
    by: tuple[By, ...]
    total: Line
    lines: tuple[Line, ...]


def among_of(assignment: Assignment) -> str:
    """Return whose people an assignment's figures count."""
    if assignment.institution_id:
        return f"INSTITUTION {assignment.institution_id}"
    if assignment.place is not None:
        return f"PLACE {assignment.place.code}"
    return f"ACCOUNT {assignment.account_id}"


def reader_question(
    assignment: Assignment, period: Period, today: date, place_code: str = ""
) -> Question:
    """Return the question of a reader, in one place of theirs if given."""
    people = counted_people(assignment)
    if place_code:
        people = people.filter(place__in=Place.objects.filter(code__within=place_code))
    return Question(period, today, people)


def node_question(place_code: str, period: Period, today: date) -> Question:
    """Return the question about everybody of a place: for the command line.

    Raises:
        UnknownPlace: no such place is registered.
    """
    if not Place.objects.filter(code=place_code).exists():
        raise UnknownPlace(place=place_code)
    return Question(period, today, people_of(place_code))


def report(
    *,
    measure: Measure,
    question: Question,
    by: Sequence[By],
    among: str,
    actor: Actor,
    at: datetime,
    whole: Line | None = None,
) -> Report:
    """Compute a measure and its parts, and hold each against the target.

    Args:
        among: whose people the question asks about; see ``among_of``.
        whole: the total of the same question, where it is known already.
    """
    dimensions = tuple(by)
    parts = counts(measure, question, dimensions) if dimensions else []
    names = [names_of(each, {p.key[n] for p in parts}) for n, each in enumerate(dimensions)]
    codes = _place_codes(dimensions, parts)
    figures = [_told(dimensions, part, codes) for part in parts]
    if whole is None:
        figures.append(_total(measure, question, dimensions, parts, among))
    verdicts = judge_figures(
        measure=measure, figures=figures, question=question, among=among, by=actor, at=at
    )
    if whole is None:
        whole = _line(measure, figures[-1].count, [], None, verdicts[-1])
    lines = tuple(
        _line(measure, part, [known.get(k) for known, k in zip(names, part.key, strict=True)],
              rate, verdict)
        for part, rate, verdict in zip(parts, _drawn_in(measure, parts), verdicts, strict=False)
    )  # fmt: skip
    return Report(measure, question, among, dimensions, whole, lines)


def _total(
    measure: Measure, question: Question, by: tuple[By, ...], parts: Sequence[Count], among: str
) -> Told:
    """Return the figure of all, with the one a year earlier where growth is asked for."""
    apart = bool(by) and not {By.GROUP, By.MONTH} & set(by)
    whole = _sum(parts) if apart else _whole(measure, question)
    before = _whole(measure, _year_before(question)) if measure.grows else None
    kind, _, key = among.partition(" ")
    return Told(kind, key, whole, before)


def _sum(parts: Sequence[Count]) -> Count:
    """Return the whole of parts that share nothing: one scan of the tables less."""
    return Count(
        (),
        sum(p.numerator for p in parts),
        sum(p.denominator for p in parts),
        sum(p.counted for p in parts),
    )


def _whole(measure: Measure, question: Question) -> Count:
    found = counts(measure, question)
    return found[0] if found else Count((), 0, 0, 0)


def _year_before(question: Question) -> Question:
    before = question.period.year_before()
    point = Period("", question.point, question.point).year_before().since
    return Question(before, point, question.people)


def _place_codes(by: tuple[By, ...], parts: Sequence[Count]) -> dict[int, str]:
    if By.PLACE not in by:
        return {}
    place = by.index(By.PLACE)
    rows = Place.objects.filter(pk__in={part.key[place] for part in parts})
    return dict(rows.values_list("pk", "code"))


def _told(by: tuple[By, ...], part: Count, codes: dict[int, str]) -> Told:
    keys = [
        str(codes.get(key, key) if each is By.PLACE else key)
        for each, key in zip(by, part.key, strict=True)
    ]
    return Told("+".join(each.name for each in by)[:16], "+".join(keys)[:32], part)


def _drawn_in(measure: Measure, parts: Sequence[Count]) -> list[Decimal | None]:
    """Return each part's rate drawn towards the whole, in percent; only rates have one."""
    if measure.unit is not Unit.PERCENT or any(p.counted != p.denominator for p in parts):
        return [None] * len(parts)
    rates = shrunken([(part.numerator, part.denominator) for part in parts])
    return [None if rate is None else Decimal(rate * 100).quantize(STEP) for rate in rates]


def _line(
    measure: Measure,
    count: Count,
    names: Sequence[Text | None],
    drawn: Decimal | None,
    verdict: Verdict | None,
) -> Line:
    number = measure.unit is Unit.NUMBER
    value = (
        Decimal(count.numerator)
        if number
        else value_of(measure.unit, count.numerator, count.denominator)
    )
    return Line(count.key, tuple(names), count, value, drawn, verdict)
