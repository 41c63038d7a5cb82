"""Finding the first place where a stream is not what was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection

from yiyang.audit.anchor import read_anchor
from yiyang.audit.merkle import tree_of
from yiyang.audit.models import Seal
from yiyang.audit.sealing import FIRST_PREVIOUS, digest_of, head_of
from yiyang.audit.services import ERASED
from yiyang.audit.signing import is_signed
from yiyang.audit.streams import AUDIT, Stream, leaves, unsealed


@dataclass(frozen=True)
class Break:
    """The first fault: its code, the seal (or row) where it stands, and what to know of it."""

    code: str
    where: str
    detail: str = ""


@dataclass(frozen=True)
class Report:
    """What verifying a stream found; ``broken`` is None when all is as it was sealed."""

    stream: str
    seals: int
    rows: int
    unsealed: int
    broken: Break | None


def verify_stream(
    stream: Stream, *, keys: Mapping[str, Ed25519PublicKey], anchor: Path | None = None
) -> Report:
    """Check seals, rows, payloads and the anchor of a stream, up to the first break.

    Args:
        keys: the public keys trusted, by id; they come from outside the database.
        anchor: a copy of the heads; without one a lost tail of seals and rows goes unseen.
    """
    broken: Break | None = None
    count = rows = until = 0
    previous: Seal | None = None
    for seal in Seal.objects.filter(stream=stream.name).order_by("seq").iterator():
        broken = _chain_break(seal, previous, keys) or _rows_break(stream, seal)
        if broken is not None:
            break
        count, rows, until, previous = count + 1, rows + seal.count, seal.until_xid, seal
    if broken is None and anchor is not None:
        broken = next(_anchor_breaks(stream, anchor), None)
    if broken is None and stream.name == AUDIT.name:
        broken = next(_payload_breaks(), None)
    return Report(stream.name, count, rows, unsealed(stream, until)[0], broken)


def _chain_break(
    seal: Seal, previous: Seal | None, keys: Mapping[str, Ed25519PublicKey]
) -> Break | None:
    where = f"seal {seal.seq}"
    if seal.seq != (previous.seq + 1 if previous else 1):
        return Break("SEAL_MISSING", where, "a seal before it is gone")
    if bytes(seal.previous) != (digest_of(previous) if previous else FIRST_PREVIOUS):
        return Break("CHAIN_BROKEN", where, "it does not follow the seal before it")
    if seal.from_xid != (previous.until_xid if previous else 0):
        return Break("CHAIN_BROKEN", where, "it does not begin where the seal before it ends")
    if seal.key_id not in keys:
        return Break("UNKNOWN_KEY", where, f"no public key {seal.key_id}")
    if not is_signed(keys[seal.key_id], bytes(seal.signature), head_of(seal)):
        return Break("BAD_SIGNATURE", where, "its head was changed, or signed by another key")
    return None


def _rows_break(stream: Stream, seal: Seal) -> Break | None:
    version = int(seal.algorithm.rpartition("/")[2])
    if not 0 < version <= stream.version:
        return Break("UNKNOWN_FORMAT", f"seal {seal.seq}", "made by a later version")
    found = tree_of(leaves(stream, version, seal.from_xid, seal.until_xid))
    where = f"seal {seal.seq}, transactions {seal.from_xid} to {seal.until_xid - 1}"
    if found.count < seal.count:
        return Break("ROWS_REMOVED", where, f"{seal.count - found.count} of {seal.count} rows")
    if found.count > seal.count:
        return Break("ROWS_INSERTED", where, f"{found.count - seal.count} rows too many")
    if found.root != bytes(seal.merkle_root):
        return Break("ROWS_CHANGED", where, f"one or more of {seal.count} rows")
    return None


def _anchor_breaks(stream: Stream, anchor: Path) -> Iterator[Break]:
    digests = {
        seal.seq: digest_of(seal).hex()
        for seal in Seal.objects.filter(stream=stream.name).iterator()
    }
    for seq, digest in read_anchor(anchor, stream.name):
        if seq not in digests:
            yield Break("TAIL_LOST", f"seal {seq}", "the anchor has it, the database has not")
        elif digests[seq] != digest:
            yield Break("ANCHOR_DIFFERS", f"seal {seq}", "the anchor has another head")


def _payload_breaks() -> Iterator[Break]:
    changed = """
        select e.id from audit_entry e join audit_payload p on p.entry_id = e.id
        where sha256(p.salt || p.body) <> e.payload_digest order by e.id limit 1"""
    removed = """
        select e.id from audit_entry e
        where not exists (select from audit_payload p where p.entry_id = e.id)
          and not exists (select from audit_entry x where x.action = %s
                          and x.subject_kind = 'audit_entry' and x.subject_id = e.id::text)
        order by e.id limit 1"""
    for code, sql, params in (
        ("PAYLOAD_CHANGED", changed, ()),
        ("PAYLOAD_REMOVED", removed, (ERASED,)),
    ):
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            row = cursor.fetchone()
        if row is not None:
            yield Break(code, f"entry {row[0]}", "the payload is not what the entry was made with")
