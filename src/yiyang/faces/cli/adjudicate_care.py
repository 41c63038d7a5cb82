"""``yiyang adjudicate-care``: what long-term care insurance pays of a month of care."""

from __future__ import annotations

import sys
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.sheet_parts import Day, Whole, bad_values, keys_twice
from yiyang.faces.cli.shell import BadInput, answer
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import LANGUAGES, Message
from yiyang.kernel.money import yuan_from_fen
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.adjudication.long_term_care import (
    CareAdjudicated,
    CareMonth,
    Visit,
    long_term_care,
)

MOST_BYTES = 2_000_000
MOST_VISITS = 500


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VisitSheet(_Strict):
    """One visit at home."""

    on: Day
    minutes: Annotated[Whole, Field(ge=1, le=1440)]
    profession: Literal["NURSE", "ASSISTANT", "CARER"]


class CareSheet(_Strict):
    """A month of care as it stands in a file."""

    month: Annotated[str, Field(pattern=r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")]
    setting: Literal["HOME", "INSTITUTION"]
    insurance: Literal["EMPLOYEE", "RESIDENT"]
    age: Annotated[Whole, Field(ge=0, le=130)]
    level: Annotated[Whole, Field(ge=0, le=6)]
    visits: Annotated[list[VisitSheet], Field(max_length=MOST_VISITS)] = []
    months_at_home: Annotated[Whole, Field(ge=0, le=1200)] = 0
    takes_money: bool = False
    days: Annotated[Whole, Field(ge=0, le=31)] = 0

    @model_validator(mode="after")
    def _fits_the_setting(self) -> CareSheet:
        if self.setting == "HOME" and self.days:
            raise ValueError("days are those in an institution")
        if self.setting == "INSTITUTION" and (self.visits or self.takes_money):
            raise ValueError("visits and a bonus go with care at home")
        first = self.first_day()
        if self.days > monthrange(first.year, first.month)[1]:
            raise ValueError("more days than the month has")
        return self

    def first_day(self) -> date:
        """Return the first day of the month: the date of the fact."""
        return date.fromisoformat(f"{self.month}-01")

    def facts(self) -> CareMonth:
        """Return the month as the rule takes it."""
        given = {name: getattr(self, name) for name in CareMonth.__dataclass_fields__}
        visits = tuple(Visit(one.on, one.minutes, one.profession) for one in self.visits)
        return CareMonth(**(given | {"visits": visits}))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="adjudicate-care")(command)


def command(
    file: Annotated[str, typer.Argument(help="One month of care as a JSON object, or - .")],
    *,
    place: Place = HOME_PLACE,
    strict: Annotated[bool, typer.Option(help="Refuse values that are not settled.")] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Tell what the fund pays of the month in FILE; nothing is stored.  Exit 2 with a fault."""
    sheet = _read(file)
    reading = Reading(book_here(), sheet.first_day(), place, strict)
    try:
        found = long_term_care(sheet.facts(), reading)
    except NotInForce as gap:
        raise BadInput(
            "{file}: the book has no answer for such a month: {gap}", file=file, gap=gap
        ) from gap
    document = _document(sheet, found, reading)
    told = [f"{sheet.month}  {document['charged']}  {document['fund']}  {document['person']}"]
    told += [one[language] for one in document["reasons"]]
    told += [f"{one['key']}  {one['mark']}  {one['act']}" for one in document["lines"]]
    answer(document, as_json=as_json, text="\n".join(told))


def _document(sheet: CareSheet, found: CareAdjudicated, reading: Reading) -> dict[str, Any]:
    return {
        "month": sheet.month,
        "charged": yuan_from_fen(found.charged_fen),
        "fund": yuan_from_fen(found.fund_fen),
        "person": yuan_from_fen(found.person_fen),
        "bonus": yuan_from_fen(found.bonus_fen),
        "beyond_minutes": found.beyond_minutes,
        "by": found.key,
        "visits": [
            {"on": one.on.isoformat(), "minutes": one.minutes, "amount": yuan_from_fen(one.fen)}
            for one in found.visits
        ],
        "lines": [
            {
                "key": key,
                "mark": line.mark.value,
                "act": line.authority.act,
                "article": line.authority.article,
            }
            for key, line in sorted(reading.used.items())
        ],
        "reasons": [
            {"code": code} | {one: say_in(Message(code), one) for one in LANGUAGES}
            for code in found.reasons
        ],
        "book": reading.book.digest,
    }


def _read(file: str) -> CareSheet:
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _bytes(Path(file))
    except OSError as fault:
        raise BadInput(
            "{file}: not readable ({kind})", file=file, kind=type(fault).__name__
        ) from fault
    if len(raw) > MOST_BYTES:
        raise BadInput("{file}: more than {most} bytes", file=file, most=MOST_BYTES)
    if twice := keys_twice(raw):
        raise BadInput("{file}: {named}: stands there twice", file=file, named=", ".join(twice))
    try:
        sheet = CareSheet.model_validate_json(raw)
    except ValidationError as fault:
        raise bad_values(fault, file, "month") from fault
    outside = [
        f"{file}: visits.{number}.on: not in the month"
        for number, one in enumerate(sheet.visits)
        if f"{one.on:%Y-%m}" != sheet.month
    ]
    if outside:
        raise BadInput("\n".join(outside))
    return sheet


def _bytes(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)
