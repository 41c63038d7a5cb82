"""Ranking: the order of offers, the filters, and what never stands in an emergency's way."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.placement.places import Candidate, Pool, Reserved, Seeker
from yiyang.rules.placement.queue import Waiting, queue
from yiyang.rules.placement.rank import Ranking, Search, rank
from yiyang.rules.placement.terms import Colour, Kind, Trigger

DAY = date(2026, 3, 2)
POOL = Pool("ANY", False, True, False, 400_000, "", 2)
SEEKER = Seeker(Kind.INSTITUTION_BED, Colour.GREEN, "2", 2, "310106013")


def reading(*, strict: bool = False) -> Reading:
    return Reading(shipped_book(), DAY, "310106", strict)


def candidate(number: int, **changes: object) -> Candidate:
    plain = Candidate(
        institution=number,
        place="310106006",
        metres=100 * number,
        designated=False,
        capabilities=frozenset(),
        highest_care_level=4,
        load_permille=500,
        serves=frozenset(),
        pools=(POOL,),
    )
    return replace(plain, **changes)


def order(seeker: Seeker, *candidates: Candidate) -> list[int]:
    return [offer.institution for offer in ranked(seeker, *candidates).offers]


def ranked(seeker: Seeker, *candidates: Candidate) -> Ranking:
    return rank(Search(seeker, candidates), reading())


def test_each_criterion_beats_all_that_come_after_it() -> None:
    seeker = replace(
        SEEKER,
        preferences=(8, 7),
        own_institutions=frozenset({6}),
        partners=frozenset({5}),
        consortium=frozenset({4}),
    )
    everybody = [candidate(number) for number in range(1, 9)]
    everybody[2] = candidate(3, place="310106013")
    everybody[1] = candidate(2, designated=True)
    assert order(seeker, *everybody) == [8, 7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(("taken", "first"), [(0, 5), (1, 5), (2, 1), (3, 1)])
def test_a_partner_leads_while_a_reserved_bed_is_left(taken: int, first: int) -> None:
    seeker = replace(SEEKER, partners=frozenset({5}), reserved=(Reserved(5, 2, taken),))
    offers = ranked(seeker, candidate(1), candidate(5)).offers
    assert offers[0].institution == first
    of_partner = next(offer for offer in offers if offer.institution == 5)
    told = {reason.code: dict(reason.params) for reason in of_partner.reasons}
    code = "RANK_RESERVED_LEFT" if first == 5 else "RANK_RESERVED_USED_UP"
    assert told[code] == {"beds": 2, "left": max(0, 2 - taken)}
    assert ("RANK_FIVE_BED_PARTNER" in told) == (first == 5)


def test_the_own_choice_does_not_lead_in_an_urgent_move() -> None:
    seeker = replace(SEEKER, colour=Colour.ORANGE, preferences=(9,), partners=frozenset({5}))
    assert order(seeker, candidate(9), candidate(5)) == [5, 9]


def test_travel_time_then_load_then_number_break_ties() -> None:
    near = candidate(3, metres=0)
    assert order(SEEKER, candidate(2), near) == [3, 2]
    busy, quiet = candidate(1, metres=5000, load_permille=900), candidate(2, metres=5000)
    assert order(SEEKER, busy, quiet) == [2, 1]
    assert order(SEEKER, candidate(2, metres=5000), candidate(1, metres=5000)) == [1, 2]


@pytest.mark.parametrize(
    ("seeker", "pool", "code"),
    [
        ({}, {"sex_rule": "MEN"}, "ROOM_SEX_RULE"),
        ({"sex": "0"}, {"sex_rule": "WOMEN"}, "ROOM_SEX_RULE"),
        ({"isolation": True}, {}, "NO_ISOLATION"),
        ({"nursing": True}, {"nursing": False}, "NOT_NURSING_TYPE"),
        ({"dementia": True}, {}, "NO_DEMENTIA_UNIT"),
        ({"budget_fen_per_month": 399_999}, {}, "OVER_BUDGET"),
        ({}, {"subsidy_class": "LOW_INCOME"}, "OTHER_SUBSIDY_CLASS"),
        ({}, {"free": 0}, "NO_FREE_BED"),
    ],
)
def test_a_hard_filter_leaves_out_and_says_why(
    seeker: dict[str, object], pool: dict[str, object], code: str
) -> None:
    ranking = ranked(replace(SEEKER, **seeker), candidate(1, pools=(replace(POOL, **pool),)))
    assert ranking.offers == ()
    assert [reason.code for reason in ranking.left_out[0].reasons] == [code]


def test_the_persons_distance_limit_is_exact() -> None:
    metres = 285
    near = candidate(3, metres=metres)
    assert order(replace(SEEKER, max_distance_metres=metres), near) == [3]
    ranking = ranked(replace(SEEKER, max_distance_metres=metres - 1), near)
    assert ranking.left_out[0].reasons[0].code == "TOO_FAR"


def test_a_red_alarm_goes_to_the_nearest_capable_department_whatever_the_contract() -> None:
    seeker = replace(
        SEEKER, kind=Kind.HOSPITAL_BED, colour=Colour.RED, preferences=(2,),
        own_institutions=frozenset({2}), needs=frozenset({"STROKE_CENTRE"}),
        budget_fen_per_month=0, max_distance_metres=1,
    )  # fmt: skip
    able = frozenset({"ED", "STROKE_CENTRE"})
    full = (replace(POOL, free=0),)
    candidates = (
        candidate(1, capabilities=frozenset({"ED"})),
        candidate(2, metres=15_000, capabilities=able),
        candidate(3, metres=5000, capabilities=able, pools=full),
    )
    assert order(seeker, *candidates) == [3, 2]


def test_a_red_alarm_reads_no_strict_mode() -> None:
    seeker = replace(SEEKER, kind=Kind.HOSPITAL_BED, colour=Colour.RED)
    search = Search(seeker, (candidate(1, capabilities=frozenset({"ED"})),))
    assert rank(search, reading(strict=True)).offers


def test_a_book_without_a_single_value_still_sends_a_red_alarm_to_the_nearest() -> None:
    book = shipped_book()
    empty = Reading(book.without(*book.by_key), DAY, "310106", strict=True)
    seeker = replace(SEEKER, kind=Kind.HOSPITAL_BED, colour=Colour.RED)
    search = Search(seeker, (candidate(2, metres=15_000), candidate(1, metres=5000)))
    assert [offer.institution for offer in rank(search, empty).offers] == [1, 2]


@pytest.mark.parametrize("colour", [Colour.ORANGE, Colour.GREEN])
def test_money_never_keeps_anybody_from_a_hospital_bed(colour: Colour) -> None:
    seeker = replace(SEEKER, kind=Kind.HOSPITAL_BED, colour=colour, budget_fen_per_month=0)
    assert order(seeker, candidate(1)) == [1]


WAITING = Waiting(
    trigger=Trigger.DEPENDENCE_UP, colour=Colour.GREEN, need_level=2, lives_alone=False,
    has_carer=True, low_income=False, special_family=False,
    requested_at=datetime(2026, 3, 1, tzinfo=UTC),
)  # fmt: skip
BEFORE = [
    (replace(WAITING, colour=Colour.RED), replace(WAITING, trigger=Trigger.TERMINAL)),
    (replace(WAITING, trigger=Trigger.TERMINAL), replace(WAITING, colour=Colour.ORANGE)),
    (
        replace(WAITING, colour=Colour.ORANGE),
        replace(WAITING, trigger=Trigger.CARE_ENV_WORSE, has_carer=False),
    ),
    (replace(WAITING, trigger=Trigger.CARE_ENV_WORSE, lives_alone=True), WAITING),
    (replace(WAITING, need_level=3), replace(WAITING, low_income=True)),
    (replace(WAITING, special_family=True), WAITING),
    (
        replace(WAITING, trigger=Trigger.CARE_ENV_WORSE, has_carer=False),
        replace(WAITING, trigger=Trigger.CARE_ENV_WORSE, has_carer=None),
    ),
    (WAITING, replace(WAITING, requested_at=datetime(2026, 3, 1, 0, 0, 1, tzinfo=UTC))),
]


@pytest.mark.parametrize(("first", "second"), BEFORE)
def test_the_queue_orders(first: Waiting, second: Waiting) -> None:
    assert queue(first, reading()).key < queue(second, reading()).key


def test_a_carer_at_home_puts_a_broken_down_home_among_the_others() -> None:
    place = queue(replace(WAITING, trigger=Trigger.CARE_ENV_WORSE), reading())
    assert place.queue_class == "OTHER"
