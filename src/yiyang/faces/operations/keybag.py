"""The keys of a node in one piece, encrypted with a passphrase: AES-256-GCM under scrypt.

``postgres_password`` is left out: it opens one embedded server and a new one has its own.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from yiyang.audit.signing import PUBLIC

MAGIC = b"YIYANG-KEYS-1\n"
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
SCRYPT_COST, SCRYPT_BLOCK = 2**15, 8  # about a tenth of a second and 32 MiB for each guess
NOT_OURS = frozenset({"postgres_password"})


class WrongPassphrase(Exception):
    """The passphrase does not open these keys, or they were changed."""


def private_keys(folder: Path) -> dict[str, bytes]:
    """Return every private key file of a key folder by its name."""
    files = (path for path in sorted(folder.glob("*")) if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.name not in NOT_OURS}


def public_key_files(folder: Path) -> dict[str, bytes]:
    """Return every public key file of a key folder by its name."""
    return {path.name: path.read_bytes() for path in sorted((folder / PUBLIC).glob("*.pem"))}


def fingerprint(key: bytes) -> str:
    """Return what tells two keys apart without telling either."""
    return hashlib.sha256(b"fingerprint of " + key.strip()).hexdigest()[:16]


def locked(keys: Mapping[str, bytes], passphrase: str) -> bytes:
    """Return the keys as one encrypted piece."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as bag:
        for name, content in keys.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            bag.addfile(entry, io.BytesIO(content))
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, packed.getvalue(), MAGIC)
    return MAGIC + salt + nonce + sealed


def unlocked(piece: bytes, passphrase: str) -> dict[str, bytes]:
    """Return the keys of an encrypted piece by name.  Raises WrongPassphrase."""
    start = len(MAGIC)
    salt = piece[start : start + SALT_BYTES]
    nonce = piece[start + SALT_BYTES : start + SALT_BYTES + NONCE_BYTES]
    try:
        packed = AESGCM(_key(passphrase, salt)).decrypt(
            nonce, piece[start + SALT_BYTES + NONCE_BYTES :], MAGIC
        )
    except (InvalidTag, ValueError) as fault:
        raise WrongPassphrase from fault
    found = {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as bag:
        for entry in bag.getmembers():
            content = bag.extractfile(entry)
            if content is not None:
                found[Path(entry.name).name] = content.read()
    return found


def put_keys(folder: Path, keys: Mapping[str, bytes]) -> None:
    """Write key files that only their owner can read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in keys.items():
        path = folder / name
        fresh = path.with_name(f"{name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(content)
        fresh.replace(path)


def _key(passphrase: str, salt: bytes) -> bytes:
    scrypt = Scrypt(salt=salt, length=KEY_BYTES, n=SCRYPT_COST, r=SCRYPT_BLOCK, p=1)
    return scrypt.derive(passphrase.encode())
