"""``yiyang keys``: a new key of every kind, and what the older ones made stays good."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.audit.sealing import seal_stream
from yiyang.audit.services import PROGRAM
from yiyang.audit.signing import ensure_signing_key
from yiyang.audit.streams import AUDIT
from yiyang.people import identifiers
from yiyang.people.models import Identifier
from yiyang.people.services import add_identifier, resealing

NUMBERS = ("H-1", "H-2", "H-3")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def keys(settings: object, tmp_path: Path) -> Path:
    settings.KEY_DIR = tmp_path
    identifiers.forget_keys()
    yield tmp_path
    identifiers.forget_keys()


@pytest.fixture
def known() -> list[Identifier]:
    """Three numbers of one person, sealed with the first key."""
    person = make_person()
    for number in NUMBERS:
        add_identifier(
            person_id=person.pk, system="HEALTH_RECORD", value=number, by=PROGRAM, at=NOW
        )
    return list(Identifier.objects.order_by("pk"))


def opened() -> list[tuple[str, str]]:
    rows = Identifier.objects.order_by("pk")
    return [
        (identifiers.key_id_of(row.sealed_value), identifiers.open_(row.sealed_value))
        for row in rows
    ]


def test_a_new_key_of_identifiers_seals_all_anew(known: list[Identifier], journey: Journey) -> None:
    assert opened() == [("1", number) for number in NUMBERS]
    answered = journey.command("keys", "renew", "identifiers", "--json")
    assert answered.exit_code == 0
    assert answered.json == {"kind": "identifiers", "key": "2", "resealed": 3}
    assert opened() == [("2", number) for number in NUMBERS]
    indexes = [bytes(row.blind_index) for row in Identifier.objects.order_by("pk")]
    assert indexes == [bytes(row.blind_index) for row in known], "they are found as before"
    listed = journey.command("keys", "list", "--json").json
    assert [
        (row["key"], row["in_use"], row["values"]) for row in listed if row["kind"] == "identifiers"
    ] == [("2", True, 3), ("1", False, 0)]
    assert Entry.objects.filter(action="key.renew", subject_id="2").count() == 1
    assert Entry.objects.filter(action="identifier.reseal").count() == 1


def test_what_is_stopped_goes_on_where_it_was(
    known: list[Identifier], journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "AT_ONCE", 2)
    identifiers.renew_sealing_key()
    begun = resealing.reseal_all(resealing.IDENTIFIERS, by=PROGRAM, at=NOW)
    assert next(begun) == 2
    assert [key for key, _number in opened()] == ["2", "2", "1"]
    assert journey.command("keys", "reseal", "--json").json == {"resealed": 1}
    assert opened() == [("2", number) for number in NUMBERS]
    assert journey.command("keys", "reseal", "--json").json == {"resealed": 0}


def test_a_value_that_does_not_open_stays_as_it_is_and_is_told(
    known: list[Identifier], journey: Journey, keys: Path
) -> None:
    identifiers.renew_sealing_key()
    (keys / "identifier-1.key").unlink()
    identifiers.forget_keys()
    before = [bytes(row.sealed_value) for row in known]
    answered = journey.command("keys", "reseal")
    assert answered.exit_code == 1
    assert "the key of a sealed identifier is not here; 0 values" in answered.err
    rows = Identifier.objects.order_by("pk")
    assert [bytes(row.sealed_value) for row in rows] == before


def test_a_process_that_has_read_the_keys_opens_what_another_seals_later(keys: Path) -> None:
    identifiers.seal("H-8")  # reads the folder
    key, nonce, head = bytes(32), bytes(identifiers.NONCE_BYTES), identifiers.head_of("2")
    (keys / "identifier-2.key").write_text(key.hex())
    sealed = head + nonce + AESGCM(key).encrypt(nonce, b"H-9", head)
    assert identifiers.open_(sealed) == "H-9"


def test_a_new_key_of_seals_goes_on_with_the_chain(journey: Journey, keys: Path) -> None:
    old = ensure_signing_key(keys)
    seal_stream(AUDIT, signer=old, at=NOW, below=2**40)
    made = journey.command("keys", "renew", "seals", "--json").json["key"]
    new = ensure_signing_key(keys)
    assert made == new.key_id != old.key_id
    seal_stream(AUDIT, signer=new, at=NOW, below=2**40)
    assert journey.command("audit", "verify", "--json").json["intact"] is True
    kinds = [
        row for row in journey.command("keys", "list", "--json").json if row["kind"] == "seals"
    ]
    assert [(row["key"], row["in_use"]) for row in kinds] == [(made, True), (old.key_id, False)]


@pytest.mark.parametrize("kind", ["sign-in", "node"])
def test_a_new_key_of_tokens_stands_first_and_the_old_one_beside_it(
    kind: str, journey: Journey
) -> None:
    def listed() -> list[str]:
        found = journey.command("keys", "list", "--json").json
        return [row["key"] for row in found if row["kind"] == kind]

    (old,) = listed()
    made = journey.command("keys", "renew", kind, "--json").json["key"]
    assert listed() == [made, old]


def test_an_unknown_kind_is_bad_input(journey: Journey) -> None:
    assert journey.command("keys", "renew", "others").exit_code == 2
