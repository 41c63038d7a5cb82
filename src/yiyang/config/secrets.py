"""Secrets: from the environment, or made once and kept in the data directory outside production."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


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
    return _kept(data_dir / "keys" / "secret_key")


def _kept(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        try:
            os.link(fresh, path)  # the first of two starters wins; both read its key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8")
