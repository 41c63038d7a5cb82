"""The password and the second factor of a demonstration: made once for its data directory."""

from __future__ import annotations

import json
import secrets
from base64 import b32encode
from pathlib import Path
from typing import NamedTuple

PASSWORD_BYTES, SECRET_BYTES = 6, 20


class Keys(NamedTuple):
    """What every sign-in of the demonstration takes: a password, and a base32 secret."""

    password: str
    second_factor: str


def demo_keys(data_dir: Path) -> Keys:
    """Return the keys kept in a data directory, made at the first start."""
    path = keys_file(data_dir)
    if not path.exists():
        made = Keys(
            f"yiyang-{secrets.token_hex(PASSWORD_BYTES)}",
            b32encode(secrets.token_bytes(SECRET_BYTES)).decode(),
        )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(json.dumps(made._asdict()), encoding="utf-8")
    return Keys(**json.loads(path.read_text(encoding="utf-8")))


def keys_file(data_dir: Path) -> Path:
    """Return where a data directory keeps the keys of a demonstration; no other node has them."""
    return data_dir / "keys" / "demo.json"
