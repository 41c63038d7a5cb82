"""The board, an institution's beds, and whether each is in service."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from yiyang.access.powers import Power
from yiyang.beds.board import Counts, Line, board_of, place_of_board
from yiyang.faces.api.doors import Door, Request
from yiyang.faces.api.once import WriteKey, once
from yiyang.faces.api.paging import Asked, Key, page
from yiyang.network.models import Bed
from yiyang.network.selectors import bed_for, beds_for
from yiyang.network.services import set_service_state

router = Router(tags=["beds"])
READ = Door("beds.read", Power.SEE_BOARD)
WRITE = Door("beds.write", Power.EDIT_OWN_BEDS)


class StatesOut(Schema):
    """Beds of one kind by state: FREE, HELD, OCCUPIED, KEPT, CLEANING, OUT_OF_SERVICE."""

    kind: str
    capacity: int
    by_state: dict[str, int]


class LineOut(Schema):
    """A sub-district, or an institution by its key."""

    code: str
    name_zh: str
    name_en: str
    beds: list[StatesOut]


class BoardOut(Schema):
    """The board of a place."""

    at: datetime
    place: str
    kinds: list[StatesOut]
    places: list[LineOut]
    institutions: list[LineOut]


class BedOut(Schema):
    """One bed as a thing; who lies in it is read through FHIR (Encounter)."""

    key: int
    code: str
    institution: int
    kind: str
    ward: str
    room: str
    sex_rule: str
    isolation: bool
    nursing_type: bool
    dementia_unit: bool
    price_fen_per_month: int
    state: str
    state_since: datetime


class Beds(Schema):
    """A page of beds."""

    items: list[BedOut]
    next: str | None


class Where(Schema):
    """The board of which place; empty: of the reader's own."""

    place: Annotated[str, Field(max_length=12)] = ""


class Which(Schema):
    """Which beds; an empty field asks nothing."""

    kind: Annotated[str, Field(max_length=20)] = ""
    state: Annotated[str, Field(max_length=16)] = ""


class StateIn(Schema):
    """The state to put a bed in that nobody has."""

    model_config = {"extra": "forbid"}
    state: Literal["FREE", "CLEANING", "OUT_OF_SERVICE"]


class StateOut(Schema):
    """The bed as it now is."""

    key: int
    state: str


@router.get("/board", response=BoardOut, auth=READ, url_name="api_board")
def board(request: Request, where: Query[Where]) -> BoardOut:
    """The five-bed board of the reader's district, or of one place in it."""
    whole = place_of_board(request.auth.assignment, where.place or None)
    found = board_of(whole.code)
    return BoardOut(
        at=timezone.now(),
        place=whole.code,
        kinds=[_states(kind, counts) for kind, counts in found.kinds],
        places=[_line(line) for line in found.places],
        institutions=[_line(line) for line in found.institutions],
    )


@router.get("/beds", response=Beds, auth=READ, url_name="api_beds")
def beds(request: Request, which: Query[Which], asked: Asked) -> Beds:
    """The beds that the reader looks after: of their institution, or of their place."""
    wanted = {name: value for name, value in which.dict().items() if value}
    rows, following = page(beds_for(request.auth.assignment).filter(**wanted), asked, "pk")
    return Beds(items=[_bed(row) for row in rows], next=following)


@router.get("/beds/{key}", response=BedOut, auth=READ, url_name="api_bed")
def bed(request: Request, key: Path[Key]) -> BedOut:
    """One bed that the reader looks after."""
    return _bed(bed_for(request.auth.assignment, key))


@router.post("/beds/{key}/state", response=StateOut, auth=WRITE, url_name="api_bed_state")
def state(request: Request, key: Path[Key], given: StateIn, write: WriteKey) -> Any:
    """Make a bed that nobody has free, being cleaned, or out of service."""
    found = bed_for(request.auth.assignment, key)

    def do(at: datetime) -> dict[str, Any]:
        made = set_service_state(bed_id=found.pk, state=given.state, by=request.auth.actor, at=at)
        return {"key": made.pk, "state": made.state}

    sent = {"bed": key, "state": given.state}
    return once(request.auth, write, "beds.state", sent, do)


def _line(line: Line) -> LineOut:
    shown = [_states(kind, counts) for kind, counts in line.cells if counts is not None]
    return LineOut(code=line.key, name_zh=line.name_zh, name_en=line.name_en, beds=shown)


def _states(kind: str, counts: Counts) -> StatesOut:
    return StatesOut(kind=kind, capacity=counts.capacity, by_state=counts.by_state)


def _bed(row: Bed) -> BedOut:
    return BedOut(
        key=row.pk,
        code=row.code,
        institution=row.institution_id,
        kind=row.kind,
        ward=row.ward.code if row.ward else "",
        room=row.room,
        sex_rule=row.sex_rule,
        isolation=row.isolation,
        nursing_type=row.nursing_type,
        dementia_unit=row.dementia_unit,
        price_fen_per_month=row.price_fen_per_month,
        state=row.state,
        state_since=row.state_since,
    )
