"""``yiyang supervise``: what in stored claims calls for an explanation; told, or kept and asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.policy import HOME_PLACE, AsJson, Language, Place, book_here
from yiyang.faces.cli.rule_lists import lists_under
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.kernel.money import yuan_from_fen
from yiyang.policy.book import Reading
from yiyang.rules.supervision import Lists, Supervised, Suspicion, supervise

if TYPE_CHECKING:
    from yiyang.oversight.models import Screening

BESIDE = "supervision.split_stay_days"
Since = Annotated[str, typer.Argument(help="Claims that ended on this day or later.")]
Until = Annotated[str, typer.Argument(help="And before this day.")]
Folder = Annotated[str, typer.Option("--lists", help="A folder of the insurer's rule lists.")]
Of = Annotated[str, typer.Option("--institution", help="Of one institution, by its code.")]
Ask = Annotated[
    bool, typer.Option("--ask", help="Keep what is new, and ask the institutions to explain.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="supervise")(command)


def command(
    since: Since,
    until: Until,
    *,
    lists: Folder = "",
    institution: Of = "",
    ask: Ask = False,
    place: Place = HOME_PLACE,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Tell what in the claims of a time is to be explained, each with its lines as evidence."""
    first, last = _day(since, "since"), _day(until, "until")
    rules = lists_under(lists) if lists else Lists()
    if ask:
        if lists:
            raise BadInput("--ask looks with the lists that `yiyang import rule-lists` took in")
        _ask(first, last, institution, place, as_json=as_json)
        return
    with program():
        from yiyang.claims.supervising import Window, seen_claims  # noqa: PLC0415 -- set up by now
        from yiyang.oversight.services.screening import refuse_too_wide  # noqa: PLC0415

        reading = Reading(book_here(), first, place)
        window = Window(first, last, "", institution, reading.integer(BESIDE))
        refuse_too_wide(window, reading)
        claims = tuple(seen_claims(window))
        found = supervise(Supervised(claims, rules), reading).suspicions
        names = _names(found)
    shown = [_told(one, names, language) for one in found]
    document = {"claims": len(claims), "suspicions": shown}
    lines = [
        f"{one['claim']}\t{'+'.join(one['lines'])}\t{one['amount']}\t{one['said']}" for one in shown
    ]
    answer(document, as_json=as_json, text="\n".join([*lines, f"{len(lines)} / {len(claims)}"]))


def _ask(first: date, last: date, institution: str, place: str, *, as_json: bool) -> None:
    """Look as the insurer's desk does, and tell what came of it."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only by now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.oversight.services import Wish, screen_claims  # noqa: PLC0415

        wish = Wish(first, last, place, institution)
        made: Screening = screen_claims(wish=wish, by=PROGRAM, at=timezone.now())
        document = {
            "claims": made.claims,
            "found": made.found,
            "known": made.known,
            "matters": list(made.matters.order_by("pk").values_list("case_id", flat=True)),
        }
    text = ", ".join(f"{name} {value}" for name, value in document.items() if name != "matters")
    answer(document, as_json=as_json, text=text)


Names = tuple[dict[str, tuple[str, str]], dict[str, tuple[str, int]]]


def _names(found: tuple[Suspicion, ...]) -> Names:
    """Return institution and number of each claim, and claim and number of each line, by keys."""
    from yiyang.claims.models import Claim, ClaimLine  # noqa: PLC0415 -- Django is set up by now

    keys = {key for one in found for key in (one.claim, *one.beside)}
    claims = Claim.objects.filter(pk__in=keys).values_list("pk", "institution__code", "source")
    lines = ClaimLine.objects.filter(pk__in={key for one in found for key in one.lines})
    return (
        {str(pk): (code, source) for pk, code, source in claims},
        {str(pk): (str(c), n) for pk, c, n in lines.values_list("pk", "claim_id", "number")},
    )


def _told(one: Suspicion, names: Names, language: str) -> dict[str, Any]:
    claims, lines = names
    institution, source = claims[one.claim]
    params = dict(one.params)
    if "other" in params:
        params["other"] = claims[str(params["other"])][1]
    placed = [lines[key] for key in one.lines]
    return {
        "code": one.code,
        "claim": f"{institution}/{source}",
        "lines": [str(n) if c == one.claim else f"{claims[c][1]}:{n}" for c, n in placed],
        "amount": yuan_from_fen(one.fen),
        "said": say_in(Message(one.code, params), language),
    }


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput("{name}: no day", name=name) from fault
