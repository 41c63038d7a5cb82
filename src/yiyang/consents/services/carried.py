"""A consent that was given at another node and comes here with what it opens."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.audit.services import Actor
from yiyang.consents.facts import Wish
from yiyang.consents.models import Consent
from yiyang.consents.services.giving import draw_up, put_in_force


@transaction.atomic
def carry_consent(*, wish: Wish, by: Actor, at: datetime) -> Consent:
    """Write a consent that another node vouches for; our own rule judges it as any other.

    It is in force at once, with its grant, unless the rule refuses it: then it says why.

    Source: YRD-2 (sharing under consent), HZ-15.
    """
    consent = draw_up(wish, signer="PERSON", way=Consent.Way.NODE, witness_id=None, by=by, at=at)
    if consent.state == Consent.State.WAITING:
        put_in_force(consent, by, at)
    return consent
