"""Which power a door of the FHIR face needs, and who stands before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yiyang.access.powers import Power, has_power
from yiyang.access.readers import Reader
from yiyang.clients.selectors import reader_of as reader_of_client
from yiyang.faces.fhir.errors import answer_for
from yiyang.faces.fhir.outcomes import not_there, refused
from yiyang.faces.fhir.tokens import is_in_scope, out_of_scope, unknown
from yiyang.faces.oauth.bearer import bearer_of
from yiyang.faces.oauth.consented import token_consented

View = Callable[..., HttpResponse]


def fhir(power: Power) -> Callable[[View], View]:
    """Let in who may; the view takes ``(request, reader, ...)``.

    Nobody at all gets 401; a role without the power, and what is not there, get one answer (404).
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            reader = reader_of(request)
            if reader is None:
                return unknown(request)
            if not has_power(reader.assignment, power):
                return not_there()
            if not is_in_scope(reader, request.method, kwargs):
                return out_of_scope()
            try:
                return view(request, reader, *args, **kwargs)
            except Exception as error:
                answer = answer_for(error)
                if answer is None:
                    raise
                return answer

        guarded.door = power
        guarded.is_machine = True
        return guarded

    return mark


def by_method(**views: View) -> View:
    """Return one view of several: each behind its own door, by the request's method."""

    def chosen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else request.method
        if method not in views:
            answer = refused("FHIR_NOT_DONE", kind="not-supported", status=405)
            answer["Allow"] = ", ".join(sorted({*views, *({"HEAD"} if "GET" in views else ())}))
            return answer
        answer = views[method](request, *args, **kwargs)
        if request.method == "HEAD":
            answer["Content-Length"] = len(answer.content)
            answer.content = b""
        return answer

    doors = dict.fromkeys(view.door for view in views.values())
    chosen.door = tuple(doors) if len(doors) > 1 else next(iter(doors))
    chosen.is_machine = True
    chosen.methods = views
    return chosen


def reader_of(request: HttpRequest) -> Reader | None:
    """Return who stands before the door, and how they address us; None: nobody that is known.

    Who comes with a token is who the token speaks for, whatever else the request carries.
    """
    known = getattr(request, "fhir_reader", None)  # of an entry: who sent the bundle
    if known is not None:
        return known
    token = bearer_of(request)
    if token is not None:
        found = token_consented(token, timezone.now())
        return found and replace(reader_of_client(found), base=_base(request))
    if request.user.is_authenticated and request.assignment is not None:
        return Reader(request.assignment, request.actor, base=_base(request))
    return None


def _base(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}/fhir"
