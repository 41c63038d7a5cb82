"""``yiyang cross``: care settled between two nodes, asked, compared and cleared."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.nodes import Code, Json, node_called
from yiyang.faces.cli.shell import BadInput, answer, program
from yiyang.kernel.money import fen_from_yuan, yuan_from_fen

if TYPE_CHECKING:
    from yiyang.cross_region.models import AwaySettlement

Day = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])]
Month = Annotated[datetime, typer.Argument(formats=["%Y-%m"])]
Limit = Annotated[int, typer.Option(min=1, help="How many at most, the latest first.")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="As yiyang cross list says it.")]
group = typer.Typer(no_args_is_help=True, help="Care settled between two nodes.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="cross")


@group.command("list")
def list_settlements(limit: Limit = 100, as_json: Json = False) -> None:
    """List the settlements with other nodes, the latest first."""
    with program():
        from yiyang.cross_region.models import AwaySettlement  # noqa: PLC0415 -- Django is set up

        rows = AwaySettlement.objects.select_related("node").order_by("-pk")
        told, count = [_row(one) for one in rows[:limit]], rows.count()
    lines = [f"{one['number']:24} {one['role']:6} {one['state']:10} {one['due']}" for one in told]
    lines += _rest(count - len(told))
    text = "\n".join(lines) or "nothing was settled with another node"
    answer({"settlements": told, "count": count}, as_json=as_json, text=text)


@group.command()
def show(number: Number, as_json: Json = False) -> None:
    """Show a settlement with its split under the names of the national interface (2207, 2304)."""
    with program():
        from yiyang.cross_region.models import AwaySettlement  # noqa: PLC0415 -- Django is set up
        from yiyang.cross_region.services.answering import told_of_row  # noqa: PLC0415
        from yiyang.rules.cross_region.national import setlinfo  # noqa: PLC0415 -- as above

        rows = AwaySettlement.objects.select_related("node", "claim").filter(number=number)
        found = [(row, told_of_row(row, number).split) for row in rows.order_by("pk")]
        told = [{**_row(row), "setlinfo": setlinfo(split) if split else {}} for row, split in found]
    if not told:
        raise BadInput("there is no settlement of this number: see yiyang cross list")
    lines = []
    for one in told:
        lines += [f"{one['number']} {one['role']} {one['state']}"]
        lines += [f"  {name:20} {yuan:>14}" for name, yuan in one["setlinfo"].items()]
    answer(told, as_json=as_json, text="\n".join(lines))


@group.command("open")
def open_one(
    institution: Annotated[str, typer.Argument(help="The code of the institution.")],
    source: Annotated[str, typer.Argument(help="The institution's own number of the claim.")],
    as_json: Json = False,
) -> None:
    """Open the settlement of a claim that was imported with ``through``."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.claims.models import Claim  # noqa: PLC0415
        from yiyang.cross_region.services.asking import open_settlement  # noqa: PLC0415

        rows = Claim.objects.filter(institution__code=institution, source=source)
        claim = rows.exclude(state=Claim.State.CORRECTED).first()
        if claim is None:
            raise BadInput("the institution has sent no claim of this number")
        made = _row(open_settlement(claim=claim, by=PROGRAM, at=timezone.now()))
    answer(made, as_json=as_json, text=f"{made['number']}: {made['state']}")


@group.command()
def preview(number: Number, as_json: Json = False) -> None:
    """Ask what a claim would come to (2206, 2303)."""
    _ask("ask_preview", number, as_json)


@group.command()
def settle(number: Number, as_json: Json = False) -> None:
    """Ask the node of insurance to settle (2207, 2304); again, where no answer came."""
    _ask("ask_settle", number, as_json)


@group.command()
def reverse(number: Number, as_json: Json = False) -> None:
    """Ask the node of insurance to take a settlement back (2208, 2305, 2601)."""
    _ask("ask_reverse", number, as_json)


