"""Slots: the share, the exclusive period at its very edge, who draws on what, the day's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.booking.may_book import Asked, Session, may_book
from yiyang.rules.booking.offer import Offered, offer
from yiyang.rules.booking.order import Comer, order
from yiyang.rules.booking.terms import Part, Relation, Via
from yiyang.rules.calendar import CHINA

DAY = date(2026, 3, 20)
VISIT = datetime(2026, 3, 20, 8, tzinfo=CHINA)
EDGE = datetime(2026, 3, 13, tzinfo=CHINA)  # visit date less 14 days times one half
STEP = timedelta(microseconds=1)


def reading() -> Reading:
    return Reading(shipped_book(), date(2026, 3, 2), "310106")


@pytest.mark.parametrize(
    ("kind", "total", "reserved"),
    [("EXPERT", 20, 10), ("EXPERT", 21, 11), ("EXAMINATION", 1, 1), ("SPECIALIST", 7, 4),
     ("GENERAL", 20, 0), ("FAMILY_DOCTOR", 20, 0)],
)  # fmt: skip
def test_half_of_expert_specialist_and_examination_slots_is_reserved_broken_ones_rounded_up(
    kind: str, total: int, reserved: int
) -> None:
    assert offer(Offered(kind, DAY, total), reading()).reserved == reserved


def test_the_window_opens_two_weeks_ahead_and_is_exclusive_for_half_of_it() -> None:
    divided = offer(Offered("EXPERT", DAY, 20), reading())
    assert divided.opens_at == datetime(2026, 3, 6, tzinfo=CHINA)
    assert divided.exclusive_until == EDGE
    assert divided.team_opens_at == datetime(2026, 2, 27, tzinfo=CHINA)


def session(**columns: object) -> Session:
    divided = offer(Offered("EXPERT", DAY, 20), reading())
    known = Session(
        total=20, reserved=divided.reserved, taken_reserved=0, taken_public=0,
        opens_at=divided.opens_at, exclusive_until=divided.exclusive_until,
        team_opens_at=divided.team_opens_at, starts_at=VISIT,
    )  # fmt: skip
    return replace(known, **columns)


def asked(at: datetime = EDGE - STEP, via: Via = Via.SELF, **facts: object) -> Asked:
    given = {"is_contracted": True, "has_open_booking": False, "no_shows": 0} | facts
    given.setdefault("session", session())
    return Asked(at=at, via=via, **given)


def test_in_the_exclusive_period_the_family_doctor_draws_on_the_reserved_part_first() -> None:
    answer = may_book(asked(via=Via.FAMILY_DOCTOR), reading())
    assert answer.parts == (Part.RESERVED, Part.PUBLIC)


def test_in_the_exclusive_period_the_public_gets_only_its_own_part() -> None:
    full = session(taken_public=10)
    assert may_book(asked(), reading()).parts == (Part.PUBLIC,)
    refused = may_book(asked(session=full), reading())
    assert not refused.is_allowed
    assert [r.code for r in refused.reasons] == ["BOOK_ONLY_RESERVED_LEFT"]


def test_at_the_boundary_itself_what_is_left_goes_to_everybody() -> None:
    full = session(taken_public=10)
    assert not may_book(asked(at=EDGE - STEP, session=full), reading()).is_allowed
    assert may_book(asked(at=EDGE, session=full), reading()).parts == (Part.PUBLIC,)
    doctor = asked(at=EDGE, via=Via.FAMILY_DOCTOR, session=full)
    assert may_book(doctor, reading()).parts == (Part.PUBLIC,)


def test_before_the_boundary_used_reserved_slots_never_come_back_to_the_public() -> None:
    nearly = session(taken_reserved=10, taken_public=9)
    assert may_book(asked(session=nearly), reading()).parts == (Part.PUBLIC,)
    full = session(taken_reserved=10, taken_public=10)
    for at in (EDGE - STEP, EDGE):
        for via in Via:
            codes = [
                r.code for r in may_book(asked(at=at, via=via, session=full), reading()).reasons
            ]
            assert codes == ["BOOK_FULL"]


def test_a_referral_draws_on_the_reserved_part_unless_it_was_only_a_wish() -> None:
    assert Part.RESERVED in may_book(asked(via=Via.REFERRAL), reading()).parts
    wish = may_book(asked(via=Via.REFERRAL, has_priority=False), reading())
    assert wish.parts == (Part.PUBLIC,)
    stranger = may_book(asked(via=Via.REFERRAL, is_contracted=False), reading())
    assert stranger.parts == (Part.PUBLIC,)
    urgent = may_book(asked(via=Via.REFERRAL, is_contracted=False, is_urgent=True), reading())
    assert urgent.parts == (Part.RESERVED, Part.PUBLIC)


def test_a_doctor_of_another_institution_draws_on_the_public_part() -> None:
    assert may_book(asked(via=Via.FAMILY_DOCTOR, is_contracted=False), reading()).parts == (
        Part.PUBLIC,
    )


@pytest.mark.parametrize(("missed", "keeps"), [(2, True), (3, False)])
def test_more_than_two_no_shows_lose_priority(missed: int, keeps: bool) -> None:
    answer = may_book(asked(via=Via.FAMILY_DOCTOR, no_shows=missed), reading())
    assert (Part.RESERVED in answer.parts) == keeps
    assert answer.has_lost_priority != keeps
    urgent = asked(via=Via.REFERRAL, no_shows=missed, is_urgent=True)
    assert Part.RESERVED in may_book(urgent, reading()).parts


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"has_open_booking": True}, "BOOK_HAS_OPEN_BOOKING"),
        ({"at": datetime(2026, 3, 6, tzinfo=CHINA) - STEP}, "BOOK_NOT_OPEN_YET"),
        ({"at": VISIT}, "BOOK_SESSION_BEGUN"),
        ({"session": session(is_open=False)}, "BOOK_SESSION_CLOSED"),
        ({"has_died": True}, "BOOK_PERSON_DIED"),
    ],
)
def test_says_why_no_slot_may_be_taken(facts: dict[str, object], code: str) -> None:
    answer = may_book(asked(**facts), reading())
    assert not answer.is_allowed
    assert [r.code for r in answer.reasons] == [code]


def test_the_window_opens_at_its_very_moment() -> None:
    assert may_book(asked(at=datetime(2026, 3, 6, tzinfo=CHINA)), reading()).is_allowed


def test_a_specialist_of_the_team_is_booked_by_the_family_doctor_ahead_of_others() -> None:
    early = datetime(2026, 2, 27, tzinfo=CHINA)
    team = {"via": Via.FAMILY_DOCTOR, "is_team_specialist": True}
    assert may_book(asked(at=early, **team), reading()).parts == (Part.RESERVED,)
    assert not may_book(asked(at=early - STEP, **team), reading()).is_allowed
    assert not may_book(asked(at=early, via=Via.FAMILY_DOCTOR), reading()).is_allowed
    assert not may_book(asked(at=early, is_team_specialist=True), reading()).is_allowed


def comer(**facts: object) -> Comer:
    given = {
        "via": Via.SELF, "colour": "GREEN", "is_contracted": False, "has_priority": True,
        "relation": Relation.ELSEWHERE, "has_lost_priority": False, "slot_at": VISIT,
        "booked_at": EDGE,
    }  # fmt: skip
    return Comer(**(given | facts))


def turn(**facts: object) -> str:
    return order(comer(**facts), reading()).queue_class


def test_the_order_of_the_day_is_red_urgent_contracted_referral_contracted_public() -> None:
    late = VISIT + timedelta(hours=3)
    people = [
        comer(colour="RED", slot_at=late),
        comer(via=Via.REFERRAL, colour="ORANGE", slot_at=late),
        comer(via=Via.REFERRAL, is_contracted=True, slot_at=late),
        comer(via=Via.REFERRAL, slot_at=late),
        comer(is_contracted=True, relation=Relation.COMBINATION, slot_at=late),
        comer(slot_at=VISIT),
    ]
    turns = [order(one, reading()) for one in people]
    assert [one.queue_class for one in turns] == [
        "RED", "REFERRAL_URGENT", "CONTRACTED_REFERRAL", "REFERRAL", "CONTRACTED", "PUBLIC",
    ]  # fmt: skip
    assert sorted(one.key for one in turns) == [one.key for one in turns]


def test_inside_a_class_the_earlier_slot_goes_first_then_the_earlier_booking() -> None:
    keys = [
        order(comer(), reading()).key,
        order(comer(booked_at=EDGE + STEP), reading()).key,
        order(comer(slot_at=VISIT + STEP, booked_at=EDGE - STEP), reading()).key,
    ]
    assert keys == sorted(keys)


def test_signing_counts_inside_the_combination_alone() -> None:
    assert turn(is_contracted=True, relation=Relation.OWN_CENTRE) == "CONTRACTED"
    assert turn(is_contracted=True, relation=Relation.CONSORTIUM) == "PUBLIC"
    assert turn(is_contracted=True) == "PUBLIC"


def test_lost_priority_and_a_mere_wish_go_with_the_public_but_red_and_urgent_never() -> None:
    lost = {"has_lost_priority": True}
    assert turn(via=Via.REFERRAL, is_contracted=True, **lost) == "PUBLIC"
    assert turn(via=Via.REFERRAL, is_contracted=True, has_priority=False) == "PUBLIC"
    assert turn(via=Via.REFERRAL, colour="ORANGE", **lost) == "REFERRAL_URGENT"
    assert turn(colour="RED", **lost) == "RED"
