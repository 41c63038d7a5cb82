"""Where people live of whom another system told everything but that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.people.models import Person


@transaction.atomic
def let_live_in(*, place_id: int, person_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Let those of some people live in a place of whom no place is known.

    Returns:
        How many they were; of the others nothing changes.
    """
    nowhere = Person.objects.select_for_update().filter(pk__in=person_ids, place=None)
    keys = sorted(nowhere.values_list("pk", flat=True))
    if keys:
        Person.objects.filter(pk__in=keys).update(place_id=place_id)
        payload = {"people": keys}
        record(
            by=by, at=at, action="people.place", subject_kind="place", subject_id=place_id,
            payload=payload,
        )  # fmt: skip
        changed(at, person=keys)
    return len(keys)
