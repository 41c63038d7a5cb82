"""``yiyang erasable``: what may be erased on a day, by the book; it erases nothing."""

from __future__ import annotations

import typer

from yiyang.faces.cli.policy import AsJson, OnDay
from yiyang.faces.cli.shell import answer, program
from yiyang.kernel.plain import to_plain


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(erasable)


def erasable(*, on: OnDay, as_json: AsJson = False) -> None:
    """List, by kind, how much stands and how much of it no act keeps any longer on a day."""
    with program():
        from yiyang.consents.erasing import erasable_on  # noqa: PLC0415 -- needs Django set up

        rows = to_plain(erasable_on(on.date()))
        lines = [
            f"{row['kind']:10} {row['erasable']:8} / {row['standing']:8}  {row['next_on'] or '-'}"
            for row in rows
        ]
        answer(rows, as_json=as_json, text="\n".join(lines))
