"""Refusals of plans and grids."""

from yiyang.kernel.errors import Refused


class NobodyToServe(Refused):
    """Fewer elders with a point on the map live there than may be shown."""

    code = "LAYOUT_NOBODY"


class TooFewCandidates(Refused):
    """Fewer places are free than sites are to be opened."""

    code = "LAYOUT_TOO_FEW_CANDIDATES"


class TooLarge(Refused):
    """More pairs of a neighbourhood and a place for a site than one plan may have."""

    code = "LAYOUT_TOO_LARGE"


class NothingOpen(Refused):
    """No site is open and none is to be opened."""

    code = "LAYOUT_NOTHING_OPEN"


class SearchStopped(Refused):
    """The solver stopped without an answer."""

    code = "LAYOUT_SEARCH_STOPPED"


class LayoutEnded(Refused):
    """The search has ended; nothing is left to stop."""

    code = "LAYOUT_ENDED"


class GridsInForce(Refused):
    """Grids in force are not changed: a new draft follows them."""

    code = "GRIDS_IN_FORCE"


class GridsNotWhole(Refused):
    """Somebody would be left without a grid, or with two, or a grid without its people."""

    code = "GRIDS_NOT_WHOLE"


class GridsTooWide(Refused):
    """The points of the people lie farther apart than a district can be wide."""

    code = "GRIDS_TOO_WIDE"


class NoGrids(Refused):
    """There is nothing to propose grids from."""

    code = "GRIDS_NOTHING_TO_PROPOSE"
