"""Two nodes that settle with each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cross_region.world import Two


@pytest.fixture
def two(db: None, tmp_path: Path) -> Two:
    return Two(tmp_path)
