"""Two nodes that settle with each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.cross_region.world import Two
from tests.journeys.clock import at


@pytest.fixture
def two(db: None, tmp_path: Path) -> Iterator[Two]:
    with at(NOW):  # pages, doors and signatures take the time themselves
        yield Two(tmp_path)
