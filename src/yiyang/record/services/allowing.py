"""Who may write which resource (docs/decisions/205)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from yiyang.access.models import Grant
from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.access.services import write_grant
from yiyang.record.models import Resource
from yiyang.record.selectors.reading import is_connected_system, people_open_to, readable
from yiyang.record.services.drafts import Draft, Outcome
from yiyang.record.services.linking import link_patient, persons_known
from yiyang.record.services.refusals import (
    AboutNobody,
    IsProjection,
    KnownElsewhere,
    MayNotRegister,
    NotPermitted,
    NotYours,
)
from yiyang.record.services.store import IMPORTED, OWN, Names, Stored
from yiyang.rules.fhir_map.directory import DIRECTORY_TYPES
from yiyang.rules.fhir_map.parameters import APART
from yiyang.rules.fhir_map.patient import facts_of_patient
from yiyang.rules.fhir_map.projections.terms import is_own_id

WRITTEN = "fhir/"  # the origin of what came through the FHIR face: and whose institution's it is
REGISTRATION = "registration"


def origin_of(reader: Reader) -> str:
    """Return the origin of what a reader writes: the institution they work for."""
    return f"{WRITTEN}{reader.assignment.institution_id or 0}"


def is_projection(origin: str) -> bool:
    """Tell whether a resource shows a row that has its own services."""
    return origin not in (OWN, IMPORTED) and not origin.startswith(WRITTEN)


def people_of_patients(
    patients: Iterable[Mapping[str, Any]], reader: Reader, at: datetime
) -> dict[str, int]:
    """Return the person of each Patient that is to be written; registers who is new.

    The institution that registers somebody may see and write that person's record from then on.

    Raises:
        MayNotRegister: the role registers nobody on a page either.
        KnownElsewhere: the person is known and not open to this reader.
        PersonUnclear, PersonDiffers, BadPerson, AlreadyKnown: see ``link_patient``.
    """
    persons: dict[str, int] = {}
    for patient in patients:
        check_registrar(reader)
        facts, patient_id = facts_of_patient(dict(patient)), patient["id"]
        known = persons_known(patient_id, facts)
        open_ones = people_open_to(reader, known) | set(persons.values())
        if not known <= open_ones or (not known and reader.person_id is not None):
            raise KnownElsewhere
        person_id = link_patient(
            patient_id=patient_id, facts=facts, by=reader.actor, at=at, known=known
        )
        if not known:
            _open_to_registrar(person_id, reader, at)
        persons[f"Patient/{patient_id}"] = person_id
    return persons


def check_registrar(reader: Reader) -> None:
    """Raise MayNotRegister for a role that neither registers people nor changes who they are."""
    if not (is_connected_system(reader) or has_power(reader.assignment, Power.EDIT_PERSON)):
        raise MayNotRegister


def _open_to_registrar(person_id: int, reader: Reader, at: datetime) -> None:
    institution_id = reader.assignment.institution_id
    kinds = Grant.GranteeKind
    write_grant(
        person_id=person_id,
        grantee_kind=kinds.INSTITUTION if institution_id else kinds.ACCOUNT,
        grantee_id=institution_id or reader.assignment.account_id,
        purpose=Grant.Purpose.CARE,
        scope=Grant.Scope.RECORD,
        since=at,
        until=None,
        origin_kind=REGISTRATION,
        origin_id=person_id,
        by=reader.actor,
        at=at,
    )


def check_writes(
    drafts: Sequence[Draft], stored: Names, *, reader: Reader, registered: Iterable[int] = ()
) -> None:
    """Raise unless a reader may write every draft over what is stored under its name.

    Raises:
        Http404: it is about somebody, or would replace something, that is not open to the reader.
        NotPermitted, IsProjection, AboutNobody, NotYours: see the classes.
    """
    keys = [held.key for held in stored.values()]
    if keys and open_to_writer(reader).filter(pk__in=keys).count() < len(keys):
        raise Http404
    about = {p for d in drafts for p in (d.person_id, *d.also_about) if p is not None}
    about -= set(registered)
    if about - people_open_to(reader, about):
        raise Http404
    for draft in drafts:
        held = stored.get((draft.type, draft.fhir_id))
        if not reader.may(draft.type, "u" if held else "c"):
            raise NotPermitted
        if draft.type in APART or (held is None and is_own_id(draft.fhir_id)):
            raise IsProjection
        if draft.outcome is not Outcome.UNCHANGED:
            check_keeper(draft.type, draft.person_id, held, reader)


def open_to_writer(reader: Reader) -> QuerySet[Resource]:
    """Return what a reader may see but for what their token leaves out: a token may only write."""
    return readable(replace(reader, permits=None))


def check_keeper(
    kind: str, person_id: int | None, held: Stored | Resource | None, reader: Reader
) -> None:
    """Raise where a resource is changed elsewhere, or belongs to nobody and not to the writer.

    What belongs to nobody stays its keeper's also where the writer's text speaks of a patient:
    else it could be taken into a record.  What was imported before its patient and is no entry
    of the directory may be completed by any connected system.
    """
    if held is not None and is_projection(held.origin):
        raise IsProjection
    of_nobody = held is not None and held.person_id is None
    if (person_id is None or of_nobody) and not is_connected_system(reader):
        raise AboutNobody
    if held is None or held.origin == origin_of(reader):
        return
    completed = of_nobody and person_id is not None and held.origin == IMPORTED
    if person_id is None or (of_nobody and not (completed and kind not in DIRECTORY_TYPES)):
        raise NotYours
