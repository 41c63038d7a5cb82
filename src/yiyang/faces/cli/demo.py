"""``yiyang demo``: a synthetic district in an embedded database, running, with its sign-ins."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yiyang.faces.cli.shell import answer, embedded_server, program, say
from yiyang.faces.cli.spoken import language_asked, spoken
from yiyang.faces.wording import label_in

if TYPE_CHECKING:
    from yiyang.demo.district import District
    from yiyang.demo.keys import Keys
    from yiyang.faces.cli.running import Loaded, Running

SEED = 310106


class Size(StrEnum):
    SMALL = "small"
    DISTRICT = "district"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    *,
    size: Annotated[Size, typer.Option(help="How large a district to make.")] = Size.SMALL,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    data: Annotated[Path | None, typer.Option(help="The data directory; kept.")] = None,
    replay: Annotated[
        Path | None,
        typer.Option(help="Play a trace of `yiyang simulate --trace` into the district."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Play a transfer over HTTP, stop, and say how it went.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer with JSON.")] = False,
) -> None:
    """Make a synthetic district, run the program on it, and print who can sign in.

    The district is kept between starts.  Nobody in it is real.  It never runs in production.
    """
    from yiyang.faces.cli.running import stopped_by_signals  # noqa: PLC0415 -- loads Django

    with (
        _data_directory(data, passing=check),
        stopped_by_signals(),
        program(makes=True),
        _loading(None if check else port) as loaded,
    ):
        keys, district = _prepare(size)
        if replay is not None:
            _replay(replay)
        running = loaded.open()
        if check:
            _check(running, keys, as_json=as_json)
        else:
            _serve(running, keys, district, as_json=as_json)


@contextmanager
def _loading(port: int | None) -> Iterator[Loaded]:
    """Migrate, and let the program load while the district is made; no port: any free one."""
    from yiyang.demo.loading import refuse_in_production  # noqa: PLC0415 -- Django is set up by now
    from yiyang.faces.cli.playing import free_port  # noqa: PLC0415
    from yiyang.faces.cli.running import loaded_program  # noqa: PLC0415
    from yiyang.faces.cli.serve import prepare_database  # noqa: PLC0415

    refuse_in_production()
    prepare_database()
    with loaded_program(port=port or free_port(), server=embedded_server()) as loaded:
        yield loaded


@contextmanager
def _data_directory(data: Path | None, *, passing: bool) -> Iterator[None]:
    """Settings read the directory from the environment; a check makes one that passes."""
    if data is None and not passing:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="yiyang-demo-") as fresh:
        # PostgreSQL runs as another user when we are root: it must reach its own folder.
        Path(fresh).chmod(0o755)
        before = os.environ.get("YIYANG_DATA")
        os.environ["YIYANG_DATA"] = str((data or Path(fresh)).resolve())
        try:
            yield
        finally:
            os.environ.pop("YIYANG_DATA")
            if before is not None:
                os.environ["YIYANG_DATA"] = before


def _prepare(size: Size) -> tuple[Keys, District | None]:
    """Make the district if there is none yet; it is None where there was one."""
    from django.conf import settings  # noqa: PLC0415 -- Django is set up by now

    from yiyang.demo.keys import demo_keys  # noqa: PLC0415
    from yiyang.demo.loading import load_if_empty  # noqa: PLC0415
    from yiyang.demo.plan import Plan  # noqa: PLC0415
    from yiyang.demo.quantities import quantity  # noqa: PLC0415

    keys = demo_keys(settings.DATA_DIR)
    plan = Plan(SEED, size.value, datetime.now(UTC).replace(microsecond=0))
    with _progress(quantity("population.elders", size.value)) as progress:
        made = load_if_empty(plan, keys, progress)
    if made is None:
        say("The district of an earlier start is kept.")
    return keys, made


def _replay(file: Path) -> None:
    """Play a trace whose last day is today, so that the board shows what was simulated."""
    from yiyang.demo.replaying import replay  # noqa: PLC0415 -- Django is set up by now
    from yiyang.faces.cli.group import refuse  # noqa: PLC0415 -- loads what only this path needs
    from yiyang.planning.simulation.tracing import BadTrace, read_trace  # noqa: PLC0415

    try:
        trace = read_trace(file)
        with _progress(0) as progress:
            done = replay(trace, at=datetime.now(UTC), progress=progress)
    except BadTrace as bad:
        raise refuse(bad.findings) from bad
    if done is None:
        say("The trace was played at an earlier start.")
    else:
        say(
            "{lines} things that happened to {people} people were played.",
            lines=done.lines,
            people=done.people,
        )


@contextmanager
def _progress(people: int) -> Iterator[Any]:
    """Show how many people of how many are stored, and what is being stored now."""
    from rich.console import Console  # noqa: PLC0415 -- only this command draws
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415  # noqa: PLC0415

    columns = (
        TextColumn(spoken("people")), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn(spoken("rows stored") + " {task.fields[rows]:,}  {task.description}"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=people, rows=0)
        stored = 0

        def progress(kind: str, count: int) -> None:
            nonlocal stored
            stored += count
            advance = count if kind == "person" else 0
            bar.update(task, advance=advance, description=kind, rows=stored)

        yield progress


def _serve(running: Running, keys: Keys, district: District | None, *, as_json: bool) -> None:
    from yiyang.demo.sign_ins import sign_ins  # noqa: PLC0415 -- Django is set up by now

    found = sign_ins()
    document = {
        "url": running.url,
        "password": keys.password,
        "second_factor": keys.second_factor,
        "sign_ins": found,
    }
    answer(document, as_json=as_json, text=_table(running.url, keys, found))
    sys.stdout.flush()
    threading.Thread(target=_go_on, args=(district,), daemon=True).start()
    _show_codes(running, keys)


def _go_on(district: District | None) -> None:
    """Make what the first page need not wait for, while the program runs."""
    from django.db import connection  # noqa: PLC0415 -- Django is set up by now

    from yiyang.demo.later import load_later  # noqa: PLC0415

    try:
        made = load_later(district, lambda _kind, _count: None)
    except Exception as error:  # the program goes on without; the next start tries again
        say("A later part of the district was not made ({kind}).", kind=type(error).__name__)
    else:
        if made:
            say("Also made by now: {known}.", known=", ".join(made))
    finally:
        connection.close()


def _table(url: str, keys: Keys, found: list[dict[str, Any]]) -> str:
    language = language_asked()
    width = max(len(one["username"]) for one in found)
    lines = [
        f"  {one['username']:<{width}}  {'*' if one['second_factor'] else ' '}"
        f" {label_in(one['role'], language)}" + (f", {one['of'][language]}" if one["of"] else "")
        for one in found
    ]
    return "\n".join(
        (
            spoken("Yiyang answers at {url}  (Ctrl-C stops it; the district is kept)", url=url),
            spoken("Password of every sign-in: {password}", password=keys.password),
            *lines,
            spoken(
                "* asks for a six-digit code as well; authenticator secret {secret}",
                secret=keys.second_factor,
            ),
        )
    )


def _show_codes(running: Running, keys: Keys) -> None:
    """Stay until the program ends; on a terminal show the code of the moment."""
    from rich.live import Live  # noqa: PLC0415 -- only this command draws

    from yiyang.demo.codes import code_at, seconds_left  # noqa: PLC0415

    if not sys.stdout.isatty():
        running.wait()
    with Live(refresh_per_second=1, transient=True) as live:
        while not running.ended.wait(1):
            now = datetime.now(UTC)
            code, left = code_at(keys.second_factor, now), seconds_left(now)
            live.update(spoken("Code now: {code}  (for {seconds} s)", code=code, seconds=left))
    running.wait()


def _check(running: Running, keys: Keys, *, as_json: bool) -> None:
    from yiyang.faces.cli.playing import play  # noqa: PLC0415 -- Django is set up by now

    steps = play(running.url, keys)
    lines = (f"{step.seconds:6.2f} s  {step.name}" for step in steps)
    document = {"steps": [{"name": s.name, "seconds": round(s.seconds, 3)} for s in steps]}
    answer(document, as_json=as_json, text="\n".join(lines))
