"""People as frozen values for rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yiyang.kernel.geo import Point
from yiyang.people.models import Person, Preference


@dataclass(frozen=True)
class Situation:
    """Who a person is and how they live on one day, as far as placing them needs it.

    ``age`` is in whole years, None when the date of birth is not known; money is fen a month;
    ``preferences`` are keys of institutions, first choice first.
    """

    person_id: int
    age: int | None
    sex: str
    is_alive: bool
    household: str
    lives_alone: bool
    has_carer: bool | None
    low_income: bool
    special_family: bool
    home: Point | None
    place_code: str
    max_distance_metres: int | None
    budget_fen_per_month: int | None
    subsidy_class: str
    preferences: tuple[int, ...]


def age_on(born_on: date, day: date) -> int:
    """Return the whole years a person born on ``born_on`` has lived on ``day``."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def situation(person: Person, day: date) -> Situation:
    """Return one person's situation on a day."""
    return situations([person.pk], day)[person.pk]


def as_stored(person: Person, day: date) -> Situation:
    """Return a person's situation by their own row alone: without preferences."""
    return _situation(person, day, ())


def situations(person_ids: Iterable[int], day: date) -> dict[int, Situation]:
    """Return the situations of many people in two queries, by their key."""
    ids = list(person_ids)
    chosen: dict[int, list[int]] = {}
    ranked = Preference.objects.filter(person__in=ids).order_by("person", "rank")
    for person_id, institution_id in ranked.values_list("person_id", "institution_id"):
        chosen.setdefault(person_id, []).append(institution_id)
    rows = Person.objects.filter(pk__in=ids).select_related("place")
    return {row.pk: _situation(row, day, tuple(chosen.get(row.pk, ()))) for row in rows}


def _situation(person: Person, day: date, preferences: tuple[int, ...]) -> Situation:
    placed = person.lon is not None and person.lat is not None
    return Situation(
        person_id=person.pk,
        age=age_on(person.born_on, day) if person.born_on else None,
        sex=person.sex,
        is_alive=person.died_at is None,
        household=person.household,
        lives_alone=person.lives_alone,
        has_carer=person.has_carer,
        low_income=person.low_income,
        special_family=person.special_family,
        home=Point(person.lon, person.lat) if placed else None,
        place_code=person.place.code if person.place else "",
        max_distance_metres=person.max_distance_metres,
        budget_fen_per_month=person.budget_fen_per_month,
        subsidy_class=person.subsidy_class,
        preferences=preferences,
    )
