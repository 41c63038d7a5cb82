"""A backup that cannot be used is told before anything is written."""

import io
import json
import tarfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.journey import Journey
from yiyang.faces.operations.backup import DUMP, KEYS, MANIFEST, Manifest
from yiyang.faces.operations.keybag import fingerprint, locked, put_keys
from yiyang.faces.operations.restore import (
    BadBackup,
    KeysDiffer,
    KeysMissing,
    MadeByLaterVersion,
    _keys,
    _refuse_later_version,
    _unpack,
)


def manifest(**columns: Any) -> Manifest:
    values = {
        "format": 1, "made_at": "2026-03-02T02:00:00+00:00", "program": "0.1.0", "server": 18,
        "counts": {}, "heads": {}, "migrations": [], "keys": {}, "files": {},
    }  # fmt: skip
    return Manifest(**{**values, **columns})


def archive(path: Path, said: Manifest, **files: bytes) -> Path:
    contents = {MANIFEST: json.dumps(asdict(said)).encode(), **files}
    with tarfile.open(path, "w") as made:
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            made.addfile(entry, io.BytesIO(content))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "unpacked"
    made.mkdir()
    return made


def test_a_changed_dump_is_told(tmp_path: Path, folder: Path) -> None:
    said = manifest(files={DUMP: "0" * 64})
    path = archive(tmp_path / "b", said, **{DUMP: b"other"})
    with pytest.raises(BadBackup, match=r"damaged: database.dump"):
        _unpack(path, folder)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "public_keys/../evil", "other"])
def test_a_name_that_leads_elsewhere_is_not_followed(
    tmp_path: Path, folder: Path, name: str
) -> None:
    path = archive(tmp_path / "b", manifest(files={name: "0" * 64}), **{name: b"x"})
    with pytest.raises(BadBackup, match="not a whole backup"):
        _unpack(path, folder)
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("content", [b"", b"not a tar", bytes(2048)])
def test_what_is_no_backup_is_told(tmp_path: Path, folder: Path, content: bytes) -> None:
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(BadBackup):
        _unpack(tmp_path / "b", folder)


def test_a_backup_cut_short_is_told(tmp_path: Path, folder: Path) -> None:
    path = archive(tmp_path / "b", manifest(files={DUMP: "0" * 64}), **{DUMP: bytes(10_000)})
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(BadBackup):
        _unpack(path, folder)


def test_a_backup_of_a_later_format_or_version_is_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(BadBackup, match="format 2"):
        _unpack(archive(tmp_path / "b", manifest(format=2)), folder)
    with pytest.raises(MadeByLaterVersion):
        _refuse_later_version(manifest(migrations=["audit.9999_later"]))
    _refuse_later_version(manifest(migrations=["audit.0001_extensions"]))


def test_keys_are_never_overwritten_and_never_forgotten(
    settings: Any, tmp_path: Path, folder: Path
) -> None:
    settings.KEY_DIR = tmp_path / "keys"
    name, key = "identifier-1.key", b"00ff"
    said = manifest(keys={name: fingerprint(key), "secret_key": "any"}, files={KEYS: ""})
    without = manifest(keys=said.keys)
    (folder / KEYS).write_bytes(locked({name: key}, "x"))
    with pytest.raises(KeysMissing):
        _keys(folder, without, "")
    assert _keys(folder, said, "x") == {name: key}
    with pytest.raises(BadBackup, match="does not open"):
        _keys(folder, said, "y")
    with pytest.raises(BadBackup, match="YIYANG_BACKUP_PASSPHRASE"):
        _keys(folder, said, "")
    put_keys(settings.KEY_DIR, {name: key})
    assert _keys(folder, without, "") == {}
    put_keys(settings.KEY_DIR, {name: b"other"})
    with pytest.raises(KeysDiffer):
        _keys(folder, said, "x")


@pytest.mark.django_db
def test_a_database_with_tables_is_refused_with_exit_code_3(
    journey: Journey, tmp_path: Path
) -> None:
    path = archive(tmp_path / "b", manifest())
    answered = journey.command("restore", str(path))
    assert answered.exit_code == 3
    assert "DATABASE_NOT_EMPTY" in answered.err


@pytest.mark.django_db
def test_a_backup_never_replaces_a_file(journey: Journey, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    assert journey.command("backup", str(tmp_path / "b")).exit_code == 2
    assert (tmp_path / "b").read_text() == "mine"
    assert journey.command("backup", str(tmp_path / "none" / "b")).exit_code == 2
