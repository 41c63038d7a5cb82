"""Figures of tiered care, counted from referrals and visits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.booking.conftest import VISIT
from tests.conftest import NOW
from tests.referrals.conftest import MINUTE, Referring
from tests.world import make_assignment
from yiyang.access.models import Role
from yiyang.booking.models import Booking, Clinic, Session
from yiyang.kernel.period import period_of
from yiyang.ledger.models import Act
from yiyang.ledger.services import reverse_act
from yiyang.measures.registry import measure_named
from yiyang.measures.scope import people_of
from yiyang.measures.selectors import Question, counts
from yiyang.network.models import Institution
from yiyang.people.models import Person
from yiyang.referrals import selectors, services

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def figure(
    name: str, on: date = date(2026, 3, 31), period: str = "2026"
) -> tuple[int, int]:  # fmt: skip
    """Return numerator and denominator of a measure, of 2026 unless told."""
    asked = Question(period_of(period), on, people_of("310106"))
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


def visited(who: Person, where: Institution, day: int, problem: str | None = None) -> Act:
    """Return the act of a visit; with a booking where a problem was entered for it."""
    at = VISIT + timedelta(days=day)
    act = Act.objects.create(
        kind="OUTPATIENT_VISIT", person=who, institution=where, unit="TIME",
        span=DateTimeTZRange(at, at + HOUR), source_kind="test",
        source_id=f"{who.pk}-{where.pk}-{day}", recorded_at=at + HOUR,
    )  # fmt: skip
    if problem is not None:
        make_seen(who, where, act, problem)
    return act


def make_seen(who: Person, where: Institution, act: Act, problem: str) -> Booking:
    """Return the booking that a visit was of."""
    clinic, _ = Clinic.objects.get_or_create(
        institution=where, code="GEN", kind="GENERAL", name_zh="全科", name_en="General"
    )
    session = Session.objects.create(
        clinic=clinic, span=act.span, total=1, reserved=0, taken_public=1,
        opens_at=NOW, exclusive_until=NOW, team_opens_at=NOW,
    )  # fmt: skip
    return Booking.objects.create(
        session=session, clinic=clinic, person=who, number=1, slot_at=act.span.lower,
        part="PUBLIC", via="SELF", relation="ELSEWHERE", state="SEEN", queue_class="PUBLIC",
        queue_key="", booked_at=NOW, problem=problem, act=act,
    )  # fmt: skip


def test_first_contact_is_the_first_visit_of_an_illness_that_stands(referring: Referring) -> None:
    person, other = referring.signed(), referring.signed()
    wrong = visited(person, referring.hospital, 0)
    visited(person, referring.centre, 1)
    visited(person, referring.hospital, 2)
    visited(other, referring.hospital, 1)
    assert figure("first_contact") == (0, 2)
    reverse_act(act=wrong, reason="ENTERED_WRONGLY", by=referring.by, at=VISIT + 9 * HOUR)
    assert figure("first_contact") == (1, 2)


def test_each_illness_has_its_own_first_contact(referring: Referring) -> None:
    person, centre, hospital = referring.signed(), referring.centre, referring.hospital
    visited(person, centre, 0, "I10")
    visited(person, hospital, 3, "I25.1")  # the same chapter: the same illness goes on
    assert figure("first_contact") == (1, 1)
    visited(person, hospital, 4, "M17")
    assert figure("first_contact") == (1, 2)
    visited(person, hospital, 5)  # nobody said for what
    assert figure("first_contact") == (1, 3)


@pytest.mark.parametrize(("days", "episodes"), [(30, 1), (31, 2)])
def test_an_illness_ends_when_the_days_of_the_book_pass_without_a_visit(
    referring: Referring, days: int, episodes: int
) -> None:
    person = referring.signed()
    visited(person, referring.centre, 0, "J06")
    visited(person, referring.hospital, days, "J06.9")
    assert figure("first_contact", date(2026, 12, 31)) == (1, episodes)


def test_an_illness_that_began_before_the_period_has_no_first_contact_in_it(
    referring: Referring,
) -> None:
    person = referring.signed()
    visited(person, referring.centre, -30, "J06")  # 10 February
    visited(person, referring.hospital, -8, "J06")  # 4 March
    assert figure("first_contact", date(2026, 3, 31), "2026-03") == (0, 0)
    assert figure("first_contact", date(2026, 3, 31), "2026-02") == (1, 1)


def test_a_referral_says_for_what_its_visit_was(referring: Referring) -> None:
    person = referring.signed()
    up = referring.accepted(person)
    act = visited(person, referring.hospital, 2)
    Booking.objects.filter(pk=up.booking.pk).update(act=act, state="SEEN")
    visited(person, referring.centre, 1, up.diagnosis)
    assert figure("first_contact") == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A09", "B34", True),
        ("C50", "D48.9", True),
        ("D48", "D50", False),
        ("D50", "D89", True),
        ("H59", "H60", False),
        ("H60.1", "H95", True),
        ("S00", "T98", True),
        ("V01", "Y98", True),
        ("I10", "J10", False),
    ],
)
def test_problems_are_of_one_illness_when_they_are_of_one_chapter(
    referring: Referring, one: str, other: str, same: bool
) -> None:
    person = referring.signed()
    visited(person, referring.centre, 0, one)
    visited(person, referring.centre, 1, other)
    assert figure("first_contact")[1] == (1 if same else 2)
