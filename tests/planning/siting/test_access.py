import numpy as np
import pytest

from yiyang.planning.siting.access import catchments


def test_a_small_case_by_hand() -> None:
    people = np.array([100, 300])
    metres = np.array([[500, 2000], [800, 400]])
    access = catchments(people, np.array([8.0, 6.0]), metres, [(1000, 1.0)])
    # the first site shares 8 among 400, the second 6 among the 300 of the second point
    assert access.tolist() == pytest.approx([8 / 400, 8 / 400 + 6 / 300])


def test_bands_weigh_who_is_farther_less() -> None:
    people, supply = np.array([100, 100]), np.array([3.0])
    metres = np.array([[400], [900]])
    access = catchments(people, supply, metres, [(500, 1.0), (1000, 0.5)])
    assert access.tolist() == pytest.approx([3 / 150, 0.5 * 3 / 150])


def test_all_people_together_get_what_the_sites_have() -> None:
    draw = np.random.default_rng(1)
    people, supply = draw.integers(0, 500, 40), draw.uniform(1, 9, 6)
    metres = draw.integers(0, 2000, (40, 6))
    access = catchments(people, supply, metres, [(600, 1.0), (1200, 0.68), (1800, 0.22)])
    assert float(people @ access) == pytest.approx(float(supply.sum()))


def test_who_reaches_nothing_has_nothing_and_an_empty_catchment_gives_nothing() -> None:
    access = catchments(np.array([0, 10]), np.array([5.0]), np.array([[10], [9999]]), [(500, 1.0)])
    assert access.tolist() == [0.0, 0.0]
