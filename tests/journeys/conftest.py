"""What the journeys share."""

from __future__ import annotations

import pytest

from tests.beds.conftest import District
from tests.booking.conftest import Clinics
from tests.journey import Journey
from tests.journeys.network import FiveBeds


@pytest.fixture
def beds(journey: Journey) -> FiveBeds:
    """A network of the five kinds of beds, entered by its pages."""
    return FiveBeds(journey)


@pytest.fixture
def district(db: None) -> District:
    """A small district, filled by the services."""
    return District()


@pytest.fixture
def clinics(db: None) -> Clinics:
    """A centre, a hospital with clinics, and people who may book."""
    return Clinics()
