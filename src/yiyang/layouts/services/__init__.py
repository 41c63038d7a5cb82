"""Changing plans, grids and needs of posts.  Each change leaves one audit row."""

from yiyang.layouts.services.grids import (
    adopt_grids,
    change_grid,
    import_grids,
    propose_grids,
    remove_draft,
)
from yiyang.layouts.services.orders import (
    fail_layout,
    order_layout,
    stop_layout,
    work_layout,
)
from yiyang.layouts.services.plans import LayoutAsk, draw_up_layout
from yiyang.layouts.services.staffing import reckon_staffing

__all__ = [
    "LayoutAsk",
    "adopt_grids",
    "change_grid",
    "draw_up_layout",
    "fail_layout",
    "import_grids",
    "order_layout",
    "propose_grids",
    "reckon_staffing",
    "remove_draft",
    "stop_layout",
    "work_layout",
]
