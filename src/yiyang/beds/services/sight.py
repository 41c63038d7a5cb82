"""What institutions may see because of a stay ends when nothing of that stay is left."""

from __future__ import annotations

from datetime import datetime

from yiyang.access.services import end_grants
from yiyang.audit.services import Actor
from yiyang.audit.sql import rows
from yiyang.beds.models import BedClaim

STAY = "stay"
GIVEN = """
select origin_id from access_grant
where person_id = %(person)s and origin_kind = %(kind)s and upper_inf(span)
"""


def settle_sight(person_id: int, *, by: Actor, at: datetime) -> None:
    """End every grant given for a stay in a bed that the person neither has nor is kept for.

    A bed kept for the person keeps its institution's sight: they are expected back.  It is the
    bed that counts, not the claim: a stay, the keeping after it and the stay after that are
    claims of their own on one bed.
    """
    because = [origin for (origin,) in rows(GIVEN, person=person_id, kind=STAY)]
    if not because:
        return
    theirs = BedClaim.objects.filter(person=person_id, is_active=True).exclude(
        kind=BedClaim.Kind.HOLD
    )
    over = BedClaim.objects.filter(pk__in=because).exclude(bed__in=theirs.values("bed"))
    for claim_id in over.values_list("pk", flat=True):
        end_grants(origin_kind=STAY, origin_id=claim_id, by=by, at=at)
