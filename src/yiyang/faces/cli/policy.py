"""``yiyang policy``: what the book says on a day, and whether the book is sound."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from yiyang.faces.cli.shell import BAD_INPUT, BadInput, Fault, answer, program, refuse_no_node, say
from yiyang.kernel.messages import LANGUAGES
from yiyang.kernel.plain import to_plain
from yiyang.policy.book import BadBook, Book, Line
from yiyang.policy.loader import load_book, shipped_book
from yiyang.policy.missions import missions
from yiyang.policy.survey import Survey, survey
from yiyang.postgres import ServerFault

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
OnDay = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of the fact.")]
HOME_PLACE = "310106"  # as settings.PLACE, which needs a data directory to load
PLACE_HELP = "A division code, or CN; the node's own place unless told."
Place = Annotated[str, typer.Option("--place", envvar="YIYANG_PLACE", help=PLACE_HELP)]


def _known_language(said: str) -> str:
    """Return a language that everything can be said in."""
    if said not in LANGUAGES:
        raise typer.BadParameter(f"{said}: zh or en")
    return said


Language = Annotated[
    str,
    typer.Option(
        "--language", envvar="YIYANG_LANGUAGE", callback=_known_language, help="zh or en."
    ),
]

policy = typer.Typer(no_args_is_help=True, help="The policy book.")


@policy.command()
def show(
    key: str,
    on: OnDay,
    *,
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Show the value of KEY in force on a day, with its clause, authority and mark."""
    line = _known(book_here(), key).on(key, on.date(), place)
    answer(_document(line), as_json=as_json, text=_sheet(line, language))


@policy.command("list")
def list_(
    prefix: Annotated[str, typer.Argument()] = "",
    *,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """List the parameters whose key begins with PREFIX."""
    lines = [line[-1] for key, line in book_here().by_key.items() if key.startswith(prefix)]
    rows = [{"key": a.key, "title": to_plain(a.title), "unit": a.unit} for a in lines]
    answer(rows, as_json=as_json, text=_listed(lines, language))


@policy.command()
def missing(
    on: OnDay,
    *,
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """List what a place has no value for on a day: only a city or district can set it."""
    book = book_here()
    lines = [book.by_key[key][-1] for key in book.missing(on.date(), place)]
    rows = [{"key": a.key, "title": to_plain(a.title), "unit": a.unit} for a in lines]
    answer(rows, as_json=as_json, text=_listed(lines, language))


@policy.command()
def check(*, as_json: AsJson = False) -> None:
    """Check the shipped book: its form, and that every key the program reads is there."""
    try:
        book = load_book()
    except BadBook as fault:
        raise BadInput(str(fault)) from fault
    found = survey(book)
    answer(_report(book, found), as_json=as_json, text=_summary(book, found))
    if found.unknown:
        raise typer.Exit(BAD_INPUT)


def book_here() -> Book:
    """Return the book with the values adopted here; the shipped one where no database answers."""
    try:
        refuse_no_node()
    except Fault:
        return _shipped("there is no database here yet")
    from django.db import DatabaseError  # noqa: PLC0415 -- not needed for the shipped book

    try:
        with program():
            from yiyang.decisions.book import current_book  # noqa: PLC0415 -- needs Django set up

            return current_book()
    except (DatabaseError, Fault, ServerFault) as fault:
        return _shipped(f"the database does not answer ({type(fault).__name__})")


def _shipped(why: str) -> Book:
    say("note: {why}; this is the book as shipped, without values adopted locally", why=why)
    return shipped_book()


def _known(book: Book, key: str) -> Book:
    """Return the book, or say which keys are near: a mistyped key is bad input."""
    if key not in book.by_key:
        near = ", ".join(k for k in book.by_key if k.split(".")[0] == key.split(".", maxsplit=1)[0])
        if near:
            raise BadInput("no parameter {key}; there are {near}", key=key, near=near)
        raise BadInput("no parameter {key}", key=key)
    return book


def _listed(lines: list[Line], language: str) -> str:
    text = "\n".join(f"{a.key}  {a.title.in_language(language)}  [{a.unit}]" for a in lines)
    return text or "no parameter"


def _document(line: Line) -> dict[str, Any]:
    document = to_plain(line)
    document["mission_title"] = to_plain(missions()[line.mission])
    return dict(document)


def _sheet(line: Line, language: str) -> str:
    authority, published = line.authority, line.published_on or "-"
    effective = f" ({authority.effective_on})" if authority.effective_on else ""
    rows = {
        "key": f"{line.key}  {line.title.in_language(language)}",
        "value": line.value if isinstance(line.value, str) else to_plain(line.value),
        "unit": line.unit,
        "from": f"{line.starts_on} in {line.place}",
        "mark": line.mark.value,
        "mission": f"{line.mission} {missions()[line.mission].in_language(language)}",
        "authority": f"{authority.title.in_language(language)} {authority.article}{effective}",
        "published": published,
        "note": line.note.in_language(language) if line.note else "-",
    }
    return "\n".join(f"{name:<10} {value}" for name, value in rows.items())


def _report(book: Book, found: Survey) -> dict[str, Any]:
    return {
        "keys": len(book.by_key),
        "lines": len(book.lines),
        "digest": book.digest,
        "marks": found.marks,
        "unknown": [{"key": n.key, "where": n.where} for n in found.unknown],
        "unread": list(found.unread),
        "unsettled": [
            {"key": a.key, "place": a.place, "from": a.starts_on.isoformat(), "mark": a.mark.value}
            for a in found.unsettled
        ],
    }


def _summary(book: Book, found: Survey) -> str:
    marks = ", ".join(f"{mark} {count}" for mark, count in found.marks.items())
    lines = [f"{len(book.by_key)} parameters, {len(book.lines)} lines: {marks}"]
    lines += [f"FAULT {n.where}: reads {n.key}, which is not in the book" for n in found.unknown]
    lines += [f"never read: {key}" for key in found.unread]
    lines += [
        f"unsettled: {a.key} in {a.place} from {a.starts_on} ({a.mark})" for a in found.unsettled
    ]
    return "\n".join(lines)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(policy, name="policy")
