"""From a measure to SQL, once a process: Ibis is imported here and nowhere above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ibis.backends.sql.compilers.postgres import PostgresCompiler

from yiyang.measures.shape import COLUMN, By, Measure, Unit
from yiyang.measures.tables import BOOK, MARK, Question, asked

ASKED = re.compile(f"'{MARK}([^']+)'")
GROUPS = "key_groups.Membership"
LACKING, HAVING, ALL = "lacking", "having", "all"


@dataclass(frozen=True)
class Statement:
    """SQL with named parameters; the people asked about come as the query ``asked_person``."""

    sql: str
    columns: tuple[str, ...]
    from_book: tuple[str, ...]  # the names of values that the policy book gives


@lru_cache(maxsize=512)
def sums(measure: Measure, by: tuple[By, ...]) -> Statement:
    """Return the statement that sums a measure's rows by some dimensions."""
    rows = _apart(measure, by)
    keys = [rows[COLUMN[each]] for each in by]
    found = rows.group_by(keys) if keys else rows
    return _compiled(
        found.aggregate(
            numerator=rows.numerator.sum().cast("int64"),
            denominator=rows.denominator.sum().cast("int64"),
            counted=(rows.denominator != 0).sum().cast("int64"),
        )
    )


@lru_cache(maxsize=512)
def behind(measure: Measure, by: tuple[By, ...], which: str) -> Statement:
    """Return the statement that lists the rows behind a figure, by person.

    Args:
        by: the dimensions whose values the question gives as ``key_NAME``.
        which: ``having`` (in the numerator), ``lacking`` (only in the denominator), ``all``.
    """
    rows = _apart(measure, by)
    for each in by:
        kind = "string" if each in (By.GROUP, By.MONTH) else "int64"
        rows = rows.filter(rows[COLUMN[each]] == asked(f"key_{each}", kind))
    if which == HAVING or measure.unit == Unit.NUMBER:
        rows = rows.filter(rows.numerator != 0)
    elif which == LACKING:
        rows = rows.filter(rows.numerator == 0, rows.denominator != 0)
    names = [name for name in ("institution_id", "team_id", "practitioner_id") if name in rows]
    if not measure.at_point:
        names.append("happened_on")
    shown = rows.select("person_id", "place_id", *names, "numerator", "denominator")
    return _compiled(shown.order_by(["person_id", *names]))


def _apart(measure: Measure, by: tuple[By, ...]) -> Any:
    """Return the rows with the columns that ``by`` needs beyond the measure's own."""
    question = Question()
    rows = measure.rows(question)
    if By.MONTH in by:
        rows = rows.mutate(month=rows.happened_on.strftime("%Y-%m"))
    if By.GROUP in by:
        groups = question.on_point(question.table(GROUPS))
        groups = groups.select(grouped_id=groups.person_id, group=groups.group)
        rows = rows.inner_join(groups, rows.person_id == groups.grouped_id)
    return rows


def _compiled(expression: Any) -> Statement:
    sql = PostgresCompiler().to_sqlglot(expression).sql("postgres").replace("%", "%%")
    names = set(ASKED.findall(sql))
    from_book = tuple(sorted(name for name in names if name.startswith(BOOK)))
    return Statement(ASKED.sub(r"%(\1)s", sql), tuple(expression.columns), from_book)
