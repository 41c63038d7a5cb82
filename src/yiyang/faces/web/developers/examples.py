"""The requests that the developers' page shows; each is run by a test as it stands there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PATIENT, TOKEN, ASSERTION = "PATIENT_ID", "$TOKEN", "$ASSERTION"
FHIR_JSON = "application/fhir+json"
MEASURED = (
    '{"resourceType": "Observation", "status": "final", '
    '"category": [{"coding": [{"system": '
    '"http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}]}], '
    '"code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]}, '
    f'"subject": {{"reference": "Patient/{PATIENT}"}}, '
    '"effectiveDateTime": "2026-03-01T09:30:00+08:00", '
    '"valueQuantity": {"value": 72, "unit": "/min", "system": "http://unitsofmeasure.org", '
    '"code": "/min"}}'
)


@dataclass(frozen=True)
class Example:
    """One request: what it is for, its method and path, and what it sends."""

    code: str
    title: object  # lazily in the reader's language
    method: str
    path: str
    body: str = ""
    form: tuple[tuple[str, str], ...] = ()
    has_token: bool = True

    def curl(self, base: str) -> str:
        """Return the request as a command for a shell."""
        parts = ["curl"]
        if self.method != "GET" and not self.form:
            parts.append(f"-X {self.method}")
        if self.has_token:
            parts.append(f'-H "Authorization: Bearer {TOKEN}"')
        if self.body:
            parts.append(f'-H "Content-Type: {FHIR_JSON}"')
            parts.append(f"-d '{self.body}'")
        parts += [f'--data-urlencode "{name}={value}"' for name, value in self.form]
        return " \\\n  ".join([*parts, f"'{base}{self.path}'"])


EXAMPLES = (
    Example(
        "discovery",
        _("Ask where the doors are"),
        "GET",
        "/.well-known/smart-configuration",
        has_token=False,
    ),
    Example(
        "token",
        _("Get a token for a system (SMART Backend Services)"),
        "POST",
        "/oauth/token",
        form=(
            ("grant_type", "client_credentials"),
            ("scope", "system/*.cruds"),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", ASSERTION),
        ),
        has_token=False,
    ),
    Example("read", _("Read a patient"), "GET", f"/fhir/Patient/{PATIENT}"),
    Example(
        "search",
        _("Search: the newest vital signs of a patient"),
        "GET",
        f"/fhir/Observation?patient={PATIENT}&category=vital-signs&_sort=-date&_count=10",
    ),
    Example(
        "summary",
        _("Get the International Patient Summary"),
        "GET",
        f"/fhir/Patient/{PATIENT}/$summary",
    ),
    Example(
        "validate",
        _("Check a resource before you send it"),
        "POST",
        "/fhir/Observation/$validate",
        body=MEASURED,
    ),
    Example("create", _("Send a measurement"), "POST", "/fhir/Observation", body=MEASURED),
)
