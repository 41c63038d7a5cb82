"""What this server says of itself to programs: where its doors are and what it can do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from yiyang.clients.keys import ALGORITHM, published_keys
from yiyang.faces.oauth.addresses import address_of, base_of
from yiyang.faces.oauth.assertion import ALGORITHMS
from yiyang.faces.oauth.doors import machine
from yiyang.faces.oauth.endpoints import EVERY_METHOD
from yiyang.rules.smart_areas import AREA_SCOPES

CAPABILITIES = (
    "launch-ehr",
    "launch-standalone",
    "authorize-post",
    "client-public",
    "client-confidential-symmetric",
    "client-confidential-asymmetric",
    "sso-openid-connect",
    "context-banner",
    "context-ehr-patient",
    "context-standalone-patient",
    "permission-offline",
    "permission-online",
    "permission-patient",
    "permission-user",
    "permission-v1",
    "permission-v2",
)
SCOPES = (
    "openid",
    "fhirUser",
    "launch",
    "launch/patient",
    "offline_access",
    "online_access",
    "patient/*.cruds",
    "user/*.cruds",
    "system/*.cruds",
    *AREA_SCOPES,
)


def _shared(request: HttpRequest) -> dict[str, Any]:
    return {
        "issuer": base_of(request),
        "jwks_uri": address_of(request, "oauth_jwks"),
        "authorization_endpoint": address_of(request, "oauth_authorize"),
        "token_endpoint": address_of(request, "oauth_token"),
        "token_endpoint_auth_methods_supported": EVERY_METHOD,
        "token_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "introspection_endpoint": address_of(request, "oauth_introspect"),
        "revocation_endpoint": address_of(request, "oauth_revoke"),
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": list(SCOPES),
    }


@machine
@require_safe
def smart(request: HttpRequest) -> HttpResponse:
    """Answer with the SMART configuration, as JSON whatever is asked for."""
    own = {
        "capabilities": list(CAPABILITIES),
        "management_endpoint": address_of(request, "my_apps"),
    }
    return _open(_shared(request) | own)


@machine
@require_safe
def openid(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenID Connect configuration."""
    own = {
        "userinfo_endpoint": address_of(request, "oauth_userinfo"),
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "fhirUser"],
        "request_uri_parameter_supported": False,
    }
    return _open(_shared(request) | own)


@machine
@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """Answer with the public keys that identity tokens are signed with."""
    answer = _open(published_keys(settings.KEY_DIR))
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _open(body: dict[str, Any]) -> HttpResponse:
    answer = JsonResponse(body)
    answer["Access-Control-Allow-Origin"] = "*"  # nothing here is anybody's
    return answer
