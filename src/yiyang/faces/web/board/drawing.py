"""A map of sub-districts shaded by their free beds."""

from __future__ import annotations

from collections.abc import Iterable

from yiyang.beds.board import Board
from yiyang.faces.web.mapping import Region, drawn, short_name
from yiyang.network.models import Place

STEPS = (1, 5, 15, 40)


def map_of(board: Board, places: Iterable[Place], language: str) -> str:
    """Return an SVG map: each sub-district with a boundary, its name, its free beds."""
    free = {line.key: line.total.by_state["FREE"] for line in board.places}
    regions = []
    for place in places:
        number = free.get(place.code, 0)
        shade = sum(number >= step for step in STEPS)
        regions.append(Region(place, short_name(place, language), str(number), shade))
    return drawn(regions)
