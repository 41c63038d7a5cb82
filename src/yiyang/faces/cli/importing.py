"""``yiyang import WHAT PATH…``.  Each module ``importing_*`` here adds one of its commands."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import typer

from yiyang.faces import cli

PREFIX = "importing_"


def register(app: typer.Typer) -> None:
    """Add the group with what each module's ``add_to(imports)`` puts into it."""
    imports = typer.Typer(
        no_args_is_help=True, help="Take in data: with any fault, nothing of that file."
    )

    @imports.callback()
    def group() -> None:
        """Take in data: with any fault, nothing of that file."""

    for module in iter_modules(cli.__path__):
        if module.name.startswith(PREFIX):
            import_module(f"{cli.__name__}.{module.name}").add_to(imports)
    app.add_typer(imports, name="import")
