"""What a referral is filled in with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.beds.conftest import CALM, FEVER
from tests.conftest import NOW
from tests.world import make_person
from yiyang.audit.services import PROGRAM
from yiyang.record.services import record_vitals
from yiyang.referrals.facts import news2_known

pytestmark = pytest.mark.django_db


def test_the_newest_whole_early_warning_total_is_filled_in_while_it_counts() -> None:
    person = make_person()
    assert news2_known(person.pk, NOW) is None
    for vitals, ago in ((FEVER, 20), (CALM, 10)):
        at = NOW - timedelta(minutes=ago)
        record_vitals(person_id=person.pk, vitals=vitals, measured_at=at, by=PROGRAM, at=at)
    assert news2_known(person.pk, NOW) == 0
    assert news2_known(person.pk, NOW + timedelta(days=60)) is None
