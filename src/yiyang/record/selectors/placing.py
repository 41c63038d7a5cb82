"""Which resources speak only of people who live in a place."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yiyang.kernel.identifiers import DISTRICT_DIGITS
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import IsOneOf
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES

COUNTRY = "CN"


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
    if not code:
        return Q(pk__in=())
    within = Q(place__code__startswith=begins(code))
    return Q(place__isnull=False) if code == COUNTRY else within


def begins(code: str) -> str:
    """Return what the codes of all places within one begin with (GB/T 2260).

    A province or a city ends in zeros, which its districts have not: 310000, 310106.
    """
    if len(code) != DISTRICT_DIGITS:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
