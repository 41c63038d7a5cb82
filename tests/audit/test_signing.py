"""The signing key is made once, kept for itself, and its public halves stay."""

from pathlib import Path

import pytest

from yiyang.audit.signing import (
    NoSigningKey,
    ensure_signing_key,
    is_signed,
    load_signer,
    public_keys,
)


def test_makes_one_key_and_then_keeps_it(tmp_path: Path) -> None:
    assert ensure_signing_key(tmp_path).key_id == ensure_signing_key(tmp_path).key_id
    assert list(public_keys(tmp_path)) == [load_signer(tmp_path).key_id]


def test_nobody_else_can_read_the_private_key(tmp_path: Path) -> None:
    ensure_signing_key(tmp_path)
    assert (tmp_path / "signing_key.pem").stat().st_mode & 0o077 == 0


def test_an_old_public_key_still_verifies_after_a_new_key_was_made(tmp_path: Path) -> None:
    old = ensure_signing_key(tmp_path)
    signature = old.sign(b"head")
    (tmp_path / "signing_key.pem").unlink()
    new = ensure_signing_key(tmp_path)
    keys = public_keys(tmp_path)
    assert set(keys) == {old.key_id, new.key_id}
    assert is_signed(keys[old.key_id], signature, b"head")
    assert not is_signed(keys[new.key_id], signature, b"head")
    assert not is_signed(keys[old.key_id], signature, b"other head")


def test_a_public_key_under_another_ones_name_is_left_out(tmp_path: Path) -> None:
    signer = ensure_signing_key(tmp_path)
    path = tmp_path / "signing_public" / f"{signer.key_id}.pem"
    path.rename(path.with_stem("0" * 16))
    assert public_keys(tmp_path) == {}


def test_says_what_to_do_when_there_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(NoSigningKey, match="yiyang migrate"):
        load_signer(tmp_path)