@group.command()
def file(
    code: Code,
    person: Annotated[int, typer.Option(help="The key of the person.")],
    kind: Annotated[str, typer.Option(help="LONG_TERM, TEMPORARY, TRANSFER, SELF_ARRANGED.")],
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])],
    *,
    proof: Annotated[str, typer.Option(help="HOUSEHOLD, RESIDENCE_PERMIT, WORK, PROMISE.")] = "",
    treated: Annotated[bool, typer.Option("--treated", help="Lies there already.")] = False,
    as_json: Json = False,
) -> None:
    """File care at another node for somebody insured here (2501A)."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.cross_region.services.filing import Wish, file_care_away  # noqa: PLC0415

        wish = Wish(person, node_called(code).pk, kind, since.date(), proof, is_treated=treated)
        made = file_care_away(wish=wish, by=PROGRAM, at=timezone.now())
        told = {"filing": made.pk, "state": made.case.state, "decision": made.decision_id}
    answer(told, as_json=as_json, text=f"filing {told['filing']}: {told['state']}")


@group.command()
def compare(code: Code, day: Day, as_json: Json = False) -> None:
    """Compare the book of a day with a node's, and mend what differs (3201, 3202)."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.cross_region.services.comparing import ask_books  # noqa: PLC0415

        node, now = node_called(code), timezone.now()
        made = ask_books(node=node, day=day.date(), by=PROGRAM, at=now)
        told = {"number": made.number}
    answer(told, as_json=as_json, text=f"{told['number']} waits")


@group.command()
def differences(limit: Limit = 100, as_json: Json = False) -> None:
    """List what two books say differently and what is done about it; mended ones are left out."""
    with program():
        from yiyang.cross_region.models import Difference  # noqa: PLC0415 -- Django is set up only now

        rows = Difference.objects.filter(resolved_at=None).order_by("-pk")
        names = ("number", "kind", "field", "at_place", "at_home", "remedy")
        told = [{name: getattr(one, name) for name in names} for one in rows[:limit]]
        count = rows.count()
    lines = [f"{one['number']:24} {one['kind']:18} {one['remedy']}" for one in told]
    text = "\n".join(lines + _rest(count - len(told))) or "the books agree"
    answer({"differences": told, "count": count}, as_json=as_json, text=text)


@group.command()
def clear(code: Code, month: Month, as_json: Json = False) -> None:
    """State a month of care given here to the node of insurance, to be cleared."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.cross_region.services.clearing import ask_statement  # noqa: PLC0415

        node, now = node_called(code), timezone.now()
        made = ask_statement(node=node, month=month.date(), by=PROGRAM, at=now)
        told = {"number": made.number}
    answer(told, as_json=as_json, text=f"{told['number']} waits")


@group.command()
def prepay(
    code: Code,
    month: Annotated[str, typer.Option(help="Expected of a month while none is cleared.")] = "0",
    as_json: Json = False,
) -> None:
    """Fill the money up that lies ahead at a node."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.cross_region.services.prepaying import send_payment  # noqa: PLC0415

        node, fen = node_called(code), _fen(month)
        made = send_payment(node=node, by=PROGRAM, at=timezone.now(), agreed_month_fen=fen)
        told = {"number": made.number, "yuan": yuan_from_fen(made.fen)}
    answer(told, as_json=as_json, text=f"{told['number']}: {told['yuan']} wait")


def _ask(service: str, number: str, as_json: bool) -> None:
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only now

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.cross_region.models import AwaySettlement  # noqa: PLC0415
        from yiyang.cross_region.services import asking  # noqa: PLC0415

        row = AwaySettlement.objects.filter(role="PLACE", number=number).first()
        if row is None:
            raise BadInput("there is no settlement of this number: see yiyang cross list")
        getattr(asking, service)(settlement=row, by=PROGRAM, at=timezone.now())
        row.refresh_from_db()
        told = _row(row)
    answer(told, as_json=as_json, text=f"{number}: {told['state']}")


def _rest(more: int) -> list[str]:
    return [f"... and {more} more: see --limit"] if more > 0 else []


def _row(row: AwaySettlement) -> dict[str, Any]:
    return {
        "number": row.number,
        "node": row.node.code,
        "role": row.role,
        "state": row.state,
        "total": yuan_from_fen(row.total_fen),
        "due": yuan_from_fen(row.fund_fen + row.account_fen),
        "cash": yuan_from_fen(row.cash_fen),
        "settled_on": row.settled_on.isoformat() if row.settled_on else None,
        "reversed_on": row.reversed_on.isoformat() if row.reversed_on else None,
        "reasons": row.reasons,
    }


def _fen(yuan: str) -> int:
    try:
        return fen_from_yuan(yuan)
    except ValueError as fault:
        raise BadInput(str(fault)) from fault
