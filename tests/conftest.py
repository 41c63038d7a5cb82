"""What all tests share: the place of reference data, moments, and the journey."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # Monday 10:00 in Shanghai


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data; a test that needs it skips where it is not there."""
    if not SHARED.exists():
        pytest.skip("the reference data folder ../shared is not here")
    return SHARED


@pytest.fixture
def now() -> datetime:
    return NOW
