"""``yiyang place``: evaluate one situation from a file, or propose for a whole waiting list."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.sheet_parts import bad_values
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.kernel.plain import from_plain, to_plain
from yiyang.policy.book import Reading
from yiyang.rules.calendar import CHINA
from yiyang.rules.placement.evaluate import Evaluation, evaluate
from yiyang.rules.placement.situation import Situation
from yiyang.rules.placement.terms import Reason

if TYPE_CHECKING:
    from yiyang.network.models import Institution

MOST_BYTES = 1_000_000
NEEDED = ("trigger",)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(place)


def place(
    file: Annotated[str, typer.Argument(help="One situation as a JSON object, or - .")] = "",
    *,
    waiting: Annotated[bool, typer.Option("--waiting", help="The whole waiting list.")] = False,
    at_place: Place = HOME_PLACE,
    strict: Annotated[bool, typer.Option(help="Refuse values that are not settled.")] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Say which kinds of bed are open to a person, or propose beds for everybody who waits."""
    if waiting == bool(file):
        raise BadInput("give FILE, or --waiting")
    if waiting:
        document = propose(at_place)
        answer(document, as_json=as_json, text=_list(document, language))
        return
    situation = read_situation(file)
    reading = Reading(book_here(), situation.asked_on, at_place, strict)
    evaluation = evaluate(situation, reading)
    answer(to_plain(evaluation), as_json=as_json, text=_told(evaluation, language))


def read_situation(file: str) -> Situation:
    """Return the situation in a file.

    Raises:
        BadInput: not readable, an unknown field, or a value of the wrong kind; all at once.
    """
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES) if file == "-" else Path(file).read_bytes()
        given = json.loads(raw[:MOST_BYTES])
    except (OSError, ValueError, RecursionError) as fault:
        raise BadInput(
            "{file}: not readable as JSON ({kind})", file=file, kind=type(fault).__name__
        ) from fault
    if not isinstance(given, dict):
        raise BadInput("{file}: the situation is one JSON object", file=file)
    known = {field.name for field in fields(Situation)}
    faults = [f"{name[:40]}: no such field" for name in given if name not in known]
    faults += [f"{name}: missing" for name in NEEDED if name not in given]
    if faults:
        raise BadInput(f"{file}: " + "; ".join(faults))
    today = datetime.now(CHINA).date().isoformat()
    usual = {"asked_on": today, "colour": "GREEN", "care": None, "medical": None}
    try:
        return from_plain(Situation, usual | given)
    except ValidationError as fault:
        raise bad_values(fault, file, "situation") from fault


def propose(place_code: str) -> dict[str, Any]:
    """Make and store a proposal for a place's waiting list; a coordinator accepts it on the page.

    Raises:
        BadInput: the node does not know the place.
    """
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.beds.services import propose_placements  # noqa: PLC0415
        from yiyang.network.models import Place as PlaceRow  # noqa: PLC0415

        row = PlaceRow.objects.filter(code=place_code).first()
        if row is None:
            raise BadInput("no place {place_code} on this node", place_code=place_code)
        run = propose_placements(place=row, by=PROGRAM, at=timezone.now())
        rows = run.placements.select_related("transfer", "bed__institution").order_by("pk")
        return {
            "run": run.pk,
            "decision": run.decision_id,
            "placed": run.placed,
            "placed_first_come": run.placed_first_come,
            "moves": [
                {
                    "case": placement.transfer.case_id,
                    "bed": placement.bed.code if placement.bed else None,
                    "institution": placement.bed.institution.code if placement.bed else None,
                    "institution_name": _name(placement.bed.institution) if placement.bed else None,
                    "after": placement.vacated_by_id,
                    "group": placement.cycle,
                    "reasons": placement.reasons,
                }
                for placement in rows
            ],
        }


def _name(institution: Institution) -> dict[str, str]:
    return {"zh": institution.name_zh, "en": institution.name_en}


def _told(evaluation: Evaluation, language: str) -> str:
    lines = []
    for verdict in evaluation.verdicts:
        mark = "+" if verdict.is_open else "-"
        lines.append(f"{mark} {say_in(Message(verdict.kind), language)}")
        lines += [f"    + {_reason(reason, language)}" for reason in verdict.reasons]
        lines += [f"    - {_reason(reason, language)}" for reason in verdict.against]
    kinds = ", ".join(say_in(Message(kind), language) for kind in evaluation.proposed) or "-"
    return "\n".join([*lines, f"=> {kinds}"])


def _reason(reason: Reason, language: str) -> str:
    because = f"  [{reason.because}]" if reason.because else ""
    return say_in(Message(reason.code, reason.params), language) + because


def _list(document: dict[str, Any], language: str) -> str:
    counts = {name: document[name] for name in ("run", "placed", "placed_first_come", "decision")}
    lines = [say_in(Message("BATCH_PROPOSED", counts), language)]
    for move in document["moves"]:
        between = "；" if language == "zh" else "; "
        reasons = between.join(_said(reason, language) for reason in move["reasons"])
        name = (move["institution_name"] or {}).get(language, "")
        told = {"case": move["case"], "institution": name, "bed": move["bed"], "reasons": reasons}
        lines.append(say_in(Message(_outcome(move), told), language))
    return "\n".join(lines)


def _outcome(move: dict[str, Any]) -> str:
    return "BATCH_PLACE_FOUND" if move["bed"] else "BATCH_NO_PLACE"


def _said(reason: dict[str, Any], language: str) -> str:
    return say_in(Message(reason["code"], reason["params"]), language)
