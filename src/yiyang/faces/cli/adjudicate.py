"""``yiyang adjudicate``: what each fund bears of one claim, and by which line of the book."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from yiyang.faces.cli.claim_file import ClaimSheet
from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.sheet_parts import bad_values, keys_twice
from yiyang.faces.cli.shell import BadInput, answer
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import LANGUAGES, Message
from yiyang.kernel.money import yuan_from_fen
from yiyang.policy.book import NotInForce, Reading
from yiyang.rules.adjudication import Adjudicated, Claim, Layer, adjudicate
from yiyang.rules.adjudication.adjudicate import RIGHTS_AND_REST

MOST_BYTES = 20_000_000
Compare = Annotated[
    bool, typer.Option("--compare", help="Also with the referral turned round, side by side.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="adjudicate")(command)


def command(
    file: Annotated[str, typer.Argument(help="One claim as a JSON object, or - .")],
    *,
    compare: Compare = False,
    place: Place = HOME_PLACE,
    strict: Annotated[bool, typer.Option(help="Refuse values that are not settled.")] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Adjudicate the claim in FILE at its own date.  Exit 2 where it has a fault."""
    sheet = read_claim(file)
    reading = Reading(book_here(), sheet.on, place, strict)
    claim = sheet.claim()
    claims = [claim, replace(claim, is_referred=not claim.is_referred)] if compare else [claim]
    try:
        documents = [_document(one, adjudicate(one, reading), reading) for one in claims]
    except NotInForce as gap:
        raise BadInput(
            "{file}: the book has no answer for such a claim: {gap}", file=file, gap=gap
        ) from gap
    text = "\n\n".join(_told(one, language) for one in documents)
    answer(documents if compare else documents[0], as_json=as_json, text=text)


def read_claim(file: str) -> ClaimSheet:
    """Return the claim in a file.

    Raises:
        BadInput: not readable, too large, or with faults, all told at once with their places.
    """
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _read(Path(file))
    except OSError as fault:
        raise BadInput(
            "{file}: not readable ({kind})", file=file, kind=type(fault).__name__
        ) from fault
    if len(raw) > MOST_BYTES:
        raise BadInput("{file}: more than {most} bytes", file=file, most=MOST_BYTES)
    if twice := keys_twice(raw):
        raise BadInput("{file}: {named}: stands there twice", file=file, named=", ".join(twice))
    try:
        return ClaimSheet.model_validate_json(raw)
    except ValidationError as fault:
        raise bad_values(fault, file, "claim") from fault


def _read(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _document(claim: Claim, result: Adjudicated, reading: Reading) -> dict[str, Any]:
    counted = result.accumulated
    return {
        "on": reading.day.isoformat(),
        "referred": claim.is_referred,
        "total": yuan_from_fen(result.total_fen),
        "in_scope": yuan_from_fen(result.in_scope_fen),
        "fund": yuan_from_fen(result.fund_fen),
        "person": yuan_from_fen(result.person_fen),
        "hospital": yuan_from_fen(result.hospital_fen),
        "layers": [_layer(one, reading) for one in result.layers],
        "reasons": [{"code": code} | _both(code) for code in result.reasons],
        "lines": [
            {
                "code": line.code,
                "outside": yuan_from_fen(line.outside_fen),
                "above_limit": yuan_from_fen(line.above_limit_fen),
                "first_self_pay": yuan_from_fen(line.first_self_pay_fen),
                "in_scope": yuan_from_fen(line.in_scope_fen),
                "hospital": yuan_from_fen(line.hospital_fen),
            }
            for line in result.lines
        ],
        "accumulated": {
            "deductible": yuan_from_fen(counted.deductible_fen),
            "pool": yuan_from_fen(counted.pool_fen),
        },
        "book": reading.book.digest,
    }


def _layer(layer: Layer, reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {
        "layer": layer.layer,
        "name": _both(f"LAYER_{layer.layer}"),
        "amount": yuan_from_fen(layer.fen),
        "of": yuan_from_fen(layer.base_fen),
        "percent": str(layer.percent),
        "by": layer.key,
    }
    if layer.key not in RIGHTS_AND_REST:
        line = reading.line(layer.key)
        found |= {"mark": line.mark.value, "act": line.authority.act if line.authority else None}
    return found


def _both(code: str) -> dict[str, str]:
    return {language: say_in(Message(code), language) for language in LANGUAGES}


def _told(document: dict[str, Any], language: str) -> str:
    lines = [f"{document['on']}  {document['total']}  {document['fund']}  {document['person']}"]
    lines += [
        f"{one['name'][language]:<24} {one['amount']:>14}  {one['percent']}% / {one['of']}"
        f"  {one['by']}  {one.get('mark', '')} {one.get('act') or ''}"
        for one in document["layers"]
    ]
    return "\n".join(lines + [one[language] for one in document["reasons"]])
