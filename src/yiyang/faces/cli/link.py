"""``yiyang link``: which rows of one or two lists are the same person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.policy import AsJson, Language, book_here
from yiyang.faces.cli.shell import BadInput, Fault, answer, program
from yiyang.faces.cli.spoken import language_asked
from yiyang.faces.wording import say_in
from yiyang.network.importing.tables import Table, UnreadableTable, read_table
from yiyang.people.names import name_key
from yiyang.policy.book import NATION, Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.identity import (
    Compared,
    Sameness,
    Verdict,
    equal_or_unknown,
    same_number,
    same_person,
)

if TYPE_CHECKING:
    from yiyang.analytics.linkage import Pair

# Columns by the names that lists give them.
COLUMNS = {
    "id": ("id", "rec_id", "unique_id", "编号"),
    "name": ("name", "full_name", "姓名"),
    "given": ("given", "given_name", "first_name", "名"),
    "family": ("family", "surname", "last_name", "姓"),
    "sex": ("sex", "gender", "性别"),
    "born": ("born", "date_of_birth", "dob", "出生日期"),
    "number": ("number", "resident_id", "soc_sec_id", "身份证号"),
    "phone": ("phone", "电话", "手机号"),
    "email": ("email", "邮箱"),
    "address": ("address", "address_1", "住址"),
    "street": ("street", "street_number", "门牌号"),
    "suburb": ("suburb", "sub_district", "街道"),
    "place": ("place", "postcode", "city", "邮编"),
    "state": ("state", "province", "省"),
}
Rows = list[dict[str, str]]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(link)


def link(
    left: Annotated[
        str, typer.Argument(metavar="A", help="A list: CSV or .xlsx, with a header.")
    ] = "",
    right: Annotated[str, typer.Argument(metavar="B", help="Another; else A within itself.")] = "",
    *,
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="FIELD=COLUMN, where a name is not known.")
    ] = None,
    people: Annotated[
        bool, typer.Option("--people", help="Compare the residents kept here, for the desk.")
    ] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Print the pairs of rows that are one person, or may be, with why and how likely.

    With two lists each row is in one pair at most.  Nothing is stored, unless with --people: then
    the new pairs of residents wait at the desk for identity.
    """
    if people == bool(left):
        raise BadInput("give A, and B where there are two lists; or --people")
    if people:
        found = _find_among_people()
        answer({"found": found}, as_json=as_json, text=f"{found} new pairs wait at the desk")
        return
    chosen = _chosen(columns or [])
    lists = [_rows(file, chosen) for file in (left, right) if file]
    reading = Reading(book_here(), datetime.now(CHINA).date(), NATION)
    judged = _judged(lists, reading)
    document = [_document(pair, found) for pair, found in judged]
    lines = [
        f"{row['verdict']:<9} {row['per_million'] / 10_000:7.3f}%  {row['left']}  {row['right']}  "
        + "; ".join(say_in(reason, language) for reason in found.reasons)
        for row, (_, found) in zip(document, judged, strict=True)
    ]
    counts = {v: sum(row["verdict"] == v for row in document) for v in (Verdict.SAME, "DOUBTFUL")}
    lines.append(f"{counts[Verdict.SAME]} same, {counts['DOUBTFUL']} doubtful")
    answer(document, as_json=as_json, text="\n".join(lines))


def _find_among_people() -> int:
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415

        try:
            from yiyang.identity.services.finding import find_candidates  # noqa: PLC0415
        except ImportError as missing:
            raise _without_extra(missing) from None
        return find_candidates(by=PROGRAM, at=timezone.now())


def _without_extra(missing: ImportError) -> Fault:
    return Fault(
        "{missing} is not installed: pip install 'yiyang[analytics]'", missing=missing.name
    )


def _judged(lists: Sequence[Rows], reading: Reading) -> list[tuple[Pair, Sameness]]:
    try:
        from yiyang.analytics import linkage  # noqa: PLC0415 -- an extra that may not be there
    except ImportError as missing:
        raise _without_extra(missing) from None
    doubtful = int(reading.table("identity.chances")["doubtful"])
    right = lists[1] if len(lists) > 1 else None
    try:
        pairs = linkage.link(lists[0], right, least_per_million=doubtful)
    except linkage.NothingToCompare:
        raise BadInput("no column by which people are told apart is filled in both") from None
    known = [{row["id"]: row for row in rows} for rows in lists]
    judged = []
    for pair in pairs:
        first, second = known[0][pair.left], known[-1][pair.right]
        found = same_person(_compared(pair, first, second), reading)
        if found.verdict is not Verdict.APART:
            judged.append((pair, found))
    return judged


def _compared(pair: Pair, left: Mapping[str, str], right: Mapping[str, str]) -> Compared:
    return Compared(
        pair.per_million,
        same_number(left.get("number", ""), right.get("number", "")),
        equal_or_unknown(left.get("born", ""), right.get("born", "")),
        equal_or_unknown(left.get("sex", ""), right.get("sex", "")),
    )


def _document(pair: Pair, found: Sameness) -> dict[str, Any]:
    return {
        "left": pair.left,
        "right": pair.right,
        "verdict": found.verdict,
        "per_million": pair.per_million,
        "fields": dict(pair.fields),
        "reasons": [reason.code for reason in found.reasons],
    }


def _chosen(columns: Sequence[str]) -> dict[str, str]:
    chosen = {}
    for each in columns:
        field, _, column = each.partition("=")
        if field not in COLUMNS or not column:
            raise BadInput(
                "--map {each}: give FIELD=COLUMN, FIELD one of {known}",
                each=each,
                known=", ".join(COLUMNS),
            )
        chosen[field] = column
    return chosen


def _rows(file: str, chosen: Mapping[str, str]) -> Rows:
    try:
        table = read_table(Path(file).read_bytes())
    except OSError as fault:
        raise BadInput(f"{file}: {fault.strerror}") from fault
    except UnreadableTable as unreadable:
        said = "; ".join(say_in(f.message, language_asked()) for f in unreadable.findings)
        raise BadInput(f"{file}: {said}") from unreadable
    if table.findings:
        said = "\n".join(
            f"{f.where}: {say_in(f.message, language_asked())}" for f in table.findings[:20]
        )
        raise BadInput(f"{file}:\n{said}")
    return _named(file, table, _places(file, table, chosen))


def _places(file: str, table: Table, chosen: Mapping[str, str]) -> dict[str, int]:
    """Return where each field stands among the columns."""
    headers = [header.strip().casefold() for header in table.headers]
    places = {}
    for field, names in COLUMNS.items():
        wanted = (chosen[field].casefold(),) if field in chosen else names
        found = [headers.index(name) for name in wanted if name in headers]
        if field in chosen and not found:
            raise BadInput("{file}: there is no column {given}", file=file, given=chosen[field])
        if found:
            places[field] = found[0]
    return places


def _named(file: str, table: Table, places: Mapping[str, int]) -> Rows:
    rows: Rows = []
    seen: set[str] = set()
    for row in table.rows:
        made = {field: row.cells[place].strip() for field, place in places.items()}
        made.setdefault("id", str(row.number))
        if not made["id"] or made["id"] in seen:
            raise BadInput(
                "{file}: row {number}: its id is empty or stands there twice",
                file=file,
                number=row.number,
            )
        seen.add(made["id"])
        if made.get("name"):
            made["name_key"] = name_key(made["name"])
        rows.append(made)
    return rows
