"""The district of booking, with referrals to send."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.booking.conftest import VISIT, Clinics
from tests.conftest import NOW
from tests.world import actor_of, make_assignment
from yiyang.access.models import Role
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.referrals import services
from yiyang.referrals.facts import Given
from yiyang.referrals.models import Referral

GIVEN = {
    "reason": "U01", "urgency": "PLANNED", "diagnosis": "I10", "news2": 1, "done": "药物治疗",
    "question": "是否需要调整方案？", "consent": True,
}  # fmt: skip
MINUTE = timedelta(minutes=1)
assert VISIT > NOW


class Referring(Clinics):
    """Hands that send and answer."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sender = actor_of(self.gp)
        self.centre_desk = make_assignment(Role.CENTRE_DESK, institution=self.centre)

    def send(
        self, person: Person, *, to: Institution | None = None, advice_first: bool = False,
        **given: Any,
    ) -> Referral:  # fmt: skip
        return services.refer(
            person=person, sender=self.centre, receiver=to or self.hospital,
            given=Given(**(GIVEN | given)), advice_first=advice_first, by=self.sender, at=self.at,
        )  # fmt: skip

    def send_down(self, person: Person, **given: Any) -> Referral:
        given = GIVEN | {"reason": "D01"} | given
        return services.refer(
            person=person, sender=self.hospital, receiver=self.centre, given=Given(**given),
            advice_first=False, by=self.by, at=self.at,
        )  # fmt: skip

    def accepted(self, person: Person, **given: Any) -> Referral:
        return services.accept(
            referral=self.send(person, **given), session=self.session(),
            institution_id=self.hospital.pk, by=self.by, at=self.at + MINUTE,
        )  # fmt: skip


@pytest.fixture
def referring(db: None) -> Referring:
    return Referring()
