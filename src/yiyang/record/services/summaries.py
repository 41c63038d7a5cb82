"""The summary that goes with a person: composed, kept, and known by its digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from yiyang.audit.services import Actor, record
from yiyang.record.selectors.record import summary_resources
from yiyang.record.services.drafts import draft_of
from yiyang.record.services.store import OWN, put_drafts
from yiyang.record.services.vitals import patient_name
from yiyang.rules.fhir_map.document import summary_document


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
    patient, found = summary_resources(patient_name(person_id=person_id, at=at), person_id, at)
    base = f"https://node-{settings.PLACE}.yiyang.invalid/fhir"  # until the FHIR face has one
    document = summary_document(patient, found, base=base, at=at)
    document["id"] = document["identifier"]["value"]
    draft = draft_of(document)
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
