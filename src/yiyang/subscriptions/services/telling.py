"""What is told of events to who may see them now, and noted of whose records are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from yiyang.access.readers import Reader
from yiyang.access.services import note_search
from yiyang.record.selectors.resources import served
from yiyang.rules.subscribing.asking import FULL
from yiyang.rules.subscribing.telling import Standing, Told
from yiyang.subscriptions.models import Event, Subscription
from yiyang.subscriptions.selectors import open_of

WHAT = "fhir:subscription"


@transaction.atomic
def told_of(
    events: Sequence[Event], reader: Reader, at: datetime, content: str, *, is_asked: bool = False
) -> list[Told]:
    """Return events as they are told to a reader now, and note whose records they show.

    What the reader may not see any more keeps its number and says nothing else.

    Args:
        is_asked: the reader asks for them, maybe again: a look of its own.  Else they are sent,
            and one that was not taken is noted once, however often it goes.
    """
    seen = open_of(reader, events)
    fresh = [e for e in events if e.number in seen and e.shown_at is None]
    looked = [e for e in events if e.number in seen] if is_asked else fresh
    people = Counter(seen[e.number].person_id for e in looked)
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
