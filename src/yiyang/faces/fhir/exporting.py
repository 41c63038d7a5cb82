"""Bulk Data Access: asking for an export, following it, fetching its files, stopping it."""

from __future__ import annotations

import re
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import http_date

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.consents.services.exports import may_export
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.invoking import values_of
from yiyang.faces.fhir.outcomes import outcome_of, refused
from yiyang.record.models import Export
from yiyang.record.services.exporting import Wish, cancel_export, hand_out_file, start_export
from yiyang.record.services.refusals import NotPermitted
from yiyang.rules.fhir_map.links import compartments
from yiyang.rules.fhir_map.parameters import served_types
from yiyang.rules.fhir_map.written import write_json

NDJSON = "application/fhir+ndjson"
FORMATS = frozenset({NDJSON, "application/ndjson", "ndjson"})
KNOWN = frozenset({"_type", "_since", "_outputFormat", "_approval", "_typeFilter"})
FILE = re.compile(r"([A-Z][A-Za-z]+)\.(\d{1,9})\.ndjson")
APPROVAL = re.compile(r"(?:EXPORT-)?(\d{1,9})")
BETWEEN = re.compile(r",(?=[A-Za-z]{1,40}\?)")  # two filters, not two values of one
AGAIN = 5  # seconds after which to ask how far it is
State = Export.State


@fhir(Power.READ_FHIR)
def of_all(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask for all that the reader may see."""
    return _begin(request, reader, served_types())


@fhir(Power.READ_FHIR)
def of_patients(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Ask for the records of all people whom the reader may see."""
    return _begin(request, reader, _of_people(), of_people=True)


@fhir(Power.READ_FHIR)
def of_group(request: HttpRequest, reader: Reader, fhir_id: str) -> HttpResponse:
    """Ask for the records of a Group's members."""
    asking.check_name("Group", fhir_id)
    return _begin(request, reader, _of_people(), of_people=True, group=fhir_id)


@fhir(Power.READ_FHIR)
def follow(request: HttpRequest, reader: Reader, export_id: uuid.UUID) -> HttpResponse:
    """Tell how far an export is, or where its files are."""
    export = _mine(reader, export_id)
    if export.state == State.UNDER_WAY:
        made = HttpResponse(status=202)
        done = f"{export.type_at} of {len(export.types)} types, {export.count} resources"
        made["X-Progress"] = done
        made["Retry-After"] = str(AGAIN)
        return made
    if export.state == State.FAILED:
        return refused("FHIR_EXPORT_FAILED", kind="exception", status=500)
    made = HttpResponse(write_json(_manifest(request, export)), content_type="application/json")
    made["Expires"] = http_date(export.expires_at.timestamp())
    return made


@fhir(Power.READ_FHIR)
def fetch(request: HttpRequest, reader: Reader, export_id: uuid.UUID, name: str) -> HttpResponse:
    """Return one file of an export that is done, as far as it is open now."""
    export = _mine(reader, export_id)
    found = FILE.fullmatch(name)
    if found is None or export.state != State.DONE:
        raise Http404
    if not reader.may(found[1], "r"):
        raise NotPermitted
    file = {"kind": found[1], "part": int(found[2]), "at": timezone.now()}
    made = HttpResponse(hand_out_file(export=export, reader=reader, **file), content_type=NDJSON)
    made["Expires"] = http_date(export.expires_at.timestamp())
    return made


@fhir(Power.READ_FHIR)
def stop(request: HttpRequest, reader: Reader, export_id: uuid.UUID) -> HttpResponse:
    """Stop an export, or throw away its files."""
    export = _mine(reader, export_id)
    cancel_export(export=export, by=reader.actor, at=timezone.now())
    return outcome_of("FHIR_EXPORT_STOPPED", 202)


def _mine(reader: Reader, export_id: uuid.UUID) -> Export:
    mine = {
        "assignment": reader.assignment,
        "client_id": reader.client_id,
        "person_id": reader.person_id,  # a token for one person opens no wider export
    }
    standing = Export.objects.exclude(state=State.CANCELLED).filter(expires_at__gt=timezone.now())
    return get_object_or_404(standing, public_id=export_id, **mine)


def _of_people() -> frozenset[str]:
    return frozenset(compartments()["Patient"]) & served_types() | {"Patient"}


def _begin(
    request: HttpRequest,
    reader: Reader,
    types: frozenset[str],
    *,
    of_people: bool = False,
    group: str = "",
) -> HttpResponse:
    if "respond-async" not in request.headers.get("Prefer", ""):
        raise Fault("FHIR_EXPORT_ASYNC", kind="required", status=400)
    given = _given(request)
    wanted = _types(given, types)
    number, at = _approval(given), timezone.now()
    with transaction.atomic():
        kinds = sorted(kind for kind in wanted if reader.may(kind, "r"))
        allowed = may_export(reader=reader, export_id=number, types=tuple(kinds), at=at)
        wish = Wish(
            kinds,
            since=_since(given),
            of_people=of_people,
            group=group,
            url=request.build_absolute_uri(),
            approval=number,
            place=allowed.place.code,
            filters=_filters(given),
        )
        export = start_export(wish=wish, reader=reader, at=at)
    made = outcome_of("FHIR_EXPORT_STARTED", 202)
    made["Content-Location"] = request.build_absolute_uri(f"/fhir/bulk/{export.public_id}")
    return made


def _given(request: HttpRequest) -> dict[str, str]:
    given = {name: ",".join(request.GET.getlist(name)) for name in request.GET}
    if request.method == "POST" and request.body:
        sent = values_of(asking.resource_sent(request, "Parameters"))
        given |= {name: ",".join(values) for name, values in sent.items()}
    strange = sorted(given.keys() - KNOWN - asking.FORM)
    if strange and "handling=lenient" not in request.headers.get("Prefer", ""):
        raise Fault("FHIR_BAD_PARAMETER", kind="not-supported", status=400, where=strange[0][:80])
    if given.get("_outputFormat", NDJSON).replace(" ", "+") not in FORMATS:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="_outputFormat")
    return given


