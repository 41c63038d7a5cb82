"""What goes into a person's summary: what is active, or the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from yiyang.record.models import Resource, TokenIndex
from yiyang.record.selectors.record import medications_of
from yiyang.record.selectors.resources import newest_first
from yiyang.record.selectors.vitals import newest_vital_observations
from yiyang.rules.fhir_map.parameters import parameter
from yiyang.rules.fhir_map.sections import Section, section_of, sections_of
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
    "Flag": "date",
    "Consent": "date",
}
USES = "DeviceUseStatement"  # has no date to search by: by its number
CATEGORIES = ("laboratory", "imaging", "social-history")  # vital signs: their newest set only


@dataclass(frozen=True)
class Gathered:
    """The resources of a summary, and the sections of which what is older was left out."""

    resources: list[dict[str, Any]]
    cut: frozenset[Section]


def summary_resources(own: QuerySet[Resource], person_id: int, at: datetime) -> Gathered:
    """Return what a person's summary holds: what is of a section, and what it names.

    Args:
        own: the person's resources, cut to what whoever asks may see.
        at: only vital signs measured until then.
    """
    groups = {kind: (newest_first(own, kind, code), MOST) for kind, code in DATE_OF.items()}
    groups[USES] = (own.filter(type=USES).order_by("-key"), MOST)
    groups |= {category: (_observed(own, category), MOST_RESULTS) for category in CATEGORIES}
    read = {name: list(rows[: most + 1]) for name, (rows, most) in groups.items()}
    found = [body for name, rows in read.items() for body in _sound(rows[: groups[name][1]])]
    found += newest_vital_observations(person_id, at, own=own)
    kept = {f"{r['resourceType']}/{r['id']}": r for r in found if section_of(r)}
    inside = list(kept.values())
    cut = {
        s for name, rows in read.items() if len(rows) > groups[name][1] for s in sections_of(name)
    }
    named = [*medications_of(inside).values(), *_devices_of(inside, own)]
    return Gathered([*inside, *named], frozenset(cut))


def _devices_of(uses: list[dict[str, Any]], own: QuerySet[Resource]) -> list[dict[str, Any]]:
    """Return each Device that a use points to and that stands in the same record."""
    names = {str(use["device"].get("reference", "")) for use in uses if "device" in use}
    ids = [name.removeprefix("Device/") for name in names if name.startswith("Device/")]
    return [read_json(row.body.encode()) for row in own.filter(type="Device", fhir_id__in=ids)]


def _observed(own: QuerySet[Resource], category: str) -> QuerySet[Resource]:
    of_category = TokenIndex.objects.filter(
        resource=OuterRef("pk"),
        param=parameter("Observation", "category").key,
        code=hash_of(category),
    )
    return newest_first(own.filter(Exists(of_category)), "Observation", "date")


def _sound(rows: list[Resource]) -> list[dict[str, Any]]:
    """Return what was found and has not been taken back; not what was cancelled, or not done."""
    bodies = [read_json(row.body.encode()) for row in rows]
    return [body for body in bodies if has_happened(body) and not is_refuted(body)]
