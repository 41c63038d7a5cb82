"""``yiyang settlement-list``: check lists of the fund, keep them, show their fields."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from pydantic import TypeAdapter, ValidationError

from yiyang.faces.cli.claims_file import NUL
from yiyang.faces.cli.code_lists import codes_under
from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.sheet_parts import bad_values
from yiyang.faces.cli.shell import BAD_INPUT, BadInput, answer, program, say
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.policy.book import Reading
from yiyang.rules.settlement_list import Checked, Paper, check_list
from yiyang.rules.settlement_list.fields import SINGLE, described
from yiyang.rules.settlement_list.lists import states_of
from yiyang.rules.settlement_list.terms import moment

if TYPE_CHECKING:
    from yiyang.network.models import Institution

group = typer.Typer(no_args_is_help=True, help="Settlement lists of the fund (4101A).")
MOST_BYTES = 50_000_000
File = Annotated[str, typer.Argument(help="One list as JSON, a list of them, or - .")]
Codes = Annotated[str, typer.Option(help="A folder of code lists; else codes go unchecked.")]
On = Annotated[str, typer.Option("--uploaded", help="The day of upload, to check it is in time.")]
From = Annotated[str, typer.Option("--institution", help="The code of who sends it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="settlement-list")


@group.command()
def check(
    file: File,
    *,
    codes: Codes = "",
    uploaded: On = "",
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Tell every fault of the lists in FILE; nothing is stored.  Exit 2 with any.

    A list is checked by the book of the day its stay ended, else of its upload.
    """
    listed = codes_under(codes) if codes else {}
    day = _day(uploaded)
    documents = []
    for number, paper in enumerate(read_papers(file), start=1):
        ended = moment(paper.setlinfo, "dscg_time")
        known = {
            f"{kind.lower()}_codes": states_of(listed[kind], _codes(paper, kind)) for kind in listed
        }
        full = replace(paper, uploaded_on=day, **known)
        on = ended.date() if ended else day
        if on is None:
            raise BadInput(
                "{file}: list {number}: no end of the stay, so say --uploaded",
                file=file,
                number=number,
            )
        documents.append(_told(full, check_list(full, Reading(book_here(), on, place)), language))
    _answer(documents, as_json)


@group.command()
def store(
    file: File, *, institution: From, language: Language = "zh", as_json: AsJson = False
) -> None:
    """Check the lists in FILE with the code lists taken in, and keep them.  Exit 2 with a fault."""
    papers = read_papers(file)
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.claims.services.lists import receive_list  # noqa: PLC0415
        from yiyang.kernel.plain import from_plain  # noqa: PLC0415

        sender, at = _sender(institution), timezone.now()
        documents = []
        for paper in papers:
            made = receive_list(paper=paper, institution=sender, by=PROGRAM, at=at)
            checked = from_plain(Checked, made.decision.result)
            told = _told(paper, checked, language)
            documents.append(told | {"key": made.pk, "version": made.version})
    _answer(documents, as_json)


@group.command()
def fields(*, language: Language = "zh", as_json: AsJson = False) -> None:
    """Show every field of the list: its group, name, form, whether required, its values."""
    document = [
        {
            "group": one.group,
            "field": one.code,
            "name": one.name.in_language(language),
            "form": one.form,
            "required": one.is_required,
            "values": list(one.values),
        }
        for each in described().values()
        for one in each.values()
    ]
    lines = [
        f"{d['group']}.{d['field']}{'*' if d['required'] else ''}\t{d['name']}\t{d['form']}"
        f"\t{' '.join(d['values'])}"
        for d in document
    ]
    answer(document, as_json=as_json, text="\n".join(lines))


def read_papers(file: str) -> list[Paper]:
    """Return the lists of a file; every field is taken as text.

    Raises:
        BadInput: not readable, too large, no JSON, or groups that are none.
    """
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _bytes(Path(file))
    except OSError as fault:
        raise BadInput(f"{file}: {fault.strerror}") from fault
    if len(raw) > MOST_BYTES:
        raise BadInput("{file}: more than {most} bytes", file=file, most=MOST_BYTES)
    if NUL in raw:
        raise BadInput("{file}: a NUL stands in a text", file=file)
    try:
        document = orjson.loads(raw)
        rows = document if isinstance(document, list) else [document]
        return TypeAdapter(list[Paper]).validate_python([_texts(row) for row in rows])
    except ValidationError as fault:
        raise bad_values(fault, file, "list") from fault
    except (ValueError, TypeError, AttributeError) as fault:
        raise BadInput("{file}: no settlement list", file=file) from fault


def _bytes(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _texts(row: dict[str, Any]) -> dict[str, Any]:
    """Turn what a system sends as numbers into text; unknown groups are faults of the file."""
    unknown = row.keys() - described().keys()
    if unknown:
        raise BadInput(
            "no group of a settlement list: {given}", given=", ".join(sorted(unknown))[:200]
        )
    found: dict[str, Any] = {}
    for group_name, given in row.items():
        rows = [given] if group_name in SINGLE else given
        texts = [{k: "" if v is None else str(v) for k, v in one.items()} for one in rows]
        found[group_name] = texts[0] if group_name in SINGLE else texts
    return found


def _codes(paper: Paper, kind: str) -> list[str]:
    rows, name = (
        (paper.diseinfo, "diag_code") if kind == "DIAGNOSIS" else (paper.oprninfo, "oprn_oprt_code")
    )
    return [code for row in rows if (code := row.get(name, "").strip())]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadInput("--uploaded: no day") from fault


def _sender(code: str) -> Institution:
    from yiyang.network.models import Institution  # noqa: PLC0415 -- Django is set up by now

    found = Institution.objects.filter(code=code).first()
    if found is None:
        raise BadInput("--institution: no institution has this code")
    return found


def _told(paper: Paper, checked: Checked, language: str) -> dict[str, Any]:
    return {
        "list": paper.setlinfo.get("setl_id", ""),
        "passes": checked.passes,
        "faults": [
            {
                "code": one.code,
                "where": one.where,
                "said": say_in(Message(one.code, one.params), language),
            }
            for one in checked.faults
        ],
    }


def _answer(documents: list[dict[str, Any]], as_json: bool) -> None:
    for one in documents:
        for fault in one["faults"]:
            say(f"{one['list']}: {fault['where']}: {fault['said']}")
    passed = sum(one["passes"] for one in documents)
    answer(documents, as_json=as_json, text=f"{passed} of {len(documents)} lists pass")
    if passed < len(documents):
        raise typer.Exit(BAD_INPUT)
