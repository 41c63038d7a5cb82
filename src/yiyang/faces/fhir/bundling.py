"""Transactions and batches: many interactions in one request."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote

import orjson
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import parse_http_date

from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault, answer_for
from yiyang.faces.fhir.outcomes import FHIR_JSON, formed, not_there, outcome
from yiyang.faces.fhir.patching import BadPatch, patched
from yiyang.faces.fhir.path_patching import path_patched
from yiyang.faces.fhir.referring import make_referral, referral_asked
from yiyang.faces.fhir.searching import base_of
from yiyang.faces.fhir.writing import shown
from yiyang.record.addresses import own_bases
from yiyang.record.services.drafts import Outcome
from yiyang.record.services.orders import METHODS, Order, orders_of, read_entries
from yiyang.record.services.transactions import Done, do_transaction
from yiyang.record.services.writing import Written
from yiyang.rules.fhir_map.written import read_json, write_json

KINDS = frozenset({"transaction", "batch"})
CONDITIONS = {
    "ifNoneExist": "HTTP_IF_NONE_EXIST",
    "ifMatch": "HTTP_IF_MATCH",
    "ifNoneMatch": "HTTP_IF_NONE_MATCH",
    "ifModifiedSince": "HTTP_IF_MODIFIED_SINCE",
}
READING = ("GET", "HEAD")
PATCHES = "Binary"
AT_FAULT = 400
IN_QUERIES = "/#%[]=:;$&()+,!?*@'~"  # what an address may hold: the rest is escaped, if it is not


@dataclass(frozen=True)
class Inner:
    """One request inside another."""

    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class ReadFailed(Exception):
    """An entry of a transaction reads what cannot be read; carries its answer and its place."""

    def __init__(self, answer: HttpResponse, where: str) -> None:
        self.answer, self.where = answer, where
        super().__init__(where)


@fhir(Power.READ_FHIR)
def bundle(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Do a transaction, whole or not at all, or a batch, each entry for itself."""
    asking.check_answer_form(request)
    sent = asking.json_sent(request)
    entries = read_entries(sent, KINDS)
    if sent["type"] == "batch":
        return _answer(request, "batch-response", [_one(request, reader, e) for e in entries])
    try:
        return _answer(request, "transaction-response", _all(request, reader, entries))
    except ReadFailed as failed:
        issues = read_json(failed.answer.content)["issue"]
        placed = [{**one, "expression": [failed.where]} for one in issues]
        return outcome(placed, failed.answer.status_code)


def _all(request: HttpRequest, reader: Reader, entries: list[Any]) -> list[dict[str, Any]]:
    """Do every entry of a transaction, and return what became of each.

    Raises:
        ReadFailed: one that reads cannot; nothing is written.
    """
    bases = own_bases(reader.base or base_of(request))
    orders = orders_of(entries, bases)
    done = _done(request, reader, orders, bases)
    wants_all = "return=representation" in request.headers.get("Prefer", "")
    return [
        _told(_ask(request, reader, Inner(order.method, order.url)))
        if order.method in READING
        else _written(order, done.get(order.place), request, reader if wants_all else None)
        for order in orders
    ]


def _done(
    request: HttpRequest, reader: Reader, orders: Sequence[Order], bases: tuple[str, ...]
) -> dict[int, Done]:
    """Do what writes, once it is known that all that reads can be read after it."""
    writes = _writes(orders)
    if writes and not has_power(reader.assignment, Power.WRITE_FHIR):
        raise Http404
    if pair := referral_asked(orders):
        made = make_referral(pair, reader=reader, at=timezone.now())
        return {place: Done(written) for place, written in made.items()}

    def try_reads() -> None:
        with transaction.atomic():
            for order in orders:
                if order.method in READING:
                    _try(request, reader, order)
            transaction.set_rollback(True)  # who looked is written at the reading that is answered

    if not writes:
        try_reads()
        return {}
    return do_transaction(
        orders=writes,
        again=lambda: _writes(orders_of(asking.json_sent(request)["entry"], bases)),
        reader=reader,
        at=timezone.now(),
        patch=_patch,
        reads=try_reads,
    )


def _try(request: HttpRequest, reader: Reader, order: Order) -> None:
    answer = _ask(request, reader, Inner("GET", order.url))
    if answer.status_code >= AT_FAULT:
        raise ReadFailed(answer, order.where)


def _writes(orders: Sequence[Order]) -> list[Order]:
    return [order for order in orders if order.method not in READING]


