"""The doctor finds what is wrong and says what to do."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.journey import Journey
from yiyang.audit.services import PROGRAM, record
from yiyang.audit.signing import ensure_signing_key
from yiyang.faces.operations import doctor
from yiyang.faces.operations.doctor import Check, State, examine
from yiyang.faces.wording import catalogue, say_in
from yiyang.kernel.messages import Message
from yiyang.postbox.services import post


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.KEY_DIR = tmp_path / "keys"
    ensure_signing_key(settings.KEY_DIR)
    return tmp_path / "keys"


def checks() -> dict[str, Check]:
    return {check.name: check for check in examine(NOW)}


def states(*names: str) -> list[str]:
    found = checks()
    return [found[name].state for name in names]


@pytest.mark.django_db
def test_a_well_node_fails_nothing(journey: Journey) -> None:
    answered = journey.command("doctor", "--json")
    failed = [c for c in answered.json["checks"] if c["state"] == "FAIL"]
    assert (answered.exit_code, failed) == (0, [])


@pytest.mark.django_db
def test_a_missing_key_fails_with_exit_code_1(journey: Journey, keys: Path) -> None:
    (keys / "signing_key.pem").unlink()
    answered = journey.command("doctor")
    assert answered.exit_code == 1
    assert "FAIL signing key" in answered.out
    assert "yiyang migrate" in answered.out


@pytest.mark.django_db
def test_a_key_that_others_can_read_fails(keys: Path) -> None:
    (keys / "signing_key.pem").chmod(0o644)
    check = checks()["key permissions"]
    assert (check.state, say_in(check.said, "zh")) == (State.FAIL, "signing_key.pem")


@pytest.mark.django_db
def test_a_missing_public_half_fails(keys: Path) -> None:
    next((keys / "signing_public").iterdir()).unlink()
    assert states("signing key") == [State.FAIL]


@pytest.mark.django_db
def test_rows_that_wait_long_for_their_seal_are_told() -> None:
    assert states("sealing AUDIT") == [State.OK]
    record(by=PROGRAM, at=NOW, action="test", subject_kind="test", subject_id=1)
    assert states("sealing AUDIT", "sealing LEDGER") == [State.WARN, State.OK]


@pytest.mark.django_db
def test_messages_that_wait_long_are_told() -> None:
    post(by=PROGRAM, at=NOW, destination="huangpu", kind="HOLD", body={})
    assert states("postbox") == [State.OK]
    post(by=PROGRAM, at=NOW - timedelta(hours=2), destination="xuhui", kind="HOLD", body={})
    assert say_in(checks()["postbox"].said, "en") == "waiting long: xuhui 1"


@pytest.mark.django_db
def test_a_migration_not_applied_fails() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'postbox'")
    assert states("migrations") == [State.FAIL]


@pytest.fixture
def little_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("yiyang.faces.operations.doctor.LEAST_FREE", 10**18)
    yield


@pytest.mark.django_db
def test_a_full_disk_fails(little_disk: None) -> None:
    assert states("disk") == [State.FAIL]


@pytest.mark.django_db
def test_no_jobs_process_is_told_and_one_that_beats_is_well() -> None:
    assert states("jobs") == [State.WARN]
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values")
    assert states("jobs") == [State.OK]


def test_every_finding_is_said_in_both_languages() -> None:
    codes = set(re.findall(r'"(DOCTOR_[A-Z_]+)"', Path(doctor.__file__).read_text("utf-8")))
    known = catalogue().texts
    assert codes and codes <= set(known)
    remedy = Message("DOCTOR_ROOM")
    assert say_in(remedy, "zh") != say_in(remedy, "en") == "make room"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "free"), [("zh_CN.UTF-8", "OK   disk: 剩余"), ("C", "GiB free")]
)
def test_the_doctor_speaks_the_language_of_the_terminal(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, language: str, free: str
) -> None:
    monkeypatch.delenv("YIYANG_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", language)
    assert free in journey.command("doctor").out
