"""Sending notifications: to each endpoint in order, again until they are taken.

What is sent is read in one transaction and settled in another; between them no transaction is
open while an endpoint takes its time.  A lock of the session keeps two processes from sending
for the same subscription at once; it ends with a process that is killed.  A crash after the
endpoint has taken a notification sends it again, with the same numbers.

Several endpoints are spoken to side by side, each once in a round: one that takes its time holds
up neither the others nor other work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cryptography.fernet import InvalidToken
from django.db import connection, transaction

from yiyang.access.readers import Reader
from yiyang.audit.services import PROGRAM
from yiyang.decisions.services import read_book
from yiyang.record.selectors.settled import beginning
from yiyang.rules.fhir_map.written import write_json
from yiyang.rules.subscribing.retrying import Failing, retry_of
from yiyang.rules.subscribing.telling import (
    EVENTS,
    HANDSHAKE,
    HEARTBEAT,
    Told,
    notification,
)
from yiyang.subscriptions.models import Subscription
from yiyang.subscriptions.sealing import unseal_headers
from yiyang.subscriptions.selectors import MayAct, reader_now, waiting_events
from yiyang.subscriptions.services.subscribing import turn_off
from yiyang.subscriptions.services.telling import instant, standing_of, told_of

Status = Subscription.Status
AT_ONCE = 16  # endpoints
TRY_LOCK = "select pg_try_advisory_lock(hashtextextended(%s, 0))"
UNLOCK = "select pg_advisory_unlock(hashtextextended(%s, 0))"


class Undelivered(Exception):
    """An endpoint has not taken a notification; ``kind`` says how it failed, and no more."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


@dataclass(frozen=True)
class Hook:
    """Where and how a notification goes."""

    endpoint: str
    headers: tuple[str, ...]
    mime: str
    timeout: int


class Sender(Protocol):
    """A way to an endpoint."""

    def send(self, hook: Hook, body: bytes) -> None:
        """Hand a notification over.  Raises Undelivered where it was not taken."""


@dataclass(frozen=True)
class _Notice:
    """One notification, ready to go; ``last`` is the number of its last event.

    ``version``: of the subscription as it was asked for when this was made.
    """

    key: int
    version: int
    kind: str
    hook: Hook
    body: bytes
    last: int


def deliver_next(*, key: int, at: datetime, sender: Sender, may_act: MayAct) -> bool | None:
    """Send what is next for a subscription; tell whether it was taken.

    None: there is nothing to send now, or another process is sending for it.
    """
    notice = _begin(key, at, may_act)
    if notice is None:
        return None
    try:
        return _settle(notice, _send(sender, notice), at)
    finally:
        _release(key)


def deliver_round(
    *,
    keys: Iterable[int],
    at: datetime,
    sender: Sender,
    may_act: MayAct,
    broken: Callable[[int, Exception], None],
) -> dict[int, bool]:
    """Send what is next for each of some subscriptions; tell of those sent whether it was taken.

    Args:
        keys: in the order in which they are begun, ``AT_ONCE`` side by side.
        sender: is called in other threads, where there is no database.
        broken: is told of a fault of ours; the others go on.
    """
    went: dict[int, bool] = {}
    under_way: dict[Future[str], _Notice] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for notice in _begun(keys, at, may_act, broken):
            under_way[pool.submit(_send, sender, notice)] = notice
            if len(under_way) == AT_ONCE:
                _settle_some(under_way, went, at, broken)
        while under_way:
            _settle_some(under_way, went, at, broken)
    return went


def _begun(
    keys: Iterable[int], at: datetime, may_act: MayAct, broken: Callable[[int, Exception], None]
) -> Iterator[_Notice]:
    for key in keys:
        try:
            notice = _begin(key, at, may_act)
        except Exception as fault:
            broken(key, fault)
        else:
            if notice is not None:
                yield notice


def _settle_some(
    under_way: dict[Future[str], _Notice],
    went: dict[int, bool],
    at: datetime,
    broken: Callable[[int, Exception], None],
) -> None:
    """Wait until an endpoint has answered, and keep what came of it."""
    for done in wait(under_way, return_when=FIRST_COMPLETED).done:
        notice = under_way.pop(done)
        try:
            went[notice.key] = _settle(notice, done.result(), at)
        except Exception as fault:
            broken(notice.key, fault)
        finally:
            _release(notice.key)


