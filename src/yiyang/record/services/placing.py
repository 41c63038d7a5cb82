"""Where the people of a file live, whose sender does not know our places."""

from __future__ import annotations

from datetime import datetime

from yiyang.audit.services import Actor
from yiyang.people.services import let_live_in
from yiyang.record.models import Resource
from yiyang.record.services.bundles import read_sent


def place_patients(*, body: bytes, place_id: int, by: Actor, at: datetime) -> int:
    """Let the people of a stored file's Patients live in a place, where no other is known.

    Returns:
        How many had no place before; none where the file is not stored.
    """
    sent = [entry.resource for entry in read_sent(body).entries]
    ids = [one["id"] for one in sent if one["resourceType"] == "Patient" and "id" in one]
    stored = Resource.objects.filter(type="Patient", fhir_id__in=ids, person__isnull=False)
    keys = set(stored.values_list("person", flat=True))
    return let_live_in(place_id=place_id, person_ids=keys, by=by, at=at)
