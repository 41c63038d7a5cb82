"""A list that ends at a limit says so."""

from __future__ import annotations

import pytest

from yiyang.kernel.excerpt import excerpt


@pytest.mark.parametrize(("length", "shown", "more"), [(0, 0, False), (3, 3, False), (4, 3, True)])
def test_an_excerpt_tells_whether_others_follow(length: int, shown: int, more: bool) -> None:
    found = excerpt(tuple(range(length)), 3)
    assert (found, found.more) == (list(range(shown)), more)
