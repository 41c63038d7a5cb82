"""Whatever refuses a request to ``/api`` on its way, the answer is a problem (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yiyang.faces.api.problems import PROBLEM_JSON, problem

Answer = Callable[[HttpRequest], HttpResponse]
AREA = "/api"
AT_FAULT = 400
CODES = {  # by the status of an answer that is none of this face's
    400: "API_UNREADABLE",
    404: "API_NOT_FOUND",
    405: "API_NOT_DONE",
    413: "API_TOO_LARGE",
    429: "API_TOO_OFTEN",
}


class ProblemMiddleware:
    """Stands before all others: pages that are not there, and bugs, become problems."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        path, status = request.path_info, answer.status_code
        if not (path == AREA or path.startswith(f"{AREA}/")) or status < AT_FAULT:
            return answer
        if answer.headers.get("Content-Type", "").startswith(PROBLEM_JSON):
            return answer
        code = CODES.get(status, "API_BUG")
        made = problem(code, status if status in CODES else 500)
        for name in ("Allow", "Retry-After"):
            if name in answer:
                made[name] = answer[name]
        return made
