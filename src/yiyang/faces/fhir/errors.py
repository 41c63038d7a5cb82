"""What went wrong, as an OperationOutcome: the one place where this face answers for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse
from django.http.request import UnreadablePostError
from django.utils import timezone

from yiyang.decisions.services import report_missing
from yiyang.faces.fhir.outcomes import LINE, issue, not_there, outcome, refused
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.policy.book import NotInForce, PolicyError
from yiyang.rules.fhir_map.written import BadJson

KINDS = {  # FHIR's code of the kind of fault, by ours
    "MISSING_ELEMENT": "required",
    "TYPE_NOT_SERVED": "not-supported",
    "BAD_ID": "value",
    "NOT_IN_VALUE_SET": "code-invalid",
    "JSON_TOO_DEEP": "too-long",
    "TOO_MANY_ENTRIES": "too-long",
}
REFUSALS = {  # status and FHIR's code, by the code of the refusal; any other one is a 409
    "BAD_RESOURCE": (422, "invalid"),
    "BAD_MESSAGE": (422, "invalid"),
    "BAD_BUNDLE": (422, "invalid"),
    "BAD_PERSON": (422, "invalid"),
    "BAD_SEARCH": (400, "invalid"),
    "SEARCH_TOO_COSTLY": (400, "too-costly"),
    "BAD_PATCH": (422, "invalid"),
    "PATCH_TEST_FAILED": (422, "conflict"),
    "VERSION_DIFFERS": (412, "conflict"),
    "ID_OF_ANOTHER": (400, "invalid"),
    "MANY_MATCH": (412, "multiple-matches"),
    "IS_PROJECTION": (405, "not-supported"),
    "EXPORT_REFUSED": (403, "forbidden"),
    "TOO_MANY_EXPORTS": (429, "throttled"),
    "NOT_PERMITTED": (403, "forbidden"),
    "SEARCH_NOT_PERMITTED": (403, "forbidden"),
    "MAY_NOT_REGISTER": (403, "forbidden"),
    "ABOUT_NOBODY": (403, "forbidden"),
    "RESOURCE_NOT_YOURS": (403, "forbidden"),
    "BAD_SUBSCRIPTION": (422, "invalid"),
    "SUBSCRIPTION_NEEDS_CLIENT": (403, "forbidden"),
    "SUBSCRIPTION_NEEDS_STAY": (403, "forbidden"),
    "SUBSCRIPTION_NOT_PERMITTED": (403, "forbidden"),
    "TOO_MANY_SUBSCRIPTIONS": (429, "throttled"),
}


class Fault(Exception):
    """The request itself is at fault; carries the answer's code, kind, status and place."""

    def __init__(self, code: str, *, kind: str, status: int, where: str = "") -> None:
        self.code, self.kind, self.status, self.where = code, kind, status, where
        super().__init__(code)


def answer_for(error: Exception) -> HttpResponse | None:
    """Return the answer to a fault; None for a bug."""
    for kind, answer in ANSWERS.items():
        if isinstance(error, kind):
            return answer(error)
    return None


def _kind(code: str) -> str:
    return KINDS.get(code, "invalid" if code.startswith("SEARCH_") else "structure")


def issues_of(findings: Iterable[Finding]) -> list[dict]:
    """Return each fault of what was sent, with its place."""
    return [issue(found.message, kind=_kind(found.code), where=found.where) for found in findings]


def _broken(error: BadJson) -> HttpResponse:
    where = f"{LINE}{error.line}" if error.line else ""
    return refused(error.code, kind="structure", status=400, where=where, line=error.line)


def _refusal(refusal: Refused) -> HttpResponse:
    status, kind = REFUSALS.get(refusal.code, (409, "business-rule"))
    findings = getattr(refusal, "findings", ())
    where = getattr(refusal, "where", "")
    issues = issues_of(findings) or [issue(refusal.message, kind=kind, where=where)]
    answer = outcome(issues, status)
    answer["X-Refusal"] = refusal.code
    return answer


def _missing(error: PolicyError) -> HttpResponse:
    if isinstance(error, NotInForce):
        report_missing(error, at=timezone.now())
    return refused("FHIR_NOT_IN_FORCE", kind="exception", status=409)


def _too_large(_: Exception) -> HttpResponse:
    return refused("FHIR_TOO_LARGE", kind="too-long", status=413)


ANSWERS: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    Fault: lambda e: refused(e.code, kind=e.kind, status=e.status, where=e.where),
    Http404: lambda e: not_there(getattr(e, "where", "")),
    BadJson: _broken,
    Refused: _refusal,
    PolicyError: _missing,
    RequestDataTooBig: _too_large,
    UnreadablePostError: _too_large,
}
