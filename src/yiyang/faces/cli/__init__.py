"""The command line: ``yiyang COMMAND``.  Each module here adds its commands to ``app()``."""

from __future__ import annotations

import atexit
import os
import signal
import sys
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


def console() -> None:
    """Run the command line as a process of its own, which ends with it."""
    ended: list[int] = []

    def leave() -> None:
        """End here: DuckDB would list on standard error what it leaves to the system."""
        if ended and "_duckdb" in sys.modules:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended[0])

    atexit.register(leave)  # before any other, so it is called after them
    try:
        main()
    except SystemExit as end:
        ended.append(end.code if isinstance(end.code, int) else int(end.code is not None))
        raise


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 fault, 2 bad input, 3 refused.

    A request to end (SIGTERM) is taken as Ctrl-C is: what was begun ends cleanly, and the embedded
    server goes with its last user.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiyang.config.settings")
    run(speak(get_command(app())))
