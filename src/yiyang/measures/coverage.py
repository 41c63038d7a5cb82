"""The coverage of a district: everyone and key groups, by sub-district and by group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from yiyang.audit.services import Actor
from yiyang.kernel.period import last_months
from yiyang.measures.registry import measure_named
from yiyang.measures.report import Line, Report, report
from yiyang.measures.selectors import Count, Question, counts
from yiyang.measures.shape import By, Unit
from yiyang.network.models import Place
from yiyang.rules.measures import value_of

MONTHS_SHOWN = 12
EVERYONE, KEY_GROUPS = "coverage.everyone", "coverage.key_groups"


@dataclass(frozen=True)
class PlaceLine:
    """One sub-district with both coverages; None where it has nobody of that kind."""

    place: Place
    everyone: Line | None
    key_groups: Line | None


@dataclass(frozen=True)
class Coverage:
    """Both coverages of one question, told apart by sub-district, and by key group."""

    everyone: Report
    key_groups: Report
    by_group: Report
    places: tuple[PlaceLine, ...]


def coverage_of(question: Question, *, among: str, actor: Actor, at: datetime) -> Coverage:
    """Compute the coverage page's figures, and hold each against its target."""
    asked = {"question": question, "among": among, "actor": actor, "at": at}
    everyone = report(measure=measure_named(EVERYONE), by=[By.PLACE], **asked)
    grouped = measure_named(KEY_GROUPS)
    key_groups = report(measure=grouped, by=[By.PLACE], **asked)
    by_group = report(measure=grouped, by=[By.GROUP], whole=key_groups.total, **asked)
    return Coverage(everyone, key_groups, by_group, _by_place(everyone, key_groups))


def _by_place(everyone: Report, key_groups: Report) -> tuple[PlaceLine, ...]:
    each = {line.keys[0]: line for line in everyone.lines}
    grouped = {line.keys[0]: line for line in key_groups.lines}
    places = Place.objects.filter(pk__in=each.keys() | grouped.keys()).order_by("code")
    return tuple(PlaceLine(p, each.get(p.pk), grouped.get(p.pk)) for p in places)


@dataclass(frozen=True)
class Month:
    """The coverage at the end of a month, in percent; None where there was nobody."""

    code: str
    everyone: Decimal | None
    key_groups: Decimal | None


def trend_of_coverage(question: Question, today: date) -> list[Month]:
    """Return the coverage at the end of each of the last twelve months, oldest first."""
    found = []
    for month in last_months(today, MONTHS_SHOWN):
        asked = Question(month, today, question.people)
        values = []
        for name in (EVERYONE, KEY_GROUPS):
            (count,) = counts(measure_named(name), asked) or [Count((), 0, 0, 0)]
            values.append(value_of(Unit.PERCENT, count.numerator, count.denominator))
        found.append(Month(month.code, *values))
    return found
