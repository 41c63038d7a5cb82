"""``yiyang watch``: judge counts of a file by a method of early warning."""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.policy import AsJson, Language, book_here
from yiyang.faces.cli.shell import BadInput, answer
from yiyang.faces.cli.watch_record import watch_record
from yiyang.faces.wording import say_in
from yiyang.kernel.findings import Finding
from yiyang.network.importing.tables import UnreadableTable, read_table
from yiyang.policy.book import NATION, Reading
from yiyang.rules.calendar import CHINA

if TYPE_CHECKING:
    from yiyang.analytics.surveillance.series import Series
    from yiyang.analytics.surveillance.verdicts import Verdicts

SERIES = ("series", "系列", "症候群")
STEP = ("date", "day", "week", "epoch", "t", "日期")
COUNT = ("count", "cases", "observed", "病例数", "数量", "例数", "人数")
PER_YEAR = {1: 365, 7: 52}
MOST_TOLD = 20
MOST_DIGITS = 9  # of a count or of the number of a step


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


def watch(
    file: Annotated[
        str, typer.Argument(help="CSV or .xlsx: [series,] date or t, count; or - .")
    ] = "",
    *,
    method: Annotated[
        str, typer.Option(help="ears-c1, -c2, -c3, cusum, farrington[-flexible].")
    ] = "",
    record: Annotated[
        bool, typer.Option("--record", help="Count this node's record, and keep counts and alarms.")
    ] = False,
    per_year: Annotated[int, typer.Option(help="Steps of a year, where there are no dates.")] = 52,
    last: Annotated[int, typer.Option(min=0, help="Judge only so many last steps; 0: all.")] = 0,
    given: Annotated[
        list[str] | None, typer.Option("--set", help="PARAMETER=VALUE instead of the book's.")
    ] = None,
    alarms: Annotated[bool, typer.Option("--alarms", help="Print alarms only.")] = False,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The book of this day.")
    ] = None,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Say of each step what was to be expected, what would be too many, and where it was.

    Of a file nothing is stored.  Steps without enough past are not judged; a series without any
    is named.  With --record the days of the record up to ON are counted, kept and judged.
    """
    if record:
        watch_record(on, file or method, as_json=as_json)
        return
    from yiyang.analytics.surveillance.methods import KEYS  # noqa: PLC0415 -- compiles: when asked

    if not file:
        raise BadInput("FILE, or --record")
    if method not in KEYS:
        raise BadInput("--method: one of {known}", known=", ".join(KEYS))
    found = _series(file, per_year, language)
    day = on.date() if on else datetime.now(CHINA).date()
    rows, short = _judged(found, method, Reading(book_here(), day, NATION), given or [], last)
    shown = [row for row in rows if row["alarm"] or not alarms]
    lines = [
        f"{'!' if row['alarm'] else ' '} {row['series']}  {row['step']}  {row['observed']}"
        f"  {_short(row['expected'])} < {_short(row['upper'])}"
        for row in shown
    ]
    lines += [f"? {name}: too short" for name in short]
    lines.append(f"{sum(row['alarm'] for row in rows)} alarms in {len(rows)} steps")
    answer({"steps": shown, "too_short": short}, as_json=as_json, text="\n".join(lines))


def _judged(
    found: dict[str, Series], name: str, reading: Reading, given: Sequence[str], last: int
) -> tuple[list[dict[str, Any]], list[str]]:
    from yiyang.analytics.surveillance.methods import first_judged, method  # noqa: PLC0415 -- above
    from yiyang.analytics.surveillance.series import TooShort  # noqa: PLC0415

    try:
        judge = method(name, reading, dict(one.split("=", 1) for one in given))
    except (KeyError, ValueError) as fault:
        raise BadInput("--set: {fault}", fault=fault) from fault
    rows: list[dict[str, Any]] = []
    short = []
    for label, series in found.items():
        try:
            first = first_judged(series, judge)
        except TooShort:
            short.append(label)
            continue
        end = len(series.counts)
        steps = range(max(first, end - last) if last else first, end)
        rows += _rows(label, series, judge(series, steps))
    return rows, short


def _rows(label: str, series: Series, found: Verdicts) -> list[dict[str, Any]]:
    return [
        {
            "series": label,
            "step": str(series.day(int(step)) or step + 1),
            "observed": int(found.observed[n]),
            "expected": _number(found.expected[n]),
            "upper": _number(found.upper[n]),
            "alarm": bool(found.alarm[n]),
            "score": _number(found.score[n]),
        }
        for n, step in enumerate(found.at)
    ]


def _number(value: float) -> float | None:
    return round(float(value), 6) if math.isfinite(value) else None


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _series(file: str, per_year: int, language: str) -> dict[str, Series]:
    """Return the series of a file by name.

    Raises:
        BadInput: not readable, a column missing, a count that is none, a step left out or twice.
    """
    try:
        table = read_table(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes())
    except OSError as fault:
        raise BadInput(f"{file}: {fault.strerror}") from fault
    except UnreadableTable as fault:
        raise BadInput(_told(file, fault.findings, language)) from fault
    if table.findings:  # a row of "3,500" is no row of 3
        raise BadInput(_told(file, table.findings, language))
    at = {name: table.column(names) for name, names in _COLUMNS.items()}
    if at["step"] is None or at["count"] is None:
        raise BadInput(
            "{file}: needs a column {first} and a column {second}",
            file=file,
            first="/".join(STEP),
            second="/".join(COUNT),
        )
    by_name: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for row in table.rows:
        name = row.cells[at["series"]] if at["series"] is not None else "-"
        by_name[name].append((row.cells[at["step"]], row.cells[at["count"]], row.number))
    return {name: _one(file, rows, per_year) for name, rows in by_name.items()}


def _told(file: str, findings: Sequence[Finding], language: str) -> str:
    told = (f"{one.where}: {say_in(one.message, language)}" for one in findings[:MOST_TOLD])
    return f"{file}: {'; '.join(told)}"


_COLUMNS = {"series": SERIES, "step": STEP, "count": COUNT}


def _one(file: str, rows: Sequence[tuple[str, str, int]], per_year: int) -> Series:
    from yiyang.analytics.surveillance.series import Series  # noqa: PLC0415 -- above

    counts, days = [], []
    for step, count, number in rows:
        if not count.strip().isdecimal() or len(count.strip()) > MOST_DIGITS:
            raise BadInput("{file}: row {number}: no count", file=file, number=number)
        counts.append(int(count))
        days.append(_day(file, step, number))
    if isinstance(days[0], date):
        if not all(isinstance(each, date) for each in days):
            raise BadInput("{file}: days and numbers are mixed", file=file)
        between = [(b - a).days for a, b in pairwise(days)]
        for apart, row in zip(between, rows[1:], strict=True):
            if apart != between[0] or apart not in PER_YEAR:
                raise BadInput(
                    "{file}: row {number}: days or weeks must follow one another, each once",
                    file=file,
                    number=row[2],
                )
        return Series(tuple(counts), PER_YEAR[between[0]] if between else per_year, days[0])
    if not all(isinstance(each, int) for each in days):
        raise BadInput("{file}: days and numbers are mixed", file=file)
    for before, after, row in zip(days, days[1:], rows[1:], strict=False):
        if after - before != 1:
            raise BadInput(
                "{file}: row {number}: a step is left out or comes twice", file=file, number=row[2]
            )
    return Series(tuple(counts), per_year)


def _day(file: str, text: str, number: int) -> Any:
    if text.strip().isdecimal() and len(text.strip()) <= MOST_DIGITS:
        return int(text)
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise BadInput(
            "{file}: row {number}: neither a day nor a number", file=file, number=number
        ) from fault
