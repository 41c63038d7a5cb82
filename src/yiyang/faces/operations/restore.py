"""A node made again from a backup: only into an empty database, and checked at the end."""

from __future__ import annotations

import json
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from yiyang.audit.sealing import continue_numbering
from yiyang.audit.signing import PUBLIC
from yiyang.audit.verifying import Report
from yiyang.faces.operations import contents
from yiyang.faces.operations.backup import (
    DUMP,
    FORMAT,
    KEYS,
    MANIFEST,
    PUBLIC_KEYS,
    Manifest,
    sha256_of,
)
from yiyang.faces.operations.dumping import restore_from
from yiyang.faces.operations.keybag import (
    WrongPassphrase,
    fingerprint,
    private_keys,
    put_keys,
    unlocked,
)
from yiyang.faces.operations.seals import verify_streams
from yiyang.faces.streams import STREAMS
from yiyang.kernel.errors import Refused

NEEDED = ("identifier-", "signing_key")  # without these rows cannot be read, or seals continued


class BadBackup(Exception):
    """The file is not a backup, is damaged, or its passphrase is wrong; the text says which."""


class DatabaseNotEmpty(Refused):
    """Refused because the database has tables already."""

    code: ClassVar[str] = "DATABASE_NOT_EMPTY"


class KeysDiffer(Refused):
    """Refused because the key folder has other keys under the same names."""

    code: ClassVar[str] = "KEYS_DIFFER"


class KeysMissing(Refused):
    """Refused because the backup has no private keys, and neither has the key folder."""

    code: ClassVar[str] = "KEYS_MISSING"


class MadeByLaterVersion(Refused):
    """Refused because the backup has tables that this version does not know."""

    code: ClassVar[str] = "MADE_BY_LATER_VERSION"


@dataclass(frozen=True)
class Restored:
    """What came back: the manifest, tables whose counts differ, what the seals say."""

    manifest: Manifest
    differing: dict[str, tuple[int, int]]
    reports: tuple[Report, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether every count is as written down and every seal verifies."""
        return not self.differing and all(report.broken is None for report in self.reports)


def restore(path: Path, *, passphrase: str) -> Restored:
    """Make the node of a backup again and say whether it came back whole.

    Everything that can be refused is refused before anything is written.

    Raises:
        BadBackup: the file cannot be used.
        DatabaseNotEmpty, KeysDiffer, KeysMissing, MadeByLaterVersion: nothing was written.
        ServerFault: pg_restore failed; the database is as empty as before.
    """
    if contents.tables():
        raise DatabaseNotEmpty
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as made:
        folder = Path(made)
        manifest = _unpack(path, folder)
        _refuse_later_version(manifest)
        keys = _keys(folder, manifest, passphrase)
        restore_from(folder / DUMP)
        put_keys(settings.KEY_DIR, keys)
        public = {file.name: file.read_bytes() for file in (folder / PUBLIC_KEYS).glob("*.pem")}
        put_keys(settings.KEY_DIR / PUBLIC, public)
    found = contents.counts()
    continue_numbering(STREAMS)
    every = sorted(manifest.counts.keys() | found.keys())
    both = {name: (manifest.counts.get(name, 0), found.get(name, 0)) for name in every}
    differing = {name: pair for name, pair in both.items() if pair[0] != pair[1]}
    if contents.heads() != manifest.heads:
        differing["newest seals"] = (len(manifest.heads), len(contents.heads()))
    return Restored(manifest, differing, verify_streams())


def _unpack(path: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(path) as archive:
            manifest = Manifest(**json.loads(_read(archive, MANIFEST)))
            if manifest.format != FORMAT:
                raise BadBackup(f"{path} is a backup of format {manifest.format}, not {FORMAT}")
            (folder / PUBLIC_KEYS).mkdir()
            for name in manifest.files:
                _extract(archive, name, folder)
    except (OSError, EOFError, tarfile.TarError, ValueError, TypeError, KeyError) as fault:
        raise BadBackup(f"{path} is not a whole backup: {fault}") from fault
    for name, digest in manifest.files.items():
        if sha256_of(folder / name) != digest:
            raise BadBackup(f"{path} is damaged: {name} is not what was backed up")
    return manifest


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    return file.read() if file is not None else b""


def _extract(archive: tarfile.TarFile, name: str, folder: Path) -> None:
    """Write one file of the archive; a name that leads elsewhere is a fault of the backup."""
    expected = name in (DUMP, KEYS) or name == f"{PUBLIC_KEYS}{Path(name).name}"
    file = archive.extractfile(name)
    if not expected or file is None:
        raise ValueError(f"unexpected {name!r}")
    with (folder / name).open("wb") as out:
        shutil.copyfileobj(file, out)


def _refuse_later_version(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise MadeByLaterVersion(migration=unknown[0])


def _keys(folder: Path, manifest: Manifest, passphrase: str) -> dict[str, bytes]:
    """Return the key files to write; refuse when keys are missing or would be overwritten."""
    here = private_keys(settings.KEY_DIR)
    piece = folder / KEYS
    keys: dict[str, bytes] = {}
    if KEYS in manifest.files:
        if not passphrase:
            raise BadBackup("the backup's keys are locked: set YIYANG_BACKUP_PASSPHRASE")
        try:
            keys = unlocked(piece.read_bytes(), passphrase)
        except WrongPassphrase as fault:
            raise BadBackup("YIYANG_BACKUP_PASSPHRASE does not open the backup's keys") from fault
    for name, mark in sorted(manifest.keys.items()):
        if not name.startswith(NEEDED):
            continue
        if name in here and fingerprint(here[name]) != mark:
            raise KeysDiffer(name=name)
        if name not in here and name not in keys:
            raise KeysMissing(name=name)
    return keys
