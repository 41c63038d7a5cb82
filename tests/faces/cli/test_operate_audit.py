"""``yiyang audit verify`` and ``yiyang jobs``: what an operator types."""

from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.journey import Journey
from yiyang.audit.models import Entry, Seal
from yiyang.audit.sealing import seal_stream
from yiyang.audit.services import PROGRAM, record
from yiyang.audit.signing import ensure_signing_key
from yiyang.audit.streams import AUDIT


@pytest.fixture
def sealed(settings: object, tmp_path: Path) -> None:
    """Three sealed rows, with keys and anchors of their own."""
    settings.KEY_DIR = tmp_path / "keys"  # type: ignore[attr-defined]
    settings.ANCHOR_DIR = tmp_path / "anchors"  # type: ignore[attr-defined]
    for number in range(3):
        record(by=PROGRAM, at=NOW, action="test", subject_kind="test", subject_id=number)
    highest = Entry.objects.latest("xid").xid
    seal_stream(AUDIT, signer=ensure_signing_key(tmp_path / "keys"), at=NOW, below=highest + 1)


@pytest.mark.django_db(transaction=True)
def test_says_intact_with_exit_code_0(sealed: None, journey: Journey) -> None:
    answered = journey.command("audit", "verify", "--json")
    assert answered.exit_code == 0
    assert answered.json["intact"] is True
    assert [s["stream"] for s in answered.json["streams"]] == ["AUDIT", "LEDGER", "ACCOUNTS"]


@pytest.mark.django_db(transaction=True)
def test_says_where_it_breaks_with_exit_code_1(sealed: None, journey: Journey) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_entry disable trigger user")
        cursor.execute("update audit_entry set action = 'other' where subject_id = '1'")
        cursor.execute("alter table audit_entry enable trigger user")
    answered = journey.command("audit", "verify", "--stream", "AUDIT")
    assert answered.exit_code == 1
    assert "BROKEN at seal 1" in answered.out
    assert "ROWS_CHANGED" in answered.out


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments", [("--stream", "OTHER"), ("--anchor", "/no/such/file"), ("--anchor", __file__)]
)
def test_refuses_what_it_cannot_use_with_exit_code_2(
    arguments: tuple[str, ...], journey: Journey
) -> None:
    assert journey.command("audit", "verify", *arguments).exit_code == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_can_be_run_here_and_now(sealed: None, journey: Journey) -> None:
    answered = journey.command("jobs", "run-once", "seal", "--json")
    assert answered.exit_code == 0, answered.err
    assert answered.json["name"] == "seal"
    assert Seal.objects.count() >= 1


@pytest.mark.django_db
def test_every_job_is_listed_with_its_times(journey: Journey) -> None:
    listed = journey.command("jobs", "list", "--json").json
    assert {"name": "seal", "cron": "* * * * *"} in listed
    assert journey.command("jobs", "run-once", "no_such_job").exit_code == 2


@pytest.mark.django_db(transaction=True)
def test_what_a_row_says_is_erased_by_law_and_the_chain_holds(
    sealed: None, journey: Journey
) -> None:
    row = Entry.objects.earliest("pk")
    answered = journey.command("audit", "erase", str(row.pk), "--reason", "order 12 of the court")
    assert answered.exit_code == 0
    told = Entry.objects.get(action="audit.payload_erased")
    assert told.subject_id == str(row.pk)
    assert journey.command("audit", "verify", "--json").json["intact"] is True
    again = journey.command("audit", "erase", str(row.pk), "--reason", "order 12 of the court")
    assert again.exit_code == 2
    assert Entry.objects.filter(action="audit.payload_erased").count() == 1
    assert journey.command("audit", "erase", str(told.pk), "--reason", " ").exit_code == 2
