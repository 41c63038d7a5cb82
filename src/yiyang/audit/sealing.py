"""The sealer: signed, chained heads over rows whose transactions have ended."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from yiyang.audit.merkle import tree_of
from yiyang.audit.models import Seal
from yiyang.audit.signing import ALGORITHM, Signer
from yiyang.audit.streams import Stream, cut, floor, leaves
from yiyang.kernel.plain import canonical

FIRST_PREVIOUS = bytes(32)
ROWS_PER_SEAL = 50_000


@dataclass(frozen=True)
class Sealed:
    """What one run of the sealer did."""

    seals: int
    rows: int


def seal_stream(
    stream: Stream,
    *,
    signer: Signer,
    at: datetime,
    below: int | None = None,
    rows_per_seal: int = ROWS_PER_SEAL,
) -> Sealed:
    """Seal every row of ``stream`` whose transaction has ended, in seals of bounded size.

    Each seal is a transaction of its own; two sealers at once take turns.

    Args:
        below: seal transactions under this number only; the snapshot's lower bound unless told.
    """
    seals = rows = 0
    limit = floor() if below is None else below
    while (seal := _seal_next(stream, signer, at, limit, rows_per_seal)) is not None:
        seals += 1
        rows += seal.count
    return Sealed(seals, rows)


@transaction.atomic
def _seal_next(
    stream: Stream, signer: Signer, at: datetime, limit: int, rows_per_seal: int
) -> Seal | None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", (f"seal {stream.name}",))
    last = last_seal(stream.name)
    from_xid = last.until_xid if last else 0
    until = cut(stream, from_xid, limit, rows_per_seal)
    if until is None:
        return None
    covered = tree_of(leaves(stream, stream.version, from_xid, until))
    seal = Seal(
        stream=stream.name,
        seq=last.seq + 1 if last else 1,
        from_xid=from_xid,
        until_xid=until,
        count=covered.count,
        merkle_root=covered.root,
        previous=digest_of(last) if last else FIRST_PREVIOUS,
        algorithm=f"{ALGORITHM}/{stream.version}",
        key_id=signer.key_id,
        sealed_at=at,
    )
    seal.signature = signer.sign(head_of(seal))
    seal.save(force_insert=True)
    return seal


def last_seal(stream: str) -> Seal | None:
    """Return the newest seal of a stream."""
    return Seal.objects.filter(stream=stream).order_by("-seq").first()


def head_of(seal: Seal) -> bytes:
    """Return the bytes that a seal signs."""
    return canonical(
        {
            "stream": seal.stream,
            "seq": seal.seq,
            "from_xid": seal.from_xid,
            "until_xid": seal.until_xid,
            "count": seal.count,
            "merkle_root": bytes(seal.merkle_root).hex(),
            "previous": bytes(seal.previous).hex(),
            "algorithm": seal.algorithm,
            "key_id": seal.key_id,
            "sealed_at": seal.sealed_at.astimezone(UTC).isoformat(),
        }
    )


def digest_of(seal: Seal) -> bytes:
    """Return what the next seal and the anchor keep of a seal: its head and its signature."""
    return hashlib.sha256(head_of(seal) + bytes(seal.signature)).digest()


@transaction.atomic
def continue_numbering(streams: tuple[Stream, ...]) -> int:
    """Let transaction numbers go on above all that rows carry; return what is added from now on.

    A restored database has old rows and a server that counts from the beginning again: without
    this, new rows would fall into periods long sealed.  Call while nobody writes.
    """
    highest = [f"select max(xid) from {stream.table}" for stream in streams]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select coalesce(max(n), 0) from ({' union all '.join(highest)} "
            "union all select max(until_xid) from audit_seal) as numbers(n)"
        )
        added = int(cursor.fetchone()[0])
        for name, own in (
            ("sealing_xid", "pg_current_xact_id()"),
            ("sealing_floor", "pg_snapshot_xmin(pg_current_snapshot())"),
        ):
            cursor.execute(
                f"create or replace function {name}() returns bigint language sql volatile "
                f"as $$ select {own}::text::bigint + {added} $$"
            )
    return added
