"""The public keys of a client: as registered, or fetched from the address that was registered.

A fetched set is believed for as long as the answer's ``Cache-Control`` says, and never longer
than ``LONGEST``.  A key id that it does not hold is looked for once more at the address, but no
more often than ``AGAIN``: keys are changed without telling us.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from authlib.oauth2.rfc6749 import InvalidClientError
from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from yiyang.clients.checks import are_good_keys, is_safe_address
from yiyang.clients.models import Client

SECONDS = 3
MOST_BYTES = 100_000
LONGEST, AGAIN = 3600, 60
MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})")


@dataclass(frozen=True)
class Fetched:
    """What an address answered, and for how many seconds it may be kept."""

    body: bytes
    seconds: int


class _NotElsewhere(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def fetch(address: str) -> Fetched:
    """Return what an address answers: small, soon, and not led elsewhere.

    Raises:
        OSError: it does not answer so.
    """
    asked = Request(address, headers={"Accept": "application/json"})
    with build_opener(_NotElsewhere).open(asked, timeout=SECONDS) as answer:
        body = answer.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise URLError("too long")
        return Fetched(body, kept_for(answer.headers.get("Cache-Control", "")))


def kept_for(control: str) -> int:
    """Return how many seconds a ``Cache-Control`` header lets an answer be kept."""
    if "no-store" in control or "no-cache" in control:
        return 0
    found = MAX_AGE.search(control)
    return min(int(found[1]), LONGEST) if found else 0


def keys_of(client: Client, kid: str) -> KeySet:
    """Return the client's keys with an id.  Raises InvalidClientError when there is none."""
    if not client.jwks_uri:
        return _named(client.jwks, kid)
    kept = cache.get(_place(client))
    if _holds(kept, kid):
        return _named(kept, kid)
    if not cache.add(f"{_place(client)}-asked-{kid[:40]}", True, AGAIN) and kept is not None:
        return _named(kept, kid)
    return _named(_fetched(client), kid)


def _fetched(client: Client) -> Any:
    try:
        if not is_safe_address(client.jwks_uri):
            raise URLError("no safe address")
        got = fetch(client.jwks_uri)
        jwks = json.loads(got.body)
    except (OSError, ValueError) as fault:
        raise InvalidClientError(description="The keys cannot be fetched.") from fault
    if not are_good_keys(jwks):
        raise InvalidClientError(description="The keys at the address are not taken.")
    if got.seconds:
        cache.set(_place(client), jwks, got.seconds)
    return jwks


def _place(client: Client) -> str:
    return f"client-keys-{client.pk}"


def _holds(jwks: Any, kid: str) -> bool:
    return jwks is not None and any(key.get("kid") == kid for key in jwks["keys"])


def _named(jwks: Any, kid: str) -> KeySet:
    kept = jwks.get("keys") if isinstance(jwks, dict) else None
    named = [key for key in kept or [] if isinstance(key, dict) and key.get("kid") == kid]
    if len(named) != 1:
        raise InvalidClientError(description="No key of this client has this kid.")
    try:
        return KeySet.import_key_set({"keys": named})
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise InvalidClientError(description="The key of this client cannot be read.") from fault
