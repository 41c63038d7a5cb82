"""Identifiers are unreadable at rest, found by a keyed digest, and checked."""

from datetime import date
from pathlib import Path

import pytest

from yiyang.people import identifiers

VALID = "310106194003150026"


@pytest.fixture(autouse=True)
def keys(settings: object, tmp_path: Path) -> Path:
    settings.KEY_DIR = tmp_path
    identifiers.forget_keys()
    yield tmp_path
    identifiers.forget_keys()


def test_a_sealed_value_opens_again_and_shows_nothing() -> None:
    sealed = identifiers.seal(VALID)
    assert identifiers.open_(sealed) == VALID
    assert VALID.encode() not in sealed
    assert identifiers.seal(VALID) != sealed  # a fresh nonce each time


def test_a_changed_or_truncated_value_does_not_open() -> None:
    sealed = bytearray(identifiers.seal(VALID))
    for spoilt in (sealed[:-1], sealed[:3], b"", bytes(sealed[:-1]) + bytes([sealed[-1] ^ 1])):
        with pytest.raises(identifiers.CannotOpen):
            identifiers.open_(bytes(spoilt))


def test_after_a_rotation_the_newest_key_seals_and_the_old_one_still_opens(keys: Path) -> None:
    old = identifiers.seal(VALID)
    (keys / "identifier-2.key").write_text("ab" * 32)
    identifiers.forget_keys()
    assert identifiers.key_id_of(identifiers.seal(VALID)) == "2"
    assert identifiers.key_id_of(old) == "1"
    assert identifiers.open_(old) == VALID


def test_the_index_is_the_same_for_one_value_and_differs_by_system_and_issuer() -> None:
    index = identifiers.blind_index
    assert index("RESIDENT_ID", "", "11010519491231002x") == index(
        "RESIDENT_ID", "", " 11010519491231002X"
    )
    assert index("INSURANCE", "", VALID) != index("RESIDENT_ID", "", VALID)
    assert index("FOREIGN", "a", "b") != index("FOREIGN", "", "ab")


def test_the_index_depends_on_its_key(keys: Path) -> None:
    before = identifiers.blind_index("RESIDENT_ID", "", VALID)
    (keys / "identifier-index.key").write_text("cd" * 32)
    identifiers.forget_keys()
    assert identifiers.blind_index("RESIDENT_ID", "", VALID) != before


def test_production_makes_no_key_of_its_own(settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(identifiers.MissingKey):
        identifiers.seal(VALID)


@pytest.mark.parametrize(
    ("resident_id", "born_on", "sex", "codes"),
    [
        ("310106194003150026", date(1940, 3, 15), "2", []),
        ("310106194807220616", date(1948, 7, 22), "1", []),
        ("11010519491231002x", None, "0", []),
        ("310106194003150027", date(1940, 3, 15), "2", ["BAD_RESIDENT_ID"]),
        ("310106194013150026", None, "0", ["BAD_RESIDENT_ID"]),
        ("310106194003150026", date(1940, 3, 16), "1", ["BIRTH_DIFFERS", "SEX_DIFFERS"]),
        ("", None, "0", ["BAD_RESIDENT_ID"]),
    ],
)
def test_a_resident_id_is_checked_by_itself_and_beside_birth_and_sex(
    resident_id: str, born_on: date | None, sex: str, codes: list[str]
) -> None:
    found = identifiers.resident_id_findings(resident_id, born_on, sex)
    assert [f.code for f in found] == codes
