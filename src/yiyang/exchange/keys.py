"""The key by which this node proves itself to others: P-384, in a file outside the database.

It signs the assertions with which we ask for tokens, our messages, and our answers.  The key in
use is ``node_key.pem``; one that was replaced stays beside it as ``node_key_before.pem`` until
the next one is, and is published with it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey

ALGORITHM = "ES384"
CURRENT, BEFORE = "node_key.pem", "node_key_before.pem"


def ensure_node_key(key_dir: Path) -> ECKey:
    """Return the key that signs, making it when there is none."""
    path = key_dir / CURRENT
    if not path.exists():
        key_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, replace=False)
    return _read(path)


def rotate_node_key(key_dir: Path) -> str:
    """Put a new key in the place of the one that signs, keep that one published; return its id.

    Partners must be given the new public keys; until then messages wait.
    """
    ensure_node_key(key_dir)
    (key_dir / CURRENT).replace(key_dir / BEFORE)
    _write(key_dir / CURRENT, replace=True)
    return str(_read(key_dir / CURRENT).kid)


def public_node_keys(key_dir: Path) -> dict[str, Any]:
    """Return the public keys as a JWK set, the one that signs first."""
    keys = [ensure_node_key(key_dir)]
    if (key_dir / BEFORE).exists():
        keys.append(_read(key_dir / BEFORE))
    use = {"use": "sig", "alg": ALGORITHM}
    return {"keys": [{**key.as_dict(private=False), **use} for key in keys]}


def sign_as_node(claims: dict[str, Any], key_dir: Path) -> str:
    """Return claims signed with this node's key."""
    key = ensure_node_key(key_dir)
    header = {"alg": ALGORITHM, "kid": str(key.kid), "typ": "JWT"}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def _read(path: Path) -> ECKey:
    pem = path.read_bytes()
    key = ECKey.import_key(pem)
    return ECKey.import_key(pem, {"kid": key.thumbprint()})


def _write(path: Path, *, replace: bool) -> None:
    pem = generate_private_key(SECP384R1()).private_bytes(
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
