"""Reading something once for all who ask for it at the same time.

A reader joins the next round, never one that has begun: what it gets was read after it asked.
So nothing is stale and nothing is to be thrown away, however many ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class _Round(Generic[Value]):
    value: Value
    is_read = False


class Rounds(Generic[Value]):
    """Gives each asker the value of a key, reading once for those who waited together.

    Args:
        read: reads the value of a key.  Where it fails, its asker gets the fault and the next
            one of the same round reads again.
    """

    def __init__(self, read: Callable[..., Value]) -> None:
        self._read = read
        self._joining = Lock()
        self._next: dict[Hashable, _Round[Value]] = {}
        self._turns: dict[Hashable, Lock] = defaultdict(Lock)

    def of(self, *key: Hashable) -> Value:
        """Return the value of a key as it is now or was read after this was called."""
        with self._joining:
            mine = self._next.setdefault(key, _Round())
            turn = self._turns[key]
        with turn:
            if not mine.is_read:
                self._begin(key, mine)
                mine.value = self._read(*key)
                mine.is_read = True
        return mine.value

    def _begin(self, key: Hashable, mine: _Round[Value]) -> None:
        """From here on whoever comes joins another round."""
        with self._joining:
            if self._next.get(key) is mine:
                del self._next[key]
