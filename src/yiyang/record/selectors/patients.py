"""Which Patient is which person: for faces that name people as the record does."""

from __future__ import annotations

from collections.abc import Iterable

from yiyang.record.models import Resource


def person_of_patient(fhir_id: str) -> int | None:
    """Return the key of the person of a Patient, or None; whoever calls checks who may see them."""
    found = Resource.objects.filter(type="Patient", fhir_id=fhir_id, deleted_at=None)
    return found.values_list("person_id", flat=True).first()


def patient_ids(person_ids: Iterable[int]) -> dict[int, str]:
    """Return the id of each person's first Patient; whoever calls has checked who may see them."""
    found = Resource.objects.filter(type="Patient", person__in=list(person_ids), deleted_at=None)
    rows = found.order_by("-key").values_list("person_id", "fhir_id")
    return dict(rows)
