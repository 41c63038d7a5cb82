"""Telling in time that a bed kept for somebody is about to run out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Upper

from yiyang.audit.services import Actor
from yiyang.beds.models import BedClaim
from yiyang.beds.services.steps import desk_role, reading_for
from yiyang.notices.models import Notice
from yiyang.notices.services import notify
from yiyang.rules.calendar import CHINA

KEEP_ENDS = "KEEP_ENDS"
NOTICE_KEY = "transfer.keep_notice"
SUBJECT = "bed_claim"


@transaction.atomic
def warn_of_kept_beds(*, by: Actor, at: datetime) -> int:
    """Tell the coordinator and the bed's institution of each kept bed that soon runs out.

    Each is told once for each end: a bed kept longer is told of again.  Without a value in the
    book nobody is told beforehand; that it has run out they hear all the same.

    Returns:
        How many kept beds were told of.
    """
    soon = reading_for(None, at, urgent=True).safest_duration(NOTICE_KEY)
    if soon is None:
        return 0
    kept = BedClaim.objects.filter(kind=BedClaim.Kind.KEEP, is_active=True)
    ending = kept.annotate(ends=Upper("span")).filter(ends__gt=at, ends__lte=at + soon)
    warned = 0
    for claim in ending.select_related("bed__institution").order_by("pk"):
        ends = f"{claim.span.upper.astimezone(CHINA):%Y-%m-%d %H:%M}"
        told = Notice.objects.filter(subject_kind=SUBJECT, subject_id=claim.pk, code=KEEP_ENDS)
        if not told.filter(params__until=ends).exists():
            _tell(claim, ends, by, at)
            warned += 1
    return warned


def _tell(claim: BedClaim, ends: str, by: Actor, at: datetime) -> None:
    institution = claim.bed.institution
    about = {
        "code": KEEP_ENDS,
        "params": {"bed": claim.bed.code, "until": ends},
        "subject_kind": SUBJECT,
        "subject_id": claim.pk,
        "link": f"/people/{claim.person_id}/",
        "by": by,
        "at": at,
    }
    notify(role="COORDINATOR", place_id=institution.place_id, **about)
    notify(role=desk_role(institution), institution_id=institution.pk, **about)
