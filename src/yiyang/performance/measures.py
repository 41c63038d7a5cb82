"""Satisfaction: what people drawn by lot answered by phone, and how they rated visits."""

from __future__ import annotations

from typing import Any

from yiyang.measures.shape import Direction, Measure, Unit

POINTS = 100  # an answer and a rating weigh the same, whatever their scale
STARS = 5
WITH_WHOM = ("institution_id", "team_id", "practitioner_id")


def _satisfaction(question: Any) -> Any:
    """C10: answers and ratings of the period, each in points of a hundred."""
    rated = _answers(question).union(_ratings(question))
    people = question.people()
    return rated.inner_join(people, rated.rater_id == people.person_id)


def _answers(question: Any) -> Any:
    calls = question.table("performance.SurveyCall")
    calls = calls.filter(calls.state == "ANSWERED")
    calls = calls.mutate(happened_on=question.local_day(calls.called_at))
    calls = question.in_period(calls, calls.happened_on)
    points = (calls.score * POINTS / calls.most).round(0).cast("int64")
    return calls.select(
        *WITH_WHOM, "happened_on", rater_id=calls.person_id, numerator=points, denominator=POINTS
    )


def _ratings(question: Any) -> Any:
    visits = question.table("visits.Visit")
    visits = visits.filter(visits.stars.notnull())
    visits = visits.mutate(happened_on=question.local_day(visits.rated_at))
    visits = question.in_period(visits, visits.happened_on)
    points = (visits.stars * POINTS / STARS).round(0).cast("int64")
    return visits.select(
        "institution_id", question.nobody().name("team_id"), "practitioner_id", "happened_on",
        rater_id=visits.person_id, numerator=points, denominator=POINTS,
    )  # fmt: skip


MEASURES = (
    Measure(
        "satisfaction.contracted",
        Unit.PERCENT,
        Direction.UP,
        ("FD-1.2", "JA-2.3.3", "FD-5.6"),
        _satisfaction,
        at_point=False,
        target="measures.target.satisfaction",
    ),
)
