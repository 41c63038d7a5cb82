"""The digest of what a run posted: of accounts, amounts, rules and sources, never of row keys.

Two runs that reckoned the same give the same digest, on whatever database, in whatever chunks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction

ROWS_AT_A_TIME = 10_000
POSTINGS = """
select e.kind, e.subject_kind, e.subject_id, d.code, c.code, p.fen, p.rule, p.source_kind,
       case when p.reverses_id is null then p.source_id else '' end
from accounts_posting p join accounts_entry e on e.id = p.entry_id
join accounts_account d on d.id = p.debit_id join accounts_account c on c.id = p.credit_id
where p.run_id = %s
order by e.kind, e.subject_kind, e.subject_id, p.source_kind, 9, p.rule, d.code, c.code, p.fen
"""


def output_digest(run_id: int) -> str:
    """Return the digest of a run's postings, staged or visible."""
    return digest_of_query(POSTINGS, (run_id,))


def digest_of_query(sql: str, params: tuple[object, ...]) -> str:
    """Return the SHA-256 of a query's rows in their order, read a few at a time."""
    found = hashlib.sha256()
    for row in _rows(sql, params):
        found.update("\x1f".join(map(str, row)).encode())
        found.update(b"\x1e")
    return found.hexdigest()


def _rows(sql: str, params: tuple[object, ...]) -> Iterator[tuple[object, ...]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.itersize = ROWS_AT_A_TIME
        cursor.execute(sql, params)
        yield from cursor
