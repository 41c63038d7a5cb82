"""Cutting a district into grids: proposed, imported, changed, and put in force when whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from yiyang.agreements.models import Agreement
from yiyang.agreements.services import PartyTerms, Terms, create_agreement, end_agreement
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.layouts import grid_facts
from yiyang.layouts.errors import GridsInForce, GridsNotWhole, NoGrids
from yiyang.layouts.importing import GridRow
from yiyang.layouts.models import Grid, GridSet
from yiyang.network.models import Place, Team
from yiyang.policy.book import Reading
from yiyang.rules import layouts as rules

State = GridSet.State


@dataclass(frozen=True)
class GridFields:
    """What a planner changes in a grid."""

    name_zh: str
    name_en: str
    hospital_id: int | None
    centre_id: int | None
    team_ids: tuple[int, ...]


@transaction.atomic
def propose_grids(*, title: str, place_id: int, by: Actor, at: datetime) -> GridSet:
    """Draft grids of a place: one for each centre, near it and no larger than the book allows.

    Raises:
        NoGrids: the place has no centre, or nobody with a point on the map lives there, or no
            even size of grids holds them.
        GridsTooWide: somebody's point lies far away from all others.
    """
    place = Place.objects.get(pk=place_id)
    reading = read_book(timezone.localdate(at), place=place.code)
    proposed = grid_facts.proposal(place, reading)
    if not proposed:
        raise NoGrids
    drafted = GridSet.objects.create(title=title, place=place, made_at=at)
    for number, each in enumerate(proposed, 1):
        grid = Grid.objects.create(
            set=drafted, code=f"G{number:02}", name_zh=f"{each.centre.name_zh[:58]}网格",
            name_en=f"Grid of {each.centre.name_en}"[:80], hospital=each.hospital,
            centre=each.centre, area=each.area,
        )  # fmt: skip
        grid.teams.set(Team.objects.filter(institution=each.centre, is_open=True))
    count(drafted)
    _trail("propose", drafted, by, at, {"grids": len(proposed)})
    return drafted


@transaction.atomic
def import_grids(
    *, title: str, place_id: int, rows: Iterable[GridRow], by: Actor, at: datetime
) -> GridSet:
    """Keep the grids of a file, read and checked before, as a draft."""
    drafted = GridSet.objects.create(title=title, place_id=place_id, made_at=at)
    for row in rows:
        grid = Grid.objects.create(
            set=drafted, code=row.code, name_zh=row.name_zh, name_en=row.name_en,
            hospital_id=row.hospital_id, centre_id=row.centre_id, area=row.area,
        )  # fmt: skip
        grid.teams.set(row.team_ids)
    count(drafted)
    _trail("import", drafted, by, at, {"grids": drafted.grids.count()})
    return drafted


@transaction.atomic
def change_grid(*, grid_id: int, fields: GridFields, by: Actor, at: datetime) -> Grid:
    """Change who leads a grid and who works in it, in a draft.

    Raises:
        GridsInForce: the grids are in force or have been.
    """
    grid = Grid.objects.select_related("set").get(pk=grid_id)
    _draft(grid.set_id)
    grid.name_zh, grid.name_en = fields.name_zh, fields.name_en
    grid.hospital_id, grid.centre_id = fields.hospital_id, fields.centre_id
    grid.save(update_fields=["name_zh", "name_en", "hospital", "centre"])
    grid.teams.set(fields.team_ids)
    _trail("change", grid.set, by, at, {"grid": grid.code})
    return grid


@transaction.atomic
def remove_draft(*, set_id: int, by: Actor, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        GridsInForce: the grids are in force or have been.
    """
    drafted = _draft(set_id)
    _trail("remove", drafted, by, at, {"title": drafted.title})
    drafted.delete()


@transaction.atomic
def adopt_grids(*, set_id: int, by: Actor, at: datetime) -> GridSet:
    """Put a draft in force from today; the grids before end, each hospital works with its centres.

    Raises:
        GridsInForce: it is no draft.
        GridsNotWhole: somebody is in no grid or in two, or a grid lacks its hospital, centre or
            team; nothing is written.
        NotAccepted: a hospital may not lead a consortium.
    """
    adopted = _draft(set_id)
    Place.objects.select_for_update(no_key=True).get(pk=adopted.place_id)  # one at a time
    today = timezone.localdate(at)
    reading = read_book(today, place=adopted.place.code)
    counted = count(adopted)
    asked = grid_facts.facts_of(adopted, counted)
    if not (answer := rules.grids(asked, reading)).accepted:
        raise GridsNotWhole(why=answer.reasons[0][0], grid=answer.reasons[0][1] or "—")
    decided = decide(
        rules.grids, asked, reading=reading, subject=Subject("grid_set", adopted.pk), at=at
    )
    for old in GridSet.objects.filter(place=adopted.place, state=State.IN_FORCE):
        _end(old, today, by, at)
    adopted.state, adopted.span = State.IN_FORCE, DateRange(today, None)
    adopted.decision = decided.decision
    adopted.save(update_fields=["state", "span", "decision"])
    _work_together(adopted, today, reading, by, at)
    _trail("adopt", adopted, by, at, {"decision": decided.decision.pk})
    return adopted


def count(drafted: GridSet) -> grid_facts.Counted:
    """Count the people of each grid anew, and keep the numbers."""
    counted = grid_facts.counted(drafted)
    for grid in counted.grids:
        grid.save(update_fields=["people", "elders"])
    return counted


def _end(old: GridSet, today: date, by: Actor, at: datetime) -> None:
    old.state, old.span = State.ENDED, DateRange(old.span.lower, today)
    old.save(update_fields=["state", "span"])
    for agreement in Agreement.objects.filter(
        number__startswith=_number(old, ""), state=Agreement.State.IN_FORCE
    ):
        end_agreement(agreement_id=agreement.pk, by=by, at=at)


def _work_together(
    adopted: GridSet, today: date, reading: Reading, by: Actor, at: datetime
) -> None:
    """Enter for each hospital one consortium with the centres of its slice of the grid."""
    slices: dict[int, list[Grid]] = {}
    for grid in adopted.grids.select_related("hospital", "centre").order_by("code"):
        slices.setdefault(grid.hospital_id, []).append(grid)
    for hospital_id, grids in slices.items():
        hospital = grids[0].hospital
        centres = list(dict.fromkeys(grid.centre_id for grid in grids))
        terms = Terms(
            kind=Agreement.Kind.CONSORTIUM, number=_number(adopted, hospital.code), since=today,
            until=None, variety=reading.text("layouts.grid_consortium"),
            parties=[
                PartyTerms(hospital_id, "LEAD"), *(PartyTerms(each) for each in centres)
            ],
            title_zh=f"{hospital.name_zh}网格组合签约"[:120],
            title_en=f"Grids of {hospital.name_en}"[:160],
        )  # fmt: skip
        create_agreement(terms=terms, by=by, at=at)


def _number(of: GridSet, hospital_code: str) -> str:
    return f"GRID-{of.pk}-{hospital_code}"[:40]


def _draft(set_id: int) -> GridSet:
    row = GridSet.objects.select_for_update(of=("self",)).select_related("place").get(pk=set_id)
    if row.state != State.DRAFT:
        raise GridsInForce
    return row


def _trail(action: str, of: GridSet, by: Actor, at: datetime, payload: dict) -> None:
    record(
        by=by, at=at, action=f"grids.{action}", subject_kind="grid_set", subject_id=of.pk,
        payload=payload,
    )  # fmt: skip