def _patch(body: str, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a Binary with a JSON Patch, or the Parameters of a FHIRPath Patch, make."""
    stored = read_json(body.encode())
    if asking.is_path_patch(sent):
        resource = path_patched(stored, sent)
    elif sent.get("contentType") == asking.PATCH_TYPE:
        resource = patched(stored, read_json(_decoded(sent)))
    else:
        raise BadPatch(place=0)
    return {k: v for k, v in resource.items() if k != "meta" or v}


def _decoded(binary: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(binary.get("data", ""), validate=True)
    except (binascii.Error, ValueError, TypeError) as wrong:
        raise BadPatch(place=0) from wrong


def _answer(request: HttpRequest, kind: str, entries: list[dict[str, Any]]) -> HttpResponse:
    made: dict[str, Any] = {"resourceType": "Bundle", "type": kind}
    if entries:
        made["entry"] = entries
    return formed(request, write_json(made))


def _written(
    order: Order, done: Done | None, request: HttpRequest, reader: Reader | None
) -> dict[str, Any]:
    if done is None:  # a second entry with the same ifNoneExist
        return {"response": {"status": "200", "location": f"{order.kind}/{order.fhir_id}"}}
    if done.written is None:
        made = {"status": "204"}
        if done.tombstone is not None:
            made["etag"] = f'W/"{done.tombstone}"'
        return {"response": made}
    return _stood(done.written, request, reader)


def _stood(written: Written, request: HttpRequest, reader: Reader | None) -> dict[str, Any]:
    """Return the entry of what stands after a write, with the resource for who reads it."""
    name = f"{written.type}/{written.fhir_id}"
    response = {
        "status": "201" if written.outcome is Outcome.CREATED else "200",
        "location": f"{name}/_history/{written.version}",
        "etag": f'W/"{written.version}"',
        "lastModified": _instant(written.updated_at),
    }
    made: dict[str, Any] = {"fullUrl": request.build_absolute_uri(f"/fhir/{name}")}
    if reader is not None and reader.may(written.type, "r"):
        made["resource"] = orjson.Fragment(shown(reader, written))
    return {**made, "response": response}


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _one(request: HttpRequest, reader: Reader, entry: Any) -> dict[str, Any]:
    """Do one entry of a batch as a request of its own; its faults are its own too."""
    try:
        return _told(_ask(request, reader, _inner_of(request, entry)))
    except Exception as error:
        answer = answer_for(error)
        if answer is None:
            raise
        return _told(answer)


def _inner_of(request: HttpRequest, entry: Any) -> Inner:
    asked = entry.get("request") if isinstance(entry, dict) else None
    asked = asked if isinstance(asked, dict) else {}
    url, method = asked.get("url"), asked.get("method")
    if not (isinstance(url, str) and url.strip("/") and method in METHODS):
        raise Fault("ENTRY_URL", kind="invalid", status=400, where="Bundle.entry.request.url")
    resource = entry.get("resource")
    headers = {
        name: asked[key] for key, name in CONDITIONS.items() if isinstance(asked.get(key), str)
    }
    form, body = FHIR_JSON, b"" if resource is None else write_json(resource)
    if method == "PATCH" and isinstance(resource, dict) and resource.get("resourceType") == PATCHES:
        form, body = str(resource.get("contentType")), _decoded(resource)
    path = url.removeprefix(request.build_absolute_uri("/fhir/")).removeprefix("/fhir/")
    if "$export" in unquote(path):
        raise Fault("ENTRY_URL", kind="not-supported", status=400, where="Bundle.entry.request.url")
    return Inner(method, path, body, {**headers, "CONTENT_TYPE": form})


def _ask(request: HttpRequest, reader: Reader, inner: Inner) -> HttpResponse:
    path, _, query = inner.url.partition("?")
    kept = {k: v for k, v in request.environ.items() if not k.startswith(("HTTP_", "CONTENT_"))}
    host = {k: v for k, v in request.environ.items() if k == "HTTP_HOST"}
    asked = WSGIRequest(
        {
            **kept,
            **host,
            "REQUEST_METHOD": inner.method,
            "PATH_INFO": f"/fhir/{unquote(path)}".encode(errors="replace").decode("latin-1"),
            "QUERY_STRING": quote(query, safe=IN_QUERIES, errors="replace"),
            "CONTENT_LENGTH": str(len(inner.body)),
            "wsgi.input": BytesIO(inner.body),
            **inner.headers,
        }
    )
    asked.fhir_reader = reader
    try:
        found = resolve(asked.path_info)
    except Resolver404:
        return not_there()
    asked.resolver_match = found
    return found.func(asked, *found.args, **found.kwargs)


def _told(answer: HttpResponse) -> dict[str, Any]:
    response: dict[str, Any] = {"status": str(answer.status_code)}
    for header, name in (("Location", "location"), ("ETag", "etag")):
        if header in answer:
            response[name] = answer[header]
    if "Last-Modified" in answer:
        at = datetime.fromtimestamp(parse_http_date(answer["Last-Modified"]), UTC)
        response["lastModified"] = _instant(at)
    if answer.status_code >= AT_FAULT:
        return {"response": {**response, "outcome": orjson.Fragment(answer.content)}}
    made: dict[str, Any] = {"response": response}
    if answer.content:
        made["resource"] = orjson.Fragment(answer.content)
    return made
