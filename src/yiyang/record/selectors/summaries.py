"""What goes into a person's summary: what is active, or the newest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from yiyang.record.models import Resource, TokenIndex
from yiyang.record.selectors.record import medications_of
from yiyang.record.selectors.resources import newest_first
from yiyang.record.selectors.vitals import newest_vital_observations
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.sections import section_of
from yiyang.rules.fhir_map.summary import has_happened, is_refuted
from yiyang.rules.fhir_map.values import hash_of
from yiyang.rules.fhir_map.written import read_json

MOST = 200  # resources of one type; the newest
MOST_RESULTS = 50  # observations of one category; the newest
DATE_OF = {
    "Condition": "onset-date",
    "AllergyIntolerance": "date",
    "MedicationRequest": "authoredon",
    "MedicationStatement": "effective",
    "Immunization": "date",
    "DiagnosticReport": "date",
    "Procedure": "date",
    "ClinicalImpression": "date",
    "CarePlan": "date",
}
CATEGORIES = ("laboratory", "imaging", "social-history")  # vital signs: their newest set only


def summary_resources(
    own: QuerySet[Resource], person_id: int, at: datetime
) -> list[dict[str, Any]]:
    """Return the resources of a person's summary: each of a section, and Medications named.

    Args:
        own: the person's resources, cut to what whoever asks may see.
        at: only vital signs measured until then.
    """
    found = [body for kind, date_code in DATE_OF.items() for body in _newest(own, kind, date_code)]
    found += [body for category in CATEGORIES for body in _observed(own, category)]
    found += newest_vital_observations(person_id, at, own=own)
    kept = {f"{r['resourceType']}/{r['id']}": r for r in found if section_of(r)}
    return [*kept.values(), *medications_of(list(kept.values())).values()]


def _newest(own: QuerySet[Resource], kind: str, date_code: str) -> list[dict[str, Any]]:
    rows = newest_first(own, kind, date_code)[:MOST]
    return _sound([read_json(row.body.encode()) for row in rows])


def _observed(own: QuerySet[Resource], category: str) -> list[dict[str, Any]]:
    of_category = TokenIndex.objects.filter(
        resource=OuterRef("pk"),
        param=parameter("Observation", "category").key,
        code=hash_of(category),
    )
    rows = newest_first(own.filter(Exists(of_category)), "Observation", "date")[:MOST_RESULTS]
    return _sound([read_json(row.body.encode()) for row in rows])


def _sound(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what was found and has not been taken back; not what was cancelled, or not done."""
    return [body for body in bodies if has_happened(body) and not is_refuted(body)]
