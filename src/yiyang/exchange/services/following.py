"""What other nodes must hear of: a referral of theirs or to them, a consent that is over."""

from __future__ import annotations

from django.db.models import Q

from yiyang.audit import projected
from yiyang.audit.projected import Change
from yiyang.audit.services import PROGRAM
from yiyang.consents.models import Consent
from yiyang.exchange.models import Sent, SharedReferral
from yiyang.exchange.selectors import partner_of
from yiyang.exchange.services.delivering import take_back
from yiyang.exchange.services.sending import post_message
from yiyang.exchange.services.telling import tell
from yiyang.referrals.models import Referral
from yiyang.rules.fhir_map.messages import CONSENT

OVER = (Consent.State.WITHDRAWN, Consent.State.REPLACED)


def follow() -> None:
    """Follow referrals and consents from now on; once, as the program starts."""
    projected.follow("referral", on_referral)
    projected.follow("booking", on_booking)
    projected.follow("consent", on_consent)


def on_referral(change: Change) -> None:
    """Tell the other node of a referral between one of its institutions and one of ours."""
    elsewhere = Q(to_institution__is_elsewhere=True) | Q(from_institution__is_elsewhere=True)
    if Referral.objects.filter(elsewhere, pk=change.key).exists():
        tell(change.key, change.at)


def on_booking(change: Change) -> None:
    """Tell the other node of a referral whose slot here has another time."""
    shared = SharedReferral.objects.filter(referral__booking=change.key)
    for referral_id in shared.values_list("referral_id", flat=True):
        tell(referral_id, change.at)


def on_consent(change: Change) -> None:
    """Send the end of a consent after whatever went under it, once to each institution."""
    under = Sent.objects.filter(
        consent=change.key, consent__state__in=OVER, consent__carried__isnull=True
    )
    told = {sent.institution_id: sent for sent in under.select_related("consent").order_by("pk")}
    if not told:
        return
    take_back(consent_id=change.key, at=change.at)
    said = set(under.filter(contents=[]).values_list("institution_id", flat=True))
    for institution_id, sent in told.items():
        partner = partner_of(institution_id)
        if partner is not None and institution_id not in said:
            post_message(
                CONSENT,
                partner,
                contents=(),
                found=(),
                person_id=sent.consent.person_id,  # who was joined with another since
                consent=sent.consent,
                by=PROGRAM,
                at=change.at,
            )
