"""What a measure is: one row for each thing counted, as an expression over the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """What a figure is of."""

    PERCENT = "PERCENT"  # part of a hundred
    FEN_EACH = "FEN_EACH"  # money for each one counted
    EACH = "EACH"  # how many for each one counted
    NUMBER = "NUMBER"  # a bare count; it has no denominator


class Direction(StrEnum):
    """Which way is better."""

    UP = "UP"
    DOWN = "DOWN"
    NEITHER = "NEITHER"


class By(StrEnum):
    """What a figure can be told apart by."""

    PLACE = "place"
    INSTITUTION = "institution"
    TEAM = "team"
    DOCTOR = "doctor"
    GROUP = "group"
    MONTH = "month"


COLUMN = {
    By.PLACE: "place_id",
    By.INSTITUTION: "institution_id",
    By.TEAM: "team_id",
    By.DOCTOR: "practitioner_id",
    By.GROUP: "group",
    By.MONTH: "month",
}
OF_CARE = (By.PLACE, By.INSTITUTION, By.TEAM, By.DOCTOR, By.GROUP, By.MONTH)


@dataclass(frozen=True)
class Measure:
    """A named figure.

    ``rows`` gives one row for each thing counted (a person, an agreement, a visit), with
    ``person_id``, ``numerator`` and ``denominator`` (whole numbers, none of them missing), the
    columns of ``by``, and ``happened_on`` where it counts what happened; so whoever asks for
    the rows behind a figure is shown those that were summed.  No thing has two rows: a person
    counts once.

    Args:
        clauses: of the mission, the one that asks for it first.
        at_point: counts a state on the period's last day, else what happened in the period.
        target: the key of the policy book where the target stands, "" where there is none.
        grows: the book also asks by how much it rises each year.
    """

    name: str
    unit: Unit
    direction: Direction
    clauses: tuple[str, ...]
    rows: Callable[[Any], Any]
    by: tuple[By, ...] = OF_CARE
    at_point: bool = True
    target: str = ""
    grows: bool = False

    @property
    def label(self) -> str:
        """The code of its name in the texts."""
        return "MEASURE_" + self.name.upper().replace(".", "_")
