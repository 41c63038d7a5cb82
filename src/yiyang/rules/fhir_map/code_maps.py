"""Codes of another catalogue read in ours: the code as sent stays, ours is put beside it.

Source: HL7 FHIR R4 ConceptMap; concept-map-equivalence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yiyang.kernel.findings import Finding
from yiyang.rules.fhir_map.findings import finding
from yiyang.rules.fhir_map.projections.terms import OWN, Resource, coding
from yiyang.rules.fhir_map.structure import Trail, path_of

# Catalogues that every node reads alike: by the beginning of their addresses.
COMMON = (
    *("http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"),
    *("http://hl7.org/", "http://terminology.hl7.org/", "urn:iso:", "urn:ietf:"),
    *("http://dicom.nema.org/", "http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:"),
    *("http://www.whocc.no/atc", f"{OWN}:"),
)
USABLE = frozenset({"equivalent", "equal", "wider", "subsumes", "relatedto"})


@dataclass(frozen=True)
class Target:
    """A code of ours that another one means."""

    system: str
    code: str
    display: str
    equivalence: str


CodeTable = Mapping[tuple[str, str], Target]


def table_of(concept_map: Resource) -> tuple[dict[tuple[str, str], Target], list[Finding]]:
    """Return the codes of a ConceptMap of sound shape, and every fault of its lines.

    A line without a target says that there is none: its code stays unmapped.
    """
    table: dict[tuple[str, str], Target] = {}
    findings: list[Finding] = []
    for number, group in enumerate(concept_map.get("group", ())):
        where = f"ConceptMap.group[{number}]"
        if not group.get("source") or not group.get("target"):
            findings.append(finding("MAP_WITHOUT_SYSTEMS", where))
            continue
        for place, element in enumerate(group.get("element", ())):
            for target in element.get("target", ()):
                key = group["source"], element.get("code", "")
                if target.get("equivalence") not in USABLE or not target.get("code"):
                    continue
                if key in table:
                    findings.append(finding("MAP_CODE_TWICE", f"{where}.element[{place}]"))
                table[key] = Target(
                    group["target"], target["code"], target.get("display", ""),
                    target["equivalence"],
                )  # fmt: skip
    if not table:
        findings.append(finding("MAP_EMPTY", "ConceptMap.group"))
    return table, findings


def read_in_ours(resource: Resource, table: CodeTable) -> list[Finding]:
    """Put our code beside each code of another catalogue; return what could not be mapped.

    A concept that has a code of a common catalogue too is understood as it is.  Changes
    ``resource`` in place; codes as sent are neither changed nor taken away.
    """
    found = []
    for concept, trail in _concepts(resource, (resource["resourceType"],)):
        codings = [one for one in concept["coding"] if isinstance(one, dict)]
        if any(_is_common(one.get("system", "")) for one in codings):
            continue
        targets = [table.get((one.get("system", ""), one.get("code", ""))) for one in codings]
        known = [target for target in targets if target is not None]
        for target in dict.fromkeys(known):
            concept["coding"].append(coding(target.system, target.code, target.display))
        if not known:
            first = codings[0] if codings else {}
            found.append(
                finding(
                    "CODE_NOT_MAPPED",
                    path_of(trail),
                    system=str(first.get("system", "")),
                    catalogue_code=str(first.get("code", "")),
                )
            )
    return found


def _is_common(system: Any) -> bool:
    return isinstance(system, str) and system.startswith(COMMON)


def _concepts(value: Any, trail: Trail) -> Iterator[tuple[dict[str, Any], Trail]]:
    """Yield every CodeableConcept with codes, and where it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("coding"), list):
            yield value, trail
        for key, inside in value.items():
            if key not in ("coding", "meta"):
                yield from _concepts(inside, (trail, key))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _concepts(inside, (trail, number))
