"""``yiyang assess``: score one answer sheet, list the instruments, describe one."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.shell import BAD_INPUT, BadInput, answer
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import LANGUAGES, Message
from yiyang.kernel.plain import to_plain
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.instruments import (
    Instrument,
    Scored,
    UnknownInstrument,
    instrument,
    instruments,
    score,
)
from yiyang.rules.instruments.wording import named

MOST_BYTES = 1_000_000
OnDay = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the assessment; else today."),
]


def assess(
    name: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="Such as NEWS2.")] = "",
    file: Annotated[str, typer.Argument(help="Answers as one JSON object, or - .")] = "",
    *,
    list_: Annotated[bool, typer.Option("--list", help="List the instruments.")] = False,
    describe: Annotated[str, typer.Option(metavar="ID", help="Show one instrument.")] = "",
    on: OnDay = None,
    place: Place = HOME_PLACE,
    strict: Annotated[bool, typer.Option(help="Refuse values that are not settled.")] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Score the answers in FILE by INSTRUMENT.  Exit 2 where an answer is missing or wrong."""
    day = on.date() if on else datetime.now(CHINA).date()
    if list_:
        answer([_row(one) for one in instruments()], as_json=as_json, text=_list(language))
    elif describe:
        edition = _known(describe, day)
        document = _described(edition, Reading(book_here(), day, place))
        answer(document, as_json=as_json, text=_sheet(edition, document, language))
    elif name and file:
        edition = _known(name, day)
        scored = score(name, _answers(file), Reading(book_here(), day, place, strict))
        text = _result(edition, scored, language)
        answer(_document(edition, scored), as_json=as_json, text=text)
        if scored.findings:
            raise typer.Exit(BAD_INPUT)
    else:
        raise BadInput("give INSTRUMENT and FILE, or --list, or --describe ID")


def _known(name: str, day: date) -> Instrument:
    """A mistyped instrument is bad input, as a mistyped key of the book is."""
    try:
        return instrument(name, on=day)
    except UnknownInstrument as unknown:
        there = ", ".join(sorted({one.id for one in instruments()}))
        raise BadInput(
            "no instrument {name} on {day}; there are {there}", name=name, day=day, there=there
        ) from unknown


def _answers(file: str) -> dict[str, Any]:
    """The one JSON object in a file or on standard input; numbers stay as they are written."""
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES) if file == "-" else _read(Path(file))
        given = json.loads(raw, parse_float=str, parse_int=str, parse_constant=str)
    except (OSError, ValueError, RecursionError) as fault:
        raise BadInput(
            "{file}: not readable as JSON ({kind})", file=file, kind=type(fault).__name__
        ) from fault
    if not isinstance(given, dict):
        raise BadInput("{file}: the answers are one JSON object, by item", file=file)
    nested = [key for key, value in given.items() if isinstance(value, dict | list)]
    if nested:
        raise BadInput("{file}: {given} is not one value", file=file, given=nested[0][:40])
    return given


def _read(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES)


def _document(edition: Instrument, scored: Scored) -> dict[str, Any]:
    document = dict(to_plain(scored))
    document["level_name"] = _both(edition.level_name, scored.level) if scored.level else None
    document["findings"] = [
        {"code": f.code, "where": f.where, "message": _said(edition, f.message)}
        for f in scored.findings
    ]
    document["reasons"] = [{"code": m.code} | _said(edition, m) for m in scored.reasons]
    return document


def _said(edition: Instrument, message: Message) -> dict[str, str]:
    return {lang: say_in(named(edition, message, lang), lang) for lang in LANGUAGES}


def _both(name_in: Any, code: str) -> dict[str, str]:
    return {language: name_in(code, language) for language in LANGUAGES}


def _result(edition: Instrument, scored: Scored, language: str) -> str:
    level = edition.level_name(scored.level, language) if scored.level else "-"
    lines = [
        f"{edition.id} {edition.version}  {edition.name.in_language(language)}",
        f"level  {scored.level or '-'}  {level}",
        *(f"{name:<20} {points}" for name, points in scored.scores.items()),
    ]
    messages = [f.message for f in scored.findings] or list(scored.reasons)
    lines += [say_in(named(edition, message, language), language) for message in messages]
    lines += [f"[{s.mark}] {s.key}  {s.act} {s.article}  {s.mission}" for s in scored.sources]
    return "\n".join(lines)


def _row(edition: Instrument) -> dict[str, Any]:
    return {
        "instrument": edition.id,
        "version": edition.version,
        "from": edition.from_.isoformat(),
        "name": edition.name.model_dump(),
        "items": len(edition.items),
        "mark": edition.mark.value,
        "issued": edition.issued,
    }


def _list(language: str) -> str:
    return "\n".join(
        f"{one.id:<24} {one.version:<6} {one.name.in_language(language)}" for one in instruments()
    )


def _described(edition: Instrument, reading: Reading) -> dict[str, Any]:
    """The instrument with the values of the book that it reads."""
    document = edition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    document["book"] = {key: _value(reading, key) for key in edition.reads.values()}
    return document


def _value(reading: Reading, key: str) -> dict[str, Any] | None:
    try:
        line = reading.line(key)
    except NotInForce:
        return None
    return {"value": line.value, "unit": line.unit, "mark": line.mark.value}


def _sheet(edition: Instrument, document: dict[str, Any], language: str) -> str:
    lines = [
        f"{edition.id} {edition.version}  {edition.name.in_language(language)}",
        f"{edition.use.in_language(language)}  [{edition.mark.value}] {edition.authority.act}",
    ]
    for item in edition.items:
        asked = " ".join(item.codes)
        if item.number:
            asked = f"{item.number.least}..{item.number.most}"
        lines.append(f"{item.id:<20} {item.name.in_language(language)}  ({asked})")
    levels = ", ".join(f"{x.code} {x.name.in_language(language)}" for x in edition.levels)
    lines.append(f"levels  {levels}")
    for key, value in document["book"].items():
        lines.append(f"{key}  {value and value['value']}  [{value and value['mark']}]")
    return "\n".join(lines)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(assess)
