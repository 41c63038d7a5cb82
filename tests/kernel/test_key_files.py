"""Files of keys: whole, for their owner alone, one maker wins, and never none."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest

from yiyang.kernel.key_files import KeyFile, ensure_file, replace_file

MAKERS = 8


def test_of_many_makers_at_once_one_wins_and_all_read_its_key(tmp_path: Path) -> None:
    path, number, start = tmp_path / "keys" / "one.pem", count(), Barrier(MAKERS, timeout=60)

    def make() -> bytes:
        start.wait()  # every maker has seen that there is none
        return f"key {next(number)}".encode()

    with ThreadPoolExecutor(MAKERS) as pool:
        found = set(pool.map(lambda _: ensure_file(path, make), range(MAKERS)))
    assert found == {path.read_bytes()} and next(number) == MAKERS
    assert [left.name for left in path.parent.iterdir()] == ["one.pem"]


def test_a_key_and_its_folder_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "one.pem"
    ensure_file(path, lambda: b"a")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    replace_file(path, b"b")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"b", 0o600)


def test_a_key_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    def never() -> bytes:
        raise AssertionError("made twice")

    ensure_file(tmp_path / "k", lambda: b"a")
    assert ensure_file(tmp_path / "k", never) == b"a"


def test_while_a_key_is_changed_there_is_always_one_in_use(tmp_path: Path) -> None:
    number = count(1)
    seen: list[bool] = []

    def make() -> bytes:
        seen.append((tmp_path / "now").exists())
        return f"key {next(number)}".encode()

    keys = KeyFile("now", "before", make)
    assert keys.kept(tmp_path) == [b"key 1"]
    assert keys.rotate(tmp_path) == b"key 2"
    assert keys.kept(tmp_path) == [b"key 2", b"key 1"]
    assert keys.rotate(tmp_path) == b"key 3"
    assert keys.kept(tmp_path) == [b"key 3", b"key 2"]
    assert seen == [False, True, True], "a new key is made while the old one still stands"


def test_nothing_of_a_key_is_left_where_it_could_not_be_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys" / "one.pem"
    ensure_file(path, lambda: b"a")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        for write in (
            lambda: replace_file(path, b"b"),
            lambda: ensure_file(path.parent / "x", bytes),
        ):
            with pytest.raises(OSError, match="No space"):
                write()
    with monkeypatch.context() as disk:
        disk.setattr(Path, "replace", lambda *_: full(0))
        with pytest.raises(OSError, match="No space"):
            replace_file(path, b"b")
    assert path.read_bytes() == b"a"
    assert [left.name for left in path.parent.iterdir()] == ["one.pem"]
