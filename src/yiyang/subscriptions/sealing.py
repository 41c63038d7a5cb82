"""Headers that a subscriber wants to get back, sealed with a key the database does not hold."""

from __future__ import annotations

import orjson

from yiyang.access.sealing import box_for

PURPOSE = b"yiyang headers of a subscription"


def seal_headers(headers: tuple[str, ...]) -> str:
    """Return headers as sealed text; empty where there are none."""
    return box_for(PURPOSE).encrypt(orjson.dumps(headers)).decode() if headers else ""


def unseal_headers(sealed: str) -> tuple[str, ...]:
    """Return the headers that were sealed.

    Raises:
        cryptography.fernet.InvalidToken: they were sealed under another secret, or changed.
    """
    return tuple(orjson.loads(box_for(PURPOSE).decrypt(sealed.encode()))) if sealed else ()
