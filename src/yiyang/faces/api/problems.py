"""Faults as ``application/problem+json`` (RFC 9457): the one place where this face tells them.

``code`` is stable and for programs; ``detail`` is the sentence, in the language of
``Accept-Language``; ``findings`` name each fault of what was sent.  Nothing that was sent is
repeated, so no answer to a fault holds anybody's data.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.utils.translation import get_language
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from orjson import dumps

from yiyang.decisions.services import report_missing
from yiyang.faces.wording import say_in
from yiyang.kernel.errors import Refused
from yiyang.kernel.findings import Finding
from yiyang.kernel.messages import Message, Param
from yiyang.policy.book import NotInForce, PolicyError

PROBLEM_JSON = "application/problem+json"
CHALLENGE = 'Bearer realm="yiyang"'
NOT_THERE = frozenset(("UNKNOWN_MEASURE", "UNKNOWN_INSTRUMENT"))
UNFIT = frozenset(("BAD_PERIOD", "BAD_BREAKDOWN"))  # of a query, not of the state of things


class Fault(Schema):
    """One fault of what was sent, and where it stands."""

    code: str
    where: str
    detail: str


class Problem(Schema):
    """Why a request was not done."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    findings: list[Fault] = []


class Unfit(Exception):
    """The request itself is at fault; carries the answer's code, its status and the place."""

    def __init__(self, code: str, *, status: int, where: str = "", **params: Param) -> None:
        self.message, self.status, self.where = Message(code, params), status, where
        super().__init__(code)


class OutOfScope(Exception):
    """The token does not permit this; ``scope`` is what it would need."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__(scope)


class Unknown(Exception):
    """Nobody that is known stands before the door."""


def problem(
    code: str, status: int, *, findings: Iterable[Finding] = (), **params: Param
) -> HttpResponse:
    """Return the answer to a fault, by its code in ``texts.yaml``."""
    return _answer(Message(code, params), status, findings)


def not_there() -> HttpResponse:
    """Return the one answer for what is not there and for what is not open to this reader."""
    return problem("API_NOT_FOUND", HTTPStatus.NOT_FOUND)


def unknown(request: HttpRequest) -> HttpResponse:
    """Return the answer to nobody: come with a token, or with one that holds."""
    has_token = "Authorization" in request.headers
    answer = problem("API_TOKEN" if has_token else "API_SIGN_IN", HTTPStatus.UNAUTHORIZED)
    answer["WWW-Authenticate"] = f'{CHALLENGE}, error="invalid_token"' if has_token else CHALLENGE
    return answer


def answer_faults(api: NinjaAPI) -> None:
    """Let every fault that a view may meet be answered here; anything else is a bug."""
    api.add_exception_handler(Unknown, lambda request, _: unknown(request))
    api.add_exception_handler(AuthenticationError, lambda request, _: unknown(request))
    api.add_exception_handler(OutOfScope, _out_of_scope)
    api.add_exception_handler(Http404, lambda *_: not_there())
    api.add_exception_handler(Unfit, _unfit)
    api.add_exception_handler(Refused, _refusal)
    api.add_exception_handler(PolicyError, _missing)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, lambda *_: problem("API_UNREADABLE", 400))
    for kind in (RequestDataTooBig, UnreadablePostError):
        api.add_exception_handler(kind, lambda *_: problem("API_TOO_LARGE", 413))


def _answer(message: Message, status: int, findings: Iterable[Finding] = ()) -> HttpResponse:
    language = get_language() or "zh-hans"
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": message.code,
        "detail": say_in(message, language),
        "findings": [
            {"code": one.code, "where": one.where, "detail": say_in(one.message, language)}
            for one in findings
        ],
    }
    return HttpResponse(dumps(body), status=status, content_type=PROBLEM_JSON)


def _out_of_scope(_: HttpRequest, error: OutOfScope) -> HttpResponse:
    answer = problem("API_SCOPE", HTTPStatus.FORBIDDEN, scope=error.scope)
    told = f'{CHALLENGE}, error="insufficient_scope", scope="{error.scope}"'
    answer["WWW-Authenticate"] = told
    return answer


def _unfit(_: HttpRequest, error: Unfit) -> HttpResponse:
    code = error.message.code
    found = [Finding(code, error.where, error.message)] if error.where else []
    return _answer(error.message, error.status, found)


def _refusal(_: HttpRequest, refusal: Refused) -> HttpResponse:
    findings = getattr(refusal, "findings", ())
    if refusal.code in NOT_THERE:
        return not_there()
    is_data = findings or refusal.code in UNFIT
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_data else HTTPStatus.CONFLICT
    return _answer(refusal.message, status, findings)


def _missing(_: HttpRequest, error: PolicyError) -> HttpResponse:
    if isinstance(error, NotInForce):
        report_missing(error, at=timezone.now())
    return problem("NOT_IN_FORCE", HTTPStatus.CONFLICT)


def _invalid(_: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each place and its kind of fault; never the value that was sent."""
    found = [
        Finding(
            "API_FIELD",
            ".".join(str(part) for part in one["loc"] if not _is_sent(part, one)),
            Message("API_FIELD", {"kind": str(one["type"])}),
        )
        for one in error.errors
    ]
    return problem("API_INVALID", HTTPStatus.UNPROCESSABLE_ENTITY, findings=found)


def _is_sent(part: object, error: dict[str, Any]) -> bool:
    """Tell whether a part of a place is a name that the sender chose: it may say anything."""
    return error["type"] == "extra_forbidden" and part == error["loc"][-1]
