"""The code that a second factor shows at a moment."""

from __future__ import annotations

import hmac
from base64 import b32decode
from datetime import datetime

STEP_SECONDS = 30
DIGITS = 6
LAST_31_BITS = 0x7FFFFFFF


def code_at(secret: str, at: datetime) -> str:
    """Return the six digits that belong to a base32 secret at a moment.  Source: RFC 6238."""
    counter = int(at.timestamp()) // STEP_SECONDS
    digest = hmac.digest(b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & LAST_31_BITS
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def seconds_left(at: datetime) -> int:
    """Return for how many seconds the code of this moment holds."""
    return STEP_SECONDS - int(at.timestamp()) % STEP_SECONDS
