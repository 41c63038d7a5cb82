"""Which resources speak only of people who live in a place."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import IsOneOf
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES


def of_place(found: QuerySet[Resource], code: str) -> QuerySet[Resource]:
    """Return of some resources those of people of a place, and the directory.

    What speaks of anybody who lives elsewhere, or of whom nobody knows where, is left out; so
    is what waits for its patient.

    Args:
        code: division code of the place; empty: of nobody.
    """
    living = _living_in(code)
    elsewhere = Person.objects.filter(IsOneOf(F("pk"), OuterRef("also_about"))).exclude(living)
    people = Person.objects.filter(living)
    theirs = Q(person__in=people) & ~Q(Exists(elsewhere))
    return found.filter(theirs | Q(person=None, also_about=[], type__in=sorted(DIRECTORY_TYPES)))


def people_without_place(found: QuerySet[Resource]) -> int:
    """Return of how many people, of whom some resources are, it is not known where they live."""
    nowhere = found.filter(person__in=Person.objects.filter(place=None))
    return nowhere.values("person").distinct().count()


def _living_in(code: str) -> Q:
    return Q(place__code__within=code) if code else Q(pk__in=())
