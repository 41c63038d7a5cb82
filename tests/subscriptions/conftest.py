"""What the tests of subscriptions share."""

from __future__ import annotations

import pytest

from tests.faces.fhir.sending import patient
from tests.subscriptions.world import System


@pytest.fixture
def system(db: None) -> System:
    """A connected system that has sent somebody."""
    system = System()
    system.put({**patient(), "id": "li-1"})
    return system
