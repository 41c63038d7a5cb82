"""Referral rules: directions, minimum fields, emergencies, terms, the insurance's preference."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.booking.terms import Relation
from yiyang.rules.referrals.accept_terms import Acceptance, accept_terms
from yiyang.rules.referrals.benefit import Visit, benefit
from yiyang.rules.referrals.may_refer import Direction, Referred, may_refer

DAY = date(2026, 3, 2)


def reading() -> Reading:
    return Reading(shipped_book(), DAY, "310106")


def referred(**facts: object) -> Referred:
    given = {
        "reason": "U01", "urgency": "PLANNED", "sender_kind": "CHC", "receiver_kind": "HOSPITAL",
        "relation": Relation.COMBINATION, "is_contracted": True, "diagnosis": "I10", "news2": 1,
        "done": "bisoprolol", "question": "why?", "consent": True, "has_open_referral": False,
    }  # fmt: skip
    return Referred(**(given | facts))


def codes(**facts: object) -> list[str]:
    return [reason.code for reason in may_refer(referred(**facts), reading()).reasons]


@pytest.mark.parametrize("number", range(1, 13))
def test_every_reason_of_the_list_refers_up_but_an_emergency_which_calls_120(number: int) -> None:
    answer = may_refer(referred(reason=f"U{number:02}"), reading())
    assert answer.is_allowed == (number != 3)
    assert answer.has_priority == (number != 11)
    assert answer.direction == Direction.UP
    if number == 3:
        assert [r.code for r in answer.reasons] == ["REFER_CALL_120"]


@pytest.mark.parametrize("number", range(1, 9))
def test_every_reason_down_goes_to_primary_care(number: int) -> None:
    down = {"reason": f"D{number:02}", "sender_kind": "HOSPITAL"}
    answer = may_refer(referred(**down, receiver_kind="CHC"), reading())
    assert answer.is_allowed and answer.direction == Direction.DOWN
    assert codes(**down, receiver_kind="HOSPITAL") == ["REFER_WRONG_RECEIVER"]


@pytest.mark.parametrize(
    ("relation", "contracted", "direction"),
    [
        (Relation.COMBINATION, True, Direction.UP),
        (Relation.CONSORTIUM, True, Direction.OUTSIDE),
        (Relation.ELSEWHERE, True, Direction.OUTSIDE),
        (Relation.ELSEWHERE, False, Direction.UP),
    ],
)
def test_up_beyond_the_signed_combination_is_a_referral_outside_that_keeps_its_priority(
    relation: Relation, contracted: bool, direction: Direction
) -> None:
    answer = may_refer(referred(relation=relation, is_contracted=contracted), reading())
    assert (answer.direction, answer.has_priority) == (direction, True)


def test_says_everything_that_is_missing_at_once() -> None:
    empty = {"diagnosis": " ", "news2": None, "done": "", "question": "", "consent": False}
    assert codes(**empty) == ["REFER_FIELD_MISSING"] * 5


@pytest.mark.parametrize(("news2", "allowed"), [(6, True), (7, False)])
def test_a_red_early_warning_total_is_for_the_green_channel(news2: int, allowed: bool) -> None:
    assert may_refer(referred(news2=news2), reading()).is_allowed == allowed


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"has_open_referral": True}, "REFER_OPEN_ALREADY"),
        ({"has_died": True}, "REFER_PERSON_DIED"),
        ({"reason": "X99"}, "REFER_UNKNOWN_REASON"),
        ({"receiver_kind": "CHC"}, "REFER_WRONG_RECEIVER"),
    ],
)
def test_says_why_a_referral_cannot_go(facts: dict[str, object], code: str) -> None:
    assert codes(**facts) == [code]


def terms(**facts: object):
    given = {
        "direction": Direction.UP, "urgency": "PLANNED", "has_priority": True,
        "is_contracted": True, "submitted_on": DAY, "slot_on": DAY,
    }  # fmt: skip
    return accept_terms(Acceptance(**(given | facts)), reading())


@pytest.mark.parametrize(("urgency", "days"), [("PLANNED", 14), ("ORANGE", 1)])
def test_a_slot_is_no_later_than_the_book_allows(urgency: str, days: int) -> None:
    last = DAY + timedelta(days=days)
    assert terms(urgency=urgency, slot_on=last).is_allowed
    late = terms(urgency=urgency, slot_on=last + timedelta(days=1))
    assert not late.is_allowed
    assert [r.code for r in late.reasons] == ["ACCEPT_SLOT_TOO_LATE"]


def test_up_and_outside_are_accepted_with_a_slot_and_down_without() -> None:
    for direction in (Direction.UP, Direction.OUTSIDE):
        assert not terms(direction=direction, slot_on=None).is_allowed
    assert terms(direction=Direction.DOWN, slot_on=None).is_allowed


def test_a_mere_wish_has_no_priority_unless_it_is_urgent() -> None:
    assert not terms(has_priority=False).has_priority
    assert terms(has_priority=False, urgency="ORANGE").has_priority


def visit(**facts: object):
    given = {
        "level": 3, "relation": Relation.ELSEWHERE, "is_contracted": True, "has_referral": False,
    }  # fmt: skip
    return benefit(Visit(**(given | facts)), reading())


def test_of_a_hospital_without_a_level_the_smallest_share_is_told() -> None:
    found = visit(level=None, has_referral=True)
    assert (found.share, found.is_preferred) == (Decimal(50), True)
    assert [r.code for r in found.reasons] == ["BENEFIT_REFERRED", "BENEFIT_NO_LEVEL"]
    assert visit(level=None).share == Decimal(40), "and it is no first contact at primary level"


@pytest.mark.parametrize(("level", "full"), [(2, 60), (3, 50)])
def test_the_same_visit_is_treated_otherwise_with_and_without_a_referral(
    level: int, full: int
) -> None:
    with_it, without = visit(level=level, has_referral=True), visit(level=level)
    assert (with_it.share, without.share) == (Decimal(full), Decimal(full - 10))
    assert (with_it.share_without, without.share_with) == (without.share, with_it.share)
    assert [r.code for r in without.reasons] == ["BENEFIT_NOT_REFERRED"]
    assert without.reasons[0].params == {"share_with": str(full), "share_without": str(full - 10)}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"level": 0}, "BENEFIT_FIRST_CONTACT"),
        ({"level": 1}, "BENEFIT_FIRST_CONTACT"),
        ({"relation": Relation.COMBINATION}, "BENEFIT_COMBINATION"),
        ({"is_emergency": True}, "BENEFIT_EMERGENCY"),
    ],
)
def test_some_visits_need_no_referral(facts: dict[str, object], code: str) -> None:
    answer = visit(**facts)
    assert answer.is_preferred and answer.share == answer.share_with == answer.share_without
    assert [r.code for r in answer.reasons] == [code]


def test_who_is_not_signed_has_no_combination_and_is_told_of_signing() -> None:
    answer = visit(relation=Relation.COMBINATION, is_contracted=False)
    assert not answer.is_preferred
    assert "BENEFIT_SIGN" in [r.code for r in answer.reasons]


def test_the_preference_carries_its_marks() -> None:
    book = reading()
    benefit(Visit(3, Relation.ELSEWHERE, True, False), book)
    assert "unverified" in book.marks and "HZ-16" in book.missions
