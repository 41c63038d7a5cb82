"""``yiyang forecast``: the next days of a place's beds, or of a file of daily figures."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.group import refuse
from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.shell import BadInput, Fault, answer, program
from yiyang.faces.wording import label_in, say_in
from yiyang.forecasts.library import METHOD, is_there
from yiyang.kernel.messages import Message
from yiyang.network.importing.tables import UnreadableTable, read_table
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA

if TYPE_CHECKING:
    from yiyang.forecasts.models import Forecast
    from yiyang.planning.forecasting.daily import Daily

DAY, VALUE, SERIES = ("date", "day", "日期"), ("value", "count", "数值"), ("series", "系列")
MISSING = ("", "NA", "-")
MOST, MOST_DAYS = 1e12, 20_000


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="forecast")(command)


def command(
    file: Annotated[
        str | None, typer.Argument(help="CSV or .xlsx: [series,] date, value; none: stored rows.")
    ] = None,
    *,
    since: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="Stored rows: the first day ahead."),
    ] = None,
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Forecast daily figures with intervals, the baseline beside, and how both held before.

    Of a file nothing is stored; of stored rows the forecast is kept.
    """
    if not is_there():
        raise Fault("the forecasting library is not installed: pip install 'yiyang[planning]'")
    if file is not None:
        document = _of_file(file, Reading(book_here(), datetime.now(CHINA).date(), place))
    else:
        with program():
            document = _of_rows(place, since.date() if since else None)
    answer(document, as_json=as_json, text=_told(document, language))


def _of_rows(code: str, until: date | None) -> dict[str, Any]:
    from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.forecasts.services import order_forecast, work_forecast  # noqa: PLC0415
    from yiyang.network.models import Place as Division  # noqa: PLC0415

    division = Division.objects.filter(code=code).first()
    if division is None:
        raise BadInput("--place: no place has the code {code}", code=code)
    at = timezone.now()
    day = until or timezone.localdate(at)
    row = order_forecast(place=division, until=day, by=PROGRAM, at=at)
    return _document_of(work_forecast(forecast=row, by=PROGRAM, at=at))


def _document_of(row: Forecast) -> dict[str, Any]:
    series = [
        {
            "measure": each.measure,
            "bed_kind": each.bed_kind,
            "place": each.place.code,
            "from": str(row.until),
            "fan": each.fan,
            "baseline": each.baseline,
            "held": each.held,
            "baseline_held": each.baseline_held,
            "verdict": each.verdict,
            "decision": each.decision_id,
        }
        for each in row.series.select_related("place", "decision").order_by("pk")
    ]
    return {
        "forecast": row.pk,
        "state": row.state,
        "fault": row.fault,
        "method": row.method,
        "interval_percent": row.interval_percent,
        "series": series,
        "findings": row.findings,
    }


def _of_file(file: str, reading: Reading) -> dict[str, Any]:
    given = _read(file)
    from yiyang.planning.forecasting.library import combined  # noqa: PLC0415 -- seconds to load
    from yiyang.planning.forecasting.making import make, plan_of  # noqa: PLC0415 -- as above

    plan, tested = plan_of(reading)
    series, short = [], []
    for name, daily in sorted(given.items()):
        if len(daily.values) < plan.least_days:
            short.append(name)
            continue
        try:
            made = make(daily, combined, plan, tested)
        except ValueError as fault:
            raise BadInput(f"{file}, {name}: {fault}") from fault
        series.append({"series": name, "from": str(daily.after)} | asdict(made))
    percent = reading.integer("forecasts.interval_percent")
    return {"method": METHOD, "interval_percent": percent, "series": series, "too_short": short}


def _read(file: str) -> dict[str, Daily]:
    """Return the series of a file by name, days that are left out or empty as gaps.

    Raises:
        BadInput: not readable, a column missing, no day, no figure, a day twice.
    """
    try:
        table = read_table(sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes())
    except OSError as fault:
        raise BadInput(f"{file}: {fault.strerror}") from fault
    except UnreadableTable as fault:
        raise refuse(fault.findings) from fault
    if table.findings:
        raise refuse(table.findings)
    day, value, series = (table.column(names) for names in (DAY, VALUE, SERIES))
    if day is None or value is None:
        raise BadInput(
            "{file}: needs a column {first} and a column {second}",
            file=file,
            first="/".join(DAY),
            second="/".join(VALUE),
        )
    found: dict[str, dict[date, float | None]] = defaultdict(dict)
    for row in table.rows:
        name = row.cells[series] if series is not None else "-"
        on = _day(file, row.cells[day], row.number)
        if on in found[name]:
            raise BadInput("{file}: row {number}: a day comes twice", file=file, number=row.number)
        found[name][on] = _value(file, row.cells[value], row.number)
    return {name: _daily(file, name, days) for name, days in found.items()}


def _day(file: str, text: str, number: int) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise BadInput("{file}: row {number}: no day", file=file, number=number) from fault


def _value(file: str, text: str, number: int) -> float | None:
    if text.strip() in MISSING:
        return None
    try:
        value = float(text)
    except ValueError as fault:
        raise BadInput("{file}: row {number}: no figure", file=file, number=number) from fault
    if not 0 <= value < MOST:
        raise BadInput("{file}: row {number}: no figure", file=file, number=number)
    return value


def _daily(file: str, name: str, days: dict[date, float | None]) -> Daily:
    from yiyang.planning.forecasting.daily import Daily  # noqa: PLC0415 -- only where asked

    first, last = min(days), max(days)
    many = (last - first).days + 1
    if many > MOST_DAYS:
        raise BadInput(
            "{file}, {name}: more than {most} days", file=file, name=name, most=MOST_DAYS
        )
    return Daily(first, tuple(days.get(first + timedelta(days=n)) for n in range(many)))


def _told(document: dict[str, Any], language: str) -> str:
    lines = [f"{label_in(document['method'], language)}  {document['interval_percent']}%"]
    if document.get("fault"):
        lines.append(label_in(document["fault"], language))
    for each in document["series"]:
        names = [each["series"]] if "series" in each else [
            label_in(f"FORECAST_{each['measure']}", language),
            label_in(each["bed_kind"], language), each["place"],
        ]  # fmt: skip
        lines.append("  ".join([*names, each["from"], _fan(each["fan"]), *_judged(each, language)]))
        naive = label_in("SEASONAL_NAIVE", language)
        lines.append(f"    {naive}  {_fan(each['baseline'])}  {_held(each['baseline_held'])}")
    lines += [f"? {name}: {label_in('FORECAST_TOO_SHORT', language)}"
              for name in document.get("too_short", ())]  # fmt: skip
    for one in document.get("findings", ()):
        lines.append(f"? {one['where']}: {say_in(Message(one['code'], one['params']), language)}")
    return "\n".join(lines)


def _judged(each: dict[str, Any], language: str) -> list[str]:
    verdict = [label_in(each["verdict"], language)] if "verdict" in each else []
    return [_held(each["held"]), *verdict]


def _fan(fan: dict[str, Any]) -> str:
    """Return the first and the last day of a fan."""
    ends = []
    for n in (0, -1):
        low = "" if fan["low"] is None else f" [{fan['low'][n]:.1f}, {fan['high'][n]:.1f}]"
        ends.append(f"{fan['mean'][n]:.1f}{low}")
    return " … ".join(ends)


def _held(held: dict[str, Any] | None) -> str:
    if held is None:
        return "MASE –"
    covered = "–" if held["covered"] is None else f"{100 * held['covered']:.0f}%"
    return f"MASE {held['scaled']:.3f}  {covered}  n={held['origins']}"
