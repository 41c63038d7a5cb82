"""The one place that says which resources somebody may read: every read and search joins it."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)

from yiyang.access.models import Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Alike, Reader
from yiyang.access.visibility import not_withheld, visible_to
from yiyang.audit.sql import cursor
from yiyang.people.models import Person
from yiyang.record.models import ReferenceIndex, Resource
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.fhir_map.parameters import APART, parameter

NOBODYS = Q(person=None, also_about=[])
KEPT = 1_000  # kinds of readers
KINDS = ArrayField(CharField())
DIRECTORY = Value(sorted(DIRECTORY_TYPES), KINDS)
ASKING, OFFER = "Task", "offer/"  # the type, and the origin, of what asks an institution
REPORTING, FIGURE = "MeasureReport", "figure/"  # the same of what was counted among some people


def readable(reader: Reader, kind: str = "") -> QuerySet[Resource]:
    """Return the resources, deleted ones too, that a reader may see.

    Those of people whose whole record the assignment may see; the directory (types that speak
    of no person); and, for a connected system alone, what waits for its patient.  What speaks of
    other people too is shown only to who may see them all.  What belongs to a sensitive category
    that one of its people has closed to the reader is left out, and so is its tombstone.

    The condition is made of the reader alone and asks the database nothing by itself.

    Args:
        kind: the one type that is asked for.  Of Tasks a reader sees those too that ask their own
            institution for a place, though its grant is for the summary alone; of MeasureReports
            those of figures that were counted among the same people as theirs are.
    """
    whole = visible_to(
        reader.assignment, person="person", scope=Grant.Scope.RECORD, row_by_row=True
    )
    condition = whole & not_closed(reader)
    if reader.person_id is None:
        condition &= Q(also_about=[]) | ~Q(Exists(_hidden_others(reader)))
    else:
        condition &= Q(also_about=[], person=reader.person_id)
    condition |= NOBODYS & Q(IsOneOf(F("type"), DIRECTORY))
    if is_connected_system(reader):
        others = NOBODYS & ~Q(type__in=("Patient", *APART))
        condition |= others & ~Q(type=REPORTING, origin__startswith=FIGURE)
    if kind == ASKING:
        condition |= _addressed(reader)
    if kind == REPORTING:
        condition |= _counted_among(reader)
    found = Resource.objects.filter(condition)
    return found if reader.permits is None else found.filter(_permitted(reader))


class IsOneOf(Func):
    """Whether a value is one of an array's, in the form that the value's index serves."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def _hidden_others(reader: Reader) -> QuerySet[Person]:
    """Return the other people of a row whose record the reader may not see."""
    visible = visible_to(reader.assignment, scope=Grant.Scope.RECORD)
    return Person.objects.filter(IsOneOf(F("pk"), OuterRef("also_about")), ~visible)


def people_open_to(reader: Reader, person_ids: Collection[int]) -> set[int]:
    """Return those of some people whose whole record a reader may see, and so write to."""
    if reader.person_id is not None:
        person_ids = set(person_ids) & {reader.person_id}
    if not person_ids:
        return set()
    text, values = _people_open(Alike(reader))
    with cursor() as opened:
        opened.execute(f"{text} and people_person.id = any(%s::bigint[])", (*values, [*person_ids]))
        return {key for (key,) in opened.fetchall()}


@lru_cache(maxsize=KEPT)
def _people_open(alike: Alike) -> tuple[str, tuple[Any, ...]]:
    """Return the statement of whose whole record readers may see, put together once."""
    whole = visible_to(alike.reader.assignment, scope=Grant.Scope.RECORD, row_by_row=True)
    text, values = Person.objects.filter(whole).order_by().values_list("pk").query.sql_with_params()
    return text, values


def is_connected_system(reader: Reader) -> bool:
    """Tell whether a reader may see, and write, what belongs to nobody's record."""
    return reader.person_id is None and has_power(reader.assignment, Power.READ_UNLINKED)


def _addressed(reader: Reader) -> Q:
    """Return the condition on a Task that asks the reader's institution for a place.

    It holds while the institution may see the summary of whom it is about: until it declines.
    """
    institution = reader.assignment.institution_id
    answers = has_power(reader.assignment, Power.ANSWER_OFFER) or is_connected_system(reader)
    if institution is None or not answers:
        return Q(pk__in=())
    to_them = ReferenceIndex.objects.filter(
        resource=OuterRef("pk"),
        param=parameter(ASKING, "owner").key,
        target=f"Organization/institution-{institution}",
    )
    asked = Q(Exists(to_them), type=ASKING, origin__startswith=OFFER, also_about=[])
    asked &= visible_to(
        reader.assignment, person="person", scope=Grant.Scope.SUMMARY, row_by_row=True
    )
    asked &= not_closed(reader)
    return asked if reader.person_id is None else asked & Q(person=reader.person_id)


def _counted_among(reader: Reader) -> Q:
    """Return the condition on a report of figures that the reader's own pages show.

    They are counted among the people of an institution or of a place; who works there, and sees
    measures, is told the same numbers.
    """
    assignment = reader.assignment
    if reader.person_id is not None or not has_power(assignment, Power.SEE_MEASURES):
        return Q(pk__in=())
    if assignment.institution_id is not None:
        among = f"Organization/institution-{assignment.institution_id}"
    else:
        among = f"Location/place-{assignment.place_id or 0}"
    of_them = ReferenceIndex.objects.filter(
        resource=OuterRef("pk"), param=parameter(REPORTING, "reporter").key, target=among
    )
    return NOBODYS & Q(Exists(of_them), type=REPORTING, origin__startswith=FIGURE)


class Said(Func):
    """What a resource, or a version of one, says; where it is a tombstone, what was deleted.

    So that what stands in the place of something closed is closed as that was.
    """

    SAID = """(case when {2} is null then {3} else (
      select v.body from record_resourceversion v
      where v.resource_id = {0} and v.version < {1} and v.deleted_at is null
      order by v.version desc limit 1) end)"""

    def __init__(self, resource: str = "key") -> None:
        columns = (resource, "version", "deleted_at", "body")
        super().__init__(*map(F, columns), output_field=TextField())

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:
        """Return the expression with the columns in their places."""
        columns = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        return self.SAID.format(*columns), []


def not_closed(reader: Reader) -> Q:
    """Return the condition under which no one of a resource's people has closed it to a reader."""
    return not_withheld(reader.assignment, text=Said())


def version_not_closed(reader: Reader) -> Q:
    """Return the same condition on a version of a resource."""
    people = {"person": "resource__person", "others": "resource__also_about"}
    return not_withheld(reader.assignment, text=Said("resource_id"), **people)


def _permitted(reader: Reader) -> Q:
    kinds = sorted({kind for kind, verb in reader.permits or () if verb in "rs"})
    return Q() if "*" in kinds else Q(IsOneOf(F("type"), Value(kinds, KINDS)))


def open_to_summary(reader: Reader) -> QuerySet[Resource]:
    """Return the resources of people whose summary a reader may see, to be summarised only.

    Who may see a summary does not see the whole record: what is returned here leaves the
    program only as part of a summary.
    """
    seen = visible_to(reader.assignment, person="person", scope=Grant.Scope.SUMMARY)
    found = Resource.objects.filter(seen, not_closed(reader), deleted_at=None, also_about=[])
    if reader.person_id is not None:
        found = found.filter(person=reader.person_id)
    return found if reader.permits is None else found.filter(_permitted(reader))
