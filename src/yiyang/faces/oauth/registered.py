"""Our rows in the shape that Authlib asks questions of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin

from yiyang.clients import services
from yiyang.clients.models import Client, Code, Token

METHODS = {
    Client.Proof.NONE: ("none",),
    Client.Proof.SECRET: ("client_secret_basic", "client_secret_post"),
    Client.Proof.KEYS: ("private_key_jwt",),
}
APP_GRANTS = ("authorization_code", "refresh_token")
SYSTEM_GRANTS = ("client_credentials",)


@dataclass
class Registered(ClientMixin):
    """A client that is open."""

    row: Client

    def get_client_id(self) -> str:
        """Return its id."""
        return self.row.client_id

    def get_default_redirect_uri(self) -> str | None:
        """Return None: an app always says where it wants its answer."""
        return None

    def get_allowed_scope(self, scope: str | None) -> str:
        """Return the scopes asked for: what is granted is decided by ``clients.scopes``."""
        return scope or ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Tell whether an address is registered, letter by letter."""
        return redirect_uri in self.row.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        """Tell whether this is its secret."""
        return services.is_secret_of(self.row, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Tell whether it proves itself in this way."""
        return method in METHODS[Client.Proof(self.row.proof)]

    def check_response_type(self, response_type: str) -> bool:
        """Tell whether it may ask a user."""
        return response_type == "code" and not self.row.is_system

    def check_grant_type(self, grant_type: str) -> bool:
        """Tell whether it may come with this at the token endpoint."""
        return grant_type in (SYSTEM_GRANTS if self.row.is_system else APP_GRANTS)


@dataclass
class Promised(AuthorizationCodeMixin):
    """A code that has just been used up."""

    row: Code

    @property
    def code_challenge(self) -> str:
        """What the app's verifier must hash to."""
        return self.row.challenge

    @property
    def code_challenge_method(self) -> str:
        """The one way that is taken."""
        return "S256"

    def get_redirect_uri(self) -> str:
        """Return where the code was sent."""
        return self.row.redirect_uri

    def get_scope(self) -> str:
        """Return what was granted."""
        return " ".join(self.row.authorisation.scopes)


@dataclass
class Carried(TokenMixin):
    """A token of either kind."""

    row: Token
    at: datetime

    def check_client(self, client: Registered) -> bool:
        """Tell whether it was issued to this client."""
        return self.row.authorisation.client_id == client.row.pk

    def get_scope(self) -> str:
        """Return its scopes."""
        return " ".join(self.row.scopes)

    def get_expires_in(self) -> int:
        """Return how many seconds it works from its making."""
        return int((self.row.expires_at - self.row.made_at).total_seconds())

    def is_expired(self) -> bool:
        """Tell whether its time is over."""
        return self.row.expires_at <= self.at

    def is_revoked(self) -> bool:
        """Tell whether it was used up or taken back."""
        return self.row.ended_at is not None
