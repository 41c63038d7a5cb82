"""Where a page of a search stands, as an opaque text that only this program can read.

The text is sealed: it holds what was asked and the sort values of the last resource shown, which
may be of a person (a name, a day of birth), and it travels in addresses.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"yiyang page of a search"
KEY_BYTES = 32


class BadPage(Exception):
    """The text is no page that this program has sealed, or another reader's."""


@dataclass(frozen=True)
class Position:
    """Where a page begins: behind the resource with these sort values and key, or before it."""

    after: tuple[str | None, ...]
    key: int
    backwards: bool = False


@dataclass(frozen=True)
class Asked:
    """A search on its way from page to page.

    ``snapshot`` is what stood in the database when the first page was read: what came later is
    in no page.  ``position`` None: the first page.
    """

    kind: str
    compartment: tuple[str, str] | None
    pairs: tuple[tuple[str, str], ...]
    at: datetime
    reader: int
    snapshot: str = ""
    total: int | None = None
    position: Position | None = None


def sealed(asked: Asked) -> str:
    """Return the opaque text of a page."""
    body = orjson.dumps(asked)
    token = _box().encrypt(zlib.compress(body))
    return token.decode().rstrip("=")


def unsealed(text: str, reader: int) -> Asked:
    """Return the page that a text stands for.

    Args:
        reader: the assignment that asks; a page serves the one alone that it was made for.

    Raises:
        BadPage: it was not sealed here, was changed, or is another reader's.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        held = orjson.loads(zlib.decompress(_box().decrypt(padded.encode())))
    except (InvalidToken, ValueError, zlib.error) as fault:
        raise BadPage from fault
    if held["reader"] != reader:
        raise BadPage
    return _asked(held)


def _asked(held: dict[str, Any]) -> Asked:
    position = held["position"]
    if position is not None:
        after = tuple(position["after"])
        position = Position(after, position["key"], position["backwards"])
    return Asked(
        held["kind"],
        tuple(held["compartment"]) if held["compartment"] else None,
        tuple((name, text) for name, text in held["pairs"]),
        datetime.fromisoformat(held["at"]),
        held["reader"],
        held["snapshot"],
        held["total"],
        position,
    )


def _box() -> MultiFernet:
    return _made((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _made(secrets: tuple[str, ...]) -> MultiFernet:
    keys = (
        HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(one.encode())
        for one in secrets
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
