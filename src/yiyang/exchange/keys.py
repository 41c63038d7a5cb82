"""The key by which this node proves itself to others: P-384, in a file outside the database.

It signs the assertions with which we ask for tokens, our messages, and our answers.  The key in
use is ``node_key.pem``; one that was replaced stays beside it as ``node_key_before.pem`` until
the next one is, and is published with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from yiyang.kernel.key_files import KeyFile

ALGORITHM = "ES384"
CURRENT, BEFORE = "node_key.pem", "node_key_before.pem"


def _new_pem() -> bytes:
    made = generate_private_key(SECP384R1())
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


FILE = KeyFile(CURRENT, BEFORE, _new_pem)


def ensure_node_key(key_dir: Path) -> ECKey:
    """Return the key that signs, making it when there is none."""
    return _read(FILE.ensure(key_dir))


def rotate_node_key(key_dir: Path) -> str:
    """Put a new key in the place of the one that signs, keep that one published; return its id.

    Partners must be given the new public keys; until then messages wait.
    """
    return str(_read(FILE.rotate(key_dir)).kid)


def public_node_keys(key_dir: Path) -> dict[str, Any]:
    """Return the public keys as a JWK set, the one that signs first."""
    use = {"use": "sig", "alg": ALGORITHM}
    keys = [_read(pem) for pem in FILE.kept(key_dir)]
    return {"keys": [{**key.as_dict(private=False), **use} for key in keys]}


def sign_as_node(claims: dict[str, Any], key_dir: Path) -> str:
    """Return claims signed with this node's key."""
    key = ensure_node_key(key_dir)
    header = {"alg": ALGORITHM, "kid": str(key.kid), "typ": "JWT"}
    return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


def _read(pem: bytes) -> ECKey:
    key = ECKey.import_key(pem)
    return ECKey.import_key(pem, {"kid": key.thumbprint()})
