"""One file that holds a node: the database, its public keys, its private keys if locked.

A tar archive with ``manifest.json`` first, then the files that it names with their SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from yiyang.faces.operations import contents
from yiyang.faces.operations.dumping import dump_to
from yiyang.faces.operations.keybag import fingerprint, locked, private_keys, public_key_files

FORMAT = 1
MANIFEST, DUMP, KEYS, PUBLIC_KEYS = "manifest.json", "database.dump", "keys.locked", "public_keys/"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; ``files`` are SHA-256 by name, ``keys`` fingerprints."""

    format: int
    made_at: str
    program: str
    server: int
    counts: dict[str, int]
    heads: dict[str, str]
    migrations: list[str]
    keys: dict[str, str]
    files: dict[str, str]


def back_up(path: Path, *, at: datetime, passphrase: str) -> Manifest:
    """Write a backup of the node, as it stands at one moment, and return its manifest.

    Args:
        path: must not exist; nobody else can read what is written there.
        passphrase: locks the private keys; when empty they are left out, and a restore needs
            them in its key folder.

    Raises:
        FileExistsError: there is a file already.
        ServerFault: pg_dump failed.
    """
    if path.exists():
        raise FileExistsError(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as made:
        folder = Path(made)
        files = {name: _put(folder, content) for name, content in _keys(passphrase).items()}
        files[DUMP] = folder / DUMP
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
            cursor.execute("select pg_export_snapshot()")
            dump_to(files[DUMP], cursor.fetchone()[0])
            manifest = _manifest(at, files)
        _pack(path, manifest, files)
    return manifest


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keys(passphrase: str) -> dict[str, bytes]:
    public = public_key_files(settings.KEY_DIR)
    found = {f"{PUBLIC_KEYS}{name}": content for name, content in public.items()}
    if passphrase:
        found[KEYS] = locked(private_keys(settings.KEY_DIR), passphrase)
    return found


def _put(folder: Path, content: bytes) -> Path:
    number, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(number, "wb") as file:
        file.write(content)
    return Path(name)


def _manifest(at: datetime, files: Mapping[str, Path]) -> Manifest:
    keys = private_keys(settings.KEY_DIR)
    return Manifest(
        format=FORMAT,
        made_at=at.isoformat(),
        program=version("yiyang"),
        server=connection.pg_version // 10_000,
        counts=contents.counts(),
        heads=contents.heads(),
        migrations=contents.migrations(),
        keys={name: fingerprint(key) for name, key in keys.items()},
        files={name: sha256_of(path) for name, path in files.items()},
    )


def _pack(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    part = path.with_name(f"{path.name}.part")
    number = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(number, "wb") as out, tarfile.open(fileobj=out, mode="w") as archive:
            text = json.dumps(asdict(manifest), indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
            for name, file in files.items():
                archive.add(file, name)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
