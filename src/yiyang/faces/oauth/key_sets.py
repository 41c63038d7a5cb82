"""The public keys of a client: as registered."""

from __future__ import annotations

from typing import Any

from authlib.oauth2.rfc6749 import InvalidClientError
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from yiyang.clients.models import Client


def keys_of(client: Client, kid: str) -> KeySet:
    """Return the client's keys with an id.  Raises InvalidClientError when there is none."""
    return _named(client.jwks, kid)


def _named(jwks: Any, kid: str) -> KeySet:
    kept = jwks.get("keys") if isinstance(jwks, dict) else None
    named = [key for key in kept or [] if isinstance(key, dict) and key.get("kid") == kid]
    if len(named) != 1:
        raise InvalidClientError(description="No key of this client has this kid.")
    try:
        return KeySet.import_key_set({"keys": named})
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise InvalidClientError(description="The key of this client cannot be read.") from fault
