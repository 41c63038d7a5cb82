"""Whose rows a reader's figures count, and which people they may be shown by name."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate

from yiyang.access.models import Assignment, Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.visibility import visible_to
from yiyang.network.models import Place
from yiyang.people.models import Person


def counted_people(assignment: Assignment) -> QuerySet[Person]:
    """Return the people whose rows an assignment's figures count.

    A role with ``SEE_STATISTICS`` is told the numbers of its whole place, and shown nobody; an
    institution the numbers of the places it serves beside the people it may see; everybody else
    only what the one predicate lets them see.
    """
    if sees_numbers_only(assignment):
        place = assignment.place
        return people_of(place.code) if place else people_of("-")
    seen = visible_to(assignment)
    if assignment.institution_id:
        served = Place.objects.filter(served_by=assignment.institution_id)
        seen |= Q(place__in=served.values("pk"))
    return Person.objects.filter(seen)


def people_of(place_code: str) -> QuerySet[Person]:
    """Return everybody who lives in a place; nobody where no such place is registered."""
    places = Place.objects.filter(code__within=place_code)
    # A list of none has no SQL that a measure's statement could hold; no place has the key 0.
    return Person.objects.filter(place__in=list(places.values_list("pk", flat=True)) or [0])


def shown_people(assignment: Assignment) -> QuerySet[Person]:
    """Return the people whom a list behind a figure may name to an assignment."""
    if sees_numbers_only(assignment):
        return Person.objects.none()
    return Person.objects.filter(visible_to(assignment, scope=Grant.Scope.SUMMARY))


def sees_numbers_only(assignment: Assignment) -> bool:
    """Tell whether an assignment is told numbers and never a name."""
    return has_power(assignment, Power.SEE_STATISTICS)


def as_table(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return the people with the columns that measures read (``Question.people``)."""
    return people.order_by().values(
        "place_id", "born_on", person_id=F("pk"), died_on=TruncDate("died_at")
    )
