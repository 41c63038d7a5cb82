"""Planners who do the same thing at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from tests.at_once import WON, endings
from tests.conftest import NOW
from tests.layouts.conftest import half, make_ground
from yiyang.audit.services import PROGRAM
from yiyang.layouts.importing import GridRow
from yiyang.layouts.models import GridSet, StaffingNeed
from yiyang.layouts.services import adopt_grids, import_grids, reckon_staffing

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def test_of_two_sets_of_grids_adopted_at_once_the_later_ends_the_other() -> None:
    ground = make_ground()
    ground.people(30, 121.440)
    ground.people(12, 121.470, 1)
    rows = [
        GridRow(
            f"G{n}", f"{n}网格", f"Grid {n}", ground.hospital.pk, ground.centres[n].pk,
            (ground.teams[n].pk,), half(*edges),
        )
        for n, edges in enumerate(((121.4, 121.455), (121.455, 121.5)))
    ]  # fmt: skip
    drafts = [
        import_grids(title=title, place_id=ground.district.pk, rows=rows, by=PROGRAM, at=NOW)
        for title in ("one", "other")
    ]
    ended = endings(*(partial(adopt_grids, set_id=d.pk, by=PROGRAM, at=NOW) for d in drafts))
    assert ended == [WON, WON]
    assert sorted(GridSet.objects.values_list("state", flat=True)) == ["ENDED", "IN_FORCE"]


def test_posts_reckoned_by_two_at_once_stand_once() -> None:
    make_ground()
    reckon = partial(reckon_staffing, period="2026", by=PROGRAM, at=NOW)
    assert endings(reckon, reckon, reckon) == [WON, WON, WON]
    rows = list(StaffingNeed.objects.values_list("institution", "profession"))
    assert rows and len(rows) == len(set(rows))
