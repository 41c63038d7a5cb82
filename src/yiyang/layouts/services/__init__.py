"""Changing plans, grids and needs of posts.  Each change leaves one audit row."""

from yiyang.layouts.services.grids import (
    adopt_grids,
    change_grid,
    import_grids,
    propose_grids,
    remove_draft,
)
from yiyang.layouts.services.plans import LayoutAsk, draw_up_layout
from yiyang.layouts.services.staffing import reckon_staffing

__all__ = [
    "LayoutAsk",
    "adopt_grids",
    "change_grid",
    "draw_up_layout",
    "import_grids",
    "propose_grids",
    "reckon_staffing",
    "remove_draft",
]
