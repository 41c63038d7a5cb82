"""What goes to another node of a person's record, read as the receiving institution may see it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from yiyang.access.readers import Reader
from yiyang.consents.models import Consent
from yiyang.decisions.services import read_book
from yiyang.exchange.here import base_here, node_here
from yiyang.exchange.models import PartnerInstitution
from yiyang.exchange.selectors import FROM_NODES
from yiyang.network.models import Institution
from yiyang.people.identifiers import open_
from yiyang.people.models import Identifier
from yiyang.record.models import Resource as Row
from yiyang.record.models import TokenIndex
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.resources import body_of, newest_first
from yiyang.record.services import hand_out_person_summary
from yiyang.record.services.linking import RESIDENT_ID_SYSTEM
from yiyang.record.services.vitals import patient_name
from yiyang.rules.exchange import IMAGES, RESULTS, SUMMARY
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.projections.terms import Resource, own
from yiyang.rules.fhir_map.values import hash_of
from yiyang.rules.fhir_map.written import read_json

MOST = 100  # of one type in one message; the newest
SEALED = "@identifiers@"  # stands in a waiting message where the numbers go when it is sent
LEFT_AT_HOME = frozenset({"Device", "Patient"})  # of a summary: who made it; told apart


def institution_system(node: str) -> str:
    """Return the system of the codes by which a node knows its institutions."""
    return own(f"node:{node}:institution")


def person_system(node: str) -> str:
    """Return the system of the numbers by which a node knows people."""
    return own(f"node:{node}:person")


def patient_to_send(person_id: int, at: datetime) -> tuple[Resource, list[str]]:
    """Return the Patient of a person with a place for their numbers, and the numbers, sealed.

    A number that is kept encrypted waits encrypted too: it is opened as the message leaves.
    """
    name = patient_name(person_id=person_id, at=at)
    body = _read(Row.objects.get(type="Patient", fhir_id=name.removeprefix("Patient/")))
    mine = {"system": person_system(node_here()), "value": str(person_id)}
    held = Identifier.objects.filter(person=person_id, system=Identifier.System.RESIDENT_ID)
    sealed = [bytes(one).hex() for one in held.values_list("sealed_value", flat=True)]
    body["identifier"] = [mine, *([SEALED] if sealed else [])]
    # Who cares for them and who belongs to them stay at home.
    kept = {"resourceType", "id", "meta", "identifier", "name", "gender", "birthDate", "telecom"}
    kept |= {"address", "deceasedDateTime", "deceasedBoolean"}
    return {key: value for key, value in body.items() if key in kept}, sealed


def opened(text: str, sealed: Iterable[str]) -> str:
    """Return a message with the numbers in their place."""
    numbers = [
        json.dumps({"system": RESIDENT_ID_SYSTEM, "value": open_(bytes.fromhex(one))})
        for one in sealed
    ]
    return text.replace(f'"{SEALED}"', ",".join(numbers), 1) if numbers else text


def organization_of(institution: Institution, node: str, code: str) -> Resource:
    """Return an institution as the receiver finds it: by its code at the node that keeps it."""
    return {
        "resourceType": "Organization",
        "id": f"institution-{institution.pk}",
        "identifier": [{"system": institution_system(node), "value": code}],
        "name": institution.name_zh,
    }


def partner_organization(partner: PartnerInstitution) -> Resource:
    """Return an institution of another node."""
    return organization_of(partner.institution, partner.node.code, partner.code)


def own_organization(institution: Institution) -> Resource:
    """Return an institution of ours."""
    return organization_of(institution, node_here(), institution.code)


def consent_to_send(consent: Consent) -> Resource:
    """Return a consent as the record shows it."""
    return _read(Row.objects.get(type="Consent", fhir_id=f"consent-{consent.pk}"))


def composed(
    contents: Iterable[str], *, person_id: int, reader: Reader, at: datetime
) -> list[Resource]:
    """Return the resources of some kinds of content, each once; only what the reader may see."""
    makers = {SUMMARY: _summary, RESULTS: _results, IMAGES: _images}
    found: dict[str, Resource] = {}
    for kind in contents:
        if kind in makers:
            for one in makers[kind](person_id, reader, at):
                found.setdefault(f"{one['resourceType']}/{one['id']}", one)
    return list(found.values())


def of_patient(resource: Resource, patient_id: str) -> Resource:
    """Return a resource whose subject is the one Patient of the message.

    Sources may each have sent a Patient of their own for the same person.
    """
    made = dict(resource)
    for key in ("subject", "patient", "for"):
        subject = made.get(key)
        if isinstance(subject, dict) and str(subject.get("reference")).startswith("Patient/"):
            made[key] = {**subject, "reference": f"Patient/{patient_id}"}
    return made


def _summary(person_id: int, reader: Reader, at: datetime) -> list[Resource]:
    document = hand_out_person_summary(
        reader=reader,
        person_id=person_id,
        base=base_here(),
        reading=read_book(timezone.localdate(at)),
        at=at,
        without=FROM_NODES,
    )
    found = [
        entry["resource"]
        for entry in document["entry"]
        if entry["resource"]["resourceType"] not in LEFT_AT_HOME
    ]
    ids = [one["id"] for one in found]
    rows = Row.objects.filter(person=person_id, fhir_id__in=ids, deleted_at=None)
    versions = {(row.type, row.fhir_id): str(row.version) for row in rows}
    return [_of_version(one, versions.get((one["resourceType"], one["id"]))) for one in found]


def _of_version(resource: Resource, version: str | None) -> Resource:
    """Return a resource that says its version; one made for this message alone has none."""
    if version is None:
        return resource
    return {**resource, "meta": {**resource.get("meta", {}), "versionId": version}}


def _results(person_id: int, reader: Reader, _: datetime) -> list[Resource]:
    """Return the newest reports with the observations they are made of, and laboratory results."""
    seen = _seen(person_id, reader)
    reports = [_read(row) for row in newest_first(seen, "DiagnosticReport", "date")[:MOST]]
    named = {
        str(result.get("reference", "")).removeprefix("Observation/")
        for report in reports
        for result in report.get("result", ())
    }
    laboratory = TokenIndex.objects.filter(
        resource=OuterRef("pk"),
        param=parameter("Observation", "category").key,
        code=hash_of("laboratory"),
    )
    newest = newest_first(seen.filter(Exists(laboratory)), "Observation", "date")[:MOST]
    parts = seen.filter(type="Observation", fhir_id__in=named)
    rows = {row.pk: row for row in [*parts, *newest]}
    return [*reports, *(_read(row) for row in rows.values())]


def _images(person_id: int, reader: Reader, _: datetime) -> list[Resource]:
    """Return the newest imaging studies: where the images lie, not the images."""
    rows = newest_first(_seen(person_id, reader), "ImagingStudy", "started")[:MOST]
    studies = [_read(row) for row in rows]
    named = {
        str(holder.get("reference", "")).removeprefix("Endpoint/")
        for study in studies
        for holder in [*study.get("endpoint", ()), *_series_endpoints(study)]
    }
    places = readable(reader).filter(type="Endpoint", fhir_id__in=named, deleted_at=None)
    return [*studies, *(_read(row) for row in places)]


def _series_endpoints(study: Resource) -> list[dict[str, Any]]:
    return [one for series in study.get("series", ()) for one in series.get("endpoint", ())]


def _seen(person_id: int, reader: Reader) -> Any:
    """What a reader may see of a person and of nobody else; nothing that came from elsewhere."""
    own_rows = readable(reader).filter(person=person_id, also_about=[], deleted_at=None)
    return own_rows.exclude(origin__startswith=FROM_NODES)


def _read(row: Row) -> Resource:
    body: Resource = read_json(body_of(row))
    return body
