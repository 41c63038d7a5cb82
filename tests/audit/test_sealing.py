"""Whatever is done to sealed rows behind the program's back is found, and where."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection

from tests.conftest import NOW
from yiyang.audit.anchor import anchor_file, extend_anchor
from yiyang.audit.models import Entry, Payload, Seal
from yiyang.audit.sealing import continue_numbering, seal_stream
from yiyang.audit.services import PROGRAM, erase_payload, record
from yiyang.audit.signing import Signer, ensure_signing_key, public_keys
from yiyang.audit.streams import AUDIT, floor
from yiyang.audit.verifying import Report, verify_stream
from yiyang.faces.streams import ACCOUNTS, LEDGER, STREAMS
from yiyang.postgres.database import libpq_parts

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    ensure_signing_key(tmp_path)
    return tmp_path


def write(count: int) -> list[int]:
    """Add audit rows, each in a transaction of its own; return their keys."""
    before = set(Entry.objects.values_list("pk", flat=True))
    for number in range(count):
        record(
            by=PROGRAM,
            at=NOW + timedelta(minutes=number),
            action="test.done",
            subject_kind="test",
            subject_id=number,
            payload={"number": number},
        )
    return sorted(set(Entry.objects.values_list("pk", flat=True)) - before)


def seal(keys: Path, rows_per_seal: int = 4) -> int:
    """Seal all there is: here no other transaction holds the floor back."""
    highest = Entry.objects.order_by("-xid").values_list("xid", flat=True).first() or 0
    signer = ensure_signing_key(keys)
    done = seal_stream(AUDIT, signer=signer, at=NOW, below=highest + 1, rows_per_seal=rows_per_seal)
    extend_anchor(anchor_file(keys, "AUDIT"), "AUDIT")
    return done.rows


def verify(keys: Path, anchor: bool = False) -> Report:
    path = anchor_file(keys, "AUDIT") if anchor else None
    return verify_stream(AUDIT, keys=public_keys(keys), anchor=path)


def found(keys: Path, anchor: bool = False) -> str | None:
    broken = verify(keys, anchor).broken
    return broken.code if broken else None


@contextmanager
def behind_the_programs_back() -> Iterator[None]:
    """Act like somebody with the database's own powers: the triggers are off."""
    with connection.cursor() as cursor:
        for table in ("audit_entry", "audit_seal"):
            cursor.execute(f"alter table {table} disable trigger user")
        yield
        for table in ("audit_entry", "audit_seal"):
            cursor.execute(f"alter table {table} enable trigger user")


def tamper(sql: str, *params: object) -> None:
    with behind_the_programs_back(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.rowcount, "nothing was tampered with"


def test_untouched_rows_are_intact_and_the_open_end_is_counted(keys: Path) -> None:
    write(10)
    assert seal(keys) == 10
    write(3)
    report = verify(keys, anchor=True)
    assert (report.broken, report.rows, report.seals, report.unsealed) == (None, 10, 3, 3)


def test_sealing_goes_on_where_it_stopped_and_does_nothing_twice(keys: Path) -> None:
    write(5)
    assert (seal(keys), seal(keys)) == (5, 0)
    write(2)
    assert seal(keys) == 2
    assert [s.seq for s in Seal.objects.order_by("seq")] == [1, 2, 3]
    assert verify(keys).broken is None


def test_a_transaction_is_never_divided(keys: Path) -> None:
    from django.db import transaction  # noqa: PLC0415 -- used here alone

    write(1)
    with transaction.atomic():
        write(9)
    write(1)
    seal(keys, rows_per_seal=4)
    assert sorted(Seal.objects.values_list("count", flat=True)) == [1, 1, 9]
    assert verify(keys).broken is None


@pytest.mark.parametrize("column", ["action", "subject_kind", "subject_id"])
def test_a_changed_word_is_found(keys: Path, column: str) -> None:
    rows = write(10)
    seal(keys)
    tamper(f"update audit_entry set {column} = 'other' where id = %s", rows[5])
    broken = verify(keys).broken
    assert broken is not None
    assert broken.code == "ROWS_CHANGED"
    assert broken.where.startswith("seal 2")


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'", "account_id = 7", "assignment_id = 7",
        "person_id = 7", "payload_digest = sha256('x')",
    ],
)  # fmt: skip
def test_a_changed_value_is_found(keys: Path, change: str) -> None:
    rows = write(3)
    seal(keys)
    tamper(f"update audit_entry set {change} where id = %s", rows[1])
    assert found(keys) == "ROWS_CHANGED"


def test_a_removed_row_is_found(keys: Path) -> None:
    rows = write(10)
    seal(keys)
    tamper("delete from audit_entry where id = %s", rows[9])
    assert found(keys) == "ROWS_REMOVED"


def test_an_inserted_row_is_found(keys: Path) -> None:
    rows = write(10)
    seal(keys)
    tamper(
        "insert into audit_entry (at, xid, action, subject_kind, subject_id, payload_digest) "
        "select at, xid, action, subject_kind, subject_id, payload_digest "
        "from audit_entry where id = %s",
        rows[0],
    )
    assert found(keys) == "ROWS_INSERTED"


def test_two_rows_that_changed_places_are_found(keys: Path) -> None:
    rows = write(4)
    seal(keys)
    tamper(
        "update audit_entry e set xid = o.xid from audit_entry o "
        "where e.id in (%s, %s) and o.id in (%s, %s) and e.id <> o.id",
        rows[1], rows[2], rows[1], rows[2],
    )  # fmt: skip
    assert found(keys) == "ROWS_CHANGED"


def test_a_removed_seal_is_found(keys: Path) -> None:
    write(10)
    seal(keys)
    tamper("delete from audit_seal where seq = 2")
    assert found(keys) == "SEAL_MISSING"


