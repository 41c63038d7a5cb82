"""Indicators of visits that were booked and took place, and of the reserved slots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yiyang.agreements.measures import contracted
from yiyang.measures.shape import By, Direction, Measure, Unit

OWN = ("OWN_CENTRE",)
INSIDE = (*OWN, "COMBINATION")


def _visits(relations: tuple[str, ...]) -> Callable[[Any], Any]:
    """C6, C7: visits of people with an agreement, met when to one of these institutions."""

    def rows(question: Any) -> Any:
        booked = question.table("booking.Booking")
        booked = booked.filter(booked.state == "SEEN")
        booked = booked.select(
            visitor_id=booked.person_id,
            happened_on=question.local_day(booked.slot_at),
            numerator=booked.relation.isin(relations).ifelse(1, 0),
            denominator=1,
        )
        visits = question.in_period(booked, booked.happened_on)
        people = contracted(question)
        return visits.inner_join(people, visits.visitor_id == people.person_id)

    return rows


def _quota(question: Any) -> Any:
    """Sessions of the period that took place: in the numerator the reserved slots taken."""
    sessions, clinics = question.table("booking.Session"), question.table("booking.Clinic")
    institutions = question.table("network.Institution")
    sessions = sessions.filter(sessions.is_open)
    sessions = sessions.mutate(happened_on=question.local_day(sessions.span_since))
    sessions = question.in_period(sessions, sessions.happened_on)
    rows = sessions.inner_join(clinics, sessions.clinic_id == clinics.id)
    rows = rows.inner_join(institutions, rows.institution_id == institutions.id)
    return rows.select(
        "institution_id",
        "place_id",
        "happened_on",
        person_id=question.nobody(),
        numerator=rows.taken_reserved,
        denominator=rows.reserved,
    )


MEASURES = (
    Measure(
        "visits.inside_combination",
        Unit.PERCENT,
        Direction.UP,
        ("SM-3.7",),
        _visits(INSIDE),
        at_point=False,
        target="measures.target.inside_combination",
    ),
    Measure(
        "visits.own_centre",
        Unit.PERCENT,
        Direction.UP,
        ("SM-3.7",),
        _visits(OWN),
        at_point=False,
        target="measures.target.own_centre",
    ),
    Measure(
        "booking.quota_used",
        Unit.PERCENT,
        Direction.UP,
        ("FD-3.5",),
        _quota,
        by=(By.INSTITUTION, By.PLACE, By.MONTH),
        at_point=False,
    ),
)
