"""``yiyang supervise``: what in stored claims calls for an explanation; nothing is stored."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.rule_lists import lists_under
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.kernel.money import yuan_from_fen
from yiyang.policy.book import Reading
from yiyang.rules.supervision import Lists, Supervised, Suspicion, supervise

Since = Annotated[str, typer.Argument(help="Claims that ended on this day or later.")]
Until = Annotated[str, typer.Argument(help="And before this day.")]
Folder = Annotated[str, typer.Option("--lists", help="A folder of the insurer's rule lists.")]
Of = Annotated[str, typer.Option("--institution", help="Of one institution, by its code.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="supervise")(command)


def command(
    since: Since,
    until: Until,
    *,
    lists: Folder = "",
    institution: Of = "",
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Tell what in the claims of a time is to be explained, each with its lines as evidence."""
    first, last = _day(since, "since"), _day(until, "until")
    rules = lists_under(lists) if lists else Lists()
    with program():
        from yiyang.claims.supervising import seen_claims  # noqa: PLC0415 -- Django is set up

        claims = tuple(seen_claims(first, last, institution))
        found = supervise(Supervised(claims, rules), Reading(book_here(), first, place))
    document = {
        "claims": len(claims),
        "suspicions": [_told(one, language) for one in found.suspicions],
    }
    lines = [
        f"{one['claim']}\t{'+'.join(one['lines'])}\t{one['amount']}\t{one['said']}"
        for one in document["suspicions"]
    ]
    answer(document, as_json=as_json, text="\n".join([*lines, f"{len(lines)} / {len(claims)}"]))


def _told(one: Suspicion, language: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "claim": one.claim,
        "lines": list(one.lines),
        "amount": yuan_from_fen(one.fen),
        "said": say_in(Message(one.code, one.params), language),
    }


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(f"{name}: no day") from fault
