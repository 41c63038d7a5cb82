"""Secrets that open a door: made from 256 random bits, kept as a digest."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def fresh() -> str:
    """Return a new secret, safe in an address."""
    return secrets.token_urlsafe(BYTES)


def digest(secret: str) -> bytes:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()
