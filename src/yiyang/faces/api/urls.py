"""The JSON API as routes: ``/api/v1``, described by ``/api/v1/openapi.json``."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from yiyang.faces.api import (
    assessments,
    beds,
    claims,
    decisions,
    exports,
    jobs,
    measures,
    network,
    policy,
    public,
    transfers,
    work,
)
from yiyang.faces.api.doors import mark
from yiyang.faces.api.problems import PROBLEM_JSON, Problem, Unfit, answer_faults, problem

AREA = "api/v1"
NUL = b"\\u0000"  # JSON may hold it, no text of the database does
FAULTS = {  # of every operation that has a door
    400: "The request cannot be read.",
    401: "No access token, or one that does not hold.",
    403: "The token does not permit this.",
    404: "Not there, or not open to this reader.",
    405: "Not done at this address.",
    409: "Understood and declined: `code` says why; nothing was written.",
    413: "Too large.",
    422: "What was sent has faults: `findings` names each.",
}


class Reads(Parser):
    """Reads a body as JSON; what no text of the database can hold is no JSON for us."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body.  Raises ValueError."""
        if NUL in request.body or b"\x00" in request.body:
            raise ValueError
        return orjson.loads(request.body)


class Writes(BaseRenderer):
    """Writes an answer; numbers with decimals as text, which no program rounds."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return an answer as JSON."""
        return orjson.dumps(data, default=str, option=orjson.OPT_NON_STR_KEYS)


class Face(NinjaAPI):
    """The description tells of faults as they are answered; what it does not name is refused."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """Begin the answer to whoever has passed the door.

        Raises:
            Unfit: a parameter that the address does not have: left out, it would widen a list.
        """
        known = request.resolver_match.func.asked[request.method]
        if not known.issuperset(request.GET):
            told = ", ".join(sorted(known)) or "—"
            raise Unfit("API_UNKNOWN_PARAMETER", status=422, where="query", known=told)
        return super().create_temporal_response(request)

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """Return the OpenAPI description with the answers to faults."""
        described = super().get_openapi_schema(**where)
        kept = described.setdefault("components", {}).setdefault("schemas", {})
        whole = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        kept |= whole.pop("$defs") | {"Problem": whole}
        for operations in described["paths"].values():
            for operation in operations.values():
                _tell_faults(operation)
        return described


def _tell_faults(operation: dict[str, Any]) -> None:
    body = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    is_open = not operation.get("security")
    for status, what in FAULTS.items():
        if not is_open or status in (400, 405, 422):
            operation["responses"][str(status)] = {"description": what, "content": body}


api = Face(
    title="Yiyang",
    version="1",
    description="What programs of institutions and districts need beside FHIR: docs/api.md.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=Reads(),
    renderer=Writes(),
)
answer_faults(api)
AREAS = (
    public,
    network,
    beds,
    transfers,
    assessments,
    policy,
    decisions,
    measures,
    work,
    claims,
    exports,
    jobs,
)
for area in AREAS:
    api.add_router("", area.router)


def described(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI description of this face."""
    if request.method not in ("GET", "HEAD"):
        return problem("API_NOT_DONE", 405)
    return HttpResponse(description(), content_type="application/json")


@cache
def description() -> bytes:
    """Return the OpenAPI description of this face, as it is served."""
    told = api.get_openapi_schema(path_prefix=f"/{AREA}/")
    return orjson.dumps(told, default=str, option=orjson.OPT_NON_STR_KEYS)


def _routes() -> list[URLPattern]:
    """Return every route with the mark of its door; the root page of ninja is left out."""
    doors = {
        place.strip("/").replace("{", "<").replace("}", ">"): view.operations
        for area in AREAS
        for place, view in area.router.path_operations.items()
    }
    found: dict[str, URLPattern] = {}
    for route in api.urls[0]:
        operations = doors.get(str(route.pattern))
        if operations is not None and str(route.pattern) not in found:
            marked = mark(route.callback, [one.auth_param for one in operations])
            marked.asked = {way: _asked(one) for one in operations for way in one.methods}
            found[str(route.pattern)] = path(f"{AREA}/{route.pattern}", marked, name=route.name)
    return list(found.values())


def _asked(operation: Operation) -> frozenset[str]:
    """Return the parameters of an operation that stand behind the ``?`` of its address."""
    models = [one for one in operation.models if one.__ninja_param_source__ == "query"]
    return frozenset(name for one in models for name in one.__ninja_flatten_map__)


urlpatterns = [
    path(f"{AREA}/openapi.json", mark(described, []), name="api_openapi"),
    *_routes(),
]
