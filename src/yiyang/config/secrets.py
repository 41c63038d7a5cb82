"""Secrets: from the environment, or made once and kept in the data directory outside production."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from yiyang.kernel.key_files import ensure_file


class MissingSecret(SystemExit):
    """Production was started without a secret that it must be given: it ends with this text."""


def secret_key(data_dir: Path, *, production: bool) -> str:
    """Return the secret key.

    Raises:
        MissingSecret: in production, when ``YIYANG_SECRET_KEY`` is not set.
    """
    given = os.environ.get("YIYANG_SECRET_KEY")
    if given:
        return given
    if production:
        raise MissingSecret("set YIYANG_SECRET_KEY: production makes no secret of its own")
    return ensure_file(data_dir / "keys" / "secret_key", _made).decode()


def _made() -> bytes:
    return secrets.token_urlsafe(50).encode()
