"""A stream of rows that are only ever added, and how one row becomes a leaf of its seal.

The sealer takes a stream as a value, so that it knows no table of a higher floor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from yiyang.audit.models import Seal

ROWS_AT_A_TIME = 10_000


@dataclass(frozen=True)
class Stream:
    """A table with ``id`` and ``xid``.

    ``formats`` lists, oldest first, the SQL expressions that a leaf covers.  Seals name the
    format they were made in by its place, from 1; a new column is a new format at the end.
    """

    name: str
    table: str
    formats: tuple[tuple[str, ...], ...]

    @property
    def version(self) -> int:
        """The format of new seals."""
        return len(self.formats)

    def leaf(self, version: int) -> str:
        """Return the SQL expression of a row's leaf hash (RFC 6962) in a format."""
        row = ", ".join(self.formats[version - 1])
        return rf"sha256('\x00'::bytea || convert_to(jsonb_build_array({row})::text, 'UTF8'))"


AUDIT = Stream(
    Seal.Stream.AUDIT.value,
    "audit_entry",
    (
        (
            "id", "xid", "extract(epoch from at)", "account_id", "assignment_id", "action",
            "subject_kind", "subject_id", "person_id", "encode(payload_digest, 'hex')",
        ),
    ),
)  # fmt: skip


def leaves(stream: Stream, version: int, from_xid: int, until_xid: int) -> Iterator[bytes]:
    """Yield the leaf hashes of the rows of whole transactions, in the order of their seal."""
    sql = (
        f"select {stream.leaf(version)} from {stream.table} "
        "where xid >= %s and xid < %s order by xid, id"
    )
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.itersize = ROWS_AT_A_TIME
        cursor.execute(sql, (from_xid, until_xid))
        for (leaf,) in cursor:
            yield bytes(leaf)


def floor() -> int:
    """Return the number below which every transaction has ended, for this and later reads."""
    with connection.cursor() as cursor:
        cursor.execute("select sealing_floor()")
        return int(cursor.fetchone()[0])


def unsealed(stream: Stream, from_xid: int) -> tuple[int, float | None]:
    """Return how many rows no seal covers yet, and the lowest transaction among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select count(*), min(xid) from {stream.table} where xid >= %s", (from_xid,)
        )
        count, lowest = cursor.fetchone()
    return int(count), lowest


def cut(stream: Stream, from_xid: int, below: int, rows: int) -> int | None:
    """Return where a seal of about ``rows`` rows from ``from_xid`` ends; None when none wait.

    A transaction is never divided: one with more rows than ``rows`` has a seal of its own.
    """
    sql = f"select xid from {stream.table} where xid >= %s and xid < %s order by xid, id"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} limit 1", (from_xid, below))
        first = cursor.fetchone()
        if first is None:
            return None
        cursor.execute(f"{sql} offset %s limit 1", (from_xid, below, rows))
        beyond = cursor.fetchone()
    return below if beyond is None else max(int(beyond[0]), int(first[0]) + 1)
