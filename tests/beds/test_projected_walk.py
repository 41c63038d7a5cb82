"""After any walk through the network, what is stored as FHIR is what the rows would make anew."""

from __future__ import annotations

import pytest

from tests.beds.conftest import District
from tests.beds.test_invariants import Walk
from tests.projected import differences, show_all
from yiyang.beds.models import BedClaim
from yiyang.network.models import Bed
from yiyang.network.services import set_service_state
from yiyang.record.models import Resource

STATES = {"HOLD": "planned", "OCCUPY": "in-progress", "KEEP": "onleave"}


class ShownWalk(Walk):
    """The same walk, whose beds are cleaned by the service."""

    def clean(self) -> None:
        for bed in Bed.objects.filter(state="CLEANING"):
            set_service_state(bed_id=bed.pk, state="FREE", by=self.district.by, at=self.district.at)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [3, 11])
def test_a_random_walk_leaves_the_stored_projections_as_a_rebuild_would(seed: int) -> None:
    walk = ShownWalk(District(), seed)
    show_all()
    for _ in range(120):
        walk.step()
    assert differences() == []
    active = dict(BedClaim.objects.filter(is_active=True).values_list("pk", "kind"))
    bodies = dict(Resource.objects.filter(type="Encounter").values_list("fhir_id", "body"))
    assert len(bodies) == BedClaim.objects.count() > len(active) > 0
    for key, kind in active.items():
        assert f'"status":"{STATES[kind]}"' in bodies[f"claim-{key}"]
