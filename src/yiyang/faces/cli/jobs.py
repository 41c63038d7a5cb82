"""``yiyang jobs``: the work that goes on by itself."""

from __future__ import annotations

from typing import Annotated

import typer

from yiyang.faces.cli.shell import BadInput, answer, program

Json = Annotated[bool, typer.Option("--json", help="Answer with JSON.")]
CONCURRENCY = 4

group = typer.Typer(no_args_is_help=True, help="The work that goes on by itself.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="jobs")


@group.command("list")
def list_jobs(as_json: Json = False) -> None:
    """List every job with its times."""
    with program():
        from yiyang.faces.jobs.schedule import jobs  # noqa: PLC0415 -- needs Django set up

        known = [{"name": job.name, "cron": job.cron} for job in jobs().values()]
        lines = [f"{job['cron']:16} {job['name']}" for job in known]
        answer(known, as_json=as_json, text="\n".join(lines))


@group.command("run-once")
def run_once(name: str, as_json: Json = False) -> None:
    """Do one job here and now, and say what it did."""
    with program():
        from yiyang.faces.jobs.schedule import jobs  # noqa: PLC0415 -- needs Django set up

        job = jobs().get(name)
        if job is None:
            raise BadInput("no job is called {name}: see yiyang jobs list", name=name)
        did = job.run()
        answer({"name": name, "did": did}, as_json=as_json, text=did)


@group.command()
def work() -> None:
    """Run the jobs process; ``serve`` starts it."""
    from yiyang.faces.cli.running import as_child  # noqa: PLC0415 -- needs settings

    with program(), as_child():
        from procrastinate.contrib.django import app  # noqa: PLC0415 -- needs Django set up

        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
        with app.replace_connector(connector) as queue:
            queue.run_worker(
                concurrency=CONCURRENCY,
                delete_jobs="successful",
                shutdown_graceful_timeout=10,
            )
