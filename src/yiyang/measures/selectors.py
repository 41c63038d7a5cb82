"""Computing measures on Django's own connection, inside its transaction and visibility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from yiyang.decisions.services import read_book
from yiyang.kernel.period import Period
from yiyang.measures.scope import as_table
from yiyang.measures.shape import COLUMN, By, Measure
from yiyang.people.models import Person

MOST_ROWS = 1000
WORK_MEMORY = "64MB"  # a district of a million people is joined without going to the disk
WITH = "WITH "  # Ibis begins with it where parts of an expression are shared
CELL = "\x02"  # stands in for a parameter while the two dialects of placeholders are joined


@dataclass(frozen=True)
class Question:
    """What a figure is asked for: a period on a day, about people."""

    period: Period
    today: date
    people: QuerySet[Person]

    @property
    def point(self) -> date:
        """The day on which a state is counted."""
        return self.period.point(self.today)


@dataclass(frozen=True)
class Count:
    """One figure: ``key`` tells it apart, None where a row has none (no team, no place).

    ``counted`` is how many things the denominator sums: points are given by people.
    """

    key: tuple[Any, ...]
    numerator: int
    denominator: int
    counted: int

    @property
    def rate(self) -> float | None:
        """The numerator for each of the denominator; None, not zero, where there are none."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Behind:
    """One row that a figure sums."""

    person_id: int | None
    numerator: int
    denominator: int
    told: Mapping[str, Any]


def counts(measure: Measure, question: Question, by: Sequence[By] = ()) -> list[Count]:
    """Return a measure's figures told apart by some dimensions, in the order of their keys.

    A state told apart by month is counted once at the end of each month that has begun.
    """
    if By.MONTH in by and measure.at_point:
        return _by_month(measure, question, tuple(by))
    statement = _compiling().sums(measure, tuple(by))
    rows = _run(statement.sql, question, _from_book(statement.from_book, question))
    found = [
        Count(row[:-3], *(int(number or 0) for number in row[-3:]))
        for row in (_in_order(row, statement.columns, tuple(by)) for row in rows)
    ]
    return sorted(found, key=lambda count: tuple((k is None, k) for k in count.key))


def rows_behind(
    measure: Measure,
    question: Question,
    keys: Mapping[By, Any],
    which: str,
    *,
    first: int = 0,
    most: int = MOST_ROWS,
) -> list[Behind]:
    """Return the rows behind one figure, by person: ``most`` of them from the ``first`` on.

    Args:
        keys: the value of each dimension that tells the figure apart.
        which: ``having``, ``lacking`` or ``all``; see ``compiling.behind``.
    """
    statement = _compiling().behind(measure, tuple(sorted(keys)), which)
    values = {f"key_{each}": value for each, value in keys.items()}
    values |= _from_book(statement.from_book, question)
    found = []
    for row in _run(f"{statement.sql} limit {most:d} offset {first:d}", question, values):
        told = dict(zip(statement.columns, row, strict=True))
        found.append(
            Behind(told.pop("person_id"), told.pop("numerator"), told.pop("denominator"), told)
        )
    return found


def statement_of(sql: str, question: Question) -> tuple[str, dict[str, Any]]:
    """Return a compiled statement with the people asked about, and its parameters."""
    people, given = as_table(question.people).query.sql_with_params()
    marked = people % tuple(f"{CELL}{n}{CELL}" for n in range(len(given)))
    marked = marked.replace("%", "%%")
    for n in range(len(given)):
        marked = marked.replace(f"{CELL}{n}{CELL}", f"%(people_{n})s")
    values = {f"people_{n}": value for n, value in enumerate(given)}
    values |= {
        "point": question.point,
        "since": question.period.since,
        "until": question.period.until,
    }
    rest = f", {sql.removeprefix(WITH)}" if sql.startswith(WITH) else f" {sql}"
    return f"{WITH}asked_person as ({marked}){rest}", values


def _run(sql: str, question: Question, values: Mapping[str, Any] | None = None) -> list[tuple]:
    if question.people.query.is_empty():
        return []
    whole, given = statement_of(sql, question)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local work_mem = '{WORK_MEMORY}'")
        cursor.execute(whole, given | dict(values or {}))
        return cursor.fetchall()


def _from_book(names: Sequence[str], question: Question) -> dict[str, Any]:
    """Return the values that a statement asks the policy book for, on the point.

    Raises:
        NotInForce: the book has none.
    """
    if not names:
        return {}
    reading, found = read_book(question.point), {}
    for name in names:
        _, key, part = name.split(":")
        value = reading.line(key).value
        found[name] = value[part] if part else value
    return found


def _by_month(measure: Measure, question: Question, by: tuple[By, ...]) -> list[Count]:
    rest = tuple(each for each in by if each is not By.MONTH)
    place = by.index(By.MONTH)
    found = []
    for month in question.period.months():
        if month.since > question.today:
            break
        each = Question(month, question.today, question.people)
        for count in counts(measure, each, rest):
            key = (*count.key[:place], month.code, *count.key[place:])
            found.append(Count(key, count.numerator, count.denominator, count.counted))
    return found


def _in_order(row: tuple, columns: tuple[str, ...], by: tuple[By, ...]) -> tuple:
    told = dict(zip(columns, row, strict=True))
    keys = [told[COLUMN[each]] for each in by]
    return (*keys, told["numerator"], told["denominator"], told["counted"])


def _compiling() -> Any:
    """Return the compiler; it brings Ibis, which only a process that computes figures needs."""
    from yiyang.measures import compiling  # noqa: PLC0415 -- Ibis takes a second to import

    return compiling
