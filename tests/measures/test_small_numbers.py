"""Funnel limits, intervals and rates drawn in, against worked figures."""

from __future__ import annotations

import pytest

from yiyang.analytics.small_numbers import funnel_limits, shrunken, wilson


def test_wilson_gives_newcombes_figures() -> None:
    # Newcombe 1998, table I, method 3: 81/263, 15/148, 0/20, 1/29
    for met, counted, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(met, counted, 0.95) == pytest.approx((low, high), abs=0.00005)


def test_limits_hold_no_more_chance_than_their_level_and_narrow_with_size() -> None:
    small, large = funnel_limits(0.6, 30, 0.95), funnel_limits(0.6, 3000, 0.95)
    assert small[0] < large[0] < 0.6 < large[1] < small[1]
    # binomial(10, 1/2): P(R<=1) = 11/1024, P(R<=2) = 56/1024; 2.5 % lies between, at
    # r = 2, alpha = (56/1024 - 0.025) / (45/1024)
    alpha = (56 / 1024 - 0.025) / (45 / 1024)
    low, high = funnel_limits(0.5, 10, 0.95)
    assert low == pytest.approx((2 - alpha) / 10)
    assert high == pytest.approx(1 - low - 0.1, abs=0.1)


def test_exact_and_normal_limits_meet_where_one_hands_over_to_the_other() -> None:
    exact, normal = funnel_limits(0.3, 5000, 0.998), funnel_limits(0.3, 5001, 0.998)
    assert exact == pytest.approx(normal, abs=0.001)


def test_rates_without_more_spread_than_chance_become_the_common_one() -> None:
    assert shrunken([(5, 10), (10, 20), (0, 0)]) == [0.5, 0.5, None]


def test_few_are_drawn_in_further_than_many() -> None:
    rates = shrunken([(3, 3), (900, 1000), (100, 1000), (500, 1000)])
    few, many = rates[0], rates[1]
    assert few is not None and many is not None
    assert abs(many - 0.9) < 0.01
    assert 0.5 < few < 0.95


def test_nobody_at_all_is_no_rate() -> None:
    assert shrunken([]) == []
    assert shrunken([(0, 0)]) == [None]
