"""Rows turned into what the rule of scopes takes."""

from __future__ import annotations

from collections.abc import Iterable

from yiyang.access.models import Account, Assignment
from yiyang.access.powers import powers_now
from yiyang.clients.models import Client
from yiyang.network.models import Practitioner
from yiyang.record.models import Resource
from yiyang.rules.smart import Asked


def asked_of(
    client: Client,
    assignment: Assignment,
    scopes: Iterable[str],
    *,
    has_person: bool = False,
    is_launched: bool = False,
) -> Asked:
    """Return what a client asks for under an assignment."""
    powers = powers_now(assignment)
    return Asked(
        scopes=tuple(dict.fromkeys(scopes)),
        registered=tuple(client.scopes),
        powers=tuple(sorted(powers)),
        is_system=client.is_system,
        has_person=has_person,
        is_launched=is_launched,
        has_identity=not client.is_system and bool(fhir_user(assignment.account)),
    )


def fhir_user(account: Account) -> str:
    """Return the reference of the resource that says who an account is; "" where there is none."""
    if account.person_id is not None:
        found = patient_of(account.person_id)
        return f"Patient/{found}" if found else ""
    code = Practitioner.objects.filter(account=account).values_list("pk", flat=True).first()
    if code is None:
        return ""
    resource = Resource.objects.filter(
        type="Practitioner", fhir_id=f"practitioner-{code}", deleted_at=None
    )
    found = resource.values_list("fhir_id", flat=True).first()
    return f"Practitioner/{found}" if found else ""


def patient_of(person_id: int) -> str:
    """Return the id of the Patient resource of a person; "" where the record has none."""
    found = Resource.objects.filter(type="Patient", person=person_id, deleted_at=None)
    return found.order_by("key").values_list("fhir_id", flat=True).first() or ""
