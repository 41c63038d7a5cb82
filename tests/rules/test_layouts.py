from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.rules.layouts import (
    AccessFacts,
    GridFacts,
    GridsFacts,
    PlaceAccess,
    PlaceServed,
    PlanFacts,
    access,
    grids,
    judge,
)

GRIDS = GridsFacts(
    300, 0, 0, 0,
    (GridFacts("A", 100, "HOSPITAL", "CHC", 1), GridFacts("B", 200, "HOSPITAL", "CHC", 2)),
)  # fmt: skip


def _reading() -> Reading:
    return Reading(shipped_book(), date(2026, 3, 2), "310106")


def _plan(before: int, after: int, people: int = 1000, residents: int = 2500) -> PlanFacts:
    places = (PlaceServed("310106006", people, before, after),)
    return PlanFacts("CHS", "NEAREST", 1, 1, 2, 1, 1000, 990, residents, places)


@pytest.mark.parametrize(("after", "meets"), [(869, False), (870, True), (871, True)])
def test_the_target_is_met_from_the_very_share_of_the_book(after: int, meets: bool) -> None:
    judged = judge(_plan(500, after), _reading())
    assert judged.meets is judged.places[0].meets is meets
    assert judged.before == Decimal("50.0")


def test_a_share_just_below_the_target_is_not_rounded_up_to_it() -> None:
    judged = judge(_plan(0, 8_696, 10_000), _reading())
    assert judged.after == Decimal("87.0")
    assert judged.meets is judged.places[0].meets is False


def test_a_gap_however_small_is_not_told_as_none() -> None:
    judged = judge(replace(_plan(0, 0), cost=1_000_000, bound=999_999), _reading())
    assert judged.gap_percent == Decimal("0.1")


def test_the_gap_is_told_in_percent_and_near_care_beside_all_new_sites() -> None:
    judged = judge(_plan(0, 1000), _reading())
    assert judged.gap_percent == Decimal("1.0")
    assert (judged.near_care, judged.all_near_care) == (1, True)


@pytest.mark.parametrize(("residents", "needed"), [(20_000, 1), (20_001, 2), (40_001, 3)])
def test_sites_are_needed_by_the_residents_of_one_and_not_by_its_elders(
    residents: int, needed: int
) -> None:
    judged = judge(_plan(0, 0, 8_000, residents), _reading())
    assert (judged.sites_needed, judged.enough_sites) == (needed, needed <= 2)


def test_a_kind_without_a_number_in_the_book_has_none_needed() -> None:
    judged = judge(replace(_plan(0, 0), kind="PHARMACY"), _reading())
    assert (judged.sites_needed, judged.enough_sites) == (None, None)


def test_a_plan_for_nobody_has_no_share() -> None:
    judged = judge(_plan(0, 0, 0), _reading())
    assert (judged.before, judged.after, judged.meets) == (None, None, False)


def test_access_names_the_worst_and_those_below_half_of_the_mean() -> None:
    places = (
        PlaceAccess("A", 100, Decimal("3.000"), Decimal("3.000")),
        PlaceAccess("B", 100, Decimal("1.000"), Decimal("2.000")),
        PlaceAccess("C", 100, Decimal("0.999"), Decimal("2.500")),
    )
    found = access(AccessFacts("CHS", places), _reading())
    assert (found.mean_before, found.mean_after) == (Decimal("1.666"), Decimal("2.500"))
    assert (found.worst_before, found.worst_after) == ("C", "B")
    assert (found.weak_before, found.weak_after) == ((), ())
    assert found.worst_gains == Decimal("1.501")
    lower = (*places[:2], replace(places[2], before=Decimal("0.500")))
    assert access(AccessFacts("CHS", lower), _reading()).weak_before == ("C",)


def test_access_of_no_place_is_no_number() -> None:
    found = access(AccessFacts("CHS", ()), _reading())
    assert (found.mean_before, found.worst_before) == (None, "")


def test_whole_grids_are_accepted_and_their_evenness_told() -> None:
    found = grids(GRIDS, _reading())
    assert found.accepted and found.mean == Decimal("150.0")
    assert [(g.percent, g.even) for g in found.grids] == [
        (Decimal("66.7"), True), (Decimal("133.3"), True),
    ]  # fmt: skip
    uneven = replace(GRIDS, grids=(replace(GRIDS.grids[0], people=60), GRIDS.grids[1]))
    assert [g.even for g in grids(uneven, _reading()).grids] == [False, False]
    assert grids(uneven, _reading()).accepted


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"in_none": 1}, ("GRID_GAP", "")),
        ({"in_several": 1}, ("GRID_OVERLAP", "")),
        ({"without_point": 1}, ("GRID_NO_POINT", "")),
        ({"grids": ()}, ("GRID_NONE", "")),
        ({"grids": (replace(GRIDS.grids[0], hospital_kind="CHC"),)}, ("GRID_NO_HOSPITAL", "A")),
        ({"grids": (replace(GRIDS.grids[0], centre_kind=""),)}, ("GRID_NO_CENTRE", "A")),
        ({"grids": (replace(GRIDS.grids[0], teams=0),)}, ("GRID_NO_TEAM", "A")),
    ],
)
def test_each_thing_that_is_missing_hinders_grids(changed: dict, reason: tuple) -> None:
    found = grids(replace(GRIDS, **changed), _reading())
    assert not found.accepted and found.reasons == (reason,)
