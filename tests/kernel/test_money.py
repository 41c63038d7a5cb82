"""Money is whole fen, and a split loses none."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiyang.kernel.money import fen_from_yuan, split_fen, yuan_from_fen

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any)
TOTALS = st.integers(0, 10**12)


@given(TOTALS, WEIGHTS)
def test_the_parts_add_up(total: int, weights: list[int]) -> None:
    assert sum(split_fen(total, weights)) == total


@given(TOTALS, WEIGHTS)
def test_no_part_is_a_whole_fen_away_from_its_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(split_fen(total, weights), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(TOTALS, WEIGHTS)
def test_who_weighs_nothing_gets_nothing(total: int, weights: list[int]) -> None:
    for part, weight in zip(split_fen(total, weights), weights, strict=True):
        assert weight or not part


@given(TOTALS, WEIGHTS)
def test_who_weighs_more_never_gets_less(total: int, weights: list[int]) -> None:
    pairs = sorted(zip(weights, split_fen(total, weights), strict=True))
    by_weight = {w: [p for v, p in pairs if v == w] for w in weights}
    ordered = [by_weight[w] for w in sorted(by_weight)]
    assert all(max(a) <= min(b) for a, b in pairwise(ordered))


def test_ties_go_to_the_earlier_place() -> None:
    assert split_fen(100, [1, 1, 1]) == (34, 33, 33)
    assert split_fen(2, [1, 1, 1, 1]) == (1, 1, 0, 0)


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, [0]), (1, [-1, 2]), (1, [0, 0])])
def test_a_split_without_meaning_is_refused(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="a split needs"):
        split_fen(total, weights)


@given(st.integers(-(10**15), 10**15))
def test_yuan_and_back(fen: int) -> None:
    assert fen_from_yuan(yuan_from_fen(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"), [("5888.00", 588800), ("0.1", 10), (" 7 ", 700), ("-0.05", -5), ("1e2", 10000)]
)
def test_an_amount_in_yuan(text: str, fen: int) -> None:
    assert fen_from_yuan(text) == fen


@pytest.mark.parametrize(
    "text", ["", "五元", "1.005", "NaN", "Infinity", "1,000.00", "1e400", "-1e400", "1e999999"]
)
def test_what_is_no_whole_fen_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        fen_from_yuan(text)
