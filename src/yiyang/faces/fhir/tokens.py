"""Who comes with an access token, and what is answered when it does not do (RFC 6750)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yiyang.access.readers import Reader
from yiyang.faces.fhir.outcomes import refused
from yiyang.faces.oauth.bearer import bearer_of

# What a method may be: read and search, create and search by form, and so on.
VERBS_OF = {"GET": "rs", "HEAD": "rs", "POST": "cs", "PUT": "cu", "PATCH": "u", "DELETE": "d"}
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


def is_in_scope(reader: Reader, method: str | None, kind: object) -> bool:
    """Tell whether a token permits anything of what a method may be on a type.

    Where a method may be several interactions (GET: read or search), each view asks
    ``reader.may`` for its own.
    """
    if not isinstance(kind, str):
        return True
    return any(reader.may(kind, verb) for verb in VERBS_OF.get(method or "", ""))
