"""Who watches a search for sites: is told of each better answer, and may say that it ends."""

from __future__ import annotations


class Watch:
    """Nobody watches: the search goes on until it is done."""

    def better(self) -> None:
        """Hear that a better answer was found."""

    def go_on(self) -> bool:
        """Tell whether the search goes on; asked a few times a second and more."""
        return True
