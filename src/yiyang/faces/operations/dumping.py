"""PostgreSQL's own dump and restore, on the database of the settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection

from yiyang.postgres import ServerFault
from yiyang.postgres.database import libpq_parts
from yiyang.postgres.programs import find_programs, major_version

# Sign-ins and cached answers are of the moment: a restored node begins without them.
OF_THE_MOMENT = ("django_session", "cache", "procrastinate_workers")
LIBPQ = {
    "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST",
    "port": "PGPORT", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip


def dump_to(path: Path, snapshot: str) -> None:
    """Write the database as it stands in an exported snapshot, in PostgreSQL's custom format.

    Raises:
        ServerFault: pg_dump failed; the text holds its last words.
    """
    without = [f"--exclude-table-data={table}" for table in OF_THE_MOMENT]
    _run("pg_dump", "-Fc", f"--snapshot={snapshot}", *without, "-f", str(path))


def dump_as_text(path: Path) -> None:
    """Write the whole database as statements of SQL, for any user of any server.

    Raises:
        ServerFault: pg_dump failed; the text holds its last words.
    """
    plain = ("--no-owner", "--no-privileges", "--no-comments", "--inserts")
    _run("pg_dump", *plain, "-f", str(path))


def restore_from(path: Path) -> None:
    """Read a dump into the empty database, whole or not at all.

    Raises:
        ServerFault: pg_restore failed; the text holds its last words.
    """
    # A comment on an extension may be set by its owner alone, often not by us.
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--exit-on-error",
        "--single-transaction", "-d", settings.DATABASES["default"]["NAME"], str(path),
    )  # fmt: skip


def _run(program: str, *arguments: str) -> None:
    parts = connection.settings_dict
    # By the environment: a password among the arguments could be read by every user.
    named = libpq_parts(parts, parts["NAME"])
    environment = {LIBPQ[name]: value for name, value in named.items() if name in LIBPQ}
    done = subprocess.run(
        [str(_folder(program) / program), *arguments],
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment},
    )
    if done.returncode:
        raise ServerFault(f"{program} failed: {done.stdout.strip()[-2000:]}")


def _folder(program: str) -> Path:
    """Return where a program fit for the server is: a server of one's own may need TLS."""
    connection.ensure_connection()
    server = connection.pg_version // 10_000
    on_path = shutil.which(program)
    if os.environ.get("YIYANG_DATABASE_URL") and on_path:
        folder = Path(on_path).resolve().parent
        if major_version(folder) >= server:
            return folder
    folder = find_programs()
    if major_version(folder) < server:
        raise ServerFault(f"the server is of version {server}: install its {program}")
    return folder
