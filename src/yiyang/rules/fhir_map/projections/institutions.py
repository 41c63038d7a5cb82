"""Institutions, wards and places as Organization and Location.

Source: HL7 FHIR R4 Organization, Location; location-physical-type and organization-type of HL7.
"""

from __future__ import annotations

from dataclasses import dataclass

from yiyang.rules.fhir_map.projections.terms import (
    TERMINOLOGY,
    Resource,
    concept,
    identifier,
    own,
    point,
    present,
    reference,
)

PHYSICAL_TYPE = f"{TERMINOLOGY}/location-physical-type"
DIVISION_CODES = "urn:oid:2.16.156.10011.2.2.2"  # GB/T 2260 and GB/T 10114
CREDIT_CODES = "urn:oid:2.16.156.10011.1.26"  # GB 32100


@dataclass(frozen=True)
class InstitutionFacts:
    """An institution; degrees of WGS 84."""

    key: int
    code: str
    name_zh: str
    name_en: str
    kind: str
    ownership: str
    credit_code: str
    address: str
    phone: str
    lon: float
    lat: float
    place: int
    operator: int | None
    inhouse_of: int | None
    is_open: bool


@dataclass(frozen=True)
class WardFacts:
    """A ward of an institution."""

    key: int
    institution: int
    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class PlaceFacts:
    """A division of the country."""

    key: int
    code: str
    name_zh: str
    name_en: str
    parent: int | None
    lon: float | None
    lat: float | None


def organization_of(facts: InstitutionFacts) -> Resource:
    """Return an institution as an Organization: part of the one that runs it, or houses it."""
    above = facts.operator or facts.inhouse_of
    credit = {"system": CREDIT_CODES, "value": facts.credit_code} if facts.credit_code else None
    return present(
        {
            "resourceType": "Organization",
            "identifier": [i for i in (identifier("institution", facts.code), credit) if i],
            "active": facts.is_open,
            "type": [
                concept(own("institution-kind"), facts.kind),
                concept(own("ownership"), facts.ownership),
            ],
            "name": facts.name_zh,
            "alias": [facts.name_en] if facts.name_en else None,
            "telecom": [{"system": "phone", "value": facts.phone}] if facts.phone else None,
            "address": [{"text": facts.address}] if facts.address else None,
            "partOf": reference("Organization", "institution", above) if above else None,
        }
    )


def site_of(facts: InstitutionFacts) -> Resource:
    """Return where an institution is, as the Location that its wards and beds are part of."""
    return present(
        {
            "resourceType": "Location",
            "identifier": [identifier("institution", facts.code)],
            "status": "active" if facts.is_open else "inactive",
            "name": facts.name_zh,
            "alias": [facts.name_en] if facts.name_en else None,
            "mode": "instance",
            "type": [concept(own("institution-kind"), facts.kind)],
            "telecom": [{"system": "phone", "value": facts.phone}] if facts.phone else None,
            "address": {"text": facts.address} if facts.address else None,
            "physicalType": concept(PHYSICAL_TYPE, "si", "Site"),
            "position": point(facts.lon, facts.lat),
            "managingOrganization": reference("Organization", "institution", facts.key),
            "partOf": reference("Location", "place", facts.place),
        }
    )


def ward_of(facts: WardFacts) -> Resource:
    """Return a ward as a Location."""
    return present(
        {
            "resourceType": "Location",
            "identifier": [identifier("ward", f"{facts.institution}/{facts.code}")],
            "status": "active",
            "name": facts.name_zh,
            "alias": [facts.name_en] if facts.name_en else None,
            "mode": "instance",
            "physicalType": concept(PHYSICAL_TYPE, "wa", "Ward"),
            "managingOrganization": reference("Organization", "institution", facts.institution),
            "partOf": reference("Location", "institution", facts.institution),
        }
    )


def area_of(facts: PlaceFacts) -> Resource:
    """Return a division of the country as a Location."""
    return present(
        {
            "resourceType": "Location",
            "identifier": [{"system": DIVISION_CODES, "value": facts.code}],
            "status": "active",
            "name": facts.name_zh,
            "alias": [facts.name_en] if facts.name_en else None,
            "mode": "instance",
            "physicalType": concept(PHYSICAL_TYPE, "jdn", "Jurisdiction"),
            "position": point(facts.lon, facts.lat),
            "partOf": reference("Location", "place", facts.parent) if facts.parent else None,
        }
    )
