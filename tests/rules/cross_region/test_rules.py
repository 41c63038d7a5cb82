"""Filing, who may settle, differences, clearing and prepaid money, by the shipped book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.calendar import CHINA
from yiyang.rules.cross_region import national
from yiyang.rules.cross_region.clearing import Month, Standing, clear, prepay
from yiyang.rules.cross_region.comparing import Books, compare
from yiyang.rules.cross_region.fhir_books import Book, book_of, read_book
from yiyang.rules.cross_region.fhir_claims import (
    Asked,
    Item,
    Told,
    answer_of,
    asked_of,
    claim_of,
    told_of,
)
from yiyang.rules.cross_region.fhir_parts import Unreadable, fen_beside, fen_of
from yiyang.rules.cross_region.filing import Filed, file_away
from yiyang.rules.cross_region.judging import Answered, Away, accept, may_settle
from yiyang.rules.cross_region.terms import BookLine, Borne, Split
from yiyang.rules.fhir_map.projections.terms import own
from yiyang.rules.fhir_map.shape import check_shape
from yiyang.rules.fhir_map.written import read_json, write_json

DAY = date(2026, 3, 2)
READING = Reading(shipped_book(), DAY, "310106", False)
AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
AWAY = Away("INPATIENT", "EMPLOYEE", is_known=True, is_emergency=False, filings=("LONG_TERM",))
LINE = BookLine("P-1", DAY, None, 60_000, 45_475, 0)
LESS = replace(LINE, fund_fen=45_474)
BACK = replace(LINE, settled_on=date(2026, 2, 2), reversed_on=DAY)  # of a month before
HEAD = national.header("SETTLE", "INPATIENT", number="P-1", place="330100", home="310106")


@pytest.mark.parametrize(
    ("change", "allowed", "filing", "counts", "reasons"),
    [
        ({}, True, "LONG_TERM", "LONG_TERM", []),
        ({"filings": ()}, False, "", "", ["CROSS_NOT_FILED"]),
        ({"filings": (), "is_emergency": True}, True, "EMERGENCY", "EMERGENCY", []),
        ({"filings": ("SELF_ARRANGED", "TRANSFER")}, True, "TRANSFER", "TRANSFER", []),
        ({"filings": ("TEMPORARY",)}, True, "TEMPORARY", "UNFILED", []),
        ({"insurance": ""}, False, "LONG_TERM", "LONG_TERM", ["CROSS_NOT_INSURED"]),
        ({"is_known": False}, False, "LONG_TERM", "LONG_TERM", ["CROSS_NOT_NETWORKED"]),
        ({"kind": "HOME_BED"}, False, "LONG_TERM", "LONG_TERM", ["CROSS_KIND_NOT_SETTLED"]),
        ({"is_agreed": False}, False, "LONG_TERM", "LONG_TERM", ["CROSS_NOT_AGREED"]),
    ],
)
def test_who_may_settle_directly(
    change: dict[str, object], allowed: bool, filing: str, counts: str, reasons: list[str]
) -> None:
    found = may_settle(replace(AWAY, **change), READING)  # type: ignore[arg-type]
    assert (found.allowed, found.filing, found.counts_as) == (allowed, filing, counts)
    assert [one.code for one in found.reasons] == reasons


FILED = Filed("LONG_TERM", DAY, DAY, is_insured=True, is_elsewhere=True, proof="PROMISE")


@pytest.mark.parametrize(
    ("change", "outcome", "months", "reasons"),
    [
        ({}, "ACCEPTED", None, []),
        ({"proof": ""}, "TO_JUDGE", None, ["FILING_WITHOUT_PROOF"]),
        ({"kind": "TRANSFER"}, "TO_JUDGE", 6, ["FILING_WITHOUT_REFERRAL"]),
        ({"kind": "TRANSFER", "has_referral": True}, "ACCEPTED", 6, []),
        ({"kind": "TEMPORARY"}, "ACCEPTED", 6, []),
        ({"since": date(2026, 2, 1)}, "TO_JUDGE", None, ["FILING_IN_THE_PAST"]),
        ({"since": date(2026, 2, 1), "is_treated": True}, "ACCEPTED", None, []),
        ({"kind": "EMERGENCY", "since": date(2026, 2, 1)}, "ACCEPTED", 6, []),
        ({"is_insured": False}, "REFUSED", None, ["FILING_NOT_INSURED"]),
        ({"is_elsewhere": False}, "REFUSED", None, ["FILING_NOT_ELSEWHERE"]),
        ({"has_same": True}, "REFUSED", None, ["FILING_STANDS"]),
        ({"kind": "OTHER"}, "REFUSED", None, ["FILING_KIND_UNKNOWN"]),
    ],
)
def test_what_becomes_of_a_filing(
    change: dict[str, object], outcome: str, months: int | None, reasons: list[str]
) -> None:
    found = file_away(replace(FILED, **change), READING)  # type: ignore[arg-type]
    assert (found.outcome, found.months) == (outcome, months)
    assert [one.code for one in found.reasons] == reasons


@pytest.mark.parametrize(
    ("place", "home", "awaited", "named"),
    [
        ([LINE], [LINE], (), []),
        ([LINE], [], (), [("NOT_AT_HOME", "", "ASK_AGAIN")]),
        ([], [LINE], (), [("NOT_AT_PLACE", "", "REVERSE_AT_HOME")]),
        ([], [LINE], ("P-1",), [("UNANSWERED", "", "ASK_AGAIN")]),
        ([LINE], [LESS], (), [("LINE_DIFFERS", "fund_fen", "REVERSE_BOTH")]),
        (
            [replace(LINE, reversed_on=DAY)], [LINE], (),
            [("REVERSED_AT_PLACE", "reversed_on", "REVERSE_AT_HOME")],
        ),
        (
            [LINE], [replace(LINE, reversed_on=DAY)], (),
            [("REVERSED_AT_HOME", "reversed_on", "REVERSE_AT_PLACE")],
        ),
        ([], [replace(LINE, reversed_on=DAY)], (), []),
        ([BACK], [replace(BACK, fund_fen=1)], (), []),
        ([BACK], [replace(BACK, reversed_on=date(2026, 3, 3))], (),
         [("LINE_DIFFERS", "reversed_on", "REVERSE_BOTH")]),
    ],
)  # fmt: skip
def test_each_difference_has_a_name_and_a_remedy(
    place: list[BookLine], home: list[BookLine], awaited: tuple[str, ...], named: list[object]
) -> None:
    found = compare(Books(tuple(place), tuple(home), awaited), READING)
    assert [(one.kind, one.field, one.remedy) for one in found.differences] == named
    assert found.agreeing == (len(place or home) if not named else 0)


MARCH = Month(date(2026, 3, 1), date(2026, 4, 1), (LINE,), 0)


@pytest.mark.parametrize(
    ("prepaid", "lines", "due", "taken", "moved", "after"),
    [
        (0, (LINE,), 45_475, 0, 45_475, 0),
        (40_000, (LINE,), 45_475, 40_000, 5_475, 0),
        (100_000, (LINE,), 45_475, 45_475, 0, 54_525),
        (10, (BACK,), -45_475, -45_475, 0, 45_485),
        (10, (replace(LINE, reversed_on=DAY),), 0, 0, 0, 10),
    ],
)  # fmt: skip
def test_a_month_is_paid_from_the_prepaid_money_first(
    prepaid: int, lines: tuple[BookLine, ...], due: int, taken: int, moved: int, after: int
) -> None:
    found = clear(replace(MARCH, prepaid_fen=prepaid, lines=lines), READING)
    assert (found.due_fen, found.from_prepaid_fen, found.moved_fen) == (due, taken, moved)
    assert found.prepaid_after_fen == after
    assert found.settled_fen - found.reversed_fen == found.due_fen


@pytest.mark.parametrize(
    ("told", "taken"), [(None, 40_000), (0, 0), (1_000, 1_000), (40_001, 40_000), (-1, 40_000)]
)
def test_what_the_home_node_says_it_paid_ahead_counts_where_it_can_be(
    told: int | None, taken: int
) -> None:
    found = clear(replace(MARCH, prepaid_fen=40_000, told_fen=told), READING)
    assert (found.from_prepaid_fen, found.moved_fen) == (taken, 45_475 - taken)
    assert found.prepaid_after_fen == 40_000 - taken


@given(st.lists(st.integers(0, 10**9), max_size=13), st.integers(0, 10**9), st.integers(0, 10**9))
def test_prepaid_money_is_filled_up_to_two_average_months(
    months: list[int], there: int, owed: int
) -> None:
    found = prepay(Standing(tuple(months), 500, there, owed), READING)
    wanted = 2 * (-(-sum(months) // len(months)) if months else 500)
    assert found.wanted_fen == wanted
    assert there + found.top_up_fen >= wanted and found.top_up_fen in (0, wanted - there)


@pytest.mark.parametrize(("owed", "state"), [(69, "ENOUGH"), (70, "WARN"), (90, "TOP_UP")])
def test_prepaid_money_that_runs_out_is_warned_of(owed: int, state: str) -> None:
    assert prepay(Standing((), 50, 100, owed), READING).state == state


SPLIT = Split(
    60_000,
    55_000,
    (
        Borne("DEDUCTIBLE", 1_500, 1_500, Decimal(100), "adjudication.deductible"),
        Borne("POOL", 45_475, 53_500, Decimal(85), "adjudication.fund_share", "ACT", "unverified"),
        Borne("CASH", 14_525, 14_525, Decimal(100), "claim"),
    ),
)


@pytest.mark.parametrize(
    ("claimed", "split", "reasons"),
    [
        (60_000, SPLIT, []),
        (59_999, SPLIT, ["CROSS_TOTAL_DIFFERS"]),
        (60_000, replace(SPLIT, layers=SPLIT.layers[:2]), ["CROSS_SHARES_DO_NOT_ADD_UP"]),
    ],
)
def test_an_answer_is_booked_only_where_it_adds_up(
    claimed: int, split: Split, reasons: list[str]
) -> None:
    found = accept(Answered(claimed, split, DAY), READING)
    assert [one.code for one in found.reasons] == reasons and found.accepted == (not reasons)


def test_what_the_hospital_bears_is_its_own_word_and_a_cleared_month_takes_nothing_in() -> None:
    reading = Reading(shipped_book(), DAY, "310106", False)
    assert accept(Answered(60_000, SPLIT, DAY, hospital_fen=0), reading).accepted
    assert {line.authority.article for line in reading.used.values()} == {"32, 33"}
    found = accept(Answered(60_000, SPLIT, DAY, hospital_fen=1, is_cleared=True), reading)
    named = [one.code for one in found.reasons]
    assert named == ["CROSS_HOSPITAL_DIFFERS", "CROSS_MONTH_CLEARED"]


amounts = st.integers(0, 10**10)
items = st.builds(
    Item,
    code=st.sampled_from(["S1", "ZA04CAE0023010100166"]),
    name=st.sampled_from(["", "手术"]),
    charge=st.sampled_from(["06", "09"]),
    on=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    quantity=st.decimals("0.01", "100", places=2),
    fen=amounts,
    catalogue=st.sampled_from("ABC"),
    first_self_pay=st.sampled_from([Decimal(0), Decimal("12.5")]),
    limit_fen=st.none() | amounts,
    hospital_fen=amounts,
)
asked = st.builds(
    Asked,
    number=st.just("330100-1-1"),
    kind=st.sampled_from(["INPATIENT", "OUTPATIENT", "MAJOR_OUTPATIENT"]),
    begun_on=st.just(DAY),
    ended_on=st.just(DAY),
    items=st.lists(items, max_size=4).map(tuple),
    diagnosis=st.sampled_from(["", "I63.900"]),
    referral_number=st.sampled_from(["", "R-1"]),
    is_emergency=st.booleans(),
    major_illness=st.booleans(),
)


@given(asked)
def test_a_claim_is_read_as_it_was_written(one: Asked) -> None:
    made = claim_of("SETTLE", one, HEAD, provider="Organization/institution-1", at=AT)
    assert check_shape(made).findings == []
    assert asked_of(read_json(write_json(made))) == one


def test_an_answer_is_read_as_it_was_written_and_names_the_national_fields() -> None:
    told = Told("330100-1-1", "SETTLED", SPLIT, DAY, None, ("A",))
    made = answer_of("SETTLE", told, "INPATIENT", HEAD, patient="Patient/1", at=AT)
    assert check_shape(made).findings == []
    assert told_of(read_json(write_json(made))) == told
    text = write_json(made).decode()
    assert all(name in text for name in ("hifp_pay", "psn_cash_pay", "act_pay_dedc", "2304"))
    fields = national.setlinfo(SPLIT)
    assert (fields["hifp_pay"], fields["medfee_sumamt"]) == ("454.75", "600.00")
    parts = (fields[name] for name in ("fund_pay_sumamt", "psn_part_amt", "hosp_part_amt"))
    assert sum(map(Decimal, parts)) == Decimal(fields["medfee_sumamt"])


def test_a_day_is_read_as_it_was_written() -> None:
    lines = (LINE, replace(LINE, number="P-2", reversed_on=DAY, account_fen=5))
    sums = (("due_fen", -5), ("moved_fen", 0))
    book = Book("N", DAY, date(2026, 3, 3), lines, sums, "CLEARED", ("A",), ("P-3",))
    made = book_of("RECONCILE", book, HEAD, AT)
    assert check_shape(made).findings == []
    assert read_book(read_json(write_json(made))) == book


@pytest.mark.parametrize("state", ["", "PAID"])
def test_an_answer_of_no_known_state_is_not_read(state: str) -> None:
    made = answer_of("SETTLE", Told("P-1", state), "INPATIENT", HEAD, patient="Patient/1", at=AT)
    with pytest.raises(Unreadable):
        told_of(made)


@pytest.mark.parametrize("value", ["1", None, 1])
def test_an_amount_that_is_no_money_is_not_read(value: object) -> None:
    with pytest.raises(Unreadable):
        fen_of(value, "here")  # type: ignore[arg-type]


def test_a_claim_whose_lines_do_not_come_to_its_total_is_not_read() -> None:
    one = Asked("P-1", "INPATIENT", DAY, DAY, ())
    made = claim_of("SETTLE", one, HEAD, provider="", at=AT)
    with pytest.raises(Unreadable):
        asked_of({**made, "total": {"value": 1, "currency": "CNY"}})


@pytest.mark.parametrize("value", [{"valueString": "12.00"}, {"valueBoolean": True}])
def test_an_amount_of_another_type_is_not_read(value: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        fen_beside({"extension": [{"url": own("base"), **value}]}, "base")
