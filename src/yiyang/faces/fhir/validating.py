"""``$validate``: whether a resource is sound, told with every fault; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from yiyang.access.powers import Power
from yiyang.access.readers import Reader
from yiyang.faces.fhir import asking
from yiyang.faces.fhir.doors import fhir
from yiyang.faces.fhir.outcomes import issue, outcome, refused
from yiyang.faces.fhir.reading import note_look
from yiyang.kernel.messages import Message
from yiyang.record.selectors.definitions import definitions_here
from yiyang.record.selectors.reading import readable
from yiyang.record.selectors.resources import body_of
from yiyang.rules.fhir_check import Asked, Issue, check
from yiyang.rules.fhir_check.issues import Severity
from yiyang.rules.fhir_check.validating import Mode
from yiyang.rules.fhir_map.written import BadJson, read_json

MOST_BYTES = 20 * 1024 * 1024
SAID_OF_NOTHING = Message("FHIR_NO_FAULT")


@require_http_methods(["GET", "POST"])
@fhir(Power.READ_FHIR)
def validate(
    request: HttpRequest, reader: Reader, kind: str = "", fhir_id: str = ""
) -> HttpResponse:
    """Check what was sent, or with GET what is stored, and answer an OperationOutcome (200).

    The body is the resource, or Parameters with ``resource``, ``mode`` and ``profile``; the
    latter two may stand in the address.  Faults of the check are the answer, not a failure.
    """
    asking.check_answer_form(request)
    if request.method == "GET":
        found = get_object_or_404(readable(reader), type=kind, fhir_id=fhir_id, deleted_at=None)
        note_look(reader, found.person_id, kind)  # its faults are told with what it says
        body = body_of(found)
    else:
        asking.check_sent_form(request)
        body = request.body
    if len(body) > MOST_BYTES:
        return refused("FHIR_TOO_LARGE", kind="too-long", status=413)
    try:
        sent = read_json(body)
    except BadJson as broken:
        found = Message(broken.code, {"line": broken.line})
        return outcome([issue(found, kind="structure", severity="fatal")], 400)
    resource, given = _unpacked(sent) if request.method == "POST" else (sent, {})
    mode = given.get("mode") or request.GET.get("mode", "")
    if mode not in {*Mode, "profile"}:
        return refused("FHIR_MODE", kind="not-supported", status=400)
    profiles = [*given.get("profile", ()), *request.GET.getlist("profile")]
    meant = Mode.NONE if mode == "profile" else Mode(mode)
    asked = Asked(kind, fhir_id, meant, tuple(profiles))
    return _told(check(resource, asked, definitions_here()))


def _unpacked(sent: Any) -> tuple[Any, dict[str, Any]]:
    """Return the resource and the other inputs of Parameters; anything else is the resource."""
    if not isinstance(sent, dict) or sent.get("resourceType") != "Parameters":
        return sent, {}
    parts = sent.get("parameter")
    named = [p for p in parts if isinstance(p, dict)] if isinstance(parts, list) else []
    resources = [p["resource"] for p in named if p.get("name") == "resource" and "resource" in p]
    if not resources:
        return sent, {}
    modes = [p.get("valueCode") for p in named if p.get("name") == "mode"]
    profiles = [_address(p) for p in named if p.get("name") == "profile"]
    return resources[0], {
        "mode": modes[0] if modes else "",
        "profile": list(filter(None, profiles)),
    }


def _address(part: dict[str, Any]) -> str:
    values = (part.get(name) for name in ("valueUri", "valueCanonical", "valueString", "valueUrl"))
    return next((value for value in values if isinstance(value, str)), "")


def _told(issues: Sequence[Issue]) -> HttpResponse:
    told = [
        issue(
            one.finding.message,
            kind=one.kind,
            where=one.finding.where,
            severity=one.severity,
        )
        for one in issues
    ]
    if all(one.severity is Severity.INFORMATION for one in issues):
        told.insert(0, issue(SAID_OF_NOTHING, kind="informational", severity="information"))
    return outcome(told, 200)
