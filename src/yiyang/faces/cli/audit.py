"""``yiyang audit``: whether the audit trail and the ledger are as they were sealed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yiyang.faces.cli.shell import FAULT, BadInput, answer, program
from yiyang.kernel.plain import to_plain

group = typer.Typer(no_args_is_help=True, help="The audit trail and the ledger, and their seals.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="audit")


@group.command()
def verify(
    anchor: Annotated[
        Path | None, typer.Option(help="A file of sealed heads, or a folder of them.")
    ] = None,
    stream: Annotated[str | None, typer.Option(help="AUDIT, LEDGER or ACCOUNTS.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Say whether the chain is intact, or where it first breaks (exit code 1)."""
    with program():
        from yiyang.faces.operations.seals import sentence, verify_streams  # noqa: PLC0415 -- needs Django

        if anchor is not None and not anchor.exists():
            raise BadInput("{anchor}: no such anchor", anchor=anchor)
        try:
            reports = verify_streams(stream, anchor)
        except ValueError as fault:
            raise BadInput(str(fault)) from fault
        answer(
            {"intact": all(r.broken is None for r in reports), "streams": to_plain(list(reports))},
            as_json=as_json,
            text="\n".join(sentence(report) for report in reports),
        )
        if any(report.broken for report in reports):
            raise typer.Exit(FAULT)


@group.command()
def erase(
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The number of the audit row.")],
    reason: Annotated[str, typer.Option(help="The law or the order that asks for it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Erase what one audit row says, by law; the row, its digest and its seal stay."""
    if not reason.strip():
        raise BadInput("--reason: say which law or order asks for it")
    with program():
        from django.utils import timezone  # noqa: PLC0415 -- needs Django

        from yiyang.audit.services import PROGRAM, NothingToErase, erase_payload  # noqa: PLC0415

        try:
            erase_payload(entry_id=entry, by=PROGRAM, at=timezone.now(), reason=reason.strip())
        except NothingToErase as fault:
            raise BadInput(f"{entry}: {fault}") from fault
    answer({"erased": entry}, as_json=as_json, text=f"what row {entry} says is erased")
