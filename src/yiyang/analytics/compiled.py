"""Functions compiled when they are first called, and kept on disk where that may be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Return the function compiled, without Python's lock.

    Where neither the program's folder nor the user's own may be written (a read-only install, a
    service without a home) nothing is kept: each run compiles again, for some seconds.
    ``NUMBA_CACHE_DIR`` names a folder to keep it in.
    """
    try:
        return cast(F, njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba found no folder that it may write
        return cast(F, njit(nogil=True)(function))
