"""Two people who each want the other's bed change places by the coordinator's page."""

from __future__ import annotations

import pytest

from tests.beds.conftest import District
from tests.beds.test_batch_services import cycle, lives_at
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.beds.models import PlacementRun

pytestmark = pytest.mark.django_db


@pytest.mark.clause("JA-2.2.2", "placement.batch")
def test_a_cycle_is_proposed_accepted_and_carried_out_by_pages(
    journey: Journey, district: District
) -> None:
    one, other = cycle(district)
    before = lives_at()
    coordinator = journey.sign_in(Role.COORDINATOR)
    coordinator.post("/transfers/placement/")
    overtaken = PlacementRun.objects.get()
    coordinator.post("/transfers/placement/")
    run = PlacementRun.objects.latest("pk")
    page = f"/transfers/placement/{run.pk}/"
    assert "不能再采纳" in coordinator.get(f"/transfers/placement/{overtaken.pk}/").content.decode()
    coordinator.post(f"{page}accept/")
    step = f"{page}exchange/{run.placements.values_list('cycle', flat=True).distinct().get()}/"
    assert step in coordinator.get(page).content.decode()
    assert coordinator.post(step).status_code == 302
    assert lives_at() == {
        one.person_id: before[other.person_id],
        other.person_id: before[one.person_id],
    }
    assert run.decision == journey.decision_of("placement.batch")
    assert Entry.objects.filter(action="placement.exchange", subject_id=run.pk).count() == 1
    assert step not in coordinator.get(page).content.decode()
    again = coordinator.post(step)
    assert (again.status_code, again["X-Refusal"]) == (409, "PROPOSAL_STALE")
