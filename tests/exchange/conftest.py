"""Two nodes, and somebody whom both know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.world import Nodes


@pytest.fixture
def nodes(db: None, tmp_path: Path) -> Nodes:
    return Nodes(tmp_path)
