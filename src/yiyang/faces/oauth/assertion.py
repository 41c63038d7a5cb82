"""A client proves who it is with a signed assertion (``private_key_jwt``, RFC 7523)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from authlib.oauth2.rfc6749 import InvalidClientError
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from django.utils import timezone
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from yiyang.clients import services
from yiyang.decisions.services import read_book
from yiyang.faces.oauth.key_sets import keys_of
from yiyang.faces.oauth.registered import Registered

ALGORITHMS = ["RS384", "ES384"]  # asymmetric only: no secret can pass for a key, and never none
LEEWAY = timedelta(seconds=30)
LONGEST_ID = 255


class KeyAssertion(JWTBearerClientAssertion):
    """Assertions signed with a registered key, for our token endpoint, each shown once."""

    CLIENT_AUTH_METHOD = "private_key_jwt"

    def __init__(self, audience: str) -> None:
        super().__init__(leeway=int(LEEWAY.total_seconds()))
        self.audience = audience
        self.registered: Registered | None = None
        self.kid = ""

    def get_audiences(self) -> list[str]:
        """Return the one audience: the address of the token endpoint."""
        return [self.audience]

    def extract_assertion(self, assertion: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return header and claims, not believed yet; refuse a header that names no key of ours."""
        try:
            header, claims = super().extract_assertion(assertion)
        except (ValueError, TypeError) as fault:
            raise InvalidClientError(description="Invalid JWT assertion.") from fault
        self.kid = header.get("kid") if isinstance(header.get("kid"), str) else ""
        self.jku = header.get("jku", "")
        if not self.kid or header.get("alg") not in ALGORITHMS:
            raise InvalidClientError(description="The header must name kid and RS384 or ES384.")
        return header, claims

    def resolve_client_public_key(self, client: Registered) -> KeySet:
        """Return the client's public keys with the id that the header names."""
        self.registered = client
        uri = client.row.jwks_uri
        if self.jku and self.jku != uri:
            raise InvalidClientError(description="This jku is not registered.")
        return keys_of(client.row, self.kid)

    def process_assertion_claims(self, assertion: str, resolve_key: KeySet) -> dict[str, Any]:
        """Return the claims once signature and claims hold."""
        try:
            token = jwt.decode(assertion, resolve_key, algorithms=ALGORITHMS)
            self.verify_claims(token.claims)
        except (JoseError, ValueError, TypeError) as fault:
            raise InvalidClientError(description="The assertion does not hold.") from fault
        return token.claims

    def validate_jti(self, claims: dict[str, Any], jti: object) -> bool:
        """Tell whether this id is new; refuse an assertion that would live too long."""
        now = timezone.now()
        longest = read_book(now.date()).duration("clients.assertion")
        ends = _moment(claims["exp"])
        if ends is None or ends > now + longest + LEEWAY:
            raise InvalidClientError(description="The assertion lives too long.")
        if not isinstance(jti, str) or not 0 < len(jti) <= LONGEST_ID or self.registered is None:
            return False
        row = self.registered.row
        return services.note_assertion(client=row, jti=jti, expires_at=ends + LEEWAY, at=now)


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
