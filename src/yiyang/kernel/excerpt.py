"""The beginning of a long list, which says when more follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

Row = TypeVar("Row")
Given_co = TypeVar("Given_co", covariant=True)


class Sliceable(Protocol[Given_co]):
    """A list, a tuple or a query that is not asked yet."""

    def __getitem__(self, part: slice, /) -> Iterable[Given_co]:
        """Return some of the rows."""


class Excerpt(list[Row]):
    """The first of some rows; ``more`` tells whether others follow, so that a page can say so."""

    def __init__(self, rows: Iterable[Row] = (), *, more: bool = False) -> None:
        super().__init__(rows)
        self.more = more


def excerpt(rows: Sliceable[Row], most: int) -> Excerpt[Row]:
    """Return the first ``most`` rows; one more is asked for, to know whether there are others."""
    found = [*rows[: most + 1]]
    return Excerpt(found[:most], more=len(found) > most)
