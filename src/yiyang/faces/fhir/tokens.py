"""Who comes with an access token, and what is answered when it does not do (RFC 6750)."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from yiyang.access.readers import ANY, Reader
from yiyang.faces.fhir.outcomes import refused
from yiyang.faces.oauth.bearer import bearer_of

# What a method may be: create or a search by form, update or create, and so on.
VERBS_OF = {"POST": "cs", "PUT": "cu", "PATCH": "u", "DELETE": "d"}
CHALLENGE = 'Bearer realm="yiyang"'


def unknown(request: HttpRequest) -> HttpResponse:
    """Return the answer to nobody: come with a token, or with one that holds."""
    has_token = bearer_of(request) is not None
    answer = refused("FHIR_TOKEN" if has_token else "FHIR_SIGN_IN", kind="login", status=401)
    answer["WWW-Authenticate"] = f'{CHALLENGE}, error="invalid_token"' if has_token else CHALLENGE
    return answer


def out_of_scope() -> HttpResponse:
    """Return the answer to a token that does not permit this on this type.

    It is given before anything is read: it depends on the request and the token alone, so it
    tells nothing of what is there (docs/decisions/226).
    """
    answer = refused("FHIR_SCOPE", kind="forbidden", status=403)
    answer["WWW-Authenticate"] = f'{CHALLENGE}, error="insufficient_scope"'
    return answer


def is_in_scope(reader: Reader, method: str | None, where: Mapping[str, object]) -> bool:
    """Tell whether a token permits what a request is, by its method and where it goes.

    ``where`` holds what the address names: ``kind``, ``fhir_id``, ``whose`` (a compartment).
    To read one resource and its versions needs ``r``; to search, and the history of a type,
    ``s``.  What names no type (a batch, a history of all, an operation) is narrowed inside, one
    resource at a time: by ``record.selectors.reading.readable`` and by ``reader.may``.
    """
    kind = where.get("kind")
    if reader.permits is None or not isinstance(kind, str) or kind == ANY:
        return True
    verbs = VERBS_OF.get(method or "", "")
    if method in ("GET", "HEAD"):
        verbs = "r" if "fhir_id" in where and "whose" not in where else "s"
    return any(reader.may(kind, verb) for verb in verbs)
