"""What a request asks for: its body, the form of the answer, and its conditions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_http_date_safe

from yiyang.faces.fhir.errors import Fault
from yiyang.record.services.refusals import BadResource
from yiyang.rules.fhir_map.moments import Period, period_of
from yiyang.rules.fhir_map.parameters import APART, served_types
from yiyang.rules.fhir_map.shape import is_id
from yiyang.rules.fhir_map.structure import check_structure
from yiyang.rules.fhir_map.subsets import part_of
from yiyang.rules.fhir_map.written import read_json, write_json

JSON_TYPES = frozenset({"application/fhir+json", "application/json", "text/json", "json"})
ANY_TYPES = frozenset({"*/*", "application/*", "text/*"})
PATCH_TYPE = "application/json-patch+json"
PATH_PATCH_TYPE = "application/fhir+json"  # FHIRPath Patch: Parameters
FHIR_VERSIONS = frozenset({"4.0", "4.0.1"})
SUMMARIES = frozenset({"true", "text", "data", "false"})
FORM = frozenset({"_format", "_pretty"})
STRICT = re.compile(r"\bhandling\s*=\s*\"?strict\b")
MOST_OBJECTS = 1_000_000
ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
MINIMAL, REPRESENTATION, OUTCOME = "minimal", "representation", "OperationOutcome"
PREFERENCE = re.compile(r"\breturn\s*=\s*\"?(minimal|representation|OperationOutcome)\b")


def check_type(kind: str) -> None:
    """Raise unless a resource type is served by the doors that all types share."""
    if kind in APART:
        raise Fault("FHIR_NOT_DONE", kind="not-supported", status=405)
    if kind not in served_types():
        raise Fault("FHIR_TYPE_NOT_SERVED", kind="not-supported", status=404)


def check_name(kind: str, fhir_id: str) -> None:
    """Raise unless a type is served and an id has its form."""
    check_type(kind)
    if fhir_id.startswith("$"):
        raise Fault("FHIR_NOT_DONE", kind="not-supported", status=404)
    if not is_id(fhir_id):
        raise Fault("BAD_ID", kind="value", status=400)


def check_answer_form(request: HttpRequest) -> None:
    """Raise unless the sender takes JSON: by ``_format``, which goes first, or ``Accept``."""
    asked = request.GET.get("_format")
    if asked is not None:
        forms = [asked.replace(" ", "+")]
    else:
        forms = request.headers.get("Accept", "*/*").split(",")
    if not any(_is_json(form) for form in forms):
        raise Fault("FHIR_JSON_ONLY", kind="not-supported", status=406)


def _is_json(form: str) -> bool:
    name, _, rest = form.partition(";")
    name = name.strip().lower()
    if name not in JSON_TYPES | ANY_TYPES or re.search(r"\bq\s*=\s*0(\.0*)?\s*(;|$)", rest):
        return False
    version = re.search(r"fhirversion\s*=\s*\"?([\w.]+)", rest, re.IGNORECASE)
    return version is None or version[1] in FHIR_VERSIONS


def resource_sent(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Return the resource in a request's body, of the type that its address names."""
    resource = json_sent(request)
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        raise Fault("NOT_A_RESOURCE", kind="structure", status=400)
    if resource["resourceType"] != kind:
        raise Fault("FHIR_OTHER_TYPE", kind="invalid", status=400, where=kind)
    return resource


def patch_sent(request: HttpRequest) -> Any:
    """Return the JSON Patch in a request's body, or the Parameters of a FHIRPath Patch.

    Raises:
        Fault: it is neither.  BadResource: it is no sound Parameters resource.
    """
    if request.content_type not in (PATCH_TYPE, PATH_PATCH_TYPE):
        raise Fault("FHIR_PATCHES", kind="not-supported", status=415)
    sent = _read(request)
    if (request.content_type == PATH_PATCH_TYPE) != is_path_patch(sent):
        raise Fault("NOT_A_RESOURCE", kind="structure", status=400)
    if is_path_patch(sent) and (findings := check_structure(sent).findings):
        raise BadResource(findings)
    return sent


