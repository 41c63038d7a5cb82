"""The summary of a person: composed for who asks, or kept and known by its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from yiyang.access.readers import Reader
from yiyang.access.services import note_access
from yiyang.audit.services import Actor, record
from yiyang.people.selectors import Scope, person_for
from yiyang.policy.book import Reading
from yiyang.record.models import Resource, TokenIndex
from yiyang.record.selectors.reading import open_to_summary, people_open_to
from yiyang.record.selectors.summaries import summary_resources
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.refusals import ManyMatch
from yiyang.record.services.store import OWN, put_drafts
from yiyang.record.services.vitals import patient_name
from yiyang.rules.fhir_map.document import summary_document
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.values import hash_of
from yiyang.rules.fhir_map.written import read_json
from yiyang.rules.masking import RECORD, SUMMARY, masked_resource

MOST_PATIENTS = 100  # of one identifier
Mask = Callable[[Mapping[str, Any]], dict[str, Any] | None]


@dataclass(frozen=True)
class Summary:
    """A summary that was kept: the key and the name of its Bundle, and the digest of its text."""

    key: int
    name: str
    digest: str


@transaction.atomic
def keep_summary(*, person_id: int, by: Actor, at: datetime) -> Summary:
    """Compose a person's summary as it is now and keep it as a document Bundle.

    For a hold that sends the record to who receives the person: the caller writes the grant.
    """
    name = patient_name(person_id=person_id, at=at)
    own = Resource.objects.filter(person_id=person_id, deleted_at=None, also_about=[])
    address = settings.BASE_URL or f"https://node-{settings.PLACE}.yiyang.invalid"
    base = f"{address}/fhir"  # a node without a public address is named so that none is meant
    document = _composed(own, name, person_id, base, at)
    document["id"] = document["identifier"]["value"]
    draft = draft_of(document, bases=[base])
    put_drafts([draft], persons={}, origin=OWN, at=at)
    digest = hashlib.sha256(draft.body).hexdigest()
    record(
        by=by,
        at=at,
        action="record.summarise",
        subject_kind="resource",
        subject_id=draft.key,
        person_id=person_id,
        payload={"digest": digest, "entries": len(document["entry"])},
    )
    return Summary(draft.key, f"Bundle/{draft.fhir_id}", digest)


@transaction.atomic
def hand_out_summary(
    *, reader: Reader, patient_id: str, base: str, reading: Reading, at: datetime
) -> dict[str, Any]:
    """Return the summary of a Patient's person as a document, and write who was given it.

    Only what the reader may see stands in it; nothing is stored but the look.

    Args:
        base: address of the FHIR face, below which the resources stand.
        reading: the book, for what a narrow scope shows of each resource.

    Raises:
        Http404: no such Patient, or their summary may not be seen; then nothing is written.
        NotInForce: the book does not say what a narrow scope shows.
    """
    seen = open_to_summary(reader)
    held = get_object_or_404(seen, type="Patient", fhir_id=patient_id)
    own = seen.filter(person_id=held.person_id)
    note_access(by=reader.actor, at=at, person_id=held.person_id, what="summary")
    mask = _mask(reader, held.person_id, reading)
    return _composed(own, f"Patient/{patient_id}", held.person_id, base, at, mask=mask)


def patient_summarised(reader: Reader, value: str, *, system: str | None) -> str:
    """Return the id of the Patient who bears an identifier, of those whose summary may be seen.

    Of a person whom several systems sent, the first of their Patients.

    Args:
        system: of the identifier; "" for one that has none, None for any.

    Raises:
        Http404: nobody bears it of whom the reader may see a summary.
        ManyMatch: several people do.
    """
    borne = TokenIndex.objects.filter(
        resource=OuterRef("pk"), param=parameter("Patient", "identifier").key, code=hash_of(value)
    )
    if system is not None:
        borne = borne.filter(system=hash_of(system))
    patients = open_to_summary(reader).filter(Exists(borne), type="Patient").order_by("-key")
    found = dict(patients.values_list("person_id", "fhir_id")[:MOST_PATIENTS])
    if not found:
        raise Http404
    if len(found) > 1:
        raise ManyMatch
    return next(iter(found.values()))


@transaction.atomic
def hand_out_person_summary(
    *,
    reader: Reader,
    person_id: int,
    base: str,
    reading: Reading,
    at: datetime,
    without: str | None = None,
) -> dict[str, Any]:
    """Return the summary of a person as a document, as ``hand_out_summary`` does for a Patient.

    A person whom no system sent has a Patient made from the register.

    Args:
        without: the beginning of the origins whose resources are left out, of its text too.

    Raises:
        Http404: no such person, or their summary may not be seen; then nothing is written.
    """
    person = person_for(reader.assignment, person_id, scope=Scope.SUMMARY)
    name = patient_name(person_id=person.pk, at=at)
    own = open_to_summary(reader).filter(person_id=person.pk)
    if without is not None:
        own = own.exclude(Q(origin__startswith=without), ~Q(type="Patient"))
    note_access(by=reader.actor, at=at, person_id=person.pk, what="summary")
    return _composed(own, name, person.pk, base, at, mask=_mask(reader, person.pk, reading))


def _mask(reader: Reader, person_id: int, reading: Reading) -> Mask:
    """Return how much of each resource a reader is shown: all, or what the summary's scope lists.

    A summary is the one way on which anything of a record leaves under a narrower scope than
    the whole record (docs/decisions/245).
    """
    scope = RECORD if people_open_to(reader, [person_id]) else SUMMARY
    return lambda resource: masked_resource(resource, scope, reading)


def _composed(
    own: QuerySet[Resource],
    name: str,
    person_id: int,
    base: str,
    at: datetime,
    *,
    mask: Mask = dict,
) -> dict[str, Any]:
    held = own.get(type="Patient", fhir_id=name.removeprefix("Patient/"))
    gathered = summary_resources(own, person_id, at)
    patient, *found = map(mask, [read_json(held.body.encode()), *gathered.resources])
    if patient is None:
        raise Http404
    shown = [one for one in found if one]
    return summary_document(patient, shown, base=base, at=at, cut=gathered.cut)
