"""The ways out of each bed that no worked case goes, by pages; and nobody left to ask."""

from __future__ import annotations

import pytest

from tests.journey import Journey
from tests.journeys.network import (
    CALM,
    CARED_FOR_AT_HOME,
    NURSED_AT_HOME,
    FiveBeds,
    gb_answers,
    holds,
    where,
)
from tests.world import make_bed, make_person
from yiyang.cases.models import Event
from yiyang.network.models import Bed
from yiyang.notices.models import Notice

DYING = {
    "terminal_certified": "on", "palliative_consent": "on", "refuses_further_treatment": "on",
    "prognosis_months": "3",
}  # fmt: skip
REFERRED = {"referral_reason": "U01 I50.9"}


@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_who_needs_less_care_goes_home_with_a_home_care_bed(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person(has_carer=True)
    beds.lives_in_institution(person)
    beds.later(days=60)
    transfer = beds.ask(person, "DEPENDENCE_DOWN")
    assert beds.evaluate(transfer, **CARED_FOR_AT_HOME) == ["HOME_CARE_BED"]
    assert transfer.evaluation == journey.decision_of("placement.evaluate", person=person)
    beds.accepted(transfer, beds.provider)
    beds.take_in(transfer, beds.provider)
    assert where(person) == {"CARE": "HOME_CARE_BED"}
    assert holds(person) == {"HOME_CARE_BED": "OCCUPY"}, "the bed in the institution is free"


@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_who_gets_worse_in_a_home_medical_bed_goes_to_hospital(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person(has_carer=True)
    beds.lives_at_home_with_care(person)
    opened = beds.ask(person, "HEALTH_WORSE", **CALM)
    assert beds.evaluate(opened, **NURSED_AT_HOME)[0] == "HOME_MEDICAL_BED"
    beds.accepted(opened, beds.centre)
    beds.take_in(opened, beds.centre)
    assert where(person)["MEDICAL"] == "HOME_MEDICAL_BED"
    beds.later(days=10)
    transfer = beds.ask(person, "SICKBED_WORSE")
    assert beds.evaluate(transfer) == [], "a planned stay needs a referral with its reason"
    assert beds.evaluate(transfer, **REFERRED) == ["HOSPITAL_BED"]
    assert transfer.evaluation == journey.decision_of("placement.evaluate", person=person)
    beds.accepted(transfer, beds.hospital)
    beds.take_in(transfer, beds.hospital)
    assert where(person) == {"MEDICAL": "HOSPITAL_BED"}
    assert holds(person)["HOME_CARE_BED"] == "KEEP"


@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_who_is_stable_at_the_end_of_life_goes_on_at_home(journey: Journey, beds: FiveBeds) -> None:
    make_bed(beds.hospice, "HOME_PALLIATIVE")
    person = make_person(has_carer=True)
    beds.assess(person, "KPS", {"kps": "40"})
    beds.move(person, "TERMINAL", beds.hospice, wished_kind="PALLIATIVE_BED", **DYING)
    assert where(person) == {"MEDICAL": "PALLIATIVE_BED"}
    beds.later(days=5)
    transfer = beds.ask(person, "PALLIATIVE_STABLE", wished_kind="HOME_PALLIATIVE")
    assert "HOME_PALLIATIVE" in beds.evaluate(transfer, **DYING, home_is_safe="yes")
    assert transfer.evaluation == journey.decision_of("placement.evaluate", person=person)
    beds.accepted(transfer, beds.hospice)
    beds.take_in(transfer, beds.hospice)
    assert where(person) == {"MEDICAL": "HOME_PALLIATIVE"}
    assert holds(person) == {"HOME_PALLIATIVE": "OCCUPY"}


@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_who_got_better_in_hospital_and_has_no_bed_goes_into_an_institution(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person()
    beds.assess(person, "GB42195", gb_answers(50))
    beds.move(person, "HEALTH_WORSE", beds.hospital, wished_kind="HOSPITAL_BED", **REFERRED)
    assert where(person) == {"MEDICAL": "HOSPITAL_BED"}
    beds.later(days=8)
    transfer = beds.ask(person, "IMPROVED", wished_kind="INSTITUTION_BED")
    assert beds.evaluate(transfer)[0] == "INSTITUTION_BED"
    assert transfer.evaluation == journey.decision_of("placement.evaluate", person=person)
    beds.accepted(transfer, beds.home)
    beds.take_in(transfer, beds.home)
    assert where(person) == {"CARE": "INSTITUTION_BED"}


@pytest.mark.clause("JA-2.2.2", "placement.rank")
def test_where_nobody_can_take_a_person_the_coordinator_is_told(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person()
    beds.assess(person, "GB42195", gb_answers(50))
    transfer = beds.ask(person, "DEPENDENCE_UP")
    assert beds.evaluate(transfer) == ["INSTITUTION_BED"]
    Bed.objects.filter(institution=beds.home).update(state="OUT_OF_SERVICE")
    kind = transfer.wanted_kind
    beds.step(beds.coordinator, transfer, "consent", kind=kind, signer="PERSON")
    beds.step(beds.coordinator, transfer, "offer")
    assert not transfer.offers.filter(state="ASKED").exists()
    assert journey.decision_of("placement.rank", person=person).result["offers"] == []
    told = Notice.objects.filter(subject_kind="CASE", subject_id=transfer.case_id)
    assert told.filter(role="COORDINATOR", code="TRANSFER_NO_CAPACITY").exists()
    assert (transfer.case.state, transfer.case.closed_at) == ("ESCALATED", None)
    event = Event.objects.filter(case=transfer.case, action="ESCALATE").get()
    assert event.params["reason"] == "NO_CAPACITY"
    assert f"/transfers/{transfer.case_id}/" in beds.coordinator.get("/transfers/").content.decode()