def is_path_patch(sent: Any) -> bool:
    """Tell whether what was sent is a Parameters resource."""
    return isinstance(sent, dict) and sent.get("resourceType") == "Parameters"


def json_sent(request: HttpRequest) -> Any:
    """Return the JSON in a request's body."""
    check_sent_form(request)
    return _read(request)


def check_sent_form(request: HttpRequest) -> None:
    """Raise unless what was sent says that it is JSON, of this version of FHIR."""
    content = request.headers.get("Content-Type", "")
    name = content.partition(";")[0].strip().lower()
    if name not in JSON_TYPES or not _is_json(content):
        raise Fault("FHIR_SEND_JSON", kind="not-supported", status=415)


def _read(request: HttpRequest) -> Any:
    body = request.body
    if body.count(b"{") > MOST_OBJECTS:
        raise Fault("FHIR_TOO_LARGE", kind="too-long", status=413, where="Bundle.entry")
    return read_json(body)


def check_parameters(request: HttpRequest, known: frozenset[str]) -> None:
    """Raise for a parameter that is not known, where the sender wants no leniency."""
    strange = sorted(request.GET.keys() - known - FORM)
    if strange and STRICT.search(request.headers.get("Prefer", "")):
        raise Fault("FHIR_BAD_PARAMETER", kind="not-supported", status=400, where=strange[0][:80])


def part_wanted(request: HttpRequest) -> Callable[[bytes], bytes]:
    """Return what leaves of a resource the part that ``_elements`` or ``_summary`` asks for.

    Raises:
        Fault: a summary that there is not of one resource.
    """
    elements = frozenset(e for e in request.GET.get("_elements", "").split(",") if e)
    summary = request.GET.get("_summary", "false")
    if summary not in SUMMARIES:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="_summary")
    if not elements and summary == "false":
        return lambda body: body
    return lambda body: write_json(part_of(read_json(body), elements=elements, summary=summary))


def version_wanted(request: HttpRequest) -> int | None:
    """Return the version that ``If-Match`` names; None where there is no such header."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    found = ETAG.fullmatch(header.strip())
    if found is None:
        raise Fault("FHIR_BAD_ETAG", kind="value", status=400)
    return int(found[1])


def preference(request: HttpRequest) -> str:
    """Return what a writer wants back."""
    found = PREFERENCE.search(request.headers.get("Prefer", ""))
    return found[1] if found else REPRESENTATION


def is_known(request: HttpRequest, version: int, updated_at: datetime) -> bool:
    """Tell whether the reader has this version already; ``If-None-Match`` goes first."""
    known = request.headers.get("If-None-Match")
    if known is not None:
        return known.strip() == "*" or str(version) in ETAG.findall(known)
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and int(updated_at.timestamp()) <= since


def moment(request: HttpRequest, name: str) -> datetime | None:
    """Return a parameter that is an instant; None where it is not given."""
    return moment_of(request.GET.get(name, ""), name)


def moment_of(given: str, name: str) -> datetime | None:
    """Return an instant by its text, of a day or a month its first; None for an empty one."""
    return period(given, name)[0] if given else None


def period(given: str, name: str) -> Period:
    """Return [first moment, first after) of a parameter's date or time, as exact as it is."""
    found = period_of(given.replace(" ", "+"))  # a plus that was not encoded
    if found is None:
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where=name)
    return found


def count(request: HttpRequest, *, usual: int, most: int) -> int:
    """Return ``_count``, at most ``most``."""
    given = request.GET.get("_count")
    if given is None:
        return usual
    if not re.fullmatch(r"\d{1,9}", given, re.ASCII):
        raise Fault("FHIR_BAD_PARAMETER", kind="value", status=400, where="_count")
    return min(int(given), most)
