"""Suspicions: each with its lines, none where there is nothing to explain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.supervision import Lists, Pair, Seen, SeenLine, Supervised, supervise

BOOK = shipped_book()
DAY = date(2026, 3, 2)
LISTS = Lists(
    pairs=(Pair("MONITOR", "BED", "DAY"), Pair("SURGERY", "DRESSING", "VISIT")),
    daily={"ROUND": Decimal(1)},
    sexes={"UTERUS": "2"},
    children=frozenset({"CROWN"}),
    levels={"INJECTION": 2},
    inpatient=frozenset({"LIPIDS"}),
)


def line(key: str, code: str, on: date = DAY, quantity: int = 1) -> SeenLine:
    return SeenLine(key, code, on, Decimal(quantity), 1_000)


STAY = Seen(
    "A", "P1", "H1", "INPATIENT", DAY - timedelta(days=3), DAY, 3, "1", 70, "I63.900",
    (line("1", "BED"), line("2", "ROUND")),
)  # fmt: skip


def of(*claims: Seen) -> list[tuple[str, str, tuple[str, ...]]]:
    found = supervise(Supervised(claims, LISTS), Reading(BOOK, DAY, "310106"))
    return [(one.code, one.claim, one.lines) for one in found.suspicions]


def with_lines(*lines: SeenLine, **columns: object) -> Seen:
    return replace(STAY, lines=lines, **columns)


def test_a_stay_with_nothing_odd_calls_for_no_explanation() -> None:
    assert of(STAY) == []


@pytest.mark.parametrize(
    ("seen", "code", "lines"),
    [
        (with_lines(line("1", "MONITOR"), line("2", "BED")), "SUSPECT_INCLUDED", ("2", "1")),
        (
            with_lines(line("1", "SURGERY"), line("2", "DRESSING", DAY - timedelta(days=1))),
            "SUSPECT_INCLUDED",
            ("2", "1"),
        ),
        (with_lines(line("1", "ROUND"), line("2", "ROUND")), "SUSPECT_TOO_OFTEN", ("1", "2")),
        (with_lines(line("1", "ROUND", quantity=2)), "SUSPECT_TOO_OFTEN", ("1",)),
        (with_lines(line("1", "UTERUS")), "SUSPECT_SEX", ("1",)),
        (with_lines(line("1", "CROWN"), age=18), "SUSPECT_AGE", ("1",)),
        (with_lines(line("1", "INJECTION"), level=1), "SUSPECT_LEVEL", ("1",)),
        (with_lines(line("1", "LIPIDS"), kind="OUTPATIENT"), "SUSPECT_INPATIENT_ONLY", ("1",)),
    ],
)
def test_each_odd_line_is_told_with_its_evidence(
    seen: Seen, code: str, lines: tuple[str, ...]
) -> None:
    assert of(seen) == [(code, "A", lines)]


@pytest.mark.parametrize(
    "seen",
    [
        with_lines(line("1", "MONITOR"), line("2", "BED", DAY - timedelta(days=1))),
        with_lines(line("1", "ROUND"), line("2", "ROUND", DAY - timedelta(days=1))),
        with_lines(line("1", "UTERUS"), sex="2"),
        with_lines(line("1", "UTERUS"), sex="9"),
        with_lines(line("1", "CROWN"), age=17),
        with_lines(line("1", "CROWN"), age=None),
        with_lines(line("1", "INJECTION"), level=2),
        with_lines(line("1", "INJECTION"), level=None),
        with_lines(line("1", "LIPIDS")),
    ],
)
def test_just_short_of_it_there_is_nothing_to_explain(seen: Seen) -> None:
    assert of(seen) == []


@pytest.mark.parametrize(
    ("gap", "code"),
    [(-1, "SUSPECT_OVERLAP"), (0, "SUSPECT_SPLIT"), (10, "SUSPECT_SPLIT"), (11, "")],
)
def test_stays_that_overlap_or_may_be_one(gap: int, code: str) -> None:
    begun = DAY + timedelta(days=gap)
    after = replace(STAY, key="B", begun_on=begun, ended_on=begun + timedelta(days=5))
    after = replace(after, lines=(line("3", "X"),))
    expected = [(code, "B", ("1", "2", "3"))] if code else []
    assert of(STAY, after) == expected
    assert of(STAY, replace(after, person="P2")) == []
    unlike = replace(after, diagnosis="J18.900")
    assert [one[0] for one in of(STAY, unlike)] == (["SUSPECT_OVERLAP"] if gap < 0 else [])


def test_each_of_two_institutions_is_asked_of_its_own_stay_alone() -> None:
    begun = DAY - timedelta(days=1)
    after = replace(STAY, key="B", institution="H2", begun_on=begun, lines=(line("3", "X"),))
    assert of(STAY, after) == [
        ("SUSPECT_ELSEWHERE", "A", ("1", "2")),
        ("SUSPECT_ELSEWHERE", "B", ("3",)),
    ]


def week(*lines: SeenLine) -> Seen:
    return with_lines(*lines, begun_on=DAY - timedelta(days=8))


def daily(days: int, charge: str) -> tuple[SeenLine, ...]:
    return tuple(
        replace(line(str(n), "X", DAY - timedelta(days=8 - n)), charge=charge) for n in range(days)
    )


@pytest.mark.parametrize(
    ("seen", "is_idle"),
    [
        (week(*daily(8, "01")), True),
        (week(*daily(4, "07")), True),
        (week(*daily(5, "07")), False),
        (week(line("1", "X")), False),  # all of it written down on the last day
        (replace(week(*daily(1, "07")), begun_on=DAY - timedelta(days=6)), False),
        (replace(week(*daily(8, "01")), kind="HOME_BED"), False),
    ],
)
def test_a_stay_of_days_on_which_only_the_bed_is_charged(seen: Seen, is_idle: bool) -> None:
    assert [one[0] for one in of(seen)] == (["SUSPECT_IDLE"] if is_idle else [])


@pytest.mark.parametrize(("back", "is_odd"), [(3, False), (2, True), (1, True), (0, False)])
def test_an_outpatient_visit_in_the_midst_of_a_stay(back: int, is_odd: bool) -> None:
    day = DAY - timedelta(days=back)
    visit = replace(
        STAY, key="V", institution="H2", kind="OUTPATIENT", begun_on=day, ended_on=day, lines=()
    )
    assert [one[:2] for one in of(STAY, visit)] == ([("SUSPECT_OUTSIDE", "A")] if is_odd else [])


def test_a_claim_of_many_days_is_held_against_each_of_them() -> None:
    before = [line(str(n), "DIALYSIS", DAY - timedelta(days=n)) for n in (7, 5, 2)]
    month = replace(
        STAY, key="B", institution="H2", kind="MAJOR_OUTPATIENT", lines=tuple(before),
        begun_on=DAY - timedelta(days=7),
    )  # fmt: skip
    assert [one[:2] for one in of(STAY, month)] == [("SUSPECT_OUTSIDE", "A")]
    outside = replace(month, lines=tuple(before[:2]))  # it ends with the stay, no day is in it
    assert of(STAY, outside) == []


def visit(key: str, **columns: object) -> Seen:
    given = {"key": key, "kind": "OUTPATIENT", "begun_on": DAY, "diagnosis": ""} | columns
    return replace(STAY, **given)


def test_the_same_line_in_another_claim_is_told_with_both_and_only_the_later_disputed() -> None:
    seen = [visit("A", lines=(line("1", "X"),)), visit("B", lines=(line("2", "X"),))]
    (one,) = supervise(Supervised(tuple(seen), LISTS), Reading(BOOK, DAY, "310106")).suspicions
    assert (one.code, one.claim, one.lines, one.disputed, one.fen) == (
        "SUSPECT_REPEATED", "B", ("2", "1"), ("2",), 1_000,
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        visit("B", lines=(line("2", "Y"),)),
        visit("B", lines=(line("2", "X", quantity=2),)),
        visit("B", lines=(replace(line("2", "X"), doctor="D"),)),
        visit("B", lines=(line("2", "X"),), person="P2"),
        visit("B", lines=(line("2", "X"),), institution="H2"),
    ],
)
def test_a_line_that_differs_is_no_repeat(other: Seen) -> None:
    assert of(visit("A", lines=(line("1", "X"),)), other) == []
    assert of(visit("A", lines=(line("1", "X"), line("2", "X")))) == []


def test_what_is_charged_after_the_day_of_death_is_told() -> None:
    seen = visit("A", lines=(line("1", "X", DAY - timedelta(days=1)), line("2", "X")))
    died = {n: replace(seen, died_on=DAY - timedelta(days=n)) for n in range(3)}
    assert [of(died[n]) for n in range(3)] == [
        [], [("SUSPECT_AFTER_DEATH", "A", ("2",))], [("SUSPECT_AFTER_DEATH", "A", ("1", "2"))],
    ]  # fmt: skip


@pytest.mark.parametrize(("minutes", "is_odd"), [(720, False), (721, True)])
def test_a_doctors_day_holds_no_more_than_a_day_at_all_institutions_together(
    minutes: int, is_odd: bool
) -> None:
    seen = [
        visit("A", lines=(replace(line("1", "X"), doctor="D", minutes=720),)),
        visit("B", institution="H2", lines=(replace(line("2", "Y"), doctor="D", minutes=minutes),)),
        visit("C", lines=(replace(line("3", "Z"), doctor="E", minutes=1),)),
    ]
    expected = [("SUSPECT_DOCTOR_DAY", "A", ("1",)), ("SUSPECT_DOCTOR_DAY", "B", ("2",))]
    assert of(*seen) == (expected if is_odd else [])


def test_the_order_in_which_claims_come_does_not_matter() -> None:
    claims = [replace(STAY, key=key, lines=(line(key, "UTERUS"),)) for key in "ABC"]
    assert len({tuple(of(*order)) for order in permutations(claims)}) == 1
