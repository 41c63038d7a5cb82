"""Run a measured application by granian: ``python -m bench.parts.serve TARGET PORT WORKERS``."""

from __future__ import annotations

import sys
from typing import Any

from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from yiyang.faces.cli.running import die_with_parent

THREADS = 8  # as `yiyang serve`


def load(target: str) -> Any:
    """Return the application, in the worker itself; it ends with its parent."""
    die_with_parent()
    return import_string(target)


if __name__ == "__main__":
    die_with_parent()
    Granian(
        sys.argv[1],
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.WSGI,
        workers=int(sys.argv[3]),
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=5,
    ).serve(target_loader=load)
