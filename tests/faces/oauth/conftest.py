"""The authorisation server under one address."""

from __future__ import annotations

import pytest

from tests.clients.world import BASE


@pytest.fixture(autouse=True)
def _public_address(settings: object) -> None:
    settings.BASE_URL = BASE  # a machine's own address needs no TLS
