"""Whose record a Patient is: the person who has one of its identifiers, or a new one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from yiyang.audit.services import Actor
from yiyang.kernel.errors import Refused
from yiyang.people.checks import identity_findings
from yiyang.people.identifiers import blind_index, resident_id_findings
from yiyang.people.models import Identifier, Person
from yiyang.people.services import Identity, Living, add_identifiers, register_person
from yiyang.record.models import Resource
from yiyang.rules.fhir_map.patient import PatientFacts

RESIDENT_ID_SYSTEM = "urn:oid:2.16.156.10011.1.3"  # citizen id, OID of the national register
LONGEST_ISSUER = 120


class PersonUnclear(Refused):
    """Refused because the patient's identifiers belong to different people."""

    code = "PERSON_UNCLEAR"


class PersonDiffers(Refused):
    """Refused because a person of this identifier was born on another day."""

    code = "PERSON_DIFFERS"


def link_patient(
    *,
    patient_id: str,
    facts: PatientFacts,
    by: Actor,
    at: datetime,
    known: Collection[int] | None = None,
) -> int:
    """Return the person a Patient is about; registers one that nobody knows yet.

    Args:
        known: who has these identifiers, where the caller has looked (``persons_known``).

    Raises:
        PersonUnclear: its identifiers belong to more than one person.
        PersonDiffers: the person found was born on another day.
    """
    numbers = _numbers(facts)
    found = persons_known(patient_id, facts) if known is None else set(known)
    if len(found) > 1:
        raise PersonUnclear
    person = Person.objects.get(pk=found.pop()) if found else _register(facts, by, at)
    if None not in (person.born_on, facts.born_on) and person.born_on != facts.born_on:
        raise PersonDiffers
    _add_numbers(person, numbers, by, at)
    return person.pk


def persons_known(patient_id: str, facts: PatientFacts) -> set[int]:
    """Return the people who have a Patient's identifiers; else whose resource it is already."""
    return set(
        Identifier.objects.filter(
            blind_index__in=[blind_index(*number) for number in _numbers(facts)]
        ).values_list("person_id", flat=True)
    ) or set(
        Resource.objects.filter(
            type="Patient", fhir_id=patient_id, person__isnull=False
        ).values_list("person_id", flat=True)
    )


def _numbers(facts: PatientFacts) -> list[tuple[str, str, str]]:
    """Return (system, issuer, value) of the identifiers that can be kept as such."""
    numbers = []
    for system, value in facts.identifiers:
        if system == RESIDENT_ID_SYSTEM and not resident_id_findings(
            value, facts.born_on, facts.sex
        ):
            numbers.append((Identifier.System.RESIDENT_ID.value, "", value))
        elif value.strip():
            numbers.append((Identifier.System.FOREIGN.value, system[:LONGEST_ISSUER], value))
    return list(dict.fromkeys(numbers))


def _register(facts: PatientFacts, by: Actor, at: datetime) -> Person:
    """Register who the resource speaks of; a birth that cannot be is left to the resource."""
    identity = Identity(
        name=facts.name,
        sex=facts.sex,
        born_on=facts.born_on,
        address=facts.address,
        phone=facts.phone,
    )
    if any(f.where == "born_on" for f in identity_findings(identity, at.date())):
        identity = Identity(
            name=facts.name, sex=facts.sex, address=facts.address, phone=facts.phone
        )
    return register_person(identity=identity, living=Living(), has_patient=True, by=by, at=at)


def _add_numbers(
    person: Person, numbers: list[tuple[str, str, str]], by: Actor, at: datetime
) -> None:
    held = {bytes(i) for i in person.identifiers.values_list("blind_index", flat=True)}
    added = [number for number in numbers if blind_index(*number) not in held]
    if added:
        add_identifiers(person_id=person.pk, numbers=added, by=by, at=at)
