"""Writing the audit trail.  Call inside the transaction that makes the change."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from yiyang.audit.models import Entry, Payload
from yiyang.audit.sql import cursor
from yiyang.audit.together import write_later, write_together
from yiyang.kernel.plain import canonical, to_plain

SALT_BYTES = 16
ERASED = "audit.payload_erased"
INSERT = """
with entry as (
  insert into audit_entry (at, account_id, assignment_id, action, subject_kind, subject_id,
                           person_id, payload_digest)
  values (%s, %s, %s, %s, %s, %s, %s, %s) returning id
)
insert into audit_payload (entry_id, salt, body) select id, %s, %s from entry
"""
# A look and its row are one statement: what is shown is written, and nothing else is.
SHOWN = """
with shown as ({statement}), entry as (
  insert into audit_entry (at, account_id, assignment_id, action, subject_kind, subject_id,
                           person_id, payload_digest)
  select %s, %s, %s, %s, 'person', person_id::text, person_id, %s from shown
  where {is_look} returning id
), payload as (
  insert into audit_payload (entry_id, salt, body) select id, %s, %s from entry
)
select * from shown
"""
INSERT_MANY = """
with given as materialized (
  select * from unnest(%s::timestamptz[], %s::bigint[], %s::bigint[], %s::text[], %s::text[],
                       %s::text[], %s::bigint[], %s::bytea[], %s::bytea[], %s::bytea[])
    with ordinality as given(at, account_id, assignment_id, action, subject_kind, subject_id,
                             person_id, payload_digest, salt, body, place)
), entry as (
  insert into audit_entry (at, account_id, assignment_id, action, subject_kind, subject_id,
                           person_id, payload_digest)
  select at, account_id, assignment_id, action, subject_kind, subject_id, person_id,
         payload_digest
  from given order by place returning id, payload_digest
)
insert into audit_payload (entry_id, salt, body)
select entry.id, given.salt, given.body
from entry join given using (payload_digest)  -- salted, so no two rows share one
"""


class NothingToErase(LookupError):
    """There is no such audit row, or what it says is erased already."""


@dataclass(frozen=True)
class Actor:
    """Who acts: an account under an assignment, or the program itself (both None)."""

    account_id: int | None = None
    assignment_id: int | None = None


PROGRAM = Actor()


@dataclass(frozen=True)
class Noted:
    """What one audit row says; ``person_id`` None: it is about nobody's record."""

    action: str
    subject_kind: str
    subject_id: str
    person_id: int | None
    payload: Mapping[str, Any]


def record(
    *,
    by: Actor,
    at: datetime,
    action: str,
    subject_kind: str,
    subject_id: int | str,
    person_id: int | None = None,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Add one audit row with the digest of its salted payload.

    In a service marked ``one_transaction`` it is written as that ends, with all others.
    """
    subject = (subject_kind, str(subject_id))
    write_later(_insert, _row(by, at, action, subject, person_id=person_id, payload=payload or {}))


def rows_shown(
    statement: str,
    values: Sequence[Any],
    *,
    by: Actor,
    at: datetime,
    action: str,
    payload: Mapping[str, Any],
    is_look: str = "true",
) -> list[tuple[Any, ...]]:
    """Return what a query gives and add an audit row for each row of it: in one statement.

    Args:
        statement: one of its columns is ``person_id``; a row that belongs to nobody has no look.
        is_look: a condition on its columns; no row is written where it does not hold.
    """
    row = _row(by, at, action, ("", ""), person_id=None, payload=payload)
    text = SHOWN.format(statement=statement, is_look=f"person_id is not null and {is_look}")
    with cursor() as opened:
        opened.execute(text, (*values, *row[:4], *row[-3:]))
        return opened.fetchall()


def record_people(
    *, by: Actor, at: datetime, action: str, payloads: Mapping[int, Mapping[str, Any]]
) -> None:
    """Add one audit row for each of some people, by what is to be said of each: one statement."""
    rows = [
        _row(by, at, action, ("person", str(person_id)), person_id=person_id, payload=payload)
        for person_id, payload in payloads.items()
    ]
    write_together(_insert, rows)


def record_all(*, by: Actor, at: datetime, entries: Sequence[Noted]) -> None:
    """Add some audit rows in their order, as ``record`` does one: in one statement."""
    rows = [
        _row(
            by,
            at,
            one.action,
            (one.subject_kind, one.subject_id),
            person_id=one.person_id,
            payload=one.payload,
        )
        for one in entries
    ]
    write_together(_insert, rows)


def _row(
    by: Actor,
    at: datetime,
    action: str,
    subject: tuple[str, str],
    *,
    person_id: int | None,
    payload: Mapping[str, Any],
) -> tuple[Any, ...]:
    body = canonical(to_plain(dict(payload)))
    salt = secrets.token_bytes(SALT_BYTES)
    digest = hashlib.sha256(salt + body).digest()
    return (at, by.account_id, by.assignment_id, action, *subject, person_id, digest, salt, body)


def _insert(rows: list[tuple[Any, ...]]) -> None:
    with cursor() as opened:
        if len(rows) == 1:
            opened.execute(INSERT, rows[0])
        else:
            opened.execute(INSERT_MANY, [list(column) for column in zip(*rows, strict=True)])


@transaction.atomic
def erase_payload(*, entry_id: int, by: Actor, at: datetime, reason: str) -> None:
    """Erase what an entry says; the entry, its digest and its seal stay as they were.

    Args:
        reason: the law or the order that asks for it; kept in the row that tells of it.

    Raises:
        NothingToErase: there is no such entry, or what it says is erased already.
    """
    entry = Entry.objects.filter(pk=entry_id).first()
    gone, _ = Payload.objects.filter(entry=entry).delete() if entry is not None else (0, {})
    if entry is None or not gone:
        raise NothingToErase("there is no such audit row, or what it says is erased already")
    record(
        by=by,
        at=at,
        action=ERASED,
        subject_kind="audit_entry",
        subject_id=entry_id,
        person_id=entry.person_id,
        payload={"reason": reason},
    )
