"""``yiyang texts``: the Chinese of pages and commands, compiled and checked."""

from __future__ import annotations

from typing import Annotated

import typer

from yiyang.faces import translations
from yiyang.faces.cli.shell import BAD_INPUT, answer

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]

texts = typer.Typer(no_args_is_help=True, help="Compile and check the texts in both languages.")


@texts.command("compile")
def compile_(*, as_json: AsJson = False) -> None:
    """Compile the translations that have changed.  Needs no database."""
    done = translations.compile_texts()
    answer({"compiled": done}, as_json=as_json, text=f"{done} compiled")


@texts.command()
def check(*, as_json: AsJson = False) -> None:
    """Report every text without Chinese and every code without a sentence; exit 2 on faults."""
    faults = translations.faults()
    text = "\n".join(faults) or "every text stands in both languages"
    answer({"faults": faults}, as_json=as_json, text=text)
    if faults:
        raise typer.Exit(BAD_INPUT)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(texts, name="texts")
