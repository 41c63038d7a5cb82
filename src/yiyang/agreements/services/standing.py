"""What decisions make of the registry: the way of medical care, the preference in transfers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.facts import medical_care_facts, preference_facts
from yiyang.agreements.models import Agreement
from yiyang.agreements.projections import show
from yiyang.agreements.selectors import items_on
from yiyang.audit.services import Actor, record
from yiyang.decisions.services import Subject, decide, read_book
from yiyang.kernel.errors import Refused
from yiyang.network.models import Institution
from yiyang.network.services import set_medical_way
from yiyang.rules import network as rules


class NotAccepted(Refused):
    """The registry does not take this as it is; ``reasons`` are the rule's codes."""

    code = "NOT_ACCEPTED_IN_REGISTRY"

    def __init__(self, reasons: Collection[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reason=self.reasons[0])


@transaction.atomic
def classify_medical_ways(
    *, institution_ids: Collection[int], by: Actor, at: datetime
) -> dict[int, rules.MedicalCare]:
    """Decide, keep and return by which ways institutions have medical care (HZ art. 11)."""
    day = timezone.localdate(at)
    facts = medical_care_facts(institution_ids, day)
    places = dict(Institution.objects.filter(pk__in=facts).values_list("pk", "place__code"))
    found = {}
    for institution_id in sorted(facts):
        decided = decide(
            rules.medical_way,
            facts[institution_id],
            reading=read_book(day, place=places[institution_id]),
            subject=Subject("institution", institution_id),
            at=at,
        )
        way = decided.result.way
        set_medical_way(institution_id=institution_id, way=way, by=by, at=at)
        found[institution_id] = decided.result
    return found


def decide_preference(agreement: Agreement, *, by: Actor, at: datetime) -> rules.Preference:
    """Decide whether a cooperation's parties are preferred in transfers, and keep it.

    Call inside the transaction that changed the agreement or its duties.  Source: HZ art. 6.
    """
    day = timezone.localdate(at)
    items = items_on(agreement, day)
    decided = decide(
        rules.preference,
        preference_facts(agreement, items, day),
        reading=read_book(day),
        subject=Subject("agreement", agreement.pk),
        at=at,
    )
    granted = decided.result.granted
    if agreement.transfer_priority != granted:
        agreement.transfer_priority = granted
        agreement.save(update_fields=["transfer_priority"])
        write_trail("set_preference", agreement, by, at, {"granted": granted})
    return decided.result


def write_trail(
    action: str, agreement: Agreement, by: Actor, at: datetime, payload: dict[str, object]
) -> None:
    """Write the audit row of a change of an agreement."""
    record(
        by=by,
        at=at,
        action=f"agreements.{action}",
        subject_kind="agreement",
        subject_id=agreement.pk,
        payload=payload,
    )
    show(agreement.pk, at)
