"""The command line: ``yiyang COMMAND``.  Each module here adds its commands to ``app()``."""

from __future__ import annotations

import os
import signal
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

import typer
from typer.main import get_command

from yiyang.faces.cli.shell import run
from yiyang.faces.cli.spoken import speak


@lru_cache(maxsize=1)
def app() -> typer.Typer:
    """Return the program's commands: what each module here registers."""
    commands = typer.Typer(
        no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    for module in iter_modules(__path__):
        register = getattr(import_module(f"{__name__}.{module.name}"), "register", None)
        if register is not None:
            register(commands)
    return commands


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 fault, 2 bad input, 3 refused.

    A request to end (SIGTERM) is taken as Ctrl-C is: what was begun ends cleanly, and the embedded
    server goes with its last user.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiyang.config.settings")
    run(speak(get_command(app())))
