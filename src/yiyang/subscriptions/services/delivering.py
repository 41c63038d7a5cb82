"""Sending notifications: one endpoint at a time, in order, again until they are taken.

What is sent is read in one transaction and settled in another; between them no transaction is
open while an endpoint takes its time.  A lock of the session keeps two processes from sending
for the same subscription at once; it ends with a process that is killed.  A crash after the
endpoint has taken a notification sends it again, with the same numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import orjson
from cryptography.fernet import InvalidToken
from django.db import connection, transaction
from django.db.models import F

from yiyang.access.readers import Reader
from yiyang.access.services import note_search
from yiyang.audit.services import PROGRAM
from yiyang.decisions.services import read_book
from yiyang.record.selectors.resources import served
from yiyang.record.selectors.settled import beginning
from yiyang.rules.fhir_map.written import write_json
from yiyang.rules.subscribing.asking import FULL
from yiyang.rules.subscribing.retrying import Failing, retry_of
from yiyang.rules.subscribing.telling import (
    EVENTS,
    HANDSHAKE,
    HEARTBEAT,
    Standing,
    Told,
    notification,
)
from yiyang.subscriptions.models import Event, Subscription
from yiyang.subscriptions.sealing import unseal_headers
from yiyang.subscriptions.selectors import open_of, reader_now, waiting_events
from yiyang.subscriptions.services.subscribing import turn_off

Status = Subscription.Status
WHAT = "fhir:subscription"
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
    """One notification, ready to go; ``last`` is the number of its last event."""

    kind: str
    hook: Hook
    body: bytes
    last: int


def deliver_next(*, key: int, at: datetime, sender: Sender) -> bool | None:
    """Send what is next for a subscription; tell whether it was taken.

    None: there is nothing to send now, or another process is sending for it.
    """
    with _alone(key) as is_alone:
        notice = _ready(key, at) if is_alone else None
        if notice is None:
            return None
        try:
            sender.send(notice.hook, notice.body)
        except Undelivered as fault:
            _failed(key, notice, fault.kind, at)
            return False
        _taken(key, notice, at)
        return True


@contextmanager
def _alone(key: int) -> Iterator[bool]:
    name = f"deliver subscription {key}"
    with connection.cursor() as cursor:
        cursor.execute(TRY_LOCK, (name,))
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute(UNLOCK, (name,))


@transaction.atomic
def _ready(key: int, at: datetime) -> _Notice | None:
    """Return what is to be sent now; what it shows is read, and noted, as of now."""
    found = Subscription.objects.select_for_update(of=("self",)).filter(pk=key, deleted_at=None)
    held = found.first()
    if held is None or held.status not in (Status.REQUESTED, Status.ACTIVE):
        return None
    if held.next_at is not None and held.next_at > at:
        return None
    reader = reader_now(held, at)
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
    return _Notice(kind, hook, write_json(bundle), told[-1].number if told else held.sent)


@transaction.atomic
def told_of(events: Sequence[Event], reader: Reader, at: datetime, content: str) -> list[Told]:
    """Return events as they are told to a reader now, and note whose records they show.

    What the reader may not see any more keeps its number and says nothing else.
    """
    seen = open_of(reader, events)
    fresh = [e for e in events if e.number in seen and e.shown_at is None]
    people = Counter(seen[e.number].person_id for e in fresh)
    people.pop(None, None)
    if people:
        note_search(by=reader.actor, at=at, people=_counted(people), what=WHAT)
    Event.objects.filter(pk__in=[e.pk for e in fresh]).update(shown_at=at)
    return [_told(event, seen, content) for event in events]


def standing_of(held: Subscription, base: str = "") -> Standing:
    """Return how a subscription stands, for what is told of it."""
    return Standing(
        base or held.base,
        str(held.public_id),
        held.topic,
        held.status.lower(),
        held.count,
        held.fault,
    )


def instant(at: datetime) -> str:
    """Return a moment as FHIR writes it."""
    return at.isoformat(timespec="milliseconds")


def _counted(people: Mapping[int | None, int]) -> dict[int, int]:
    return {person: count for person, count in people.items() if person is not None}


def _told(event: Event, seen: Mapping[int, Any], content: str) -> Told:
    moment = instant(event.happened_at)
    change = seen.get(event.number)
    if change is None:
        return Told(event.number, moment, event.interaction)
    body = None
    if content == FULL and change.deleted_at is None:
        text = served(change.type, change.fhir_id, change.version, change.updated_at, change.body)
        body = orjson.Fragment(text)
    name = f"{change.type}/{change.fhir_id}"
    return Told(event.number, moment, event.interaction, name, body)


@transaction.atomic
def _taken(key: int, notice: _Notice, at: datetime) -> None:
    held = Subscription.objects.select_for_update().get(pk=key)
    if notice.kind == HANDSHAKE and held.status == Status.REQUESTED:
        held.status, held.fault = Status.ACTIVE, ""
        if held.cursor_xid is None:
            since = beginning()
            held.since_snapshot, held.since_xid, held.since_seq = (
                since.snapshot,
                since.xid,
                since.seq,
            )
            held.cursor_xid, held.cursor_seq = since.place.xid, since.place.seq
    held.sent = max(held.sent, min(notice.last, held.count))
    held.failures, held.failing_since, held.next_at, held.spoke_at = 0, None, None, at
    held.save()


@transaction.atomic
def _failed(key: int, notice: _Notice, fault: str, at: datetime) -> None:
    held = Subscription.objects.select_for_update().get(pk=key)
    held.failures += 1
    held.failing_since = held.failing_since or at
    retry = retry_of(Failing(held.failures, at), read_book(at.date()).lenient())
    held.next_at = retry.next_at
    if notice.kind == HANDSHAKE or retry.next_at is None:
        held.status, held.next_at, held.fault = Status.ERROR, None, fault[:40]
        held.updated_at = at
    held.save()


@transaction.atomic
def give_up(*, at: datetime) -> int:
    """Switch off what has stood in error for too long; return how many."""
    lasts = read_book(at.date()).lenient().duration("subscriptions.error_lasts")
    late = Subscription.objects.select_for_update().filter(
        deleted_at=None, status=Status.ERROR, failing_since__lte=at - lasts
    )
    found = list(late)
    for held in found:
        turn_off(held, held.fault, by=PROGRAM, at=at)
    return len(found)


@transaction.atomic
def forget_delivered(*, at: datetime) -> int:
    """Forget events that were delivered long ago; return how many."""
    kept = read_book(at.date()).lenient().duration("subscriptions.kept_days")
    done = Event.objects.filter(number__lte=F("subscription__sent"), happened_at__lt=at - kept)
    return done.delete()[0]
