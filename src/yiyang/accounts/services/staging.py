"""Parts of a run, each in one transaction: entries and postings by COPY, and the chunk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from yiyang.accounts.models import Chunk, Run
from yiyang.accounts.owners import account_ids
from yiyang.accounts.services.posting import REVERSAL, EntryOf, Move
from yiyang.accounts.services.runs import RunNotUnderWay

ENTRY_COLUMNS = "id, run_id, kind, subject_kind, subject_id, day, posted_at"
POSTING_COLUMNS = (
    "entry_id, run_id, debit_id, credit_id, fen, rule, decision_id, source_kind, source_id"
)
REVERSE = """
with entry as (
  insert into accounts_entry (run_id, kind, subject_kind, subject_id, day, posted_at)
  select %(run)s, 'REVERSAL', 'run', %(adjusted)s, %(day)s, %(at)s returning id
)
insert into accounts_posting (entry_id, run_id, debit_id, credit_id, fen, rule, decision_id,
                              source_kind, source_id, reverses_id)
select entry.id, %(run)s, p.credit_id, p.debit_id, p.fen, p.rule, p.decision_id,
       %(kind)s, p.id::text, p.id
from accounts_posting p, entry
where p.run_id = %(adjusted)s and p.reverses_id is null
returning fen
"""


@transaction.atomic
def stage(
    *, run: Run, number: int, entries: Sequence[tuple[EntryOf, Sequence[Move]]], at: datetime
) -> bool:
    """Stage one part of a run; False when it stands already, and nothing has been written.

    Raises:
        RunNotUnderWay: the run was stopped, given up or posted.
    """
    if not _is_next(run, number):
        return False
    kept = [(entry, [move for move in moves if move.fen]) for entry, moves in entries]
    kept = [(entry, moves) for entry, moves in kept if moves]
    moves = [move for _, each in kept for move in each]
    accounts = account_ids({owner for move in moves for owner in (move.debit, move.credit)})
    keys = _reserve(len(kept))
    _copy(
        "accounts_entry",
        ENTRY_COLUMNS,
        (
            (key, run.pk, entry.kind, entry.subject_kind, entry.subject_id, entry.day, at)
            for key, (entry, _) in zip(keys, kept, strict=True)
        ),
    )
    _copy(
        "accounts_posting",
        POSTING_COLUMNS,
        (
            (
                *(key, run.pk, accounts[move.debit], accounts[move.credit], move.fen, move.rule),
                *(move.decision_id, move.source_kind, move.source_id),
            )
            for key, (_, each) in zip(keys, kept, strict=True)
            for move in each
        ),
    )
    _keep(run, number, len(moves), sum(move.fen for move in moves), at)
    return True


@transaction.atomic
def reverse_run(*, run: Run, number: int, at: datetime) -> bool:
    """Stage the reversal of everything that the adjusted run posted; False when it stands."""
    if not _is_next(run, number):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            REVERSE,
            {"run": run.pk, "adjusted": run.adjusts_id, "kind": REVERSAL, "at": at, "day": at},
        )
        amounts = [fen for (fen,) in cursor]
    _keep(run, number, len(amounts), sum(amounts), at)
    return True


def _is_next(run: Run, number: int) -> bool:
    """Take the run for this transaction and tell whether the part is still to be done."""
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if locked.state != Run.State.STAGING:
        raise RunNotUnderWay()
    return not locked.chunks.filter(number=number).exists()


def _keep(run: Run, number: int, postings: int, fen: int, at: datetime) -> None:
    Chunk.objects.create(run=run, number=number, postings=postings, fen=fen, staged_at=at)


def _reserve(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('accounts_entry', 'id')) "
            "from generate_series(1, %s)",
            (count,),
        )
        return [key for (key,) in cursor]


def _copy(table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {table} ({columns}) from stdin") as copy,
    ):
        for row in rows:
            copy.write_row(row)
