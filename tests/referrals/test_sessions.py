"""Sessions that are moved or closed: who is booked is told, referrals keep a slot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.booking.conftest import VISIT
from tests.conftest import NOW
from tests.journey import Journey
from tests.referrals.conftest import Referring
from tests.world import make_account, make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.audit.models import Entry
from yiyang.booking import selectors
from yiyang.booking.errors import BadSession, NotBookable, ReferralsBooked, SessionBegun
from yiyang.booking.models import Booking, Session
from yiyang.booking.services import check_in, close_session, move_session
from yiyang.decisions.models import Decision
from yiyang.kernel.errors import Refused
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.referrals import services
from yiyang.rules.booking.terms import Via

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def rows() -> list[object]:
    spans = list(Session.objects.order_by("pk").values_list("span", "is_open", "taken_public"))
    states = list(Booking.objects.order_by("pk").values_list("state", "slot_at", "case"))
    kept = [m.objects.count() for m in (Decision, Entry, Notice, Grant)]
    return [*kept, spans, states]


def refused(error: type[Refused], call: Callable[[], object]) -> None:
    before = rows()
    with pytest.raises(error):
        call()
    assert rows() == before


def with_account(name: str = "张桂英") -> Person:
    person = make_person(name)
    make_account(person=person)
    return person


def test_closing_gives_the_slots_back_ends_the_sight_and_tells_who_can_be_told(
    referring: Referring,
) -> None:
    session = referring.session()
    told = referring.book(session, with_account())
    to_call = referring.book(session, make_person("吴无号"))
    done = close_session(session=session, by=referring.by, at=NOW + HOUR)
    assert (done.booked, done.to_call) == (2, 1)
    session.refresh_from_db()
    assert (session.is_open, session.taken_public) == (False, 0)
    assert set(session.bookings.values_list("state", flat=True)) == {"CANCELLED"}
    notice = Notice.objects.get()
    assert (notice.code, notice.subject_id) == ("BOOKED_SESSION_CLOSED", told.pk)
    assert notice.params["was"] == "2026-03-12 09:00"
    seen = Grant.objects.filter(origin_kind="booking", span__contains=NOW + 2 * HOUR)
    assert [grant.person_id for grant in seen] == [to_call.person_id], "whom the desk is to call"
    assert len(selectors.queue_of(session)) == 2, "the desk still sees whom to call"
    refused(NotBookable, lambda: referring.book(session, make_person()))
    again = referring.session(session.clinic)
    assert again.span == session.span


def test_moving_keeps_the_slots_and_sets_turn_sight_and_opening_anew(
    referring: Referring,
) -> None:
    session = referring.session()
    first = referring.book(session, with_account(), Via.SELF)
    second = referring.book(session, referring.signed(), Via.FAMILY_DOCTOR)
    keys = {b.pk: b.queue_key for b in (first, second)}
    done = move_session(session=session, since=VISIT + DAY, by=referring.by, at=NOW + HOUR)
    assert (done.booked, done.to_call) == (2, 1)
    session.refresh_from_db()
    assert (session.span.lower, session.span.upper) == (VISIT + DAY, VISIT + DAY + 3 * HOUR)
    assert session.decision is not None
    assert session.decision.facts["on"] == "2026-03-13"
    for booking in (first, second):
        was = booking.slot_at
        booking.refresh_from_db()
        assert (booking.state, booking.slot_at) == ("BOOKED", was + DAY)
        assert booking.queue_key != keys[booking.pk]
        assert booking.turn_decision is not None
        assert booking.turn_decision.facts["slot_at"].startswith("2026-03-13")
        grants = Grant.objects.filter(origin_kind="booking", origin_id=booking.pk)
        assert grants.filter(span__contains=VISIT + DAY).count() == 1
    assert Notice.objects.get().params == {"was": "2026-03-12 09:00", "now": "2026-03-13 09:00"}


def test_what_has_begun_or_meets_another_is_neither_moved_nor_closed(
    referring: Referring,
) -> None:
    session = referring.session()
    other = referring.session(session.clinic, since=VISIT + DAY)
    by = referring.by
    refused(BadSession, lambda: move_session(session=session, since=VISIT + DAY, by=by, at=NOW))
    refused(BadSession, lambda: move_session(session=session, since=NOW, by=by, at=NOW))
    refused(SessionBegun, lambda: close_session(session=session, by=by, at=VISIT))
    booking = referring.book(other, make_person())
    check_in(booking=booking, by=by, at=VISIT + DAY - HOUR)
    refused(SessionBegun, lambda: close_session(session=other, by=by, at=VISIT + DAY - HOUR))
    close_session(session=session, by=by, at=NOW)
    refused(SessionBegun, lambda: move_session(session=session, since=VISIT, by=by, at=NOW))


def test_a_referral_gets_a_slot_in_the_session_that_is_named(referring: Referring) -> None:
    referral = referring.accepted(referring.signed())
    old, to = referral.booking, referring.session(since=VISIT + DAY)
    session = old.session
    given = {"session": session, "by": referring.by, "at": NOW + HOUR}
    refused(ReferralsBooked, lambda: services.close_clinic_session(referrals_to=None, **given))
    refused(ReferralsBooked, lambda: close_session(**given))
    services.close_clinic_session(referrals_to=to, **given)
    referral.refresh_from_db()
    old.refresh_from_db()
    assert (old.state, old.case) == ("CANCELLED", None)
    assert referral.booking.session == to
    assert (referral.booking.case, referral.booking.part) == (referral.case, "RESERVED")
    assert referral.case.state == "ACCEPTED"
    assert Notice.objects.filter(code="REFERRAL_SLOT_CHANGED").count() == 1
    arrived = services.check_in_booking(booking=referral.booking, by=referring.by, at=VISIT + DAY)
    assert arrived.state == "CHECKED_IN"


def test_a_full_session_takes_no_referral_and_nothing_is_closed(referring: Referring) -> None:
    referral = referring.accepted(referring.signed())
    full = referring.session(since=VISIT + DAY, total=1)
    referring.book(full, referring.signed(), Via.FAMILY_DOCTOR)
    session = referral.booking.session
    refused(
        NotBookable,
        lambda: services.close_clinic_session(
            session=session, referrals_to=full, by=referring.by, at=NOW + HOUR
        ),
    )


def test_the_desk_moves_and_closes_by_its_pages_and_reads_whom_to_call(
    journey: Journey, referring: Referring
) -> None:
    ahead = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + 10 * DAY
    referring.at = timezone.now()
    session = referring.session(since=ahead)
    referring.book(session, make_person("吴无号"))
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=referring.hospital)
    page = f"/clinics/sessions/{session.pk}/"
    assert f"{page}move/" in desk.get(page).content.decode()
    moved = desk.post(f"{page}move/", {"on": str(ahead.date() + DAY), "since": "10:00"})
    assert moved.status_code == 302
    session.refresh_from_db()
    assert session.span.lower == ahead + DAY + HOUR
    assert desk.post(f"{page}move/", {"on": "", "since": "10:00"}).status_code == 400
    assert desk.post(f"{page}close/", {}).status_code == 302
    text = desk.get(page).content.decode()
    assert "有 1 人没有账号" in text and "吴无号" in text and f"{page}move/" not in text
    other = journey.sign_in(Role.HOSPITAL_DESK, institution=make_institution("HOSPITAL"))
    assert other.post(f"{page}close/", {}).status_code == 404
