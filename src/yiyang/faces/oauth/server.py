"""Authlib's authorisation server on our services: who may come to the token endpoint, with what."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from authlib.integrations.django_oauth2.requests import DjangoOAuth2Payload, DjangoOAuth2Request
from authlib.oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import (
    InsecureTransportError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Request,
    grants,
)
from authlib.oauth2.rfc7636 import CodeChallenge, create_s256_code_challenge
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from yiyang.clients import services
from yiyang.clients.selectors import client_by_id
from yiyang.faces.oauth.addresses import base_of
from yiyang.faces.oauth.assertion import KeyAssertion
from yiyang.faces.oauth.consented import may_act
from yiyang.faces.oauth.endpoints import EVERY_METHOD, Introspection, Revocation
from yiyang.faces.oauth.identity import answer_of
from yiyang.faces.oauth.registered import Carried, Promised, Registered

FAILED = "oauth_failed"  # its rate stands in the settings beside that of failed sign-ins
BAD, TOO_MANY = 400, 429
NO_STORE = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Pragma", "no-cache"),
]


class AtPublicAddress(DjangoOAuth2Request):
    """A request under the address that clients know: TLS may end before this program."""

    def __init__(self, request: HttpRequest) -> None:
        uri = base_of(request) + request.get_full_path()
        OAuth2Request.__init__(self, method=request.method, uri=uri, headers=request.headers)
        self.payload = DjangoOAuth2Payload(request)
        self._request = request


class Server(AuthorizationServer):
    """One for each request: it knows the addresses that the request came to."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.http = request
        self.now = timezone.now()
        audience = f"{base_of(request)}/oauth/token"
        self.register_client_auth_method("private_key_jwt", KeyAssertion(audience))
        self.register_grant(CodeGrant, [OnlyS256()])
        self.register_grant(RefreshGrant)
        self.register_grant(SystemGrant)
        self.register_endpoint(Introspection)
        self.register_endpoint(Revocation)

    def query_client(self, client_id: object) -> Registered | None:
        """Return an open client by its id."""
        row = client_by_id(client_id) if isinstance(client_id, str) else None
        return Registered(row) if row else None

    def create_oauth2_request(self, request: HttpRequest) -> OAuth2Request:
        """Return the request as Authlib reads it.  Raises InsecureTransportError without TLS."""
        return AtPublicAddress(request)

    def handle_response(self, status: int, body: object, headers: Any) -> HttpResponse:
        """Return an answer that nobody keeps."""
        text = json.dumps(body) if isinstance(body, dict | list) else body
        answer = HttpResponse(text, status=status)
        for name, value in [*headers, *NO_STORE]:
            answer[name] = value
        return answer

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Tell nobody: what happens is in the audit trail."""

    def answer_token_request(self) -> HttpResponse:
        """Return what the token endpoint answers; what was noticed on the way is kept."""
        return self._answer(lambda: self.create_token_response(self.http))

    def answer_endpoint(self, name: str) -> HttpResponse:
        """Return what the door ``introspection`` or ``revocation`` answers."""
        return self._answer(lambda: self.create_endpoint_response(name, self.http))

    def _answer(self, make: Callable[[], HttpResponse]) -> HttpResponse:
        if not ratelimit.consume(self.http, action=FAILED, dry_run=True):
            return self.handle_response(TOO_MANY, {"error": "temporarily_unavailable"}, [])
        with transaction.atomic():
            try:
                answer = make()
            except InsecureTransportError as error:
                answer = self.handle_response(*error())
        if answer.status_code >= BAD:  # counted by address: guessing is slow, working is not
            ratelimit.consume(self.http, action=FAILED)
        return answer


def _hashes_to(verifier: str, challenge: str) -> bool:
    made = create_s256_code_challenge(verifier)
    return hmac.compare_digest(made.encode(), challenge.encode())


class OnlyS256(CodeChallenge):
    """PKCE for every app, and only by its hash."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]
    CODE_CHALLENGE_METHODS = {"S256": _hashes_to}

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse a request to authorise without a challenge, or with another method."""
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("A 'code_challenge' by S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class CodeGrant(grants.AuthorizationCodeGrant):
    """A code for tokens."""

    TOKEN_ENDPOINT_AUTH_METHODS = EVERY_METHOD

    def query_authorization_code(self, code: str, client: Registered) -> Promised | None:
        """Return the code, used up by this, or None."""
        row = services.use_code(code=code, client=client.row, at=self.server.now)
        return Promised(row) if row else None

    def create_token_response(self) -> tuple[int, dict[str, Any], Any]:
        """Issue tokens for a code that held."""
        code = self.request.authorization_code.row
        issued = services.issue(code.authorisation, at=self.server.now)
        return 200, answer_of(self.server.http, issued, code=code, at=self.server.now), NO_STORE


class RefreshGrant(grants.RefreshTokenGrant):
    """A token that renews for a new access token and its own successor."""

    TOKEN_ENDPOINT_AUTH_METHODS = EVERY_METHOD

    def authenticate_refresh_token(self, refresh_token: str) -> Carried | None:
        """Return the token, or None."""
        at = self.server.now
        row = services.refresh_in_force(token=refresh_token, client=self.request.client.row, at=at)
        return Carried(row, at) if row and may_act(row.authorisation, at) else None

    def create_token_response(self) -> tuple[int, dict[str, Any], Any]:
        """Renew."""
        asked = self.request.payload.scope
        issued = services.renew(
            token=self.request.refresh_token.row,
            scopes=asked.split() if asked else None,
            at=self.server.now,
        )
        return 200, answer_of(self.server.http, issued, code=None, at=self.server.now), NO_STORE


class SystemGrant(grants.ClientCredentialsGrant):
    """A connected system, in its own name."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["private_key_jwt"]

    def create_token_response(self) -> tuple[int, dict[str, Any], Any]:
        """Issue an access token for what the system may have."""
        scopes = (self.request.payload.scope or "").split()
        if not scopes:
            raise InvalidRequestError("Missing 'scope' in request.")
        try:
            issued = services.grant_to_system(
                client=self.client.row, scopes=scopes, at=self.server.now
            )
        except services.NothingGranted as refused:
            raise InvalidScopeError(description="No scope asked for can be granted.") from refused
        return 200, answer_of(self.server.http, issued, code=None, at=self.server.now), NO_STORE