@contextmanager
def only_sender() -> Iterator[bool]:
    """Tell whether nobody else is sending: one worker of the queue waits for endpoints, not all."""
    name = "deliver subscriptions"
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, (name,))
        is_only = bool(cursor.fetchone()[0])
    try:
        yield is_only
    finally:
        if is_only:
            with connection.cursor() as cursor:
                cursor.execute(UNLOCK, (name,))


def _begin(key: int, at: datetime, may_act: MayAct) -> _Notice | None:
    """Return what is to be sent now, with the subscription held until it is released."""
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, (_lock_of(key),))
        if not cursor.fetchone()[0]:
            return None
    notice = None
    try:
        notice = _ready(key, at, may_act)
    finally:
        if notice is None:
            _release(key)
    return notice


def _release(key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(UNLOCK, (_lock_of(key),))


def _lock_of(key: int) -> str:
    return f"deliver subscription {key}"


def _send(sender: Sender, notice: _Notice) -> str:
    """Return the kind of failure; empty: it was taken."""
    try:
        sender.send(notice.hook, notice.body)
    except Undelivered as fault:
        return fault.kind
    return ""


def _settle(notice: _Notice, fault: str, at: datetime) -> bool:
    if fault:
        _failed(notice, fault, at)
    else:
        _taken(notice, at)
    return not fault


@transaction.atomic
def _ready(key: int, at: datetime, may_act: MayAct) -> _Notice | None:
    """Return what is to be sent now; what it shows is read, and noted, as of now."""
    found = Subscription.objects.select_for_update(of=("self",)).filter(pk=key, deleted_at=None)
    held = found.first()
    if held is None or held.status not in (Status.REQUESTED, Status.ACTIVE):
        return None
    if held.next_at is not None and held.next_at > at:
        return None
    reader = reader_now(held, at, may_act)
    if reader is None or (held.ends_at is not None and held.ends_at <= at):
        turn_off(held, "ENDED" if reader else "NOT_ALLOWED", by=PROGRAM, at=at)
        return None
    try:
        return _next(held, reader, at)
    except InvalidToken:  # the secret they were sealed under is not kept any more
        turn_off(held, "HEADERS_UNREADABLE", by=PROGRAM, at=at)
        return None


def _next(held: Subscription, reader: Reader, at: datetime) -> _Notice | None:
    if held.status == Status.REQUESTED:
        return _notice(held, HANDSHAKE, [], at)
    if events := waiting_events(held, held.max_count):
        return _notice(held, EVENTS, told_of(events, reader, at, held.content), at)
    silence = at - (held.spoke_at or at)
    if held.heartbeat and silence >= timedelta(seconds=held.heartbeat):
        return _notice(held, HEARTBEAT, [], at)
    return None


def _notice(held: Subscription, kind: str, told: Sequence[Told], at: datetime) -> _Notice:
    standing = standing_of(held)
    bundle = notification(standing, kind, instant(at), told, content=held.content)
    headers = unseal_headers(held.sealed_headers)
    hook = Hook(held.endpoint, headers, held.mime, held.timeout)
    last = told[-1].number if told else held.sent
    return _Notice(held.pk, held.version, kind, hook, write_json(bundle), last)


@transaction.atomic
def _taken(notice: _Notice, at: datetime) -> None:
    held = Subscription.objects.select_for_update().get(pk=notice.key)
    held.sent = max(held.sent, min(notice.last, held.count))
    if held.version == notice.version and held.deleted_at is None:
        if notice.kind == HANDSHAKE:
            _begin_to_note(held)
        held.failures, held.failing_since, held.next_at, held.spoke_at = 0, None, None, at
    held.save()


def _begin_to_note(held: Subscription) -> None:
    held.status, held.fault = Status.ACTIVE, ""
    if held.cursor_xid is not None:
        return
    since = beginning()
    held.since_snapshot, held.since_xid, held.since_seq = since.snapshot, since.xid, since.seq
    held.cursor_xid, held.cursor_seq = since.place.xid, since.place.seq


@transaction.atomic
def _failed(notice: _Notice, fault: str, at: datetime) -> None:
    """Note a failure: but not of what was changed or switched off while it was under way."""
    held = Subscription.objects.select_for_update().get(pk=notice.key)
    if held.version != notice.version or held.deleted_at is not None:
        return
    held.failures += 1
    held.failing_since = held.failing_since or at
    retry = retry_of(Failing(held.failures, at), read_book(at.date()).lenient())
    held.next_at = retry.next_at
    if notice.kind == HANDSHAKE or retry.next_at is None:
        held.status, held.next_at, held.fault = Status.ERROR, None, fault[:40]
        held.updated_at = at
    held.save()
