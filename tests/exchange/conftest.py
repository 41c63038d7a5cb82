"""Two nodes, and somebody whom both know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.world import Nodes, condition, make_known_person, store
from yiyang.people.models import Person


@pytest.fixture
def nodes(db: None, tmp_path: Path) -> Nodes:
    return Nodes(tmp_path)


@pytest.fixture
def person(nodes: Nodes) -> Person:
    """Somebody known to both nodes, with a condition and a consent."""
    found = make_known_person(nodes)
    store(found, condition(), at=nodes.at)
    nodes.consent(found)
    return found
