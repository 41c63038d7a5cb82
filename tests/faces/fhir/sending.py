"""Sending FHIR: what tests of this face share."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse

from tests.journey import Journey, SignedIn
from tests.record.samples import patient
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.network.models import InstitutionKind

FHIR = "application/fhir+json"


class Sender:
    """A client of the FHIR face, acting in one role for one institution."""

    def __init__(self, client: SignedIn) -> None:
        self.client = client

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(f"/fhir/{path}", headers=_headers(headers))

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self._send("post", path, body, FHIR, headers)

    def put(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self._send("put", path, body, FHIR, headers)

    def patch(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self._send("patch", path, body, "application/json-patch+json", headers)

    def delete(self, path: str, **headers: str) -> HttpResponse:
        return self.client.delete(f"/fhir/{path}", headers=_headers(headers))

    def _send(
        self, method: str, path: str, body: Any, form: str, headers: dict[str, str]
    ) -> HttpResponse:
        text = body if isinstance(body, str | bytes) else json.dumps(body, ensure_ascii=False)
        send = getattr(self.client, method)
        address = f"/fhir/{path}" if path else "/fhir"
        return send(address, text, content_type=form, headers=_headers(headers))

    def create(self, resource: dict[str, Any]) -> str:
        """Store a new resource and return ``Type/id``."""
        answer = self.post(resource["resourceType"], resource)
        assert answer.status_code == 201, answer.content
        return f"{resource['resourceType']}/{answer.json()['id']}"


def _headers(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def system(journey: Journey) -> Sender:
    """Return the connected system of a new hospital."""
    hospital = make_institution(InstitutionKind.HOSPITAL)
    return Sender(journey.sign_in(Role.CONNECTED_SYSTEM, institution=hospital))


def staff(journey: Journey, role: str = Role.FAMILY_DOCTOR) -> Sender:
    """Return somebody who works at a new health centre."""
    return Sender(journey.sign_in(role, institution=make_institution(InstitutionKind.CHC)))


def pulse(subject: str, value: Any = 72, **elements: Any) -> dict[str, Any]:
    """Return a measured pulse of a patient."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
        "subject": {"reference": subject},
        "valueQuantity": {"value": value, "unit": "/min"},
        **elements,
    }


__all__ = ["FHIR", "Sender", "patient", "pulse", "staff", "system"]
