"""``yiyang calibrate``: rates, stays and shares of a place from its stored rows, as a scenario."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import label_in, say_in
from yiyang.kernel.messages import Message

if TYPE_CHECKING:
    from yiyang.forecasts.models import Calibration

Since = Annotated[
    datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day that counts.")
]
Until = Annotated[
    datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The first day that does not.")
]
Out = Annotated[Path | None, typer.Option("--out", help="Write a scenario (TOML) here.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="calibrate")(command)


def command(
    since: Since,
    until: Until,
    *,
    out: Out = None,
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Estimate the network's parameters from the rows of a window, each with its interval.

    The estimates are kept with the digest of what they rest on.  What too little was seen for is
    told, and stays as the policy book has it.
    """
    with program():
        row, text = _calibrated(place, since.date(), until.date())
        document = _document(row)
        if out is not None:
            out.write_text(text(), encoding="utf-8")
            document["scenario"] = str(out)
    answer(document, as_json=as_json, text=_told(document, language))


def _calibrated(place: str, since: date, until: date) -> tuple[Calibration, Any]:
    from django.utils import timezone  # noqa: PLC0415 -- needs Django set up

    from yiyang.audit.services import PROGRAM  # noqa: PLC0415
    from yiyang.decisions.services import read_book  # noqa: PLC0415
    from yiyang.forecasts.scenarios import scenario_text  # noqa: PLC0415
    from yiyang.forecasts.services import calibrate  # noqa: PLC0415
    from yiyang.network.models import Place as Division  # noqa: PLC0415

    division = Division.objects.filter(code=place).first()
    if division is None:
        raise BadInput("--place: no place has the code {place}", place=place)
    row = calibrate(place=division, since=since, until=until, by=PROGRAM, at=timezone.now())
    return row, lambda: scenario_text(row, read_book(until, place=place))


def _document(row: Calibration) -> dict[str, Any]:
    shown = ("what", "of", "part", "value", "low", "high", "number", "method", "variation")
    return {
        "calibration": row.pk,
        "place": row.place.code,
        "from": str(row.since),
        "to": str(row.until),
        "input_digest": row.input_digest,
        "confidence_percent": row.confidence_percent,
        "figures": list(row.figures.order_by("pk").values(*shown)),
        "findings": row.findings,
    }


def _told(document: dict[str, Any], language: str) -> str:
    lines = [
        f"{document['place']}  {document['from']} – {document['to']}  "
        f"{document['confidence_percent']}%  {document['input_digest'][:12]}"
    ]
    for each in document["figures"]:
        of = " · ".join(label_in(name, language) for name in (each["of"], each["part"]) if name)
        lines.append(
            f"  {label_in('FORECAST_' + each['what'], language)}  {of}  {_number(each['value'])} "
            f"[{_number(each['low'])}, {_number(each['high'])}]  n={each['number']}  "
            f"{label_in(each['method'], language)}"
        )
    for each in document["findings"]:
        told = say_in(Message(each["code"], each["params"]), language)
        lines.append(f"? {_where(each['where'], language)}: {told}")
    return "\n".join(lines)


def _where(where: str, language: str) -> str:
    what, _, of = where.partition(", ")
    return " · ".join(
        label_in(name, language) for name in (f"FORECAST_{what}" if of else what, of) if name
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"
