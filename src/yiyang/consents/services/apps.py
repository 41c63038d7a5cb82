"""An app of a person's own choosing: what they say on the page that allows it is a consent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yiyang.access.models import Grant
from yiyang.audit.services import Actor
from yiyang.consents.facts import DAY, Wish, signer_of
from yiyang.consents.models import Consent
from yiyang.consents.selectors import client_consent
from yiyang.consents.services.ending import end, withdraw_consent
from yiyang.consents.services.giving import book_of, draw_up, put_in_force
from yiyang.people.models import Person


@transaction.atomic
def permit_app(*, person_id: int, client_id: str, by: Actor, at: datetime) -> Consent:
    """Keep that somebody opens a person's record to an app, for as long as the book lets them.

    A consent to the same app from before is replaced.  Where the rule does not let them, what
    is returned is ``REFUSED`` and says why; the decision is kept in either case.
    """
    person = Person.objects.select_related("place").get(pk=person_id)
    days = int(book_of(person, at).table("consents.longest")[Consent.Grantee.CLIENT])
    wish = Wish(
        person_id=person_id,
        kind=Consent.Kind.PERMIT,
        grantee_kind=Consent.Grantee.CLIENT,
        purpose=Grant.Purpose.SELF,
        scope=Grant.Scope.RECORD,
        client_id=client_id,
        until=at + days * DAY,
    )
    before = client_consent(person_id, client_id, at)
    signer = signer_of(by.account_id, person_id)
    consent = draw_up(wish, signer=signer, way=Consent.Way.APP, witness_id=None, by=by, at=at)
    if consent.state != Consent.State.WAITING:
        return consent
    if before is not None:
        end(before, Consent.State.REPLACED, by, at)
        consent.replaces = before
        consent.save(update_fields=["replaces"])
    put_in_force(consent, by, at)
    return consent


@transaction.atomic
def take_back_app(*, person_id: int, client_id: str, by: Actor, at: datetime) -> None:
    """Withdraw what a person has consented to for an app; nothing where they have not.

    Whoever speaks for them no more withdraws nothing: the consent may be the person's own by now.
    """
    standing = client_consent(person_id, client_id, at)
    if standing is not None and signer_of(by.account_id, person_id):
        withdraw_consent(consent_id=standing.pk, by=by, at=at)
