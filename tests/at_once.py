"""Do things at the same moment, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from yiyang.kernel.errors import Refused

WON = "won"
LONGEST = 60  # seconds until all have come to the start: who fails before it lets nobody wait on


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Return what each call gave, in their order: its answer, or its refusal.

    Any other fault is a bug and ends the test.
    """
    start = Barrier(len(calls), timeout=LONGEST)

    def run(call: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            start.wait()
            return call()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def endings(*calls: Callable[[], object]) -> list[str]:
    """Do the calls at once and tell how each ended: ``WON``, or the code of its refusal."""
    return [one.code if isinstance(one, Refused) else WON for one in at_once(*calls)]
