"""Who owns a cluster.  PostgreSQL refuses to be root, so root hands it to another user."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from stat import S_IXOTH
from typing import Any

from yiyang.postgres.fault import ServerFault

OWNERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Owner:
    """A user, by number."""

    uid: int
    gid: int

    def give(self, path: Path) -> None:
        """Make a file or folder this owner's; a link is changed itself, never followed."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def to_run_as(self) -> dict[str, Any]:
        """Return what ``subprocess.run`` needs to run as this owner."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, path: Path) -> bool:
        """Tell whether this owner may pass every folder on the way to ``path``."""
        return all(self._passes(folder) for folder in path.resolve().parents)

    def _passes(self, folder: Path) -> bool:
        status = folder.stat()
        bit = S_IXOTH
        if status.st_uid == self.uid:
            bit = S_IXOTH << 6
        elif status.st_gid == self.gid:
            bit = S_IXOTH << 3
        return bool(status.st_mode & bit)


def owner_of(cluster: Path) -> Owner:
    """Return who owns a cluster, or who shall own it when it is still to be made.

    Raises:
        ServerFault: it belongs to somebody this process cannot act as, or this process is
            root and the system has no user to hand a new cluster to.
    """
    me = os.geteuid()
    if cluster.exists():
        status = cluster.stat()
        if me not in (0, status.st_uid):
            raise ServerFault(
                f"{cluster} belongs to the user {name_of(status.st_uid)}: start as that user"
            )
        return Owner(status.st_uid, status.st_gid)
    if me != 0:
        return Owner(me, os.getegid())
    for name in OWNERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(entry.pw_uid, entry.pw_gid)
    raise ServerFault(
        "started as root, which PostgreSQL refuses to be, and there is no user postgres or "
        "nobody to hand the database to: start as another user, or set YIYANG_DATABASE_URL"
    )


def name_of(uid: int) -> str:
    """Return a user's name, or its number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
