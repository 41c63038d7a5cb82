"""Reading one resource, or one version of it."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.access.services import note_access
from yiyang.faces.fhir.asking import check_answer_form, check_name, is_known, part_wanted
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.outcomes import formed, not_modified, refused
from yiyang.record.selectors.history import version_shown
from yiyang.record.selectors.resources import served
from yiyang.record.selectors.standing import shown, standing

MOST_DIGITS = 9
CONDITIONS = ("If-None-Match", "If-Modified-Since")


@fhir(Power.READ_FHIR)
def read(request: HttpRequest, reader: Reader, kind: str, fhir_id: str) -> HttpResponse:
    """Return the current version of a resource, and write who read it."""
    check_name(kind, fhir_id)
    check_answer_form(request)
    part = part_wanted(request)
    asks_first = any(name in request.headers for name in CONDITIONS)
    if asks_first:  # what its reader has already is not shown again
        found = standing(reader, kind, fhir_id)
    else:
        found = shown(reader, kind, fhir_id, at=timezone.now(), what=f"fhir:{kind}")
    if found is None:
        raise Http404
    if found.deleted_at is not None:
        return gone(found.version)
    if asks_first:
        if is_known(request, found.version, found.updated_at):
            return marked(not_modified(), found.version, found.updated_at)
        note_look(reader, found.person_id, kind)
    body = served(kind, fhir_id, found.version, found.updated_at, found.body)
    return marked(formed(request, part(body)), found.version, found.updated_at)


@fhir(Power.READ_FHIR)
def vread(
    request: HttpRequest, reader: Reader, kind: str, fhir_id: str, version: str
) -> HttpResponse:
    """Return one version of a resource, and write who read it."""
    check_name(kind, fhir_id)
    check_answer_form(request)
    part = part_wanted(request)
    if not (version.isascii() and version.isdigit() and len(version) <= MOST_DIGITS):
        raise Http404
    found = version_shown(reader, kind, fhir_id, int(version), at=timezone.now())
    if found is None:
        raise Http404
    if found.deleted_at is not None:
        return gone(found.version)
    body = served(kind, fhir_id, found.version, found.updated_at, found.body)
    return marked(formed(request, part(body)), found.version, found.updated_at)


def note_look(reader: Reader, person_id: int | None, kind: str) -> None:
    """Write that somebody read something of a person's record."""
    if person_id is not None:
        at = timezone.now()
        note_access(by=reader.actor, at=at, person_id=person_id, what=f"fhir:{kind}")


def marked(answer: HttpResponse, version: int, updated_at: datetime) -> HttpResponse:
    """Return an answer that names the version it holds."""
    answer["ETag"] = f'W/"{version}"'
    answer["Last-Modified"] = http_date(updated_at.timestamp())
    return answer


def gone(version: int) -> HttpResponse:
    """Return the answer for what was deleted, to somebody who could see it."""
    answer = refused("FHIR_GONE", kind="deleted", status=410)
    answer["ETag"] = f'W/"{version}"'
    return answer
