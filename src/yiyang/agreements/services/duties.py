"""Reviewing the duties that come with a preference."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiyang.agreements.models import Agreement
from yiyang.agreements.selectors import items_on
from yiyang.agreements.services.standing import decide_preference, write_trail
from yiyang.audit.services import Actor
from yiyang.rules.network import Preference


@transaction.atomic
def review_duties(
    *, agreement_id: int, kept: Mapping[str, bool], by: Actor, at: datetime
) -> Preference:
    """Keep what a review found of an agreement's duties, and decide its preference anew.

    Args:
        agreement_id: the cooperation reviewed.
        kept: by code of the duty; codes the agreement has not are left out, duties not named
            keep their last review.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    today = timezone.localdate(at)
    for duty in items_on(agreement, today):
        if duty.is_duty and duty.code in kept:
            duty.kept, duty.reviewed_on = kept[duty.code], today
            duty.save(update_fields=["kept", "reviewed_on"])
    write_trail("review_duties", agreement, by, at, {"kept": dict(kept)})
    return decide_preference(agreement, by=by, at=at)


def recheck_preferences(*, by: Actor, at: datetime) -> int:
    """Decide anew, each in its own transaction, every preference that time may have ended.

    Run daily: an agreement runs out, a review becomes too old.  Returns how many changed.
    """
    changed = 0
    preferred = Agreement.objects.filter(
        kind=Agreement.Kind.COOPERATION, transfer_priority=True
    ).values_list("pk", flat=True)
    for agreement_id in list(preferred):
        with transaction.atomic():
            agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
            changed += not decide_preference(agreement, by=by, at=at).granted
    return changed
