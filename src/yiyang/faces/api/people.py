"""Whom a request is about: a person by the id of their Patient, as ``/fhir`` names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from django.shortcuts import get_object_or_404
from django.utils import timezone
from pydantic import Field

from yiyang.access.readers import Reader
from yiyang.access.services import note_access, note_search
from yiyang.people.models import Person
from yiyang.people.selectors import Scope, person_for
from yiyang.record.selectors.patients import person_of_patient

PatientId = Annotated[str, Field(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]


def person_named(reader: Reader, patient: str, what: str) -> Person:
    """Return the person of a Patient whose summary the reader may see; the look is written down.

    Raises:
        Http404: there is none, or they may not be seen; the two look alike.
    """
    found = get_object_or_404(Person, pk=person_of_patient(patient) or 0)
    person = person_for(reader.assignment, found.pk, scope=Scope.SUMMARY)
    looked(reader, person.pk, what)
    return person


def listed(reader: Reader, person_ids: Iterable[int], what: str) -> None:
    """Write whom a list has shown; nothing where it was nobody."""
    if people := Counter(person_ids):
        note_search(by=reader.actor, at=timezone.now(), people=people, what=what)


def looked(reader: Reader, person_id: int, what: str) -> None:
    """Write that somebody's data was shown."""
    note_access(by=reader.actor, at=timezone.now(), person_id=person_id, what=what)
