"""What the played transfer needs to know of the district it is played in."""

from __future__ import annotations

from yiyang.access.models import Assignment
from yiyang.assessments.models import Assessment
from yiyang.beds.models import BedClaim, Offer, Presence, Transfer
from yiyang.beds.services.steps import desk_role
from yiyang.people.models import Person

ANY_HOME_TAKES = ("1", "2")  # GB/T 42195 levels


def somebody_at_home() -> int:
    """Return a dependent person without a bed, a limit or a transfer, who may move anywhere."""
    busy = BedClaim.objects.filter(is_active=True).values("person")
    moving = Transfer.objects.filter(case__closed_at=None).values("person")
    assessed = Assessment.objects.filter(instrument="GB42195", level__in=ANY_HOME_TAKES)
    people = (
        Person.objects.filter(pk__in=assessed.values("person"), died_at=None)
        .filter(max_distance_metres=None, budget_fen_per_month=None)
        .exclude(pk__in=busy)
        .exclude(pk__in=moving)
    )
    return people.order_by("pk").values_list("pk", flat=True)[0]


def desk_asked(case_id: int) -> str:
    """Return the user name at the desk of the institution that was asked first."""
    asked = Offer.objects.filter(transfer__case=case_id, state=Offer.State.ASKED)
    institution = asked.select_related("institution").order_by("rank")[0].institution
    desk = Assignment.objects.filter(institution=institution, role=desk_role(institution))
    return desk.select_related("account").order_by("pk")[0].account.username


def lives_in_a_home(person_id: int) -> bool:
    """Tell whether a person is in an institution bed, with a presence that has not ended."""
    return Presence.objects.filter(
        person=person_id, bed_kind="INSTITUTION_BED", span__endswith__isnull=True
    ).exists()
