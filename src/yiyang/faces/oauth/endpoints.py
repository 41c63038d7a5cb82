"""Looking at a token (RFC 7662) and giving one back (RFC 7009)."""

from __future__ import annotations

from typing import Any

from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from yiyang.audit.services import Actor
from yiyang.clients import services
from yiyang.clients.models import Client
from yiyang.clients.selectors import any_token, still_stands
from yiyang.faces.oauth.addresses import base_of
from yiyang.faces.oauth.consented import may_act
from yiyang.faces.oauth.identity import claims_of, context_of
from yiyang.faces.oauth.registered import Carried, Registered

EVERY_METHOD = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]
WITH_PROOF = ["client_secret_basic", "client_secret_post", "private_key_jwt"]


class Introspection(IntrospectionEndpoint):
    """A client that proves who it is asks what a token is; of its own institution's tokens only."""

    CLIENT_AUTH_METHODS = WITH_PROOF

    def query_token(self, token_string: str, token_type_hint: str | None) -> Carried | None:
        """Return the token, in force or not."""
        row = any_token(token_string)
        return Carried(row, self.server.now) if row else None

    def check_permission(self, token: Carried, client: Registered, request: object) -> bool:
        """Tell whether this client may know."""
        allowed = token.row.authorisation
        stands = still_stands(allowed.pk, self.server.now) and may_act(allowed, self.server.now)
        issued_to: Client = token.row.authorisation.client
        return stands and issued_to.institution_id == client.row.institution_id

    def introspect_token(self, token: Carried) -> dict[str, Any]:
        """Return what the token stands for."""
        allowed = token.row.authorisation
        return {
            "active": True,
            "scope": token.get_scope(),
            "client_id": allowed.client.client_id,
            "token_type": "Bearer",
            "iss": base_of(self.server.http),
            "exp": int(token.row.expires_at.timestamp()),
            "iat": int(token.row.made_at.timestamp()),
            **claims_of(self.server.http, allowed, token.row.scopes),
            **context_of(allowed),
        }


class Revocation(RevocationEndpoint):
    """A client gives a token back; one that renews takes its whole authorisation with it."""

    CLIENT_AUTH_METHODS = EVERY_METHOD

    def query_token(self, token_string: str, token_type_hint: str | None) -> Carried | None:
        """Return the token, whatever the hint says."""
        row = any_token(token_string)
        return Carried(row, self.server.now) if row else None

    def revoke_token(self, token: Carried, request: object) -> None:
        """End it."""
        role = token.row.authorisation.assignment
        by = Actor(role.account_id, role.pk)
        services.end_token(token=token.row, by=by, at=self.server.now)
