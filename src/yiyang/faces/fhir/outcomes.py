"""Answers of the FHIR face: JSON as FHIR, and faults as an OperationOutcome."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from yiyang.faces.wording import catalogue
from yiyang.kernel.messages import Message, Param
from yiyang.rules.fhir_map.written import pretty_json, read_json, write_json

LINE = "line "  # of a text that is no JSON
FHIR_JSON = "application/fhir+json; charset=utf-8"


def fhir_answer(body: bytes, status: int = 200) -> HttpResponse:
    """Return a body of FHIR JSON."""
    return HttpResponse(body, status=status, content_type=FHIR_JSON)


def issue(message: Message, *, kind: str, where: str = "", severity: str = "error") -> dict:
    """Return one issue of an OperationOutcome: FHIR's code of the kind, our own code, the sentence.

    Args:
        kind: a code of http://hl7.org/fhir/issue-type.
        where: the FHIRPath of the element, which begins with a type; else the parameter of the
            request, or the line of what was sent.
    """
    text = catalogue().render(message, get_language() or "zh-hans")
    made: dict[str, Any] = {
        "severity": severity,
        "code": kind,
        "details": {"coding": [{"code": message.code}], "text": text},
    }
    if not where:
        return made
    if where[0].isupper():
        return {**made, "expression": [where]}
    return {**made, "location": [where if where.startswith(LINE) else f"http.{where}"]}


def outcome(issues: Iterable[dict], status: int) -> HttpResponse:
    """Return an OperationOutcome with at least one issue."""
    body = {"resourceType": "OperationOutcome", "issue": list(issues)}
    return fhir_answer(write_json(body), status)


def refused(code: str, *, kind: str, status: int, where: str = "", **params: Param) -> HttpResponse:
    """Return an OperationOutcome of one issue, by its code in ``texts.yaml``."""
    return outcome([issue(Message(code, params), kind=kind, where=where)], status)


def outcome_of(code: str, status: int) -> HttpResponse:
    """Return the word that all went well."""
    return outcome([issue(Message(code), kind="informational", severity="information")], status)


def not_there(where: str = "") -> HttpResponse:
    """Return the one answer for what is not there and for what is not open to this reader."""
    return refused("FHIR_NOT_FOUND", kind="not-found", status=404, where=where)


def formed(request: HttpRequest, body: bytes, status: int = 200) -> HttpResponse:
    """Return a body of FHIR JSON, laid out for people where ``_pretty`` asks for it."""
    if request.GET.get("_pretty") == "true":
        body = pretty_json(read_json(body))
    return fhir_answer(body, status)


def not_modified() -> HttpResponse:
    """Return the answer to who has this version already: no body, and so no type of one."""
    answer = HttpResponse(status=304)
    del answer["Content-Type"]
    return answer
