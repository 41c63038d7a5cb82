"""Secrets of second factors stand in the database as nobody can read or change them."""

import pytest
from cryptography.fernet import InvalidToken
from django.conf import LazySettings

from yiyang.access.sealing import seal, unseal

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def test_what_was_sealed_is_read_again_and_looks_different_each_time() -> None:
    one, other = seal(SECRET), seal(SECRET)
    assert unseal(one) == unseal(other) == SECRET
    assert one != other
    assert SECRET not in one


@pytest.mark.parametrize("place", [0, 20, 60, -2])
def test_what_was_changed_is_not_read(place: int) -> None:
    sealed = list(seal(SECRET))
    sealed[place] = "A" if sealed[place] != "A" else "B"
    with pytest.raises(InvalidToken):
        unseal("".join(sealed))


def test_another_secret_reads_nothing_unless_it_knows_the_old_one(
    settings: LazySettings,
) -> None:
    old = settings.SECRET_KEY
    sealed = seal(SECRET)
    settings.SECRET_KEY = "another"
    with pytest.raises(InvalidToken):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed) == SECRET
