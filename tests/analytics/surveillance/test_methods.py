"""What the methods say of made-up counts, and what they refuse to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.analytics.surveillance.test_golden import OLD
from yiyang.analytics.surveillance.cusum import cusum
from yiyang.analytics.surveillance.ears import ears
from yiyang.analytics.surveillance.farrington import Settings, farrington
from yiyang.analytics.surveillance.kernel import quantile
from yiyang.analytics.surveillance.series import Series, SeriesFault
from yiyang.analytics.surveillance.windows import periods_of_past

NOUFAILY = Settings(3, 3, 10, 26, True, 1.0, 2.58, "PLUG_IN", 0.005, (5, 4))
DRAWN = np.random.default_rng(7).poisson(6, 260)


def with_outbreak(cases: int) -> Series:
    counts = DRAWN.copy()
    counts[-1] += cases
    return Series(tuple(int(c) for c in counts), 52)


@pytest.mark.parametrize("settings", [OLD, NOUFAILY, replace(NOUFAILY, bound="MUAN")])
def test_an_outbreak_is_an_alarm_and_usual_counts_are_none(settings: Settings) -> None:
    last = len(DRAWN) - 1
    (usual,) = farrington(with_outbreak(0), [last], settings).alarm
    found = farrington(with_outbreak(25), [last], settings)
    assert not usual and found.alarm[0] and found.score[0] > 1
    assert 4 < found.expected[0] < 9


def test_a_past_outbreak_does_not_hide_the_next() -> None:
    counts = DRAWN.copy()
    counts[[155, 156, 157]] = 60  # at this time of one year before
    counts[-1] = 25
    found = farrington(Series(tuple(map(int, counts)), 52), [259], NOUFAILY)
    blind = farrington(
        Series(tuple(map(int, counts)), 52), [259], replace(NOUFAILY, reweigh_over=1e9)
    )
    assert found.upper[0] < blind.upper[0]
    assert found.alarm[0]


@pytest.mark.parametrize("settings", [OLD, NOUFAILY])
@pytest.mark.parametrize(("per_year", "length"), [(12, 72), (52, 260), (365, 1500)])
def test_a_rare_disease_and_a_coarse_calendar_are_judged_all_the_same(
    settings: Settings, per_year: int, length: int
) -> None:
    for rate in (0.01, 0.05, 6.0):
        drawn = np.random.default_rng(1)
        for _ in range(30):
            counts = drawn.poisson(rate, length)
            counts[-1] = 60
            found = farrington(Series(tuple(map(int, counts)), per_year), [length - 1], settings)
            assert found.alarm[0] and 0 <= found.expected[0] < 60


def test_few_cases_are_no_alarm_whatever_was_expected() -> None:
    quiet = Series((0,) * 259 + (4,), 52)
    found = farrington(quiet, [259], replace(OLD, few=(5, 4)))
    assert np.isnan(found.upper[0]) and not found.alarm[0]
    assert farrington(quiet, [259], replace(OLD, few=(4, 4))).alarm[0]


def test_what_is_too_short_is_refused() -> None:
    short = Series((1,) * 100, 52)
    for asking in (
        lambda: farrington(short, [99], OLD),
        lambda: ears(short, [6], variant="C1", baseline=7, alpha=0.01),
        lambda: cusum(short, [0, 1], reference=1.0, decision=2.0),
        lambda: cusum(short, [5, 7], reference=1.0, decision=2.0),
        lambda: cusum(short, [51], reference=1.0, decision=2.0, before=52),
        lambda: farrington(Series((1,) * 8, 2), [7], replace(OLD, half_window=0)),
    ):
        with pytest.raises(SeriesFault):
            asking()


def test_a_score_above_one_is_an_alarm_and_no_other_is() -> None:
    counts = Series((5,) * 60 + (30, 5, 5, 5), 52)
    found = cusum(counts, range(60, 64), reference=1.04, decision=2.26)
    assert list(found.alarm) == [True] * 4, "the sum stays above for a while"
    assert found.score[0] > 1 and np.isnan(found.score[1:]).all()


@pytest.mark.parametrize("counts", [(-1,), (1.5,)])
def test_counts_are_whole_and_not_below_nothing(counts: tuple[int, ...]) -> None:
    with pytest.raises(SeriesFault):
        Series(counts, 52)


def test_a_year_back_is_the_week_nearest_to_the_same_day() -> None:
    weekly = Series((0,) * 300, 52, date(2020, 1, 6))
    assert weekly.day(160) == date(2023, 1, 30)
    assert weekly.years_before(160, 2) == [56, 108, 160]
    leap = Series((0,) * 1600, 365, date(2020, 1, 1))
    assert leap.years_before(1520, 1) == [1155, 1520]  # 29 February 2024: 1 March 2023


def test_periods_share_a_year_and_leave_out_the_last_weeks() -> None:
    found = periods_of_past(200, [40, 92, 144], half_window=3, periods=10, left_out=26)
    assert set(found[37:44]) == {10} and set(found[89:96]) == {10}
    assert not found[:37].any() and not found[118:].any()
    between = found[44:89]
    assert sorted(set(between)) == list(range(1, 10)) and (np.diff(between) >= 0).all()
    lengths = np.bincount(between)[1:]
    assert lengths.max() - lengths.min() <= 1


@pytest.mark.parametrize(("mean", "dispersion"), [(0.3, 1.0), (7.0, 1.0), (7.0, 2.5), (900.0, 4.0)])
def test_a_bound_is_the_quantile_of_its_distribution(mean: float, dispersion: float) -> None:
    drawn = np.random.default_rng(3)
    sample = (
        drawn.poisson(mean, 200_000)
        if dispersion == 1
        else drawn.negative_binomial(mean / (dispersion - 1), 1 / dispersion, 200_000)
    )
    bound = quantile(mean, dispersion, 0.01)
    assert (sample > bound).mean() <= 0.0115
    assert (sample > bound - 1).mean() > 0.0085
