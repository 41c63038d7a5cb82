"""What everybody may read: free beds by place and by institution.  No sign-in, nobody's data."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from yiyang.beds.board import Counts, Line, board_of

router = Router(tags=["public"])


class Free(Schema):
    """Beds of one kind: all of them, those free now, the lowest price of a free one."""

    kind: str
    capacity: int
    free: int
    cheapest_fen_per_month: int | None


class Where(Schema):
    """A sub-district or an institution with its beds by kind."""

    code: str
    name_zh: str
    name_en: str
    beds: list[Free]


class PublicBeds(Schema):
    """Free beds of the district at a moment."""

    at: datetime
    place: str
    kinds: list[Free]
    places: list[Where]
    institutions: list[Where]


@router.get("/public/beds", response=PublicBeds, auth=None, url_name="api_public_beds")
def public_beds(request: HttpRequest) -> PublicBeds:
    """Free beds of the district, as everybody sees them on the page ``/beds/``.

    An institution's ``code`` here is the key by which ``/institutions/{key}`` knows it.
    """
    board = board_of(settings.PLACE)
    return PublicBeds(
        at=timezone.now(),
        place=settings.PLACE,
        kinds=[_free(kind, counts) for kind, counts in board.kinds],
        places=[_where(line) for line in board.places],
        institutions=[_where(line) for line in board.institutions],
    )


def _where(line: Line) -> Where:
    beds = [_free(kind, counts) for kind, counts in line.cells if counts is not None]
    return Where(code=line.key, name_zh=line.name_zh, name_en=line.name_en, beds=beds)


def _free(kind: str, counts: Counts) -> Free:
    return Free(
        kind=kind,
        capacity=counts.capacity,
        free=counts.by_state["FREE"],
        cheapest_fen_per_month=counts.cheapest_fen,
    )
