"""Making a cluster: aside, and put in its place whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from yiyang.postgres.fault import ServerFault
from yiyang.postgres.owner import Owner

INITDB_OPTIONS = ("--encoding=UTF8", "--locale-provider=libc", "--locale=C.UTF-8")


def make_cluster(
    place: Path, owner: Owner, user: str, password: str, run: Callable[..., object]
) -> None:
    """Make a cluster at ``place`` for its ``owner``, with one database user and its password.

    Args:
        run: runs one of PostgreSQL's programs as the owner; raises ServerFault when it fails.
    """
    for left_over in place.parent.glob(f"{place.name}-making-*"):
        shutil.rmtree(left_over)
    making = place.with_name(f"{place.name}-making-{os.getpid()}")
    making.mkdir(mode=0o700)
    owner.give(making)
    try:
        handed = making / "password"
        handed.touch(mode=0o600)
        handed.write_text(password, encoding="utf-8")
        owner.give(handed)
        run(
            "initdb", "-D", str(making / "cluster"), "-U", user, "--auth=scram-sha-256",
            f"--pwfile={handed}", *INITDB_OPTIONS,
        )  # fmt: skip
        (making / "cluster").rename(place)
    finally:
        shutil.rmtree(making)


def place_for(link: Path, owner: Owner, shelter: Path) -> Path:
    """Return where a new cluster goes: at ``link``, or in the shelter if its owner cannot pass.

    Raises:
        ServerFault: neither place can be used.
    """
    if owner.reaches(link):
        return link
    try:
        shelter.mkdir(parents=True, exist_ok=True, mode=0o755)
    except OSError as fault:
        raise ServerFault(
            f"started as root: the database's owner may not pass {link.parent}, and "
            f"{shelter} cannot be made ({fault.strerror}): set YIYANG_DATA to a folder that "
            "others may pass"
        ) from fault
    # A new name each time: the cluster of a data directory since removed is never taken over.
    return shelter / f"cluster-{secrets.token_hex(6)}"


def kept_password(path: Path) -> str:
    """Return the password of the database user, making it when there is none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), encoding="utf-8")
    return path.read_text(encoding="utf-8")
