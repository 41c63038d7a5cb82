"""The key that signs identity tokens: RSA, in a file outside the database.

The key in use is ``openid_key.pem``.  A key that was replaced stays beside it as
``openid_key_before.pem`` until the next one is, and is published with it: what it has signed is
still believed.  Both lie in the key folder, so a backup of the keys holds them.
"""

from __future__ import annotations

import os
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

ALGORITHM = "RS256"  # what SMART App Launch asks of every server
CURRENT, BEFORE = "openid_key.pem", "openid_key_before.pem"
BITS, EXPONENT = 2048, 65537


def ensure_identity_key(key_dir: Path) -> RSAKey:
    """Return the key that signs, making it when there is none."""
    path = key_dir / CURRENT
    if not path.exists():
        key_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, replace=False)
    return _read(path)


def rotate_identity_key(key_dir: Path) -> str:
    """Put a new key in the place of the one that signs, keep that one published; return its id."""
    ensure_identity_key(key_dir)
    (key_dir / CURRENT).replace(key_dir / BEFORE)
    _write(key_dir / CURRENT, replace=True)
    return str(_read(key_dir / CURRENT).kid)


def published_keys(key_dir: Path) -> dict[str, Any]:
    """Return the public keys as a JWK set: bare keys, the one that signs first."""
    keys = [ensure_identity_key(key_dir)]
    if (key_dir / BEFORE).exists():
        keys.append(_read(key_dir / BEFORE))
    use = {"use": "sig", "alg": ALGORITHM}
    return {"keys": [{**key.as_dict(private=False), **use} for key in keys]}


def sign_identity(claims: dict[str, Any], key_dir: Path) -> str:
    """Return claims as a signed identity token."""
    key = ensure_identity_key(key_dir)
    header = {"alg": ALGORITHM, "kid": str(key.kid), "typ": "JWT"}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def _read(path: Path) -> RSAKey:
    pem = path.read_bytes()
    load_pem_private_key(pem, None)  # a broken file fails here, with its own words
    key = RSAKey.import_key(pem)
    return RSAKey.import_key(pem, {"kid": key.thumbprint()})


def _write(path: Path, *, replace: bool) -> None:
    pem = generate_private_key(EXPONENT, BITS).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_bytes(pem)
    if replace:
        fresh.replace(path)
        return
    try:
        os.link(fresh, path)  # the first of two makers wins; both read its key
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
