"""Headers that a subscriber wants to get back, sealed with a key the database does not hold."""

from __future__ import annotations

import base64

import orjson
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"yiyang headers of a subscription"
KEY_BYTES = 32


def seal_headers(headers: tuple[str, ...]) -> str:
    """Return headers as sealed text; empty where there are none."""
    return _box().encrypt(orjson.dumps(headers)).decode() if headers else ""


def unseal_headers(sealed: str) -> tuple[str, ...]:
    """Return the headers that were sealed.

    Raises:
        cryptography.fernet.InvalidToken: they were sealed under another secret, or changed.
    """
    return tuple(orjson.loads(_box().decrypt(sealed.encode()))) if sealed else ()


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
