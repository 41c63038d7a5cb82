"""Long work that shows how far it is, can be stopped by a signal, and goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console
from rich.progress import Progress, TaskID

from yiyang.analytics.digest import digest_of_file
from yiyang.faces.cli.shell import BadInput, Fault, say

if TYPE_CHECKING:
    from yiyang.analytics.keeping import Kept

Made = TypeVar("Made")
QUERY = ".sql"
LOOK = 0.2  # seconds between two looks at how far the work is


class Bar:
    """Progress of several steps on a terminal; each step is told as a part of its whole."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.task: TaskID | None = None

    def step(self, name: str, total: float | None) -> None:
        """Begin a step; the one before is over."""
        if self.task is not None:
            self.bar.remove_task(self.task)
        self.task = self.bar.add_task(name, total=total)

    def seen(self, done: float) -> None:
        """Tell how far the step is."""
        if self.task is not None:
            self.bar.update(self.task, completed=done)


@contextmanager
def steps() -> Iterator[Bar]:
    """Yield what shows the steps of a work on standard error."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar)


def stoppable(
    work: Callable[[], Made], *, look: Callable[[], None], stop: Callable[[], None]
) -> Made:
    """Return what the work gives; a signal reaches it though it is outside Python.

    Args:
        look: called now and then while it works.
        stop: tells the work to end; called again until it does.
    """
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        try:
            while not wait([future], LOOK).done:
                look()
        except KeyboardInterrupt:
            while not wait([future], LOOK).done:
                stop()
            raise
        return future.result()


@contextmanager
def taken_up(out: Path, cases: Path, what: str) -> Iterator[Kept]:
    """Yield the parts of this work that an earlier, stopped run left beside ``out``.

    A query does not go on: its rows may be others the next time.

    Args:
        what: everything but the discharges that the answer depends on.

    Raises:
        BadInput: another process writes there.
        Fault: the work was stopped by a signal; it says whether it goes on.
    """
    from yiyang.analytics.keeping import InUse, Kept  # noqa: PLC0415 -- an extra

    goes_on = cases.is_file() and not cases.name.lower().endswith(QUERY)
    stamp = f"{version('yiyang')} {what} {digest_of_file(cases) if goes_on else ''}"
    kept = Kept(out.with_name(f".{out.name}.unfinished"), stamp, goes_on)
    try:
        with kept:
            if kept.parts:
                say(
                    "{out}: going on after {count} parts that stand", out=out, count=len(kept.parts)
                )
            for name in kept.torn:
                say("{out}: part {name} is torn and is made again", out=out, name=name)
            yield kept
    except InUse:
        raise BadInput("{out}: another process writes there", out=out) from None
    except KeyboardInterrupt:
        if kept.parts and kept.goes_on:
            raise Fault(
                "{out}: stopped; the same command goes on after {count} parts",
                out=out,
                count=len(kept.parts),
            ) from None
        raise Fault("{out}: stopped", out=out) from None


def in_database(duck: Any, bar: Bar, name: str, work: Callable[[], Made]) -> Made:
    """Return what queries give, showing how far they are and letting a signal stop them."""
    bar.step(name, 100)
    return stoppable(
        work, look=lambda: bar.seen(max(0.0, duck.query_progress())), stop=duck.interrupt
    )
