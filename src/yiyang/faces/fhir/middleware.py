"""Whatever refuses a request to ``/fhir`` on its way, the answer is an OperationOutcome.

Programs, who come with an access token, go the short way (``lean``), all others the long one.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yiyang.faces.fhir.lean import answered, is_of_a_program
from yiyang.faces.fhir.outcomes import refused

Answer = Callable[[HttpRequest], HttpResponse]
AREA = "/fhir"
AT_FAULT, NOT_MODIFIED, UNKNOWN = 300, 304, 401
OURS = ("application/fhir+json", "application/fhir+ndjson")
ANSWERS = {  # code, kind and status, by the status of a page that is none of this face's
    302: ("FHIR_SIGN_IN", "login", 401),
    400: ("FHIR_BAD_REQUEST", "invalid", 400),
    401: ("FHIR_SIGN_IN", "login", 401),
    403: ("FHIR_FORGED", "security", 403),
    404: ("FHIR_NOT_FOUND", "not-found", 404),
    405: ("FHIR_NOT_DONE", "not-supported", 405),
    413: ("FHIR_TOO_LARGE", "too-long", 413),
    429: ("FHIR_TOO_OFTEN", "throttled", 429),
}
BUG = ("FHIR_BUG", "exception", 500)


class OutcomeMiddleware:
    """Stands before all others: pages of sign-in, forged posts and bugs become outcomes."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = (answered if is_of_a_program(request) else self.get_response)(request)
        if not (request.path_info == AREA or request.path_info.startswith(f"{AREA}/")):
            return answer
        form = answer.headers.get("Content-Type", "")
        if (
            answer.status_code < AT_FAULT
            or form.startswith(OURS)
            or answer.status_code == NOT_MODIFIED
        ):
            return answer
        code, kind, status = ANSWERS.get(answer.status_code, BUG)
        made = refused(code, kind=kind, status=status)
        for name in ("Allow", "WWW-Authenticate", "Retry-After"):
            if name in answer:
                made[name] = answer[name]
        if status == UNKNOWN:
            made.headers.setdefault("WWW-Authenticate", 'Bearer realm="yiyang"')
        return made
