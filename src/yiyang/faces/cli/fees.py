"""``yiyang fees``: run a period's contract fees, or try it; show what a run came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.policy import Language
from yiyang.faces.cli.shell import BadInput, answer, program, say
from yiyang.faces.wording import say_in
from yiyang.kernel.messages import Message
from yiyang.kernel.money import yuan_from_fen
from yiyang.kernel.plain import to_plain

if TYPE_CHECKING:
    from yiyang.fees.summaries import Summary

group = typer.Typer(no_args_is_help=True, help="The contract fees of a period.")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Period = Annotated[str, typer.Option(help="The year, such as 2026.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="fees")


@group.command()
def run(
    period: Period,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Reckon, write nothing.")] = False,
    adjust: Annotated[
        bool, typer.Option("--adjust", help="Reverse what is posted and post it anew.")
    ] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Run a period's fees to the end, or take up a run that was cut short."""
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.audit.services import PROGRAM  # noqa: PLC0415
        from yiyang.fees.services import run_fees, try_fees  # noqa: PLC0415
        from yiyang.fees.summaries import summary_of  # noqa: PLC0415

        now = timezone.now()
        if dry_run:
            tried = try_fees(period=period, by=PROGRAM, at=now)
            _show(tried.summary, None, is_dry=True, as_json=as_json, language=language)
            return
        done = run_fees(period=period, by=PROGRAM, at=now, adjust=adjust, progress=_progress)
        _show(summary_of(done), done.pk, is_dry=False, as_json=as_json, language=language)


@group.command()
def show(
    period: Period,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Reckon the digests anew; exit code 1 if they differ.")
    ] = False,
    language: Language = "zh",
    as_json: AsJson = False,
) -> None:
    """Show what the posted run of a period came to."""
    with program():
        from django.conf import settings  # noqa: PLC0415 -- Django is set up only from here on

        from yiyang.accounts.selectors import live_run  # noqa: PLC0415
        from yiyang.fees.checking import refuse_changed  # noqa: PLC0415
        from yiyang.fees.summaries import summary_of  # noqa: PLC0415

        found = live_run("CONTRACT_FEE", period, settings.PLACE)
        if found is None:
            raise BadInput("no posted run of {period}", period=period)
        if check:
            refuse_changed(found)
        _show(summary_of(found), found.pk, is_dry=False, as_json=as_json, language=language)


def _progress(done: int, of: int) -> None:
    say(f"{done}/{of}")


def _show(
    summary: Summary, run_id: int | None, *, is_dry: bool, as_json: bool, language: str
) -> None:
    document = {"run": run_id, "dry_run": is_dry} | dict(to_plain(summary))
    answer(document, as_json=as_json, text=_sheet(document, language))


def _sheet(document: dict[str, Any], language: str) -> str:
    def said(code: str) -> str:
        return say_in(Message(code), language)

    lines = [f"{said('CONTRACT_FEE')} {document['period']} #{document['sequence']}"]
    payers = [(said(f"PAYER_{code}"), fen) for code, fen in document["payers"].items()]
    sums = [
        (said(f"FEES_{name.upper()}"), document[name]) for name in ("paid", "staff", "rest", "held")
    ]
    lines += [f"{name}\t{yuan_from_fen(fen)}" for name, fen in [*payers, *sums]]
    lines.append(f"{said('FEES_COUNTED')}\t{document['counted']}")
    lines.append(f"{said('FEES_LEFT_OUT')}\t{document['left_out']}")
    lines += [f"  {said(code)}\t{count}" for code, count in document["reasons"].items()]
    lines.append(f"{document['input_digest'][:16]} -> {document['output_digest'][:16]}")
    return "\n".join(lines)
