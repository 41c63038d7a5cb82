"""Lengths of stay with some who came before the watch and some who still stay."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf, lognorm

from yiyang.planning.calibrating.fitting import EXPONENTIAL, LOGNORMAL, exponential, fit, lognormal
from yiyang.planning.calibrating.survival import Length, curve_of, quantile_of

# Months until relapse of 21 patients, as in Klein and Moeschberger, table 1.1 (6-MP); + still well.
RELAPSE = [6, 6, 6, 7, 10, 13, 16, 22, 23]
WELL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def _relapses() -> list[Length]:
    return [Length(float(t), True) for t in RELAPSE] + [Length(float(t), False) for t in WELL]


def test_the_curve_is_the_published_one() -> None:
    curve = curve_of(_relapses())
    shares = dict(zip(curve.times, curve.shares, strict=True))
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert shares == pytest.approx(published, abs=5e-4)
    errors = {t: s * v**0.5 for t, s, v in zip(curve.times, curve.shares, curve.sums, strict=True)}
    assert errors[6] == pytest.approx(0.0764, abs=5e-4)
    assert errors[23] == pytest.approx(0.1346, abs=5e-4)


def test_the_curve_is_that_of_another_implementation() -> None:
    random = np.random.default_rng(5)
    lengths, until = random.exponential(20, 200).round() + 1, random.uniform(5, 60, 200).round()
    seen = [Length(float(min(a, b)), bool(a <= b)) for a, b in zip(lengths, until, strict=True)]
    known = CensoredData(
        [e.left for e in seen if e.has_ended], right=[e.left for e in seen if not e.has_ended]
    )
    curve, other = curve_of(seen), ecdf(known).sf
    assert np.allclose(curve.shares, other.evaluate(np.array(curve.times)))


def test_the_median_stands_where_half_has_left_and_has_an_end_only_if_it_was_seen() -> None:
    found = quantile_of(curve_of(_relapses()), 0.5, 0.95)
    assert (found.value, found.low) == (23.0, 13.0)
    assert found.high is None
    assert quantile_of(curve_of([Length(3.0, False)]), 0.5, 0.95).value is None


def test_nobody_is_at_risk_before_the_watch_began() -> None:
    late = [Length(5.0, True), Length(8.0, True, entered=6.0), Length(9.0, False, entered=6.0)]
    assert curve_of(late).shares == pytest.approx((0.0, 0.0))
    later = [Length(5.0, True), Length(7.0, False), Length(8.0, True, 6.0), Length(9.0, False, 6.0)]
    assert curve_of(later).shares == pytest.approx((0.5, 0.25))


def test_the_lognormal_fit_is_that_of_another_implementation() -> None:
    random = np.random.default_rng(7)
    lengths, until = random.lognormal(2, 0.8, 300), random.uniform(2, 40, 300)
    seen = [Length(float(min(a, b)), bool(a <= b)) for a, b in zip(lengths, until, strict=True)]
    known = CensoredData(
        [e.left for e in seen if e.has_ended], right=[e.left for e in seen if not e.has_ended]
    )
    spread, _, scale = lognorm.fit(known, floc=0)
    found = lognormal(seen, 0.95)
    assert found is not None
    assert found.mean == pytest.approx(scale * np.exp(spread**2 / 2), rel=2e-3)
    assert found.variation == pytest.approx(np.sqrt(np.expm1(spread**2)), rel=5e-3)
    assert found.log_likelihood == pytest.approx(
        sum(lognorm.logpdf(e.left, spread, 0, scale) if e.has_ended
            else lognorm.logsf(e.left, spread, 0, scale) for e in seen), abs=1e-3,
    )  # fmt: skip


def _watched(random: np.random.Generator, lengths: np.ndarray) -> list[Length]:
    """Watch a window of 60 days into which people come at any time, from long before on."""
    began = random.uniform(-200, 60, len(lengths))
    ends = began + lengths
    return [
        Length(float(min(end, 60) - first), bool(end <= 60), float(max(0.0, -first)))
        for first, end in zip(began, ends, strict=True)
        if end > 0
    ]


def test_the_form_is_found_and_the_mean_holds_though_long_stays_are_seen_more_often() -> None:
    random = np.random.default_rng(11)
    mean = float(np.exp(3 + 0.6**2 / 2))
    held = 0
    for _ in range(20):
        found = fit(_watched(random, random.lognormal(3, 0.6, 900)), 0.95)
        assert found is not None
        assert found.form == LOGNORMAL
        held += found.low <= mean <= found.high
    assert held >= 17


def test_the_exponential_form_wins_where_it_is_true() -> None:
    random = np.random.default_rng(13)
    found = fit(_watched(random, random.exponential(30, 2000)), 0.95)
    assert found is not None
    assert found.form == EXPONENTIAL
    assert found.low <= 30 <= found.high


def test_where_nobody_left_nothing_is_said() -> None:
    assert fit([Length(4.0, False)], 0.95) is None
    assert exponential([], 0.95) is None
