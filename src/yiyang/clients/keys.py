"""The key that signs identity tokens: RSA, in a file outside the database.

The key in use is ``openid_key.pem``.  A key that was replaced stays beside it as
``openid_key_before.pem`` until the next one is, and is published with it: what it has signed is
still believed.  Both lie in the key folder, so a backup of the keys holds them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from joserfc import jwt
from joserfc.jwk import RSAKey

from yiyang.kernel.key_files import KeyFile

ALGORITHM = "RS256"  # what SMART App Launch asks of every server
CURRENT, BEFORE = "openid_key.pem", "openid_key_before.pem"
BITS, EXPONENT = 2048, 65537


def _new_pem() -> bytes:
    made = generate_private_key(EXPONENT, BITS)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


FILE = KeyFile(CURRENT, BEFORE, _new_pem)


def ensure_identity_key(key_dir: Path) -> RSAKey:
    """Return the key that signs, making it when there is none."""
    return _read(FILE.ensure(key_dir))


def rotate_identity_key(key_dir: Path) -> str:
    """Put a new key in the place of the one that signs, keep that one published; return its id."""
    return str(_read(FILE.rotate(key_dir)).kid)


def published_keys(key_dir: Path) -> dict[str, Any]:
    """Return the public keys as a JWK set: bare keys, the one that signs first."""
    use = {"use": "sig", "alg": ALGORITHM}
    keys = [_read(pem) for pem in FILE.kept(key_dir)]
    return {"keys": [{**key.as_dict(private=False), **use} for key in keys]}


def sign_identity(claims: dict[str, Any], key_dir: Path) -> str:
    """Return claims as a signed identity token."""
    key = ensure_identity_key(key_dir)
    header = {"alg": ALGORITHM, "kid": str(key.kid), "typ": "JWT"}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def _read(pem: bytes) -> RSAKey:
    load_pem_private_key(pem, None)  # a broken file fails here, with its own words
    key = RSAKey.import_key(pem)
    return RSAKey.import_key(pem, {"kid": key.thumbprint()})
