"""The commission forms a consortium by its pages; a private institution joins and leaves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.agreements.models import Agreement
from yiyang.agreements.selectors import consortium_peers

MOVED, REFUSED, NOT_THERE = 302, 409, 404


def send(client: SignedIn, address: str, form: dict[str, Any], status: int = MOVED) -> None:
    with at(NOW):
        answer = client.post(address, form)
    assert answer.status_code == status, (answer.status_code, answer.content.decode())


@pytest.mark.clause("SM-3.7", "network.consortium")
def test_a_consortium_has_members_with_roles_and_a_private_one_joins(journey: Journey) -> None:
    lead = make_institution("HOSPITAL", level=3)
    centre = make_institution("CHC")
    private = make_institution("CLINIC", ownership="PRIVATE_FOR_PROFIT")
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    send(commission, f"/institutions/{lead.pk}/agreements/new/", {
        "kind": "CONSORTIUM", "number": "C-1", "since": "2026-01-01", "until": "2029-01-01",
        "partners": centre.pk, "lead": lead.pk, "variety": "UMG",
    })  # fmt: skip
    consortium = Agreement.objects.get(number="C-1")
    page = f"/consortia/{consortium.pk}/"
    send(commission, f"{page}join/", {"institution": private.pk})
    decision = journey.decision_of("network.consortium", subject_id=consortium.pk)
    assert decision.result["accepted"]
    assert ["MEMBER", "CLINIC", "PRIVATE_FOR_PROFIT"] in [
        [one["role"], one["kind"], one["ownership"]] for one in decision.facts["parties"]
    ]
    day = NOW.date()
    assert consortium_peers(centre.pk, day) == {lead.pk, private.pk}
    desk = journey.sign_in(Role.CENTRE_DESK, institution=centre)
    shown = desk.get(page).content.decode()
    assert private.name_zh in shown and "牵头" in shown
    assert private.name_zh in desk.get("/consortia/").content.decode()

    send(commission, f"{page}join/", {"institution": private.pk}, REFUSED)
    send(commission, f"{page}leave/{lead.pk}/", {}, REFUSED)
    send(commission, f"{page}leave/{private.pk}/", {})
    assert consortium_peers(centre.pk, day) == {lead.pk}
    send(desk, f"{page}join/", {"institution": private.pk}, NOT_THERE)
