"""A profile of our own making, small enough to see each demand; no one else's definitions."""

from __future__ import annotations

from typing import Any

from yiyang.rules.fhir_check.library import OF_TYPES

BASE = "https://node.test/StructureDefinition"
ELDER = f"{BASE}/elder"


def element(path: str, **demands: Any) -> dict[str, Any]:
    """Return an ElementDefinition; its id is its path unless a slice is named."""
    return {"id": demands.pop("id", path), "path": path, **demands}


def definition(url: str, kind: str, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a StructureDefinition by its differential, or a base by its snapshot."""
    form = "differential" if "baseDefinition" in more else "snapshot"
    return {
        "resourceType": "StructureDefinition",
        "id": url.rpartition("/")[2],
        "url": url,
        "name": "Own",
        "status": "draft",
        "kind": "resource",
        "abstract": False,
        "type": kind,
        form: {"element": list(elements)},
        **more,
    }


PATIENT = definition(
    f"{OF_TYPES}Patient",
    "Patient",
    element("Patient", min=0, max="*"),
    element("Patient.modifierExtension", min=0, max="*", type=[{"code": "Extension"}]),
    element("Patient.identifier", min=0, max="*", type=[{"code": "Identifier"}]),
    element("Patient.name", min=0, max="*", type=[{"code": "HumanName"}]),
    element(
        "Patient.gender",
        min=0,
        max="1",
        type=[{"code": "code"}],
        binding={"strength": "required", "valueSet": f"{BASE}/genders"},
    ),
    element(
        "Patient.deceased[x]", min=0, max="1", type=[{"code": "boolean"}, {"code": "dateTime"}]
    ),
    element(
        "Patient.generalPractitioner",
        min=0,
        max="*",
        type=[{"code": "Reference", "targetProfile": [f"{OF_TYPES}Organization"]}],
    ),
    derivation="specialization",
)
ELDERS = definition(
    ELDER,
    "Patient",
    element(
        "Patient",
        constraint=[
            {
                "key": "own-1",
                "severity": "error",
                "human": "an elder has a birth date",
                "expression": "birthDate.exists()",
            }
        ],
    ),
    element(
        "Patient.identifier",
        min=1,
        slicing={"discriminator": [{"type": "value", "path": "system"}], "rules": "closed"},
    ),
    element("Patient.identifier", id="Patient.identifier:card", sliceName="card", min=1, max="1"),
    element("Patient.identifier.system", id="Patient.identifier:card.system", fixedUri="urn:card"),
    element("Patient.identifier.value", id="Patient.identifier:card.value", min=1, maxLength=6),
    element("Patient.name.use", patternCode="official"),
    element("Patient.name.family", min=1),
    element("Patient.deceasedBoolean", fixedBoolean=False),
    derivation="constraint",
    baseDefinition=f"{OF_TYPES}Patient",
)
GENDERS = {
    "resourceType": "ValueSet",
    "id": "genders",
    "url": f"{BASE}/genders",
    "status": "draft",
    "compose": {"include": [{"system": f"{BASE}/codes"}]},
}
CODES = {
    "resourceType": "CodeSystem",
    "id": "codes",
    "url": f"{BASE}/codes",
    "status": "draft",
    "content": "complete",
    "concept": [{"code": "female"}, {"code": "male"}],
}
ALL = (PATIENT, ELDERS, GENDERS, CODES)
SOUND = {
    "resourceType": "Patient",
    "identifier": [{"system": "urn:card", "value": "12345"}],
    "name": [{"use": "official", "family": "李", "given": ["素珍"]}],
    "gender": "female",
    "birthDate": "1941-05-06",
}
