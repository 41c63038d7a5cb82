"""An act changed behind the program's back is found, in rows sealed before and after flags."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from tests.conftest import NOW
from tests.ledger.test_accepting import HOUR, Told
from yiyang.audit.sealing import seal_stream
from yiyang.audit.signing import ensure_signing_key, public_keys
from yiyang.audit.streams import Stream
from yiyang.audit.verifying import verify_stream
from yiyang.faces.streams import LEDGER
from yiyang.ledger.models import Act
from yiyang.ledger.services import deliver

pytestmark = pytest.mark.django_db(transaction=True)


def seal(stream: Stream, keys: Path) -> None:
    highest = Act.objects.order_by("-xid").values_list("xid", flat=True)[0]
    seal_stream(stream, signer=ensure_signing_key(keys), at=NOW, below=highest + 1)


def broken(keys: Path) -> str | None:
    found = verify_stream(LEDGER, keys=public_keys(keys)).broken
    return found.code if found else None


def tamper(change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table ledger_act disable trigger user")
        cursor.execute(f"update ledger_act set {change}")
        cursor.execute("alter table ledger_act enable trigger user")


@pytest.mark.parametrize(
    "change",
    ["flags = '{}'", "item = 'BATH'", "reason = 'OTHER'", "practitioner_id = null", "quantity = 9"],
)
def test_a_changed_act_is_found(tmp_path: Path, change: str) -> None:
    deliver(**Told().act(until=NOW - 1.9 * HOUR))
    seal(LEDGER, tmp_path)
    assert broken(tmp_path) is None
    tamper(change)
    assert broken(tmp_path) == "ROWS_CHANGED"


def test_acts_sealed_before_there_were_flags_are_verified_as_they_were_sealed(
    tmp_path: Path,
) -> None:
    told = Told()
    deliver(**told.act())
    seal(Stream(LEDGER.name, LEDGER.table, LEDGER.formats[:1]), tmp_path)
    deliver(**told.act(since=NOW - 9 * HOUR, until=NOW - 8 * HOUR))
    seal(LEDGER, tmp_path)
    assert broken(tmp_path) is None
    tamper("unit = 'OTHER' where id = (select min(id) from ledger_act)")
    assert broken(tmp_path) == "ROWS_CHANGED"


def test_nobody_changes_an_act_through_the_program() -> None:
    deliver(**Told().act())
    with pytest.raises(DatabaseError, match="only ever added"):
        Act.objects.update(quantity=2)