def test_a_lost_tail_of_rows_and_seals_is_found_by_the_anchor_alone(keys: Path) -> None:
    rows = write(10)
    seal(keys)
    tamper("delete from audit_entry where id >= %s", rows[8])
    tamper("delete from audit_payload where entry_id >= %s", rows[8])
    tamper("delete from audit_seal where seq = 3")
    assert found(keys) is None
    assert found(keys, anchor=True) == "TAIL_LOST"


def test_seals_made_anew_with_the_true_key_differ_from_the_anchor(keys: Path) -> None:
    rows = write(3)
    seal(keys)
    tamper("delete from audit_entry where id = %s", rows[1])
    tamper("delete from audit_payload where entry_id = %s", rows[1])
    tamper("delete from audit_seal")
    anchor = anchor_file(keys, "AUDIT")
    kept = anchor.read_text()
    seal(keys)
    anchor.write_text(kept)
    assert found(keys) is None
    assert found(keys, anchor=True) == "ANCHOR_DIFFERS"


@pytest.mark.parametrize(
    "change", ["count = count + 1", "sealed_at = sealed_at + interval '1 day'", "until_xid = 9e9"]
)
def test_a_changed_head_is_found(keys: Path, change: str) -> None:
    write(4)
    seal(keys)
    tamper(f"update audit_seal set {change} where seq = 1")
    assert found(keys) == "BAD_SIGNATURE"


def test_a_seal_signed_by_another_key_is_found(keys: Path, tmp_path: Path) -> None:
    write(2)
    stranger = ensure_signing_key(tmp_path / "stranger")
    posing = Signer(ensure_signing_key(keys).key_id, stranger.private)
    seal_stream(AUDIT, signer=posing, at=NOW, below=floor() + 1_000_000)
    assert found(keys) == "BAD_SIGNATURE"


def test_a_key_that_is_not_trusted_is_named(keys: Path, tmp_path: Path) -> None:
    write(2)
    seal(keys)
    ensure_signing_key(tmp_path / "others")
    report = verify_stream(AUDIT, keys=public_keys(tmp_path / "others"))
    assert report.broken is not None
    assert report.broken.code == "UNKNOWN_KEY"


def test_a_changed_payload_is_found(keys: Path) -> None:
    rows = write(2)
    seal(keys)
    tamper("update audit_payload set body = 'x' where entry_id = %s", rows[0])
    broken = verify(keys).broken
    assert broken is not None
    assert (broken.code, broken.where) == ("PAYLOAD_CHANGED", f"entry {rows[0]}")


def test_a_payload_erased_by_law_keeps_the_chain_and_one_torn_out_does_not(keys: Path) -> None:
    rows = write(3)
    seal(keys)
    erase_payload(entry_id=rows[0], by=PROGRAM, at=NOW, reason="order 12 of the court")
    assert not Payload.objects.filter(entry_id=rows[0]).exists()
    seal(keys)
    assert found(keys) is None
    tamper("delete from audit_payload where entry_id = %s", rows[1])
    assert found(keys) == "PAYLOAD_REMOVED"


def test_the_database_itself_refuses_to_change_or_remove_rows(keys: Path) -> None:
    write(1)
    seal(keys)
    for sql in (
        "update audit_entry set action = 'x'", "delete from audit_entry",
        "update audit_seal set count = 0", "delete from audit_seal",
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="only ever added"), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Entry.objects.count() == 1


def test_a_transaction_that_still_runs_holds_the_floor_back() -> None:
    parts = libpq_parts(connection.settings_dict, connection.settings_dict["NAME"])
    with psycopg.connect(**parts) as open_one:
        row = open_one.execute("select sealing_xid()").fetchone()
        assert row is not None
        write(1)
        assert floor() <= row[0] < Entry.objects.get().xid
        open_one.rollback()


def test_numbers_go_on_above_the_old_ones_after_a_restore(keys: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select sealing_xid()")
        now = cursor.fetchone()[0]
    rows = write(2)
    tamper("update audit_entry set xid = xid + 5000000 where id in (%s, %s)", *rows)
    seal(keys)
    try:
        continue_numbering(STREAMS)
        write(2)
        assert Entry.objects.order_by("id").last().xid > now + 5_000_000
        seal(keys)
        assert found(keys, anchor=True) is None
    finally:
        with connection.cursor() as cursor:
            for name, own in (
                ("sealing_xid", "pg_current_xact_id()"),
                ("sealing_floor", "pg_snapshot_xmin(pg_current_snapshot())"),
            ):
                cursor.execute(
                    f"create or replace function {name}() returns bigint language sql volatile "
                    f"as $$ select {own}::text::bigint + 0 $$"
                )


def test_an_anchor_that_a_crash_left_behind_is_completed(keys: Path) -> None:
    write(10)
    seal(keys)
    anchor = anchor_file(keys, "AUDIT")
    whole = anchor.read_text()
    anchor.write_text("".join(whole.splitlines(keepends=True)[:1]))
    assert extend_anchor(anchor, "AUDIT") == 2
    assert anchor.read_text() == whole
    assert [json.loads(line)["seq"] for line in whole.splitlines()] == [1, 2, 3]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda s: s.name)
def test_a_leaf_covers_every_column_of_its_table(stream: object) -> None:
    assert stream in (AUDIT, LEDGER, ACCOUNTS)
    covered = " ".join(stream.formats[-1])  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = %s",
            (stream.table,),  # type: ignore[attr-defined]
        )
        columns = {row[0] for row in cursor.fetchall()}
    assert columns
    assert {column for column in columns if column not in covered} == set()
