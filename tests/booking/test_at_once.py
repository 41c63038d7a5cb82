"""Sixty-four hands at twenty slots: exactly twenty are taken, ten of them reserved."""

from __future__ import annotations

from functools import partial

import pytest

from tests.at_once import WON, endings
from tests.booking.conftest import EDGE, Clinics
from tests.world import make_person
from yiyang.booking.models import Booking, Session
from yiyang.people.models import Person
from yiyang.rules.booking.terms import Via

HANDS, SLOTS = 64, 20


def at_once(clinics: Clinics, session: Session, people: list[Person], via: Via, at) -> list[str]:
    return endings(*(partial(clinics.book, session, one, via, at=at) for one in people))


@pytest.mark.django_db(transaction=True)
def test_sixty_four_hands_take_twenty_slots_and_not_one_more() -> None:
    clinics = Clinics()
    session = clinics.session(total=SLOTS)
    people = [make_person() for _ in range(HANDS)]
    before = at_once(clinics, session, people[: HANDS // 2], Via.SELF, clinics.at)
    assert before.count(WON) == SLOTS // 2, "the reserved half is nobody's before the boundary"
    after = at_once(clinics, session, people[HANDS // 2 :], Via.SELF, EDGE)
    assert after.count(WON) == SLOTS // 2
    session.refresh_from_db()
    assert session.taken_public == SLOTS
    numbers = Booking.objects.filter(session=session).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, SLOTS + 1))


@pytest.mark.django_db(transaction=True)
def test_one_person_asked_for_eight_times_at_once_gets_one_booking() -> None:
    clinics = Clinics()
    session, person = clinics.session(), make_person()
    ended = at_once(clinics, session, [person] * 8, Via.SELF, clinics.at)
    assert ended.count(WON) == 1
    session.refresh_from_db()
    assert session.taken_public == Booking.objects.count() == 1
