"""What a file holds, in one word."""

from __future__ import annotations

import hashlib
from pathlib import Path

CHUNK = 1024 * 1024


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as opened:
        while some := opened.read(CHUNK):
            found.update(some)
    return found.hexdigest()
