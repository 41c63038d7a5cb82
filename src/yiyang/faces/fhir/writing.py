"""Creating, updating, patching and deleting one resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.faces.fhir import acting, asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.outcomes import formed, outcome_of
from yiyang.faces.fhir.patching import patched
from yiyang.faces.fhir.path_patching import path_patched
from yiyang.faces.fhir.reading import marked, note_look
from yiyang.record.selectors.resources import served
from yiyang.record.services.deleting import delete_resource, delete_where
from yiyang.record.services.drafts import Outcome
from yiyang.record.services.writing import (
    Written,
    change_resource,
    create_resource,
    only_one,
    update_resource,
    update_where,
)
from yiyang.rules.fhir_map.written import read_json


@fhir(Power.WRITE_FHIR)
def create(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Store a new resource; ``If-None-Exist`` finds it where it is there."""
    asking.check_type(kind)
    asking.check_answer_form(request)
    written = create_resource(
        resource=asking.resource_sent(request, kind),
        reader=reader,
        at=timezone.now(),
        condition=request.headers.get("If-None-Exist"),
    )
    return answer(request, reader, written)


@fhir(Power.WRITE_FHIR)
def update(request: HttpRequest, reader: Reader, kind: str, fhir_id: str) -> HttpResponse:
    """Store the next version of a resource, or the first."""
    asking.check_name(kind, fhir_id)
    asking.check_answer_form(request)
    resource = asking.resource_sent(request, kind)
    if resource.get("id") != fhir_id:
        raise Fault("FHIR_OTHER_ID", kind="invalid", status=400, where=f"{kind}.id")
    write = acting.act if acting.is_row(fhir_id) else update_resource
    written = write(
        resource=resource,
        reader=reader,
        at=timezone.now(),
        if_match=asking.version_wanted(request),
    )
    return answer(request, reader, written)


@fhir(Power.WRITE_FHIR)
def update_found(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Store a resource over the one that the address's condition finds."""
    asking.check_type(kind)
    asking.check_answer_form(request)
    written = update_where(
        resource=asking.resource_sent(request, kind),
        condition=condition_of(request),
        reader=reader,
        at=timezone.now(),
        if_match=asking.version_wanted(request),
    )
    return answer(request, reader, written)


@fhir(Power.WRITE_FHIR)
def patch(request: HttpRequest, reader: Reader, kind: str, fhir_id: str) -> HttpResponse:
    """Change a resource by a JSON Patch, or by a FHIRPath Patch."""
    asking.check_name(kind, fhir_id)
    return _patched(request, reader, kind, fhir_id, asking.version_wanted(request))


@fhir(Power.WRITE_FHIR)
def patch_found(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Change the one resource that the address's condition finds, as it stood when it was found."""
    asking.check_type(kind)
    wanted, condition = asking.version_wanted(request), condition_of(request)
    found = only_one(kind, condition, reader, timezone.now())
    return _patched(request, reader, kind, found.fhir_id, wanted or found.version)


def _patched(
    request: HttpRequest, reader: Reader, kind: str, fhir_id: str, version: int | None
) -> HttpResponse:
    asking.check_answer_form(request)
    steps = asking.patch_sent(request)

    def change(body: str) -> Mapping[str, Any]:
        way = path_patched if asking.is_path_patch(steps) else patched
        return way(read_json(body.encode()), steps)

    write = acting.act_on_text if acting.is_row(fhir_id) else change_resource
    written = write(
        kind=kind,
        fhir_id=fhir_id,
        change=change,
        reader=reader,
        at=timezone.now(),
        if_match=version,
    )
    return answer(request, reader, written)


@fhir(Power.WRITE_FHIR)
def delete(request: HttpRequest, reader: Reader, kind: str, fhir_id: str) -> HttpResponse:
    """Take a resource away; its versions stay."""
    asking.check_name(kind, fhir_id)
    version = delete_resource(
        kind=kind,
        fhir_id=fhir_id,
        reader=reader,
        at=timezone.now(),
        if_match=asking.version_wanted(request),
    )
    return _deleted(version)


@fhir(Power.WRITE_FHIR)
def delete_found(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Take away the one resource that the address's condition finds."""
    asking.check_type(kind)
    condition = condition_of(request)
    version = delete_where(kind=kind, condition=condition, reader=reader, at=timezone.now())
    return _deleted(version)


def condition_of(request: HttpRequest) -> str:
    """Return the condition in an address, without what speaks of the answer's form."""
    parts = request.META.get("QUERY_STRING", "").split("&")
    condition = "&".join(part for part in parts if part.partition("=")[0] not in asking.FORM)
    if not condition:
        raise Fault("FHIR_CONDITION_MISSING", kind="required", status=412)
    return condition


def answer(request: HttpRequest, reader: Reader, written: Written) -> HttpResponse:
    """Return what a writer asked to have back; what stood before only to who may read it."""
    created = written.outcome is Outcome.CREATED
    status = 201 if created else 200
    name = f"{written.type}/{written.fhir_id}"
    wanted = asking.preference(request)
    if wanted == asking.MINIMAL or (wanted != asking.OUTCOME and not reader.may(written.type, "r")):
        made = HttpResponse(status=status)
        del made["Content-Type"]
    elif wanted == asking.OUTCOME:
        made = outcome_of("FHIR_STORED", status)
    else:
        made = formed(request, shown(reader, written), status)
    base = request.build_absolute_uri("/fhir")
    made["Location"] = f"{base}/{name}/_history/{written.version}"
    return marked(made, written.version, written.updated_at)


def shown(reader: Reader, written: Written) -> bytes:
    """Return the body of what stands after a write; the writer reads what was there before."""
    if written.outcome is Outcome.UNCHANGED:
        note_look(reader, written.person_id, written.type)
    return served(written.type, written.fhir_id, written.version, written.updated_at, written.body)


def _deleted(version: int | None) -> HttpResponse:
    made = HttpResponse(status=204)
    del made["Content-Type"]
    if version is not None:
        made["ETag"] = f'W/"{version}"'
    return made
