"""Plans and grids of another district."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import NOW
from tests.layouts.conftest import half
from tests.world import make_place
from yiyang.decisions.models import BookSnapshot, Decision
from yiyang.layouts.models import Grid, GridSet, Layout, LayoutOrder


def _layout() -> dict[str, object]:
    BookSnapshot.objects.get_or_create(digest="-", defaults={"lines": [], "taken_at": NOW})
    decision = Decision.objects.create(
        rule="layouts.judge", rule_version="1", book_digest="-", day=NOW.date(), place="310104",
        strict=False, facts={"places": []}, result={"places": []}, clauses=[], marks=[],
        authorities=[], subject_kind="place", subject_id=1, made_at=NOW,
    )  # fmt: skip
    row = Layout.objects.create(
        title="elsewhere", place=make_place("310104"), kind="CHS", candidate_kinds=["CHC"],
        aim="NEAREST", new=1, limit_metres=900, people=1, cost=0, bound=0, proof="LAGRANGE",
        decision=decision, access=decision, made_at=NOW,
    )  # fmt: skip
    return {"pk": row.pk}


def _order() -> dict[str, object]:
    row = LayoutOrder.objects.create(
        title="elsewhere", place=make_place("310104"), kind="CHS", candidate_kinds=["CHC"],
        aim="NEAREST", new=1, seconds=1, ordered_at=NOW,
    )  # fmt: skip
    return {"pk": row.pk}


def _grid() -> Grid:
    grids = GridSet.objects.create(title="elsewhere", place=make_place("310104"), made_at=NOW)
    return Grid.objects.create(
        set=grids, code="G1", name_zh="甲", name_en="A", area=half(121.4, 121.5)
    )


def _grids() -> dict[str, object]:
    return {"pk": _grid().set_id}


LAYOUTS: dict[str, Callable[[], dict[str, object]] | str] = {
    "layout": _layout,
    "layout_csv": _layout,
    "layout_order": _order,
    "layout_stop": _order,
    "grid_set": _grids,
    "grids_adopt": _grids,
    "grids_remove": _grids,
    "grids_geojson": _grids,
    "grid": lambda: {"pk": _grid().pk},
}
