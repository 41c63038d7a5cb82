"""Results of examinations and laboratory tests, read from DiagnosticReport and Observation.

Only images and values are results: what a doctor concluded (``conclusion``, ``conclusionCode``,
an interpretation) is never read here.  Source: HL7 FHIR R4; GWYF-2022-6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiyang.rules.fhir_map.moments import period_of
from yiyang.rules.fhir_map.spoken import concept_text
from yiyang.rules.fhir_map.values import target_of

Resource = Mapping[str, Any]
Coded = tuple[str, str]  # system and code, or system and value
DATES = ("effectiveDateTime", "effectiveInstant", "effectivePeriod", "issued")


@dataclass(frozen=True)
class Maker:
    """Who a result says made it: what it points to, its identifiers, its name."""

    target: str
    identifiers: tuple[Coded, ...]
    name: str


@dataclass(frozen=True)
class Result:
    """One result; ``made_at`` is the earliest moment that its date may mean, ``made_before`` the
    end of the latest one; both None without a date.
    """

    codes: frozenset[Coded]
    name: str
    status: str
    made_at: datetime | None
    made_before: datetime | None
    makers: tuple[Maker, ...]
    value: str
    parts: tuple[str, ...]  # Observations of a report, as ``Observation/id``


def result_of(resource: Resource) -> Result:
    """Return what a DiagnosticReport or an Observation says as a result."""
    made_at, made_before = _made(resource)
    return Result(
        codes=frozenset(_codings(resource.get("code"))),
        name=concept_text(resource.get("code")),
        status=str(resource.get("status", "")),
        made_at=made_at,
        made_before=made_before,
        makers=tuple(_makers(resource)),
        value=value_text(resource),
        parts=tuple(filter(None, (target_of(one) for one in _list(resource.get("result"))))),
    )


def organization_identifiers(organization: Resource) -> tuple[Coded, ...]:
    """Return the identifiers of an Organization."""
    return tuple(_identifiers(organization.get("identifier")))


def value_text(resource: Resource) -> str:
    """Return the value of an Observation as it was written, with its components; "" without."""
    own = _value(resource)
    parts = [
        f"{concept_text(part.get('code'))} {_value(part)}".strip()
        for part in _list(resource.get("component"))
        if isinstance(part, dict) and _value(part)
    ]
    return "; ".join(part for part in (own, *parts) if part)


def _value(holder: Resource) -> str:
    quantity = holder.get("valueQuantity")
    if isinstance(quantity, dict) and "value" in quantity:
        unit = str(quantity.get("unit") or quantity.get("code") or "")
        number = getattr(quantity["value"], "text", quantity["value"])
        return f"{quantity.get('comparator', '')}{number} {unit}".strip()
    for name in ("valueString", "valueInteger", "valueDateTime"):
        if name in holder:
            return str(holder[name])
    return concept_text(holder.get("valueCodeableConcept"))


def _made(resource: Resource) -> tuple[datetime, datetime] | tuple[None, None]:
    for name in DATES:
        written = resource.get(name)
        if isinstance(written, dict):
            written = written.get("start") or written.get("end")
        found = period_of(written) if isinstance(written, str) else None
        if found is not None:
            return found
    return None, None


def _makers(resource: Resource) -> Iterator[Maker]:
    inside = {
        f"#{one.get('id')}": one
        for one in _list(resource.get("contained"))
        if isinstance(one, dict)
    }
    for reference in _list(resource.get("performer")):
        if not isinstance(reference, dict):
            continue
        held = inside.get(str(reference.get("reference", "")), {})
        yield Maker(
            target=target_of(reference),
            identifiers=(
                *_identifiers(reference.get("identifier")),
                *_identifiers(held.get("identifier")),
            ),
            name=str(reference.get("display") or held.get("name") or ""),
        )


def _identifiers(given: Any) -> Iterator[Coded]:
    for one in _list(given):
        if isinstance(one, dict) and isinstance(one.get("value"), str):
            yield str(one.get("system", "")), one["value"]


def _codings(concept: Any) -> Iterator[Coded]:
    for coding in _list(concept.get("coding")) if isinstance(concept, dict) else ():
        if isinstance(coding, dict) and isinstance(coding.get("code"), str):
            yield str(coding.get("system", "")), coding["code"]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
