"""Secrets of second factors, sealed with a key that the database does not hold."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"yiyang second factor"
KEY_BYTES = 32


def box_for(purpose: bytes) -> MultiFernet:
    """Return what seals for one purpose, by keys drawn from the program's secrets."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def seal(text: str) -> str:
    """Return ``text`` encrypted under a key drawn from the program's secret."""
    return box_for(PURPOSE).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed, also under a secret used before (``SECRET_KEY_FALLBACKS``).

    Raises:
        cryptography.fernet.InvalidToken: it was sealed under another secret, or changed.
    """
    return box_for(PURPOSE).decrypt(sealed.encode()).decode()


def _key(secret: str, purpose: bytes) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose)
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
