"""The one place that says which resources somebody may read: every read and search joins it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from yiyang.access.models import Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.access.visibility import not_withheld, visible_to
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES

NOBODYS = Q(person=None, also_about=[])


def readable(reader: Reader) -> QuerySet[Resource]:
    """Return the resources, deleted ones too, that a reader may see.

    Those of people whose whole record the assignment may see; the directory (types that speak
    of no person); and, for a connected system alone, what waits for its patient.  What speaks of
    other people too is shown only to who may see them all.  What belongs to a sensitive category
    that its person has closed to the reader is left out.

    The condition is made of the reader alone and asks the database nothing by itself.
    """
    whole = visible_to(reader.assignment, person="person", scope=Grant.Scope.RECORD)
    condition = whole & not_withheld(reader.assignment)
    if reader.person_id is None:
        condition &= Q(also_about=[]) | ~Q(Exists(_hidden_others(reader)))
    else:
        condition &= Q(also_about=[], person=reader.person_id)
    condition |= NOBODYS & Q(type__in=sorted(DIRECTORY_TYPES))
    if is_connected_system(reader):
        condition |= NOBODYS & ~Q(type="Patient")
    found = Resource.objects.filter(condition)
    return found if reader.permits is None else found.filter(_permitted(reader))


class _IsOneOf(Func):
    """Whether a value is one of an array's, in the form that the value's index serves."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _hidden_others(reader: Reader) -> QuerySet[Person]:
    """Return the other people of a row whose record the reader may not see."""
    visible = visible_to(reader.assignment, scope=Grant.Scope.RECORD)
    return Person.objects.filter(_IsOneOf(F("pk"), OuterRef("also_about")), ~visible)


def people_open_to(reader: Reader, person_ids: Collection[int]) -> set[int]:
    """Return those of some people whose whole record a reader may see, and so write to."""
    if reader.person_id is not None:
        person_ids = set(person_ids) & {reader.person_id}
    if not person_ids:
        return set()
    whole = visible_to(reader.assignment, scope=Grant.Scope.RECORD)
    return set(Person.objects.filter(whole, pk__in=person_ids).values_list("pk", flat=True))


def is_connected_system(reader: Reader) -> bool:
    """Tell whether a reader may see, and write, what belongs to nobody's record."""
    return reader.person_id is None and has_power(reader.assignment, Power.READ_UNLINKED)


def _permitted(reader: Reader) -> Q:
    kinds = sorted({kind for kind, verb in reader.permits or () if verb in "rs"})
    return Q() if "*" in kinds else Q(type__in=kinds)


def open_to_summary(reader: Reader) -> QuerySet[Resource]:
    """Return the resources of people whose summary a reader may see, to be summarised only.

    Who may see a summary does not see the whole record: what is returned here leaves the
    program only as part of a summary.
    """
    seen = visible_to(reader.assignment, person="person", scope=Grant.Scope.SUMMARY)
    open_to_all = not_withheld(reader.assignment)
    found = Resource.objects.filter(seen, open_to_all, deleted_at=None, also_about=[])
    if reader.person_id is not None:
        found = found.filter(person=reader.person_id)
    return found if reader.permits is None else found.filter(_permitted(reader))
