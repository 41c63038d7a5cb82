"""What the journeys share."""

from __future__ import annotations

import pytest

from tests.journey import Journey
from tests.journeys.network import FiveBeds


@pytest.fixture
def beds(journey: Journey) -> FiveBeds:
    """A network of the five kinds of beds, entered by its pages."""
    return FiveBeds(journey)
