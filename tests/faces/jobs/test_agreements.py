"""What time changes in agreements."""

from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests import world
from tests.conftest import NOW
from yiyang.faces.jobs.schedule import jobs

pytestmark = pytest.mark.django_db


def test_the_night_after_an_agreement_ran_out_its_preference_ends() -> None:
    home, centre = world.make_institution(), world.make_institution("CHC")
    span = DateRange(date(2026, 1, 1), date(2026, 6, 1))
    made = world.make_agreement("COOPERATION", home, centre, transfer_priority=True, span=span)
    made.items.create(code="REGULAR_ROUNDS", is_duty=True)
    job = jobs()["end_old_preferences"]
    assert job.run(NOW) == "0 ended"
    assert job.run(datetime(2026, 6, 1, 19, 20, tzinfo=UTC)) == "1 ended"
    made.refresh_from_db()
    assert made.transfer_priority is False
