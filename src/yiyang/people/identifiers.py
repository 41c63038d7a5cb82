"""Identifiers of a person: kept encrypted, found by a keyed digest, checked before either.

Two kinds of key, because they age differently.  Sealing keys rotate: a sealed value names its
key, the newest seals, the older ones still open.  The index key stays: changing it would mean
reading every identifier again.  Both come from ``settings.KEY_DIR`` (files ``identifier-ID.key``
and ``identifier-index.key``, 32 random bytes in hexadecimal), never from the database.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from yiyang.kernel import identifiers
from yiyang.kernel.findings import Finding
from yiyang.kernel.key_files import ensure_file
from yiyang.kernel.messages import Message

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = 1
SEPARATOR = "\x1f"
MALE, FEMALE = "1", "2"


class CannotOpen(Exception):
    """A sealed value names a key that is not here, or was changed."""


class MissingKey(Exception):
    """Production was started without a key it must be given."""


def seal(value: str) -> bytes:
    """Encrypt a value with the newest key (AES-256-GCM); the result names the key."""
    key_id = newest_key_id()
    key = _sealing_keys(str(settings.KEY_DIR))[key_id]
    head = head_of(key_id)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return head + nonce + AESGCM(key).encrypt(nonce, value.encode(), head)


def open_(sealed: bytes) -> str:
    """Return the value that ``seal`` encrypted.

    Raises:
        CannotOpen: its key is not here, or the bytes are not what was sealed.
    """
    sealed = bytes(sealed)
    start = 2 + (sealed[1] if len(sealed) > 1 else 0)
    head, nonce = sealed[:start], sealed[start : start + NONCE_BYTES]
    key = _sealing_key(key_id_of(sealed))
    if key is None or sealed[0] != FORMAT:
        raise CannotOpen("the key of a sealed identifier is not here")
    try:
        return AESGCM(key).decrypt(nonce, sealed[start + NONCE_BYTES :], head).decode()
    except (InvalidTag, ValueError) as error:  # ValueError: cut within the nonce
        raise CannotOpen("a sealed identifier was changed") from error


def reseal(sealed: bytes) -> bytes:
    """Return a sealed value sealed anew with the newest key.  Raises CannotOpen."""
    return seal(open_(sealed))


def renew_sealing_key() -> str:
    """Make a key that seals from now on, and return its name; those before it still open."""
    forget_keys()
    ensure_file(Path(settings.KEY_DIR) / f"identifier-{int(newest_key_id()) + 1}.key", _new_key)
    forget_keys()
    return newest_key_id()


def newest_key_id() -> str:
    """Return the name of the key that seals."""
    return sealing_key_ids()[0]


def sealing_key_ids() -> list[str]:
    """Return the names of the keys that are here, the one that seals first."""
    return sorted(_sealing_keys(str(settings.KEY_DIR)), key=_age, reverse=True)


def head_of(key_id: str) -> bytes:
    """Return how every value begins that a key has sealed."""
    return bytes((FORMAT, len(key_id))) + key_id.encode()


def key_id_of(sealed: bytes) -> str:
    """Return the name of the key a value was sealed with, to find what a rotation must redo."""
    return bytes(sealed[2 : 2 + sealed[1]]).decode("ascii", "replace") if len(sealed) > 1 else ""


def blind_index(system: str, issuer: str, value: str) -> bytes:
    """Return the keyed digest (HMAC-SHA-256) by which an identifier is found."""
    text = SEPARATOR.join((system, issuer, normalised(system, value)))
    return hmac.digest(_index_key(str(settings.KEY_DIR)), text.encode(), sha256)


def normalised(system: str, value: str) -> str:
    """Return the one form of an identifier; a resident id ends in a capital X."""
    value = value.strip()
    return value.upper() if system == "RESIDENT_ID" else value


def resident_id_findings(
    resident_id: str, born_on: date | None, sex: str, where: str = "resident_id"
) -> list[Finding]:
    """Return what is wrong with a resident id by itself and beside a date of birth and a sex.

    Source: GB 11643 (check character, digits of birth and sex).
    """
    resident_id = normalised("RESIDENT_ID", resident_id)
    if not identifiers.is_resident_id(resident_id):
        return [Finding("BAD_RESIDENT_ID", where, Message("BAD_RESIDENT_ID"), "GB 11643")]
    found = []
    if born_on is not None and identifiers.born_on(resident_id) != born_on:
        found.append(Finding("BIRTH_DIFFERS", where, Message("BIRTH_DIFFERS"), "GB 11643"))
    if sex in (MALE, FEMALE) and identifiers.is_male(resident_id) != (sex == MALE):
        found.append(Finding("SEX_DIFFERS", where, Message("SEX_DIFFERS"), "GB 11643"))
    return found


def forget_keys() -> None:
    """Read the key files again at the next use: after a rotation."""
    _sealing_keys.cache_clear()
    _index_key.cache_clear()


def _sealing_key(key_id: str) -> bytes | None:
    """Return a key by its name; another process may have made it since the folder was read."""
    folder = str(settings.KEY_DIR)
    if key_id not in _sealing_keys(folder):
        _sealing_keys.cache_clear()
    return _sealing_keys(folder).get(key_id)


def _age(key_id: str) -> tuple[int, str]:
    """The highest key name seals; names are numbers counted up, so 10 comes after 9."""
    return len(key_id), key_id


@lru_cache(maxsize=2)
def _sealing_keys(folder: str) -> dict[str, bytes]:
    files = [p for p in Path(folder).glob("identifier-*.key") if p.stem != "identifier-index"]
    if not files:
        files = [Path(folder) / "identifier-1.key"]
    return {p.stem.removeprefix("identifier-"): _key(p) for p in files}


@lru_cache(maxsize=2)
def _index_key(folder: str) -> bytes:
    return _key(Path(folder) / "identifier-index.key")


def _key(path: Path) -> bytes:
    if not path.exists() and settings.PRODUCTION:
        raise MissingKey(f"{path.name} is not in the key folder")
    key = bytes.fromhex(ensure_file(path, _new_key).decode("ascii").strip())
    if len(key) != KEY_BYTES:
        raise MissingKey(f"{path.name} is not {KEY_BYTES} bytes in hexadecimal")
    return key


def _new_key() -> bytes:
    return secrets.token_hex(KEY_BYTES).encode("ascii")
