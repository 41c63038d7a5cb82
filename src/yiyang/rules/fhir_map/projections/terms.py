"""The small parts that all projections are put together from.

Moments and days come as text already (ISO 8601, with a zone), as the database writes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yiyang.rules.fhir_map.written import Written

Resource = dict[str, Any]
OWN = "urn:yiyang"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
ROWS = (
    *("place", "institution", "ward", "bed", "practitioner", "post", "team", "person", "relative"),
    *("claim", "transfer", "offer", "referral", "clinic", "session", "booking", "agreement"),
    *("member", "plan", "act", "visit", "assessment", "consent", "order", "figure", "taken"),
)
OWN_ID = re.compile(rf"({'|'.join(ROWS)})-\d+")


def is_own_id(fhir_id: str) -> bool:
    """Tell whether an id is one of those that only projections of rows carry."""
    return OWN_ID.fullmatch(fhir_id) is not None


def own(name: str) -> str:
    """Return the address of one of our own systems."""
    return f"{OWN}:{name}"


def reference(kind: str, row: str, key: int | None) -> dict[str, str]:
    """Return a reference to the projection of a row."""
    return {"reference": f"{kind}/{row}-{key}"}


def coding(system: str, code: str, display: str = "") -> dict[str, str]:
    """Return a Coding."""
    made = {"system": system, "code": code}
    return {**made, "display": display} if display else made


def concept(system: str, code: str, display: str = "") -> dict[str, Any]:
    """Return a CodeableConcept of one coding."""
    return {"coding": [coding(system, code, display)]}


def identifier(name: str, value: str) -> dict[str, str]:
    """Return an Identifier of one of our own systems."""
    return {"system": own(name), "value": value}


def period(since: str | None, until: str | None) -> dict[str, str]:
    """Return a Period, without an end that is not known; the last day or moment is within it."""
    return present({"start": since, "end": until})


def present(made: Mapping[str, Any]) -> Resource:
    """Return a dictionary without what is empty: FHIR has no empty element."""
    return {k: v for k, v in made.items() if v not in (None, "", [], {}, ())}


def point(lon: float | None, lat: float | None) -> dict[str, Any] | None:
    """Return a position of a Location; None where it is not known."""
    if lon is None or lat is None:
        return None
    return {"longitude": Written(repr(lon)), "latitude": Written(repr(lat))}
