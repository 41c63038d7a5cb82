"""The rows behind a figure as a reader may see them; each person shown leaves a look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yiyang.access.models import Assignment
from yiyang.access.services import note_access
from yiyang.audit.services import Actor
from yiyang.kernel.messages import Text
from yiyang.measures.names import names_of
from yiyang.measures.scope import shown_people
from yiyang.measures.selectors import Behind, Question, rows_behind
from yiyang.measures.shape import By, Measure
from yiyang.people.models import Person

PAGE_SIZE = 50
OF_COLUMN = {By.INSTITUTION: "institution_id", By.TEAM: "team_id", By.DOCTOR: "practitioner_id"}


@dataclass(frozen=True)
class Shown:
    """One row: ``person`` only where the reader may see them by name."""

    row: Behind
    person: Person | None
    place: Text | None
    institution: Text | None
    team: Text | None
    doctor: Text | None

    @property
    def happened_on(self) -> date | None:
        """The day of what was counted; None for a state."""
        return self.row.told.get("happened_on")


@dataclass(frozen=True)
class Listed:
    """One page of the rows behind a figure, and whose figure it is.

    ``previous`` and ``following`` are numbers of pages, None where there is none.
    """

    rows: tuple[Shown, ...]
    keys: Mapping[By, Text | str]
    is_anonymous: bool
    previous: int | None
    following: int | None


@transaction.atomic
def listed_behind(
    *,
    assignment: Assignment,
    measure: Measure,
    question: Question,
    keys: Mapping[By, Any],
    which: str,
    page: int,
    by: Actor,
    at: datetime,
) -> Listed:
    """Return a page of the rows behind a figure, and note each person who is shown.

    Args:
        keys: the value of each dimension that tells the figure apart.
        which: ``having`` or ``lacking``.
        page: from 1 on.
    """
    read = rows_behind(
        measure, question, keys, which, first=(page - 1) * PAGE_SIZE, most=PAGE_SIZE + 1
    )
    found = read[:PAGE_SIZE]
    people = shown_people(assignment).in_bulk(
        [row.person_id for row in found if row.person_id is not None]
    )
    for person_id in people:
        note_access(by=by, at=at, person_id=person_id, what="measure")
    return Listed(
        _named(found, people),
        _keys(keys),
        bool(found) and not people,
        page - 1 if page > 1 else None,
        page + 1 if len(read) > PAGE_SIZE else None,
    )


def _named(rows: list[Behind], people: dict[int, Person]) -> tuple[Shown, ...]:
    places = names_of(By.PLACE, {row.told["place_id"] for row in rows})
    names = {
        by: names_of(by, {row.told.get(column) for row in rows} - {None})
        for by, column in OF_COLUMN.items()
    }
    return tuple(
        Shown(
            row,
            people.get(row.person_id) if row.person_id is not None else None,
            places.get(row.told["place_id"]),
            *(names[by].get(row.told.get(column)) for by, column in OF_COLUMN.items()),
        )
        for row in rows
    )


def _keys(keys: Mapping[By, Any]) -> dict[By, Text | str]:
    return {by: names_of(by, [key]).get(key, str(key)) for by, key in keys.items()}
