"""``yiyang reindex``: make the record's search index again."""

from __future__ import annotations

from typing import Annotated

import typer

from yiyang.faces.cli.shell import answer, program


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reindex)


def reindex(
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Make the record's search index again from what is stored; others go on working."""
    with program():
        from yiyang.record.services.reindexing import reindex_all  # noqa: PLC0415 -- needs Django

        count = sum(reindex_all())
    answer({"resources": count}, as_json=as_json, text=f"{count} resources indexed")
