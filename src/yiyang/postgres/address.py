"""Where the database is: the parts of a URL, or the embedded server's socket."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from yiyang.postgres.fault import BadAddress
from yiyang.postgres.server import EmbeddedServer

DATABASE = "yiyang"


def connection_parts(url: str, data_dir: Path) -> dict[str, Any]:
    """Return Django's connection parts for ``url``, or for the embedded server if it is empty.

    Nothing is started here: a command that needs the embedded server starts it first.

    Raises:
        BadAddress: the URL is not of the form ``postgresql://user:password@host:port/name``.
    """
    if not url:
        return EmbeddedServer(data_dir).connection_parts(DATABASE)
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise BadAddress("YIYANG_DATABASE_URL must be postgresql://user:password@host:port/name")
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
