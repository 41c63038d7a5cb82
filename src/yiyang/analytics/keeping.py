"""Parts of a long work kept in a folder, so that a work that was stopped goes on where it was.

A part appears whole or not at all, and its digest stands in a list beside it: one that is torn or
was changed is found out and made again.  The folder belongs to one work, which its stamp names;
parts of another work are thrown away.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

import orjson
import pyarrow as pa

from yiyang.analytics.digest import digest_of_file

LIST, LOCK = "kept.json", "lock"
PART_BATCHES = 16


class InUse(Exception):
    """Another process works in the folder."""


class Held(Protocol):
    """What a work has counted so far."""

    def as_kept(self) -> dict[str, Any]:
        """Return it as a document."""

    def take_up(self, kept: dict[str, Any]) -> None:
        """Become what the document says."""


@dataclass
class Kept:
    """The parts of one work that stand; ``torn`` names those found torn when it was taken up.

    Leaving it after a fault of the work throws everything away; after a stop (a signal) the parts
    stay, unless the work cannot go on (``goes_on``): what it reads may be other the next time.
    Once the work itself is done (``is_done``) whatever fails behind it leaves the folder as it is.
    Raises InUse where another process works in the folder.
    """

    folder: Path
    stamp: str
    goes_on: bool = True
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    torn: list[str] = field(default_factory=list)
    lock: IO[bytes] | None = None
    is_done: bool = False

    def __enter__(self) -> Kept:
        self.folder.mkdir(exist_ok=True)
        self.lock = (self.folder / LOCK).open("wb")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.lock.close()
            raise InUse from None
        self._take_up()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        stopped = kind is not None and not issubclass(kind, Exception)
        behind = kind is not None and self.is_done
        if not (behind or (stopped and self.parts and self.goes_on)):
            shutil.rmtree(self.folder, ignore_errors=True)
        if self.lock is not None:
            self.lock.close()

    def place(self, name: str) -> Path:
        """Return where a part is written before it is added."""
        return self.folder / f".{name}.part"

    def add(self, name: str, state: Any) -> Path:
        """Take in a part that stands at its place, with what is to be known of it."""
        path = self.folder / name
        digest = digest_of_file(self.place(name))
        self.place(name).replace(path)
        self.parts[name] = {"sha256": digest, "state": state}
        self._write()
        return path

    def series(self, name: str) -> list[str]:
        """Return the parts of a series from its beginning, up to the first that is missing."""
        found: list[str] = []
        while (part := f"{name}-{len(found):05}") in self.parts:
            found.append(part)
        return found

    def _take_up(self) -> None:
        listed = self._listed()
        for name, part in listed.items():
            path = self.folder / name
            if path.is_file() and digest_of_file(path) == part["sha256"]:
                self.parts[name] = part
            else:
                self.torn.append(name)
        for path in self.folder.iterdir():
            if path.name not in (LIST, LOCK, *self.parts):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._write()

    def _listed(self) -> dict[str, dict[str, Any]]:
        path = self.folder / LIST
        if not path.is_file():
            return {}
        try:
            found = orjson.loads(path.read_bytes())
            if found["stamp"] != self.stamp or not self.goes_on:
                return {}
            return {str(name): {**part, "sha256": part["sha256"]} for name, part in found["parts"]}
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            self.torn.append(LIST)
            return {}

    def _write(self) -> None:
        beside = self.folder / f".{LIST}"
        with beside.open("wb") as opened:
            parts = list(self.parts.items())
            opened.write(orjson.dumps({"stamp": self.stamp, "parts": parts}))
            opened.flush()
            os.fsync(opened.fileno())
        beside.replace(self.folder / LIST)


def go_on(
    kept: Kept | None,
    name: str,
    batches: Iterator[Any],
    make: Callable[[Any], pa.RecordBatch],
    held: Held,
) -> Iterator[pa.RecordBatch]:
    """Yield what ``make`` makes of each batch: what is kept first, then the others, kept in parts.

    ``held`` has counted the same at the end, however often the work was stopped.
    """
    if kept is None or not kept.goes_on:
        yield from map(make, batches)
        return
    series = kept.series(name)
    passed = 0
    for part in series:
        with pa.OSFile(str(kept.folder / part)) as file, pa.ipc.open_file(file) as opened:
            passed += opened.num_record_batches
            yield from map(opened.get_batch, range(opened.num_record_batches))
    for _ in range(passed):
        next(batches)  # read over; their faults were counted before
    if series:
        held.take_up(kept.parts[series[-1]]["state"])
    yield from _kept_on(kept, name, len(series), map(make, batches), held)


def _kept_on(
    kept: Kept, name: str, number: int, made: Iterator[pa.RecordBatch], held: Held
) -> Iterator[pa.RecordBatch]:
    """Yield batches and keep them, ``PART_BATCHES`` in a part; an unfinished part is not kept."""
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    writer, count = None, 0
    try:
        for batch in made:
            part = f"{name}-{number:05}"
            if writer is None:
                writer = pa.ipc.new_file(str(kept.place(part)), batch.schema, options=options)
            writer.write_batch(batch)
            count += 1
            if count == PART_BATCHES:
                writer.close()
                kept.add(part, held.as_kept())
                writer, count, number = None, 0, number + 1
            yield batch
    finally:
        if writer is not None:
            writer.close()
