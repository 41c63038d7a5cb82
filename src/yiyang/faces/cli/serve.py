"""``yiyang migrate`` and ``yiyang serve``: the database made ready, the program run."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from yiyang.faces.cli.shell import answer, embedded_server, program, say

APPLICATION = "yiyang.config.wsgi:application"
Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="HTTP worker processes.")]
Threads = Annotated[int, typer.Option(min=1, max=64, help="Threads of each worker.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(migrate)
    app.command()(serve)
    app.command(hidden=True)(http)
    app.command(hidden=True)(shape)


def migrate(
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Make the database when there is none, bring its tables up to date, make missing keys."""
    with program(makes=True):
        made = prepare_database(quiet=as_json)
        answer(made, as_json=as_json, text="The database is up to date.")


def shape() -> None:
    """Write down the shape of a new database, for the source tree (docs/decisions/009)."""
    with program(makes=True):
        from yiyang.faces.schema.written import SHAPE, write  # noqa: PLC0415 -- needs Django

        say("{count} migrations in {file}", count=write(), file=SHAPE)


def prepare_database(*, quiet: bool = True) -> dict[str, Any]:
    """Do what ``yiyang migrate`` does; call inside ``shell.program()``."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up by the caller
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from yiyang.audit.signing import ensure_signing_key  # noqa: PLC0415

    created = prepare_server()
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not quiet:
        say("{count} migrations to apply", count=len(pending))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    key = ensure_signing_key(settings.KEY_DIR)
    return {"database_created": created, "migrations": len(pending), "signing_key": key.key_id}


def prepare_server() -> bool:
    """Make the database on the embedded server when there is none; tell whether it did."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up by the caller

    from yiyang.postgres.database import ensure_database  # noqa: PLC0415

    return embedded_server() is not None and ensure_database(settings.DATABASES["default"])


def serve(
    host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2, threads: Threads = 8
) -> None:
    """Run the program: pages, JSON, and the work that goes on by itself.  Ctrl-C stops it."""
    from yiyang.faces.cli.running import run_program, stopped_by_signals  # noqa: PLC0415

    with stopped_by_signals(), program(makes=True):
        prepare_database()
        with run_program(
            host=host, port=port, workers=workers, threads=threads, server=embedded_server()
        ) as running:
            say("Yiyang answers at {url}  (Ctrl-C stops it)", url=running.url)
            running.wait()


def http(
    host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2, threads: Threads = 8
) -> None:
    """Load the HTTP server, and let it answer when a line comes in; ``serve`` starts it."""
    from granian import Granian  # noqa: PLC0415 -- the other commands need no HTTP server
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    from yiyang.faces.cli.running import as_child, await_word  # noqa: PLC0415

    with program(), as_child():
        _load_once()
        await_word()
        Granian(
            APPLICATION,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            websockets=False,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
        ).serve(target_loader=_load)


def _load_once() -> None:
    """Load what every worker needs before they part from this process: once, not once each."""
    from django.db import connections  # noqa: PLC0415 -- Django is set up by now
    from django.urls import get_resolver  # noqa: PLC0415
    from django.utils.module_loading import import_string  # noqa: PLC0415

    import_string(APPLICATION.replace(":", "."))
    _ = get_resolver().url_patterns  # else the first request of each worker loads the pages
    connections.close_all()  # a worker opens its own


def _load(target: str) -> Any:
    from django.utils.module_loading import import_string  # noqa: PLC0415 -- in the worker itself

    from yiyang.faces.cli.running import die_with_parent  # noqa: PLC0415

    die_with_parent()
    return import_string(target.replace(":", "."))
