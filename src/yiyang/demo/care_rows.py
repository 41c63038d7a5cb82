"""Rows of care in the demonstration, their keys drawn from the tables' own sequences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, models

from yiyang.decisions.models import Decision
from yiyang.demo.rows import During
from yiyang.demo.storing import store

AT_ONCE = 2000


class PlanRow(NamedTuple):
    id: int
    person_id: int
    member_id: int
    span: During
    institution_id: int
    practitioner_id: int | None
    team_id: int | None
    drawn_at: datetime
    decision_id: int


class PlanItemRow(NamedTuple):
    id: int
    plan_id: int
    item: str
    count: int
    every_days: int | None
    reasons: list[dict[str, Any]]


class CareActRow(NamedTuple):
    id: int
    kind: str
    item: str
    person_id: int
    institution_id: int
    practitioner_id: int | None
    span: During
    unit: str
    source_kind: str
    source_id: str
    recorded_at: datetime


class DueRow(NamedTuple):
    id: int
    person_id: int
    item: str
    plan_item_id: int | None
    kind: str
    due_from: date
    due_on: date
    state: str
    institution_id: int
    practitioner_id: int | None
    team_id: int | None
    act_id: int | None


class FollowUpRow(NamedTuple):
    person_id: int
    programme: str
    channel: str
    done_at: datetime
    readings: dict[str, Any]
    signs: list[str]
    result: str
    next_due_on: date | None
    institution_id: int
    practitioner_id: int | None
    act_id: int
    decision_id: int


@dataclass
class Kept:
    """Rows made and not stored yet, each kind in the order in which it may be stored."""

    decisions: list[Decision] = field(default_factory=list)
    plans: list[PlanRow] = field(default_factory=list)
    items: list[PlanItemRow] = field(default_factory=list)
    acts: list[CareActRow] = field(default_factory=list)
    due: list[DueRow] = field(default_factory=list)
    follow_ups: list[FollowUpRow] = field(default_factory=list)


class Keys:
    """Hands out keys of a table, a block at a time, which nobody else then gets.

    The program runs already while these rows are made, and inserts rows of its own.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self.table = model._meta.db_table
        self.block: Iterator[int] = iter(())

    def next(self) -> int:
        """Return a key that is free."""
        key = next(self.block, None)
        if key is None:
            self.block = iter(self._reserve())
            key = next(self.block)
        return key

    def _reserve(self) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
                [self.table, AT_ONCE],
            )
            return [key for (key,) in cursor.fetchall()]


def put(batch: list[Any], model: type[models.Model]) -> int:
    """Store a batch where there is one; return how many rows."""
    if batch:
        store(batch, model)
    return len(batch)
