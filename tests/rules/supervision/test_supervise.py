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
    after = replace(after, lines=(line("3", "BED"),))
    expected = [(code, "B", ("1", "2", "3"))] if code else []
    assert of(STAY, after) == expected
    for other in ({"person": "P2"}, {"diagnosis": "J18.900", "institution": "H2"}):
        apart = replace(after, **other)
        assert [one[0] for one in of(STAY, apart)] == (
            ["SUSPECT_OVERLAP"] if gap < 0 and "person" not in other else []
        )


def test_the_order_in_which_claims_come_does_not_matter() -> None:
    claims = [replace(STAY, key=key, lines=(line(key, "UTERUS"),)) for key in "ABC"]
    assert len({tuple(of(*order)) for order in permutations(claims)}) == 1
