"""Slots on real rows: capacity, who takes which, the queue, what enters the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.booking.conftest import EDGE, VISIT, Clinics
from tests.world import make_institution, make_person
from yiyang.access.models import Grant
from yiyang.audit.models import Entry
from yiyang.booking import facts, selectors, services
from yiyang.booking.errors import (
    BadSession,
    BookingNotOpen,
    ClinicKnown,
    NobodyWaits,
    NotBookable,
    NotOfTheDay,
    NotTheDay,
    NotYetMissed,
    StillTheDay,
)
from yiyang.booking.models import Booking, Session
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.ledger.models import Act
from yiyang.network.models import TeamMember
from yiyang.rules.booking.terms import Via

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def refused(error: type[Refused], call: Callable[[], object]) -> Refused:
    """Check that a call is refused and has written nothing; return the refusal."""
    before = _rows()
    with pytest.raises(error) as caught:
        call()
    assert _rows() == before
    return caught.value


def _rows() -> tuple[object, ...]:
    counters = Session.objects.order_by("pk").values_list("taken_reserved", "taken_public")
    kept = [m.objects.count() for m in (Booking, Decision, Entry, Act, Session)]
    return (*kept, list(counters))


def test_the_family_doctor_books_from_the_reserved_part_and_the_person_from_the_public(
    clinics: Clinics,
) -> None:
    session = clinics.session()
    drawn = clinics.book(session, clinics.signed(), Via.FAMILY_DOCTOR)
    own = clinics.book(session, make_person())
    session.refresh_from_db()
    assert (drawn.part, own.part) == ("RESERVED", "PUBLIC")
    assert (session.taken_reserved, session.taken_public) == (1, 1)
    assert (drawn.number, own.number) == (1, 2)
    assert own.slot_at == VISIT + timedelta(minutes=45)
    assert drawn.decision.rule == "booking.may_book"
    assert drawn.turn_decision.rule == "booking.order"
    assert drawn.benefit.rule == "referrals.benefit"


def test_the_public_part_ends_before_the_boundary_and_opens_at_it(clinics: Clinics) -> None:
    session = clinics.session()
    for _ in range(2):
        clinics.book(session, make_person())
    last = make_person()
    refusal = refused(
        NotBookable, lambda: clinics.book(session, last, at=EDGE - timedelta(microseconds=1))
    )
    assert refusal.message.params == {"reason": "BOOK_ONLY_RESERVED_LEFT"}
    assert clinics.book(session, last, at=EDGE).part == "PUBLIC"
    clinics.book(session, make_person(), at=EDGE)
    refused(NotBookable, lambda: clinics.book(session, make_person(), at=EDGE))


def test_one_open_booking_per_person_and_clinic(clinics: Clinics) -> None:
    clinic, person = clinics.clinic(), make_person()
    first = clinics.book(clinics.session(clinic), person)
    later = clinics.session(clinic, since=VISIT + timedelta(hours=4))
    refused(NotBookable, lambda: clinics.book(later, person))
    services.cancel(booking=first, by=clinics.by, at=clinics.at)
    assert clinics.book(later, person).state == "BOOKED"


def test_a_cancelled_slot_goes_back_to_its_part_and_its_number_to_the_next(
    clinics: Clinics,
) -> None:
    session = clinics.session()
    first = clinics.book(session, clinics.signed(), Via.FAMILY_DOCTOR)
    services.cancel(booking=first, by=clinics.by, at=clinics.at)
    session.refresh_from_db()
    assert (session.taken_reserved, session.taken_public) == (0, 0)
    assert clinics.book(session, make_person()).number == 1
    refused(BookingNotOpen, lambda: services.cancel(booking=first, by=clinics.by, at=clinics.at))


def test_the_clinic_sees_the_summary_until_the_day_of_the_slot_is_over(clinics: Clinics) -> None:
    booking = clinics.book(clinics.session(), make_person())
    grant = Grant.objects.get(origin_kind="booking", origin_id=booking.pk)
    assert (grant.scope, grant.grantee_id) == ("SUMMARY", clinics.hospital.pk)
    assert grant.span.upper == datetime.fromisoformat("2026-03-13T00:00+08:00")
    services.cancel(booking=booking, by=clinics.by, at=clinics.at + MINUTE)
    grant.refresh_from_db()
    assert grant.span.upper == clinics.at + MINUTE


def test_the_database_refuses_to_overdraw_a_session(clinics: Clinics) -> None:
    session = clinics.session()
    for columns in ({"taken_reserved": 3}, {"taken_public": 5}, {"reserved": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(**columns)


def test_a_specialist_of_the_team_is_booked_before_the_window_opens(clinics: Clinics) -> None:
    TeamMember.objects.create(team=clinics.team, practitioner=clinics.specialist, duty="SPECIALIST")
    far = VISIT + timedelta(days=9)  # 19 days away: the window is 14
    session = clinics.session(clinics.clinic(practitioner=clinics.specialist), since=far)
    person = clinics.signed()
    refused(NotBookable, lambda: clinics.book(session, person))
    refused(NotBookable, lambda: clinics.book(session, make_person(), Via.FAMILY_DOCTOR))
    booking = clinics.book(session, person, Via.FAMILY_DOCTOR)
    assert (booking.part, booking.queue_class) == ("RESERVED", "CONTRACTED_REFERRAL")
    clinics.session(clinics.clinic("FAMILY_DOCTOR", clinics.centre, clinics.doctor))
    (first, second) = selectors.choices_for(person, clinics.at, by_doctor=True, district="310106")
    assert first.is_team_specialist
    assert not second.is_team_specialist, "the family doctor's own hours are no specialist's"


def test_who_did_not_come_three_times_has_no_priority(clinics: Clinics) -> None:
    person = clinics.signed()
    for days in range(3):
        since = VISIT + timedelta(days=days)
        booking = clinics.book(clinics.session(since=since), person)
        refused(
            NotYetMissed,
            lambda b=booking: services.miss(
                booking=b, by=clinics.by, at=b.slot_at - timedelta(microseconds=1)
            ),
        )
        services.miss(booking=booking, by=clinics.by, at=booking.slot_at)
    later = VISIT + timedelta(days=10)
    session = clinics.session(since=later)
    booking = clinics.book(session, person, Via.FAMILY_DOCTOR, at=VISIT + timedelta(days=3))
    assert (booking.part, booking.queue_class) == ("PUBLIC", "PUBLIC")


def test_the_queue_calls_referred_people_first_and_each_visit_enters_the_ledger(
    clinics: Clinics,
) -> None:
    clinic = clinics.clinic(practitioner=clinics.specialist)
    session = clinics.session(clinic)
    public = clinics.book(session, make_person())
    referred = clinics.book(session, clinics.signed(), Via.FAMILY_DOCTOR)
    by = clinics.by
    refused(
        NotTheDay,
        lambda: services.check_in(booking=public, by=by, at=VISIT - timedelta(days=1)),
    )
    refused(NobodyWaits, lambda: services.call_next(session=session, by=by, at=VISIT))
    services.check_in(booking=public, by=by, at=VISIT - 20 * MINUTE)
    services.check_in(booking=referred, by=by, at=VISIT - 5 * MINUTE)
    assert services.call_next(session=session, by=by, at=VISIT) == referred
    assert services.call_next(session=session, by=by, at=VISIT + 12 * MINUTE) == public
    services.finish(booking=public, by=by, at=VISIT + 20 * MINUTE)
    acts = list(Act.objects.order_by("pk"))
    assert [a.kind for a in acts] == ["OUTPATIENT_VISIT"] * 2
    assert (acts[0].span.lower, acts[0].span.upper) == (VISIT, VISIT + 12 * MINUTE)
    assert acts[0].practitioner == clinics.specialist
    referred.refresh_from_db()
    assert (referred.state, referred.act) == ("SEEN", acts[0])
    refused(
        BookingNotOpen,
        lambda: services.finish(booking=public, by=by, at=VISIT + 30 * MINUTE),
    )


def test_the_use_of_the_quota_is_used_reserved_over_reserved_offered(clinics: Clinics) -> None:
    session = clinics.session()
    every = Session.objects.all()
    clinics.book(session, make_person())
    assert selectors.quota_use(every).percent == 0
    clinics.book(session, clinics.signed(), Via.FAMILY_DOCTOR)
    assert selectors.quota_use(every).percent == 50
    assert selectors.quota_use(Session.objects.none()).percent is None


def test_signing_steers_the_offers_own_centre_first_then_the_combination(
    clinics: Clinics,
) -> None:
    elsewhere = clinics.session()
    other, clinics.hospital = clinics.hospital, make_institution("HOSPITAL", level=2)
    inside = clinics.session()
    own = clinics.session(clinics.clinic("FAMILY_DOCTOR", clinics.centre))
    person = clinics.signed(None, clinics.hospital)
    found = selectors.choices_for(person, clinics.at, by_doctor=False, district="310106")
    assert [c.choices[0].session for c in found] == [own, inside, elsewhere]
    assert found[2].clinic.institution == other


def test_who_has_a_family_doctor_is_not_offered_those_of_other_centres(clinics: Clinics) -> None:
    other = make_institution("CHC", level=0)
    clinics.session(clinics.clinic("FAMILY_DOCTOR", other))
    for person, offered in ((clinics.signed(), 0), (make_person(), 1)):
        found = selectors.choices_for(person, clinics.at, by_doctor=False, district="310106")
        assert len(found) == offered


def test_refuses_a_session_of_the_past_or_over_another(clinics: Clinics) -> None:
    clinic = clinics.clinic()
    clinics.session(clinic)
    refused(BadSession, lambda: clinics.session(clinic, since=VISIT + timedelta(hours=2)))
    refused(BadSession, lambda: clinics.session(clinic, since=clinics.at))
    assert clinics.session(clinic, since=VISIT + timedelta(hours=3)).total == 4


def test_refuses_a_second_clinic_with_one_code(clinics: Clinics) -> None:
    known = clinics.clinic()
    refused(
        ClinicKnown,
        lambda: services.add_clinic(
            institution_id=known.institution_id, code=known.code, kind="GENERAL", name_zh="甲",
            name_en="A", practitioner_id=None, by=clinics.by, at=clinics.at,
        ),
    )  # fmt: skip


def test_the_queue_of_a_day_ends_with_the_day_and_its_visits_are_recorded_with_their_times(
    clinics: Clinics,
) -> None:
    session, evening = clinics.session(), VISIT + timedelta(days=1)
    came, seen = (clinics.book(session, make_person()) for _ in range(2))
    late = clinics.book(session, clinics.signed(), Via.FAMILY_DOCTOR)
    for booking in (came, seen):
        services.check_in(booking=booking, by=clinics.by, at=VISIT)
    inside = services.call_next(session=session, by=clinics.by, at=VISIT)
    refused(NotTheDay, lambda: services.call_next(session=session, by=clinics.by, at=evening))
    refused(NotTheDay, lambda: services.finish(booking=inside, by=clinics.by, at=evening))
    listed = selectors.sessions_to_settle(clinics.desk, evening.date())
    assert [(row.pk, row.unsettled) for row in listed] == [(session.pk, 3)]

    def record(since: datetime, until: datetime, when: datetime = evening) -> Booking:
        visit = services.Visit(since, until, "i10")
        return services.record_visit(booking=inside, visit=visit, by=clinics.by, at=when)

    half = VISIT + 30 * MINUTE
    refused(StillTheDay, lambda: record(VISIT, half, VISIT + timedelta(hours=9)))
    refused(NotOfTheDay, lambda: record(half, VISIT))
    refused(NotOfTheDay, lambda: record(VISIT, evening))
    kept = record(VISIT, half)
    assert (kept.state, kept.act.span.lower, kept.act.span.upper) == ("SEEN", VISIT, half)
    assert kept.problem == "I10"
    refused(BookingNotOpen, lambda: record(VISIT, half))
    other = came if inside == seen else seen
    assert services.leave(booking=other, by=clinics.by, at=evening).state == "LEFT_UNSEEN"
    refused(BookingNotOpen, lambda: services.leave(booking=late, by=clinics.by, at=evening))
    services.miss(booking=late, by=clinics.by, at=evening)
    assert not selectors.sessions_to_settle(clinics.desk, evening.date())
    assert facts.no_shows_of(other.person_id, evening, timedelta(days=9)) == 0
