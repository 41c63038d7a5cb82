"""A home with one free bed, and who coordinates: what the pages of a transfer are tried with."""

from __future__ import annotations

import pytest

from tests.journey import Journey, SignedIn
from tests.world import make_bed, make_duty, make_institution
from yiyang.access.models import Role
from yiyang.network.models import Institution


@pytest.fixture
def home(db: None) -> Institution:
    institution = make_institution(highest_care_level=4)
    make_bed(institution)
    return institution


@pytest.fixture
def coordinator(journey: Journey) -> SignedIn:
    client = journey.sign_in(Role.COORDINATOR)
    make_duty("COORDINATOR", client.account)
    return client
