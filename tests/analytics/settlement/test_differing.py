"""A difference between two runs falls apart into what made it, to the fen."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from yiyang.analytics.settlement.differing import NOTHING, Effects, Part, effects

ONE = 10**9  # weight 1
BASE = Part(fee_fen=2_000_000, other_fen=0, volume=2 * ONE, usual_volume=2 * ONE,
            usual_fen=2_000_000)  # fmt: skip
OTHER = Part(3_000_000, 0, 3 * ONE, 3 * ONE, 3_000_000)
REGION = BASE + OTHER


def of(here: Part, there: Part, region: Part, other_region: Part) -> Effects:
    return effects(here, there, region=region, other_region=other_region)


def test_a_lower_rate_is_told_as_the_rate_alone() -> None:
    here = replace(BASE, fee_fen=1_800_000, usual_fen=1_800_000)
    region = here + replace(OTHER, fee_fen=2_700_000, usual_fen=2_700_000)
    assert of(here, BASE, region, REGION) == Effects(-200_000, 0, 0, 0, 0)


def test_heavier_groups_are_told_as_weight_alone() -> None:
    here = Part(3_000_000, 0, 3 * ONE, 3 * ONE, 3_000_000)
    assert of(here, BASE, here + OTHER, REGION) == Effects(0, 1_000_000, 0, 0, 0)


def test_an_own_coefficient_is_told_as_the_coefficient_where_the_region_stands() -> None:
    here = replace(BASE, fee_fen=2_200_000, usual_fen=2_200_000)
    lower = replace(OTHER, fee_fen=2_800_000, usual_fen=2_800_000)
    assert of(here, BASE, here + lower, REGION) == Effects(0, 0, 200_000, 0, 0)


def test_what_outliers_and_days_are_paid_stands_apart() -> None:
    here = Part(2_650_000, 150_000, 2 * ONE, ONE, 1_000_000)
    region = here + OTHER
    assert of(here, BASE, region, REGION) == Effects(0, 0, 0, 500_000, 150_000)


def test_who_is_new_or_gone_is_told_by_weight() -> None:
    assert of(BASE, NOTHING, REGION, REGION) == Effects(0, 2_000_000, 0, 0, 0)
    assert of(NOTHING, BASE, REGION, REGION) == Effects(0, -2_000_000, 0, 0, 0)


PARTS = st.builds(
    lambda usual, rest, unit, fee, other: Part(
        fee + other, other, usual + rest, usual, usual * unit // ONE if usual else 0
    ),
    st.integers(0, 10**12), st.integers(0, 10**12), st.integers(1, 10**7),
    st.integers(0, 10**10), st.integers(0, 10**9),
)  # fmt: skip


@given(PARTS, PARTS, PARTS, PARTS)
def test_the_parts_are_the_difference_to_the_fen(
    here: Part, there: Part, rest: Part, other_rest: Part
) -> None:
    found = of(here, there, here + rest, there + other_rest)
    assert found.fen == here.fee_fen - there.fee_fen
    back = of(there, here, there + other_rest, here + rest)
    assert back.others == -found.others and back.outliers == -found.outliers
