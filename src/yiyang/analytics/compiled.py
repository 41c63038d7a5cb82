"""Functions compiled when they are first called, and kept on disk where that may be written.

What is kept stands in a folder named by the text of every file whose functions one compiled
function may call: numba itself looks only at the file of the function, so a change to one that it
calls from another file would leave the old one at work.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit, types
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., object])
PROGRAM = Path(__file__).parents[1]
SOURCES = (PROGRAM / "analytics", PROGRAM / "planning")
FOLDER = "kernels-"


def compiled(function: F) -> F:
    """Return the function compiled, without Python's lock.

    Where neither the program's folder nor the user's own may be written (a read-only install, a
    service without a home) nothing is kept: each run compiles again, for some seconds.
    ``NUMBA_CACHE_DIR`` names a folder to keep it in.
    """
    folder = kept_in()
    if folder is None:
        return cast(F, _plainly_called(njit(nogil=True)(function)))
    with _keeping(folder):
        return cast(F, _plainly_called(njit(cache=True, nogil=True)(function)))


def _plainly_called(function: Any) -> Any:
    """Return a compiled function that others compile once for all whole numbers they give it.

    numba makes another one for every constant and for every width of a whole number, which was
    two of three.  A numba that resolves calls otherwise makes them all again.
    """
    called = getattr(function, "get_call_template", None)
    if called is None:
        return function
    function.get_call_template = lambda args, kws: called(tuple(map(_plain, args)), kws)
    return function


def _plain(given: Any) -> Any:
    plain = types.unliteral(given)  # type: ignore[no-untyped-call]
    return types.int64 if plain in types.signed_domain else plain


def _values_of(_: Any, array: Any) -> Any:
    def place(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, given[0]).data

    form = types.CPointer(array.dtype)  # type: ignore[no-untyped-call]
    return form(array), place


# In a compiled function: where the values of an array stand in memory.  Who is given this counts
# no references to the array, which took a third of a simulation, and asks of no index whether it is
# below 0; the caller holds the array as long as this is used.
values_of = cast(Callable[[Any], Any], intrinsic(_values_of))


@cache
def kept_in() -> Path | None:
    """Return the folder that compiled functions are kept in, or None where none may be written.

    Folders beside it that were kept for another text of the program are removed.
    """
    name = FOLDER + text_of(SOURCES)
    for place in _places():
        folder = place / name
        if not _may_write(folder):
            continue
        for other in place.glob(f"{FOLDER}*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
        return folder
    return None


def text_of(folders: Iterable[Path]) -> str:
    """Return 16 signs that differ when a Python file below the folders does."""
    told = sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            body = file.read_bytes()
            told.update(f"{file.relative_to(folder.parent)} {len(body)}\n".encode())
            told.update(body)
    return told.hexdigest()[:16]


def _places() -> list[Path]:
    if named := os.environ.get("NUMBA_CACHE_DIR"):
        return [Path(named)]
    own = PROGRAM / "analytics" / "__pycache__"
    try:
        users = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:  # nobody of this number has a home
        return [own]
    return [own, Path(users) / "yiyang"]


def _may_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


@contextmanager
def _keeping(folder: Path) -> Iterator[None]:
    """Name the folder to numba while it takes a function; it looks there at that moment only."""
    settings = vars(config)
    before = settings["CACHE_DIR"]
    settings["CACHE_DIR"] = str(folder)
    try:
        yield
    finally:
        settings["CACHE_DIR"] = before
