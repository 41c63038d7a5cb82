"""The public keys of a client: as registered, or fetched from the address that was registered.

A fetched set is believed for as long as the answer's ``Cache-Control`` says, and never longer
than ``LONGEST``.  A key id that it does not hold is looked for once more at the address: keys are
changed without telling us.  After an asking that was of no use the client's address is left alone
for ``AGAIN``, whatever key is named.  Only the public net is asked, and every failure is told in
the same words: nobody learns from us what stands at an address.
"""

from __future__ import annotations

import json
import re
import socket
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from typing import Any
from urllib.error import URLError
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from authlib.oauth2.rfc6749 import InvalidClientError
from django.core.cache import cache
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from yiyang.clients.checks import are_good_keys, is_fetchable, is_outside
from yiyang.clients.models import Client

SECONDS = 3
MOST_BYTES = 100_000
LONGEST, AGAIN = 3600, 60
NO_KEY = "No key of this client can be had for this kid."
MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})")


@dataclass(frozen=True)
class Fetched:
    """What an address answered, and for how many seconds it may be kept."""

    body: bytes
    seconds: int


class _NotElsewhere(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class _Outside(HTTPSConnection):
    """A connection to the address that was looked at: a name is not resolved a second time."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._create_connection = _connect


class _OnlyOutside(HTTPSHandler):
    def https_open(self, req: Request) -> Any:
        return self.do_open(_Outside, req)


def _connect(address: tuple[str, int], *given: Any, **more: Any) -> socket.socket:
    """Connect to a host all of whose addresses are of the public net.  Raises OSError."""
    found = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)
    numbers = [str(one[4][0]) for one in found]
    if not numbers or not all(map(is_outside, numbers)):
        raise URLError("an address inside")
    return socket.create_connection((numbers[0], address[1]), *given, **more)


def fetch(address: str) -> Fetched:
    """Return what an address of the public net answers: small, soon, and not led elsewhere.

    Raises:
        OSError: it does not answer so, or is none of the public net.
    """
    if not is_fetchable(address):
        raise URLError("not fetchable")
    asked = Request(address, headers={"Accept": "application/json"})
    opener = build_opener(ProxyHandler({}), _OnlyOutside, _NotElsewhere)
    with opener.open(asked, timeout=SECONDS) as answer:
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
    in_vain = f"{_place(client)}-in-vain"
    if cache.get(in_vain):
        raise InvalidClientError(description=NO_KEY)
    fetched = _fetched(client)
    if not _holds(fetched, kid):
        cache.add(in_vain, True, AGAIN)
    return _named(fetched, kid)


def _fetched(client: Client) -> Any:
    """The good keys at the address, kept as long as told; None where there are none."""
    try:
        got = fetch(client.jwks_uri)
        jwks = json.loads(got.body)
    except (OSError, ValueError, RecursionError, HTTPException):
        return None
    if not are_good_keys(jwks):
        return None
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
        raise InvalidClientError(description=NO_KEY)
    try:
        return KeySet.import_key_set({"keys": named})
    except (JoseError, ValueError, TypeError, KeyError) as fault:
        raise InvalidClientError(description=NO_KEY) from fault
