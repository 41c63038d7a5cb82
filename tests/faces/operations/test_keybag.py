"""Keys travel locked, whole, and readable by their owner alone."""

from pathlib import Path

import pytest

from yiyang.faces.operations.keybag import (
    WrongPassphrase,
    fingerprint,
    locked,
    private_keys,
    put_keys,
    unlocked,
)

KEYS = {"identifier-1.key": b"00ff\n", "signing_key.pem": b"-----BEGIN"}


def test_locked_keys_open_with_their_passphrase_alone() -> None:
    piece = locked(KEYS, "桂花")
    assert unlocked(piece, "桂花") == KEYS
    with pytest.raises(WrongPassphrase):
        unlocked(piece, "桂花 ")


@pytest.mark.parametrize("at", [0, 20, 35, -1])
def test_a_changed_or_cut_piece_does_not_open(at: int) -> None:
    piece = bytearray(locked(KEYS, "x"))
    piece[at] ^= 1
    if at == 0:
        piece = piece[:10]
    with pytest.raises(WrongPassphrase):
        unlocked(bytes(piece), "x")


def test_no_key_shows_in_the_locked_piece() -> None:
    assert b"BEGIN" not in locked(KEYS, "x")


def test_the_password_of_one_server_stays_at_home(tmp_path: Path) -> None:
    put_keys(tmp_path / "keys", {**KEYS, "postgres_password": b"x"})
    assert private_keys(tmp_path / "keys") == KEYS
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    assert all(p.stat().st_mode & 0o077 == 0 for p in (tmp_path / "keys").iterdir())


def test_a_fingerprint_tells_keys_apart_and_not_their_ends_of_line() -> None:
    assert fingerprint(b"00ff\n") == fingerprint(b"00ff")
    assert fingerprint(b"00ff") != fingerprint(b"00fe")
