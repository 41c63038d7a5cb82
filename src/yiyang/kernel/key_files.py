"""Files of keys and secrets: written whole, for their owner alone, by the first of two makers."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE = 0o700


def ensure_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what a file holds, making it when there is none.

    Of two makers the first one wins and both get its content; nobody reads half a file.
    """
    if not path.exists():
        fresh = _written(path, make())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another maker was first: its content counts
        finally:
            fresh.unlink()
    return path.read_bytes()


def replace_file(path: Path, content: bytes) -> None:
    """Put content in the place of what a file held; a reader sees the one or the other, whole."""
    fresh = _written(path, content)
    try:
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)  # it stands in its place, or nowhere


def _written(path: Path, content: bytes) -> Path:
    """Return a new file beside ``path`` with the content on the disk, readable by its owner.

    Where it cannot be written whole (a full disk), nothing of a secret is left behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        made.unlink()
        raise
    return made


@dataclass(frozen=True)
class KeyFile:
    """A key in use and the one before it, which stays readable until the next change.

    ``make`` returns a new key as it is kept.
    """

    current: str
    before: str
    make: Callable[[], bytes]

    def ensure(self, folder: Path) -> bytes:
        """Return the key in use, making it when there is none."""
        return ensure_file(folder / self.current, self.make)

    def rotate(self, folder: Path) -> bytes:
        """Put a new key in the place of the one in use, keep that one beside it; return the new.

        At no moment is there none: a process that starts meanwhile makes no third one.
        """
        replace_file(folder / self.before, self.ensure(folder))
        replace_file(folder / self.current, self.make())
        return self.ensure(folder)

    def kept(self, folder: Path) -> list[bytes]:
        """Return the key in use and, where there is one, the key before it."""
        found = [self.ensure(folder)]
        before = folder / self.before
        return [*found, before.read_bytes()] if before.exists() else found
