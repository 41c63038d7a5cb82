"""History: what became of one resource, of a type, of everything that a reader may see."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.access.services import note_access
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.errors import Fault
from yiyang.faces.fhir.outcomes import formed
from yiyang.record.selectors.history import Asked, Change, Current, changes, edge, era
from yiyang.record.selectors.resources import served
from yiyang.rules.fhir_map.written import write_json

USUAL, MOST = 50, 1000
KNOWN = frozenset({"_at", "_since", "_count", "_cursor", "_edge", "_elements", "_summary"})
NARROWING = ("_list",)  # passed over, it would show what was to be left out
PREFIXED = re.compile(r"(eq|ge|gt|le|lt)?(\d.*)", re.DOTALL)
Part = Callable[[bytes], bytes]
CURSOR = re.compile(r"(\d{1,18})-(\d{1,18})")
CREATED, UPDATED, DELETED = ("POST", "201"), ("PUT", "200"), ("DELETE", "204")


@fhir(Power.READ_FHIR)
def of_one(request: HttpRequest, reader: Reader, kind: str, fhir_id: str) -> HttpResponse:
    """Return the versions of one resource, newest first."""
    asking.check_name(kind, fhir_id)
    return _answer(request, reader, kind=kind, fhir_id=fhir_id)


@fhir(Power.READ_FHIR)
def of_type(request: HttpRequest, reader: Reader, kind: str) -> HttpResponse:
    """Return all changes of a type, newest first."""
    asking.check_type(kind)
    return _answer(request, reader, kind=kind)


@fhir(Power.READ_FHIR)
def of_all(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Return all changes, newest first."""
    return _answer(request, reader)


def _answer(
    request: HttpRequest, reader: Reader, kind: str | None = None, fhir_id: str | None = None
) -> HttpResponse:
    asking.check_answer_form(request)
    _check_parameters(request)
    part = asking.part_wanted(request)
    limit = asking.count(request, usual=USUAL, most=MOST)
    asked = Asked(
        kind,
        fhir_id,
        since=asking.moment(request, "_since"),
        current=tuple(_current(given) for given in request.GET.getlist("_at")),
        below=_place(request, "_cursor"),
        least_xid=_least(request, current := era()),
        limit=limit + 1,
    )
    settled = edge()
    found = changes(reader, asked)
    if fhir_id is not None and not found and not changes(reader, Asked(kind, fhir_id, limit=1)):
        raise Http404
    page = found[:limit]
    _note(reader, page)
    links = {"self": request.get_full_path(), "later": _with(request, _edge=f"{settled}-{current}")}
    if len(found) > limit and page:
        last = page[-1]
        place = (0, last.version) if fhir_id else (last.xid, last.seq)
        links["next"] = _with(request, _cursor="-".join(map(str, place)), _edge=None, keep=True)
    body = _bundle(request, page, links, part)
    return formed(request, body)


def _check_parameters(request: HttpRequest) -> None:
    for name in NARROWING:
        if name in request.GET:
            raise Fault("FHIR_BAD_PARAMETER", kind="not-supported", status=400, where=name)
    asking.check_parameters(request, KNOWN)


def _current(given: str) -> Current:
    """Return the time in which versions were current, by a date as exact as it was written."""
    found = PREFIXED.fullmatch(given)
    if found is None:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="_at")
    first, after = asking.period(found[2], "_at")
    match found[1]:
        case "ge":
            return Current(first, None)
        case "gt":
            return Current(after, None)
        case "le":
            return Current(None, after)
        case "lt":
            return Current(None, first)
    return Current(first, after)


def _place(request: HttpRequest, name: str) -> tuple[int, int] | None:
    given = request.GET.get(name)
    if not given:
        return None
    found = CURSOR.fullmatch(given)
    if found is None:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where=name)
    return int(found[1]), int(found[2])


def _least(request: HttpRequest, current: int) -> int | None:
    """Return from where a reader goes on; None, and so all, where a restore came between."""
    found = _place(request, "_edge")
    return found[0] if found is not None and found[1] == current else None


def _with(request: HttpRequest, *, keep: bool = False, **changed: str | None) -> str:
    """Return the address of this request with other values; ``keep``: with its own edge."""
    query = {k: v for k, v in request.GET.lists() if k != "_cursor"}
    if not keep:
        query.pop("_since", None)
    query.update({k: [v] for k, v in changed.items() if v is not None})
    return f"{request.path}?{urlencode(query, doseq=True)}"


def _note(reader: Reader, page: list[Change]) -> None:
    at = timezone.now()
    for person_id in sorted({c.person_id for c in page if c.person_id is not None}):
        note_access(by=reader.actor, at=at, person_id=person_id, what="fhir:_history")


def _bundle(request: HttpRequest, page: list[Change], links: dict[str, str], part: Part) -> bytes:
    root = request.build_absolute_uri("/").rstrip("/")
    return write_json(
        {
            "resourceType": "Bundle",
            "type": "history",
            "meta": {"lastUpdated": timezone.now().isoformat(timespec="milliseconds")},
            "link": [{"relation": name, "url": root + path} for name, path in links.items()],
            "entry": [_entry(change, f"{root}/fhir", part) for change in page],
        }
        if page
        else {
            "resourceType": "Bundle",
            "type": "history",
            "link": [{"relation": name, "url": root + path} for name, path in links.items()],
        }
    )


def _entry(change: Change, base: str, part: Part) -> dict[str, Any]:
    name = f"{change.type}/{change.fhir_id}"
    method, status = UPDATED
    if change.deleted_at is not None:
        method, status = DELETED
    elif change.version == 1:
        method, status = CREATED
    made: dict[str, Any] = {"fullUrl": f"{base}/{name}"}
    if change.deleted_at is None:
        body = served(change.type, change.fhir_id, change.version, change.updated_at, change.body)
        made["resource"] = orjson.Fragment(part(body))
    made["request"] = {"method": method, "url": change.type if method == "POST" else name}
    made["response"] = {
        "status": status,
        "etag": f'W/"{change.version}"',
        "lastModified": change.updated_at.isoformat(timespec="milliseconds"),
    }
    return made
