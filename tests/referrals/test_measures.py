"""Figures of tiered care, counted from referrals and visits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.booking.conftest import VISIT
from tests.referrals.conftest import MINUTE, Referring
from tests.world import make_assignment
from yiyang.access.models import Role
from yiyang.kernel.period import period_of
from yiyang.ledger.models import Act
from yiyang.ledger.services import reverse_act
from yiyang.measures.registry import measure_named
from yiyang.measures.scope import people_of
from yiyang.measures.selectors import Question, counts
from yiyang.referrals import selectors, services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def figure(name: str) -> tuple[int, int]:
    """Return numerator and denominator of a measure of 2026."""
    asked = Question(period_of("2026"), date(2026, 3, 31), people_of("310106"))
    found = counts(measure_named(f"referrals.{name}"), asked, ())
    return (found[0].numerator, found[0].denominator) if found else (0, 0)


def test_counts_up_down_answers_in_time_and_the_way_back(referring: Referring) -> None:
    first, second = referring.signed(), referring.signed()
    up = referring.accepted(first)
    services.check_in_booking(booking=up.booking, by=referring.by, at=VISIT)
    late = referring.send(second)
    services.turn_down(
        referral=late, note="满", institution_id=referring.hospital.pk, by=referring.by,
        at=referring.at + 25 * HOUR,
    )  # fmt: skip
    assert (figure("up"), figure("down")) == ((2, 2), (0, 2))
    assert figure("accepted") == (1, 2)
    assert figure("answered_in_time") == (1, 2)
    assert (figure("returned"), figure("loop_closed")) == ((0, 1), (0, 1))

    down = referring.send_down(first)
    down.previous = up
    down.save()
    services.report(
        referral=up, diagnosis="I10", text="好转", institution_id=referring.hospital.pk,
        by=referring.by, at=VISIT + HOUR,
    )  # fmt: skip
    assert (figure("returned"), figure("loop_closed")) == ((1, 1), (1, 1))
    desk = make_assignment(Role.HOSPITAL_DESK, institution=referring.hospital)
    told = selectors.exchange_of(desk, referring.at - HOUR)
    assert (told.received_up, told.sent_down, told.returned_percent) == (2, 1, 100)
    assert told.answer_minutes == round((MINUTE + 25 * HOUR) / 2 / MINUTE)


def test_first_contact_is_the_first_visit_that_stands(referring: Referring) -> None:
    person, other = referring.signed(), referring.signed()

    def visit(who, where, day: int) -> Act:
        at = VISIT + timedelta(days=day)
        return Act.objects.create(
            kind="OUTPATIENT_VISIT", person=who, institution=where, unit="TIME",
            span=DateTimeTZRange(at, at + HOUR), source_kind="test",
            source_id=f"{who.pk}-{day}", recorded_at=at + HOUR,
        )  # fmt: skip

    wrong = visit(person, referring.hospital, 0)
    visit(person, referring.centre, 1)
    visit(person, referring.hospital, 2)
    visit(other, referring.hospital, 1)
    assert figure("first_contact") == (0, 2)
    reverse_act(act=wrong, reason="ENTERED_WRONGLY", by=referring.by, at=VISIT + 9 * HOUR)
    assert figure("first_contact") == (1, 2)