def _types(given: dict[str, str], types: frozenset[str]) -> frozenset[str]:
    named = frozenset(kind for kind in given.get("_type", "").split(",") if kind)
    if named - types:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="_type")
    return named or types


def _filters(given: dict[str, str]) -> tuple[str, ...]:
    """Return the searches of ``_typeFilter``: a comma divides them before ``Type?`` alone."""
    return tuple(text for text in BETWEEN.split(given.get("_typeFilter", "")) if text)


def _approval(given: dict[str, str]) -> int:
    """Return the number of the request under which records may leave."""
    found = APPROVAL.fullmatch(given.get("_approval", ""))
    if found is None:
        raise Fault("FHIR_EXPORT_APPROVAL", kind="forbidden", status=403, where="_approval")
    return int(found[1])


def _since(given: dict[str, str]) -> datetime | None:
    return asking.moment_of(given.get("_since", ""), "_since")


def _manifest(request: HttpRequest, export: Export) -> dict[str, Any]:
    base = request.build_absolute_uri(f"/fhir/bulk/{export.public_id}")
    files = export.files.order_by("type", "part").values_list("type", "part", "count")
    made: dict[str, Any] = {
        "transactionTime": export.as_of.isoformat(timespec="milliseconds"),
        "request": export.url,
        "requiresAccessToken": True,
        "output": [
            {"type": kind, "url": f"{base}/{kind}.{part}.ndjson", "count": count}
            for kind, part, count in files
        ],
        "error": [],
    }
    if export.approval is not None:
        made["extension"] = {
            "approval": f"EXPORT-{export.approval}",
            "place": export.place_code,
            "peopleWithoutPlace": export.without_place,
        }
    return made
