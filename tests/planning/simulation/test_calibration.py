"""Rates and stays: known intervals, and intervals that hold as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from yiyang.planning.simulation.calibration import rate_of, stay_of


def test_a_rate_has_garwood_s_interval() -> None:
    found = rate_of(10, 100.0, 0.95)
    assert found.value == pytest.approx(0.1)
    assert (found.low, found.high) == pytest.approx((0.04795389, 0.18390356), abs=1e-7)


def test_nothing_seen_is_not_nothing_for_sure() -> None:
    found = rate_of(0, 50.0, 0.95)
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(3.688879 / 50, abs=1e-6)
    with pytest.raises(ValueError, match="watched"):
        rate_of(3, 0.0, 0.95)


def test_who_still_stays_counts() -> None:
    found = stay_of([(10.0, True), (20.0, True), (30.0, False)], 0.95)
    assert found is not None
    assert (found.value, found.number) == (30.0, 2)
    assert stay_of([(10.0, False)], 0.95) is None


def test_the_interval_of_a_censored_stay_holds_about_as_often_as_it_says() -> None:
    random, mean, held = np.random.default_rng(1), 40.0, 0
    for _ in range(400):
        lengths = random.exponential(mean, 60)
        watched = random.uniform(0, 60, 60)
        seen = [
            (float(min(length, until)), bool(length <= until))
            for length, until in zip(lengths, watched, strict=True)
        ]
        found = stay_of(seen, 0.95)
        assert found is not None
        assert found.high is not None
        held += found.low <= mean <= found.high
    assert 0.93 <= held / 400 <= 0.99
