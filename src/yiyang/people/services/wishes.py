"""A person's relatives and the institutions they would choose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yiyang.access.services.grants import REPRESENTATIVE_ORIGIN, end_grants
from yiyang.audit.projected import changed
from yiyang.audit.services import Actor, record
from yiyang.kernel.errors import Refused
from yiyang.network.models import Institution
from yiyang.people.models import Person, Preference, Relative

MOST_PREFERENCES = 5  # the ranks that ``preference_up_to_five`` lets the table hold


class BadPreferences(Refused):
    """More institutions than a person may name, one twice, or one that is not open."""

    code = "BAD_PREFERENCES"


@transaction.atomic
def set_preferences(
    *, person_id: int, institution_ids: Sequence[int], by: Actor, at: datetime
) -> None:
    """Replace the institutions a person would choose, first choice first, five at most.

    Raises:
        BadPreferences: too many, one twice, or one unknown or closed.
    """
    Person.objects.select_for_update().get(pk=person_id)
    chosen = list(institution_ids)
    known = Institution.objects.filter(pk__in=chosen, is_open=True).count()
    if len(chosen) > MOST_PREFERENCES or known != len(chosen):
        raise BadPreferences(most=MOST_PREFERENCES)
    Preference.objects.filter(person=person_id).delete()
    Preference.objects.bulk_create(
        Preference(person_id=person_id, institution_id=institution_id, rank=rank)
        for rank, institution_id in enumerate(chosen, start=1)
    )
    _record("people.set_preferences", person_id, by, at, {"institutions": chosen})


@transaction.atomic
def add_relative(
    *,
    person_id: int,
    name: str,
    relation: str,
    by: Actor,
    at: datetime,
    phone: str = "",
    is_representative: bool = False,
    is_carer: bool = False,
) -> Relative:
    """Add a relative or representative of a person."""
    relative = Relative.objects.create(
        person_id=person_id,
        name=name,
        relation=relation,
        phone=phone,
        is_representative=is_representative,
        is_carer=is_carer,
    )
    payload = {"relation": relation, "is_representative": is_representative, "is_carer": is_carer}
    _record("people.add_relative", person_id, by, at, payload)
    changed(at, relative=relative.pk)
    return relative


@transaction.atomic
def remove_relative(*, person_id: int, relative_id: int, by: Actor, at: datetime) -> None:
    """Remove a relative of a person; one who is not theirs is left alone.

    What a representative saw as one ends with it.
    """
    removed, _ = Relative.objects.filter(pk=relative_id, person=person_id).delete()
    if removed:
        end_grants(origin_kind=REPRESENTATIVE_ORIGIN, origin_id=relative_id, by=by, at=at)
        _record("people.remove_relative", person_id, by, at, {"relative": relative_id})
        changed(at, relative=relative_id)


def _record(action: str, person_id: int, by: Actor, at: datetime, payload: dict) -> None:
    record(
        by=by,
        at=at,
        action=action,
        subject_kind="person",
        subject_id=person_id,
        person_id=person_id,
        payload=payload,
    )
