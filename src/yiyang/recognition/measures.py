"""Repeats avoided by recognition: how many of those that could be, and what they were valued at.

Source: SM-4.9; mutual-recognition rate = recognised / eligible repeated orders.
"""

from __future__ import annotations

from typing import Any

from yiyang.measures.shape import By, Direction, Measure, Unit

BY = (By.INSTITUTION, By.DOCTOR, By.PLACE, By.MONTH)


def _decided(question: Any) -> Any:
    """Return what was decided in the period of people who may be counted, with its day."""
    orders, people = question.table("recognition.Order"), question.people()
    orders = orders.filter(orders.was_offered, orders.state != "CANCELLED")
    orders = orders.mutate(happened_on=orders.decided_on)
    orders = question.in_period(orders, orders.happened_on)
    orders = orders.filter(orders.happened_on <= question.point)
    orders = orders.select(
        "institution_id",
        "practitioner_id",
        "happened_on",
        "avoided_fen",
        ordered_for=orders.person_id,
        is_recognised=orders.state == "RECOGNISED",
    )
    return orders.inner_join(people, orders.ordered_for == people.person_id)


def _rate(question: Any) -> Any:
    """Items ordered though a result was offered, or recognised: met where recognised."""
    rows = _decided(question)
    return rows.select(*_told(rows), numerator=rows.is_recognised.ifelse(1, 0), denominator=1)


def _avoided(question: Any) -> Any:
    """Results recognised: each with what the repeat was valued at."""
    rows = _decided(question)
    rows = rows.filter(rows.is_recognised)
    return rows.select(*_told(rows), numerator=rows.avoided_fen, denominator=1)


def _told(rows: Any) -> list[Any]:
    names = ("person_id", "place_id", "institution_id", "practitioner_id", "happened_on")
    return [rows[name] for name in names]


MEASURES = (
    Measure(
        "recognition.rate",
        Unit.PERCENT,
        Direction.UP,
        ("SM-4.9",),
        _rate,
        by=BY,
        at_point=False,
    ),
    Measure(
        "recognition.avoided_cost",
        Unit.FEN_EACH,
        Direction.NEITHER,
        ("SM-4.9",),
        _avoided,
        by=BY,
        at_point=False,
    ),
)
