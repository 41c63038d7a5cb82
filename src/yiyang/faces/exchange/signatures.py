"""What proves a message, or an answer to one: a signed word about its digest.

It stands in the header ``X-Node-Signature``: a JWT signed with the sender's node key (ES384) that
names who signs, for whom, which message it belongs to, the digest of the body, and with an
answer its status.  A bearer token alone could be stolen on the way and used for another text; an
answer without it could be made up by whoever stands between (docs/decisions/234).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from yiyang.exchange.here import node_here
from yiyang.exchange.keys import ALGORITHM, sign_as_node

HEADER = "X-Node-Signature"
ALGORITHMS = [ALGORITHM, "ES256", "RS384"]  # asymmetric only: no secret can pass for a key
CLOCKS = timedelta(seconds=30)  # that two clocks may differ


class NotSigned(Exception):
    """There is no signature that holds; nothing tells which fault."""


@dataclass(frozen=True)
class Signed:
    """Which message a signature belongs to, and with an answer its HTTP status."""

    message_id: uuid.UUID
    status: int | None = None


def sign(body: bytes, *, to: str, message_id: str, at: datetime, status: int | None = None) -> str:
    """Return the signature of a message to a node, or of the answer to one of its."""
    claims: dict[str, Any] = {
        "iss": node_here(),
        "aud": to,
        "sub": message_id,
        "iat": int(at.timestamp()),
        "digest": hashlib.sha256(body).hexdigest(),
    }
    if status is not None:
        claims["status"] = status
    return sign_as_node(claims, settings.KEY_DIR)


def check(
    signature: str,
    body: bytes,
    *,
    by: str,
    keys: Mapping[str, Any] | None,
    at: datetime,
    holds: timedelta,
) -> Signed:
    """Return what a node has signed.

    Args:
        by: the code of the node that must have signed; ``keys``: its registered public keys.
        holds: how old it may be.

    Raises:
        NotSigned: another key, another node, another text, too old, or none at all.
    """
    try:
        token = jwt.decode(signature, KeySet.import_key_set(dict(keys or {})), ALGORITHMS)
        return _read(token.claims, body, by, at, holds)
    except (JoseError, ValueError, TypeError, KeyError, OverflowError) as fault:
        raise NotSigned from fault


def _read(
    claims: Mapping[str, Any], body: bytes, by: str, at: datetime, holds: timedelta
) -> Signed:
    moment = int(claims["iat"])
    age = timedelta(seconds=int(at.timestamp()) - moment)
    whole = (
        claims["iss"] == by
        and claims["aud"] == node_here()
        and claims["digest"] == hashlib.sha256(body).hexdigest()
        and -CLOCKS <= age <= holds + CLOCKS
    )
    if not whole:
        raise NotSigned
    status = claims.get("status")
    return Signed(uuid.UUID(str(claims["sub"])), None if status is None else int(status))
