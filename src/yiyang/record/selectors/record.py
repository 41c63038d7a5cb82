"""One person's record as care staff read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yiyang.access.models import Assignment
from yiyang.kernel.excerpt import excerpt
from yiyang.kernel.messages import Text
from yiyang.people.models import Person
from yiyang.people.selectors import person_for, visible_people
from yiyang.record.models import Resource
from yiyang.record.selectors.resources import Scope, newest_first, visible_resources
from yiyang.record.selectors.vitals import measured_before
from yiyang.rules.fhir_map.summary import (
    Allergy,
    Happening,
    Medicine,
    Problem,
    allergy_of,
    concept_text,
    happening_of,
    has_happened,
    is_refuted,
    medicine_of,
    problem_of,
)
from yiyang.rules.fhir_map.vitals import Measured, signs
from yiyang.rules.fhir_map.written import read_json

MOST = 200  # resources of one type on a page; the newest
DATE_OF = {
    "Condition": "onset-date",
    "MedicationRequest": "authoredon",
    "MedicationStatement": "effective",
    "AllergyIntolerance": "date",
    "Encounter": "date",
    "Procedure": "date",
    "Immunization": "date",
    "DiagnosticReport": "date",
}
HAPPENINGS = ("Encounter", "Procedure", "Immunization", "DiagnosticReport")


@dataclass(frozen=True)
class Record:
    """What is known of a person; each list with what is active or newest first.

    ``more`` tells that there is more of a type than the lists hold.
    """

    person: Person
    problems: tuple[Problem, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    vitals: tuple[Measured, ...] = ()
    stays: tuple[Happening, ...] = ()
    timeline: tuple[Happening, ...] = ()
    may_open_whole: bool = True
    more: bool = False

    @property
    def latest(self) -> tuple[Measured, ...]:
        """The newest value of each vital sign, in order of the form."""
        newest = {m.key: m for m in reversed(self.vitals)}
        return tuple(newest[key] for key in signs() if key in newest)

    def series(self, key: str) -> tuple[Measured, ...]:
        """Return the values of one vital sign, oldest first."""
        return tuple(m for m in reversed(self.vitals) if m.key == key)


def record_for(assignment: Assignment, person_id: int, at: datetime) -> Record:
    """Return the record of a person whose whole record ``assignment`` may see.

    Raises:
        Http404: there is no such person, or their record may not be seen; the two look the same.
    """
    person = person_for(assignment, person_id, scope=Scope.RECORD)
    found = _Found(visible_resources(assignment).filter(person=person))
    happenings = _housed(
        [
            happening_of(body)
            for kind in HAPPENINGS
            for body in found.bodies(kind)
            if has_happened(body)
        ]
    )
    dated = sorted(
        (h for h in happenings if h.since is not None), key=lambda h: h.since, reverse=True
    )
    return Record(
        person,
        problems=found.problems(),
        medicines=found.medicines(),
        allergies=found.allergies(),
        vitals=measured_before(person.pk, at, own=found.resources),
        stays=tuple(h for h in dated if h.kind == "ENCOUNTER"),
        timeline=tuple(dated[:MOST]),
        more=bool(found.cut) or len(dated) > MOST,
    )


def _housed(happenings: Sequence[Happening]) -> list[Happening]:
    """Return what happened with the name of the house, of those whose Organization is known."""
    asked = {h.house.removeprefix("Organization/") for h in happenings if h.house and not h.where}
    rows = Resource.objects.filter(
        type="Organization", fhir_id__in=sorted(asked), person=None, deleted_at=None
    )
    names = {f"Organization/{row.fhir_id}": _house(read_json(row.body.encode())) for row in rows}
    return [replace(h, where=h.where or names.get(h.house, "")) for h in happenings]


def _house(organization: dict[str, Any]) -> Text:
    name = str(organization.get("name", ""))
    return Text(name, next(iter(organization.get("alias", ())), name))


def summary_for(assignment: Assignment, person_id: int, at: datetime) -> Record:
    """Return the summary of a person: what is active, allergies, and the newest vital signs.

    Raises:
        Http404: as ``record_for``, for those who may not see the summary.
    """
    person = person_for(assignment, person_id, scope=Scope.SUMMARY)
    seen = visible_resources(assignment, scope=Scope.SUMMARY)
    found = _Found(seen.filter(person=person))
    measured = measured_before(person.pk, at, own=found.resources)
    return Record(
        person,
        problems=tuple(p for p in found.problems() if p.is_active),
        medicines=tuple(m for m in found.medicines() if m.is_active),
        allergies=found.allergies(),
        vitals=tuple(m for m in measured if m.at == measured[0].at),
        may_open_whole=visible_people(assignment, Scope.RECORD).filter(pk=person.pk).exists(),
    )


class _Found:
    """Resources of one person, already cut to what may be seen."""

    def __init__(self, resources: QuerySet[Resource]) -> None:
        self.resources = resources
        self.cut: set[str] = set()

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        """Return the newest of one type that nobody has refuted."""
        rows = excerpt(newest_first(self.resources, kind, DATE_OF[kind]), MOST)
        if rows.more:
            self.cut.add(kind)
        bodies = (read_json(row.body.encode()) for row in rows)
        return [body for body in bodies if not is_refuted(body)]

    def problems(self) -> tuple[Problem, ...]:
        return _active_first([problem_of(body) for body in self.bodies("Condition")])

    def medicines(self) -> tuple[Medicine, ...]:
        orders = [*self.bodies("MedicationRequest"), *self.bodies("MedicationStatement")]
        names = medicine_names(orders)
        return _active_first([medicine_of(order, names) for order in orders])

    def allergies(self) -> tuple[Allergy, ...]:
        read = [allergy_of(body) for body in self.bodies("AllergyIntolerance")]
        return tuple(sorted(read, key=lambda a: not a.is_high_risk))


def _active_first(read: Sequence[Any]) -> tuple[Any, ...]:
    """Return each once, what is active first and otherwise as it came."""
    return tuple(sorted(dict.fromkeys(read), key=lambda one: not one.is_active))


def medicine_names(orders: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return the name of each Medication that orders point to."""
    return {name: _medicine_name(body) for name, body in medications_of(orders).items()}


def medications_of(orders: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return each Medication that orders point to, from the catalogue: those of no person."""
    asked = {str(o.get("medicationReference", {}).get("reference", "")) for o in orders}
    ids = [name.removeprefix("Medication/") for name in asked if name.startswith("Medication/")]
    rows = Resource.objects.filter(type="Medication", fhir_id__in=ids, deleted_at=None, person=None)
    return {f"Medication/{row.fhir_id}": read_json(row.body.encode()) for row in rows}


def _medicine_name(medication: dict[str, Any]) -> str:
    given = [i.get("value") for i in medication.get("identifier", ()) if i.get("value")]
    return concept_text(medication.get("code")) or str(given[0] if given else "")
