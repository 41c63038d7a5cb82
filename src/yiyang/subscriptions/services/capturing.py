"""Noting what happened for a subscription: each settled change once, in order, with its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from yiyang.audit.services import PROGRAM
from yiyang.record.selectors.history import edge, versions_open
from yiyang.record.selectors.search.holding import holds_of
from yiyang.record.selectors.settled import Beginning, Place, Settled, settled_after
from yiyang.rules.fhir_map.asked import Query
from yiyang.rules.fhir_map.written import read_json
from yiyang.rules.subscribing.topics import CREATE, DELETE, UPDATE, Topic, asked_of, topics
from yiyang.subscriptions.models import Event, Subscription
from yiyang.subscriptions.selectors import MayAct, reader_now
from yiyang.subscriptions.services.subscribing import turn_off

AT_ONCE = 200  # changes looked at in one transaction
Status = Subscription.Status


@transaction.atomic
def capture(*, key: int, at: datetime, may_act: MayAct, most: int = AT_ONCE) -> bool:
    """Note the next changes that are events for a subscription; tell whether there may be more.

    The events, their numbers and the place in the order are one transaction: a crash repeats and
    skips nothing.  Another process that works on the same subscription is left to it.  An event
    is what the client may see now; what opens to it later was no event.

    A subscription whose client, authorisation, role or consent has ended is switched off.
    """
    found = Subscription.objects.select_for_update(skip_locked=True, of=("self",))
    held = found.filter(pk=key, deleted_at=None).first()
    if held is None or held.status not in (Status.ACTIVE, Status.ERROR):
        return False
    if held.cursor_xid is None or held.cursor_seq is None:
        return False  # its endpoint has never answered
    reader = reader_now(held, at, may_act)
    if reader is None or (held.ends_at is not None and held.ends_at <= at):
        turn_off(held, "ENDED" if reader else "NOT_ALLOWED", by=PROGRAM, at=at)
        return False
    topic, below = topics()[held.topic], edge()
    place = Place(held.cursor_xid, held.cursor_seq)
    since = Beginning(held.since_snapshot, held.since_xid or 0, held.since_seq or 0, place)
    changes = settled_after(place, since, topic.resource, below=below, limit=most)
    matching = _matching(topic, held.filters, changes, at)
    wanted = [(change.key, change.version) for change in matching]
    seen = versions_open(reader, topic.resource, wanted)
    _add(held, topic, [c for c in matching if (c.key, c.version) in seen])
    last = changes[-1].place if changes else place
    if len(changes) < most and (below, 0) > (last.xid, last.seq):
        last = Place(below, 0)
    held.cursor_xid, held.cursor_seq = last.xid, last.seq
    held.save(update_fields=["cursor_xid", "cursor_seq", "count"])
    return len(changes) == most


def interaction_of(change: Settled) -> str:
    """Return what a change did: a resource that comes back after its deletion is created."""
    if change.is_deleted:
        return DELETE
    return CREATE if change.before is None else UPDATE


def _matching(
    topic: Topic, filters: Sequence[str], changes: Sequence[Settled], at: datetime
) -> list[Settled]:
    """Return the changes that a topic tells of and every filter holds of.

    A deletion has no content: it is told by what stood before it.
    """
    found = [c for c in changes if interaction_of(c) in topic.interactions]
    if topic.previous:
        olds = [c for c in found if c.before is not None]
        held = _holds(olds, topic, topic.previous, at, old=True)
        did_not = {c.place for c, holds in zip(olds, held, strict=True) if not holds}
        found = [c for c in found if c.place not in did_not]
    queries = [topic.current] if topic.current else []
    queries += [text.partition("?")[2] for text in filters]
    for query in queries:
        held_now = _holds(found, topic, query, at)
        found = [change for change, holds in zip(found, held_now, strict=True) if holds]
    return found


def _holds(
    changes: Sequence[Settled], topic: Topic, text: str, at: datetime, *, old: bool = False
) -> list[bool]:
    query: Query = asked_of(topic.resource, text).query
    versions = [(_content(change, old=old), change.updated_at) for change in changes]
    return holds_of(versions, query, at=at)


def _content(change: Settled, *, old: bool) -> Mapping[str, Any]:
    text = change.before if (old or change.is_deleted) and change.before else change.body
    content: Mapping[str, Any] = read_json(text.encode())
    return content


def _add(held: Subscription, topic: Topic, changes: Sequence[Settled]) -> None:
    """Add events with the next numbers; a version that was one already is none again."""
    keys = [change.key for change in changes]
    noted = set(held.events.filter(resource__in=keys).values_list("resource_id", "version"))
    fresh = [change for change in changes if (change.key, change.version) not in noted]
    Event.objects.bulk_create(
        Event(
            subscription=held,
            number=held.count + place,
            resource_id=change.key,
            version=change.version,
            interaction=interaction_of(change),
            happened_at=change.updated_at,
        )
        for place, change in enumerate(fresh, start=1)
    )
    held.count += len(fresh)
