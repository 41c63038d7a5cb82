"""The key that signs seals: Ed25519, in a file outside the database.

The private key in use is ``signing_key.pem``; every public key that ever signed stays in
``signing_public/``, so that old seals verify after a new key was made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from yiyang.kernel.key_files import ensure_file, replace_file

ALGORITHM = "Ed25519"
PRIVATE = "signing_key.pem"
PUBLIC = "signing_public"
KEY_ID_DIGITS = 16


class NoSigningKey(Exception):
    """The key directory has no usable signing key."""


@dataclass(frozen=True)
class Signer:
    """A private key and the id of its public one."""

    key_id: str
    private: Ed25519PrivateKey

    def sign(self, head: bytes) -> bytes:
        """Return the signature of a seal's head."""
        return self.private.sign(head)


def ensure_signing_key(key_dir: Path) -> Signer:
    """Return the signing key of a key directory, making it when there is none."""
    ensure_file(key_dir / PRIVATE, _new_pem)
    signer = load_signer(key_dir)
    public = _public_pem(signer.private.public_key())
    ensure_file(key_dir / PUBLIC / f"{signer.key_id}.pem", lambda: public)
    return signer


def renew_signing_key(key_dir: Path) -> Signer:
    """Put a new signing key in the place of the one in use, whose public half stays."""
    ensure_signing_key(key_dir)
    replace_file(key_dir / PRIVATE, _new_pem())
    return ensure_signing_key(key_dir)


def load_signer(key_dir: Path) -> Signer:
    """Return the signing key of a key directory.  Raises NoSigningKey when there is none."""
    try:
        private = load_pem_private_key((key_dir / PRIVATE).read_bytes(), None)
    except (FileNotFoundError, ValueError) as fault:
        raise NoSigningKey("no signing key: run yiyang migrate") from fault
    if not isinstance(private, Ed25519PrivateKey):
        raise NoSigningKey(f"{PRIVATE} is not an Ed25519 key")
    return Signer(key_id(private.public_key()), private)


def public_keys(key_dir: Path) -> dict[str, Ed25519PublicKey]:
    """Return every public key kept, by its id; a file under a wrong name is left out."""
    found = {}
    for path in sorted((key_dir / PUBLIC).glob("*.pem")):
        public = load_pem_public_key(path.read_bytes())
        if isinstance(public, Ed25519PublicKey) and key_id(public) == path.stem:
            found[path.stem] = public
    return found


def is_signed(public: Ed25519PublicKey, signature: bytes, head: bytes) -> bool:
    """Tell whether a signature is this key's over this head."""
    try:
        public.verify(signature, head)
    except InvalidSignature:
        return False
    return True


def key_id(public: Ed25519PublicKey) -> str:
    """Return the id of a public key: the first digits of its SHA-256."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:KEY_ID_DIGITS]


def _new_pem() -> bytes:
    made = Ed25519PrivateKey.generate()
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_pem(public: Ed25519PublicKey) -> bytes:
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
