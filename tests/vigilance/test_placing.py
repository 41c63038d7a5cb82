"""Real people in a response: one who is refused a bed keeps nobody else from theirs."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.beds.conftest import District
from tests.beds.test_batch_services import ready
from tests.conftest import NOW
from tests.world import make_person, make_place
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim
from yiyang.cases.models import Case
from yiyang.rules.vigilance import IllFacts
from yiyang.vigilance import services
from yiyang.vigilance.errors import AlreadyCasualty
from yiyang.vigilance.models import Casualty, Response
from yiyang.vigilance.services.opening import open_response

pytestmark = pytest.mark.django_db
ACTS = {"by": PROGRAM, "at": NOW}


@pytest.fixture
def district(db: None) -> District:
    return District()


def _with_a_pool(district: District, at: datetime = NOW) -> Response:
    """Return a real response with both beds of the home in its pool."""
    acts = {"by": PROGRAM, "at": at}
    row = open_response(
        syndrome="INFLUENZA_LIKE", place=make_place("310106"), is_exercise=False, note="", **acts
    )
    services.verify(response=row, note="", **acts)
    row = services.declare(response=row, level="IV", note="", **acts)
    (pledge,) = services.ask_scope(response=row, kind="INSTITUTION_BED", **acts)
    beds = [bed.pk for bed in district.beds["INSTITUTION_BED"]]
    services.answer_pledge(pledge=pledge, beds=beds, staff=[], **acts)
    return row


def test_who_is_refused_or_waits_no_more_keeps_nobody_else_from_a_bed(district: District) -> None:
    row = _with_a_pool(district)
    without, gone, fit = (ready(district, make_person(name)) for name in ("王芳", "李娜", "张敏"))
    for transfer in (without, gone, fit):
        services.take_in(response=row, transfer=transfer, ill=IllFacts(0, False), **ACTS)
    without.case.attachments.filter(kind="CONSENT").delete()
    Case.objects.filter(pk=gone.case_id).update(state="CANCELLED", closed_at=district.at)
    at = district.later(minutes=1)
    placed = services.place_casualties(response=row, by=PROGRAM, at=at)
    assert (placed.placed, placed.waiting) == (1, 1)
    first, second, third = Casualty.objects.order_by("number")
    assert first.bed is None and first.reasons[0]["code"] == "DOCUMENTS_MISSING"
    assert (second.bed, second.left_at) == (None, at)
    claim = BedClaim.objects.get(kind="HOLD")
    assert (claim.person_id, claim.bed_id) == (fit.person_id, third.bed.bed_id)
    event = row.case.events.get(action="PLACE_CASUALTIES")
    assert event.params == {"placed": 1, "waiting": 2}


def test_after_a_stand_down_who_still_waits_may_be_of_another_response(district: District) -> None:
    row = _with_a_pool(district)
    transfer = ready(district, make_person())
    acts = {"transfer": transfer, "ill": IllFacts(0, False), **ACTS}
    services.take_in(response=row, **acts)
    with pytest.raises(AlreadyCasualty):
        services.take_in(response=row, **acts)
    services.stand_down(response=row, note="疫情结束", by=PROGRAM, at=district.later(minutes=1))
    later = {"by": PROGRAM, "at": district.later(minutes=2)}
    second = _with_a_pool(district, later["at"])
    again = services.take_in(response=second, **(acts | later))
    assert Casualty.objects.filter(transfer=transfer).count() == 2
    assert Casualty.objects.get(left_at=None) == again


def test_who_consented_to_another_kind_than_their_illness_asks_for_is_told_so(
    district: District,
) -> None:
    row = _with_a_pool(district)
    services.take_in(
        response=row, transfer=ready(district, make_person()), ill=IllFacts(9, True), **ACTS
    )
    at = district.later(minutes=1)
    assert services.place_casualties(response=row, by=PROGRAM, at=at).placed == 0
    why = Casualty.objects.get().reasons[-1]
    kinds = {"kind": "INSTITUTION_BED", "tier": "HOSPITAL_BED"}
    assert (why["code"], why["params"]) == ("CONSENT_OF_OTHER_KIND", kinds)


def test_who_finds_the_pool_used_up_is_told_which_kind_of_bed_is_missing(
    district: District,
) -> None:
    row = _with_a_pool(district)
    for name in ("王芳", "李娜", "张敏", "刘伟"):
        services.take_in(
            response=row, transfer=ready(district, make_person(name)), ill=IllFacts(0, False),
            **ACTS,
        )  # fmt: skip
    for minutes in (1, 2):
        at = district.later(minutes=minutes)
        services.place_casualties(response=row, by=PROGRAM, at=at)
    why = [one.reasons[-1] for one in Casualty.objects.filter(bed=None).order_by("number")]
    assert why and {one["code"] for one in why} == {"POOL_HAS_NO_TIER"}
    assert {one["params"]["kind"] for one in why} == {"INSTITUTION_BED"}
