"""The CapabilityStatement: made from the routes, the types and the parameters themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from yiyang.faces.fhir.asking import PATCH_TYPE, PATH_PATCH_TYPE, check_answer_form
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.outcomes import formed, refused
from yiyang.faces.fhir.subscribing import SEARCHED
from yiyang.faces.oauth.doors import machine
from yiyang.rules.fhir_map.composites import composites_of
from yiyang.rules.fhir_map.links import compartments, targets_of
from yiyang.rules.fhir_map.parameters import APART, parameters_of, served_types
from yiyang.rules.fhir_map.special import specials_of
from yiyang.rules.fhir_map.written import write_json
from yiyang.rules.subscribing.topics import topics

SINCE = "2026-11-22"  # of the text of this statement, not of the data
TYPE, ONE = "fhir/<str:kind>", "fhir/<str:kind>/<str:fhir_id>"
INTERACTIONS = {  # by route and method
    (ONE, "GET"): "read",
    (f"{ONE}/_history/<str:version>", "GET"): "vread",
    (ONE, "PUT"): "update",
    (ONE, "PATCH"): "patch",
    (ONE, "DELETE"): "delete",
    (f"{ONE}/_history", "GET"): "history-instance",
    (f"{TYPE}/_history", "GET"): "history-type",
    (TYPE, "POST"): "create",
    (TYPE, "GET"): "search-type",
}
OF_ALL = {
    ("fhir", "POST"): ("transaction", "batch"),
    ("fhir", "GET"): ("search-system",),
    ("fhir/_history", "GET"): ("history-system",),
}
HL7 = "http://hl7.org/fhir"
BACKPORT = f"{HL7}/uv/subscriptions-backport"
OWN = "urn:yiyang:fhir"
DEFINITIONS = {  # of operations, by name and the type they stand under
    ("validate", ""): f"{HL7}/OperationDefinition/Resource-validate",
    ("process-message", ""): f"{HL7}/OperationDefinition/MessageHeader-process-message",
    ("summary", "Patient"): f"{HL7}/uv/ips/OperationDefinition/summary",
    ("everything", "Patient"): f"{HL7}/OperationDefinition/Patient-everything",
    ("export", ""): f"{HL7}/uv/bulkdata/OperationDefinition/export",
    ("export", "Patient"): f"{HL7}/uv/bulkdata/OperationDefinition/patient-export",
    ("export", "Group"): f"{HL7}/uv/bulkdata/OperationDefinition/group-export",
    ("status", "Subscription"): f"{BACKPORT}/OperationDefinition/backport-subscription-status",
    ("events", "Subscription"): f"{BACKPORT}/OperationDefinition/backport-subscription-events",
}
OPERATION = re.compile(r"fhir/(?:(<str:kind>|[A-Z]\w+)/)?(?:<str:\w+>/)?\$([\w-]+)")
OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"
PUBLISHED = {"_text": "string", "_content": "string"}  # as R4 publishes them
SAID = "A patch may name its resource by a condition: `PATCH [type]?[search]`."
FOLLOWED = (
    "`_revinclude` also takes a parameter that may point to any type; answers are shaped by _sort, "
    "_count, _total, _elements, _summary, _include, _revinclude."
)
SERVICES = "http://terminology.hl7.org/CodeSystem/restful-security-service"


@machine
def statement(request: HttpRequest) -> HttpResponse:
    """Answer with what this face does."""
    try:
        check_answer_form(request)
    except Fault as fault:
        return refused(fault.code, kind=fault.kind, status=fault.status)
    root = request.build_absolute_uri("/").rstrip("/")
    body = write_json({**_head(root), "rest": [{**_rest(), **_security(root)}]})
    answer = formed(request, body)
    answer["Access-Control-Allow-Origin"] = "*"  # nothing here is anybody's
    return answer


def _head(root: str) -> dict[str, Any]:
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": SINCE,
        "kind": "instance",
        "software": {"name": "Yiyang"},
        "implementation": {"description": "Yiyang", "url": f"{root}/fhir"},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "patchFormat": [PATCH_TYPE, PATH_PATCH_TYPE],
        "instantiates": _instantiated(),
    }


def _instantiated() -> list[str]:
    has_export = any(name == "export" for name, _ in operations())
    bulk = [f"{HL7}/uv/bulkdata/CapabilityStatement/bulk-data"] if has_export else []
    return [
        *bulk,
        f"{HL7}/uv/ips/CapabilityStatement/ips-server",
        f"{BACKPORT}/CapabilityStatement/backport-subscription-server-r4",
    ]


def _security(root: str) -> dict[str, Any]:
    urls = [("token", "/oauth/token"), ("authorize", "/oauth/authorize")]
    uris = [{"url": name, "valueUri": root + path} for name, path in urls]
    return {
        "security": {
            "cors": True,
            "service": [{"coding": [{"system": SERVICES, "code": "SMART-on-FHIR"}]}],
            "extension": [{"url": OAUTH, "extension": uris}],
        }
    }


@cache
def _rest() -> dict[str, Any]:
    held = set(_routes())
    shared = [code for place, code in INTERACTIONS.items() if place in held]
    of_all = [code for place, codes in OF_ALL.items() if place in held for code in codes]
    return {
        "mode": "server",
        "documentation": FOLLOWED,
        "resource": [
            _apart(kind, held) if kind in APART else _resource(kind, shared)
            for kind in sorted(served_types() | APART)
        ],
        "interaction": [{"code": code} for code in of_all],
        "searchParam": _of_all_types(),
        "operation": [_operation(name, kind) for name, kind in operations() if not kind],
        "compartment": [f"{HL7}/CompartmentDefinition/{w.lower()}" for w in sorted(compartments())],
    }


def _resource(kind: str, shared: list[str]) -> dict[str, Any]:
    found = [(p.code, p.kind) for p in parameters_of(kind)]
    found += [(c.code, "composite") for c in composites_of(kind)]
    found += [("_id", "token"), ("_lastUpdated", "date"), ("_filter", "special")]
    found += [(p.code, PUBLISHED.get(p.code, p.kind)) for p in specials_of(kind)]
    references = [f"{kind}:{code}" for code, form in found if form == "reference"]
    made: dict[str, Any] = {
        "type": kind,
        "documentation": SAID,
        "interaction": [{"code": code} for code in shared],
        "versioning": "versioned-update",
        "readHistory": True,
        "updateCreate": True,
        "conditionalCreate": True,
        "conditionalRead": "full-support",
        "conditionalUpdate": True,
        "conditionalDelete": "single",
        "referencePolicy": ["literal", "logical", "local"],
        "searchInclude": sorted(["*", *references]),
        "searchRevInclude": list(_pointing().get(kind, ())),
        "searchParam": [_parameter(code, form) for code, form in sorted(set(found))],
    }
    mine = [_operation(name, owner) for name, owner in operations() if owner == kind]
    kept = {name: value for name, value in made.items() if value != []}
    return kept | ({"operation": mine} if mine else {})


@cache
def _pointing() -> dict[str, list[str]]:
    """Return, for each type, the reference parameters that name it as what they point to."""
    found: dict[str, list[str]] = {}
    for kind in sorted(served_types()):
        for parameter in parameters_of(kind):
            targets = targets_of(kind, parameter.code) if parameter.kind == "reference" else ()
            if len(targets) < len(served_types()):  # one that may point to any names none
                for target in targets:
                    found.setdefault(target, []).append(f"{kind}:{parameter.code}")
    return found


def _of_all_types() -> list[dict[str, str]]:
    """Return the parameters by which resources of every type are found."""
    found = {p.code: p.kind for p in parameters_of("Basic")}
    kept = {code: form for code, form in found.items() if code.startswith("_")}
    special = dict.fromkeys(("_type", "_has", "_list", "_filter"), "special")
    alike = {**kept, **special, "_id": "token", "_lastUpdated": "date"}
    return [_parameter(code, form) for code, form in sorted(alike.items())]


def _apart(kind: str, held: set[tuple[str, str]]) -> dict[str, Any]:
    """Return what is done with a type that stands apart from the record: Subscription."""
    done = [
        code
        for (place, method), code in INTERACTIONS.items()
        if (place.replace("<str:kind>", kind), method) in held
    ]
    address = f"{BACKPORT}/StructureDefinition/capabilitystatement-subscriptiontopic-canonical"
    parameters = parameters_of(kind)
    return {
        "extension": [{"url": address, "valueCanonical": topic} for topic in topics()],
        "type": kind,
        "supportedProfile": [f"{BACKPORT}/StructureDefinition/backport-subscription"],
        "interaction": [{"code": code} for code in done],
        "versioning": "versioned-update",
        "readHistory": False,
        "updateCreate": False,
        "conditionalCreate": False,
        "conditionalRead": "not-match",
        "conditionalUpdate": False,
        "conditionalDelete": "not-supported",
        "searchParam": [
            _parameter("_id", "token"),
            *(_parameter(p.code, p.kind) for p in parameters if p.code in SEARCHED),
        ],
        "operation": [_operation(name, owner) for name, owner in operations() if owner == kind],
    }


def _parameter(code: str, form: str) -> dict[str, str]:
    return {"name": code, "type": form}


def _operation(name: str, kind: str) -> dict[str, str]:
    """Return an operation by the standard's definition; one of our own by its name."""
    own = f"{OWN}/OperationDefinition/{kind or 'Resource'}-{name}"
    return {"name": name, "definition": DEFINITIONS.get((name, kind), own)}


@cache
def operations() -> tuple[tuple[str, str], ...]:
    """Return name and type of every operation that has a route; no type: of all."""
    found = {}
    for pattern, _ in _routes():
        match = OPERATION.match(pattern)
        if match:
            kind = match[1] if match[1] and not match[1].startswith("<") else ""
            found[match[2], kind] = None
    return tuple(found)


def _routes() -> Iterator[tuple[str, str]]:
    """Return every route of this face and each method it takes."""
    for entry in get_resolver().url_patterns:
        pattern = str(getattr(entry, "pattern", ""))
        if pattern == "fhir" or pattern.startswith("fhir/"):
            view = getattr(entry, "callback", None)
            for method in getattr(view, "methods", {"GET": None}):
                yield pattern, method
