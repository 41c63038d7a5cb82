"""The six worked cases, entered by pages alone, each ending in the rows that the case expects."""

from __future__ import annotations

from datetime import date, timedelta

import orjson
import pytest

from tests.journey import Journey
from tests.journeys.network import (
    BACK,
    CALM,
    DIRE,
    FEVER,
    NURSED_AT_HOME,
    FiveBeds,
    gb_answers,
    holds,
    where,
)
from tests.world import make_agreement, make_bed, make_grant, make_institution, make_person
from yiyang.assessments.models import Assessment
from yiyang.audit.models import Entry
from yiyang.beds.models import BedClaim, Transfer
from yiyang.cases.models import Attachment, Task
from yiyang.people.models import Person

DAY = timedelta(days=1)
WEEK = 7 * DAY
NEWS2_OF_SEVEN = {**CALM, "resp_rate": "26", "spo2": "97", "pulse": "128", "temperature": "39.4"}


def kept(person: Person) -> BedClaim:
    return BedClaim.objects.get(person=person, kind="KEEP")


def lasts(claim: BedClaim) -> timedelta:
    return claim.span.upper - claim.span.lower


@pytest.mark.clause("JA-2.2.2", "placement.queue")
def test_case_1_the_carer_goes_to_hospital(journey: Journey, beds: FiveBeds) -> None:
    person = make_person(born_on=date(1943, 6, 1), household="ELDER_ONLY", has_carer=True)
    left = beds.lives_at_home_with_care(person)
    beds.later(days=120)
    told = {
        "name": person.name, "sex": "2", "born_on": "1943-06-01", "household": "ELDER_ONLY",
        "has_carer": "False", "place": person.place_id,
    }  # fmt: skip
    beds.post(beds.coordinator, f"/people/{person.pk}/edit/", told)
    transfer = beds.ask(person, "CARE_ENV_WORSE")
    queued = journey.decision_of("placement.queue", person=person)
    assert transfer.queue_class == queued.result["queue_class"] == "CARE_ENV_WORSE"
    assert transfer.queue_key == queued.result["key"]
    assert beds.evaluate(transfer)[0] == "INSTITUTION_BED"
    assert Assessment.objects.get(person=person).level == "2", "no scale has changed"
    beds.accepted(transfer, beds.home)
    claim = beds.take_in(transfer, beds.home)
    assert claim.bed.institution.place_id == person.place_id
    assert where(person) == {"CARE": "INSTITUTION_BED"}
    assert holds(person) == {"INSTITUTION_BED": "OCCUPY", "HOME_CARE_BED": "KEEP"}
    assert (kept(person).bed_id, lasts(kept(person))) == (left.pk, WEEK)


@pytest.mark.clause("JA-2.2.2", "placement.return")
@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_case_2_fever_in_the_institution_then_better(journey: Journey, beds: FiveBeds) -> None:
    person = make_person(sex="1", born_on=date(1946, 6, 1))
    lived_in = beds.lives_in_institution(person)
    make_agreement("COOPERATION", beds.home, beds.centre)
    nurse = beds.nurse(beds.home)
    transfer = beds.ask(person, "HEALTH_WORSE", by=nurse, **FEVER)
    assert (transfer.colour, transfer.declared["news2"]) == ("ORANGE", 5)
    respond = Task.objects.get(case=transfer.case, code="RESPOND")
    assert respond.due_at - transfer.case.opened_at <= timedelta(hours=1)
    assert "HOME_MEDICAL_BED" not in beds.evaluate(transfer, **NURSED_AT_HOME)
    beds.later(hours=1)
    beds.post(nurse, f"/people/{person.pk}/vitals/", FEVER | {"spo2": "96", "pulse": "84"})
    assert beds.evaluate(transfer, **NURSED_AT_HOME)[0] == "HOME_MEDICAL_BED"
    assert transfer.evaluation == journey.decision_of("placement.evaluate", person=person)
    assert transfer.evaluation.facts["news2"] == 3
    beds.accepted(transfer, beds.centre)
    beds.take_in(transfer, beds.centre)
    assert where(person) == {"CARE": "INSTITUTION_BED", "MEDICAL": "HOME_MEDICAL_BED"}
    beds.later(days=9)
    beds.post(beds.coordinator, f"/people/{person.pk}/return/", BACK)
    assert journey.decision_of("placement.return", person=person).result["is_ready"]
    assert where(person) == {"CARE": "INSTITUTION_BED"}
    assert [c.bed_id for c in BedClaim.objects.filter(person=person, is_active=True)] == [
        lived_in.pk
    ]


@pytest.mark.clause("JA-2.2.2", "placement.green_channel")
@pytest.mark.clause("JA-2.2.2", "placement.rank")
def test_case_3_the_green_channel_and_the_way_back(journey: Journey, beds: FiveBeds) -> None:
    person = make_person(sex="1", born_on=date(1937, 6, 1))
    lived_in = beds.lives_in_institution(person)
    far = make_institution("HOSPITAL", lon=121.6)
    make_bed(far)
    make_agreement("COOPERATION", beds.home, far, transfer_priority=True)
    transfer = beds.ask(person, "HEALTH_WORSE", by=beds.nurse(beds.home), **DIRE)
    colour = journey.decision_of("placement.green_channel", person=person)
    assert transfer.colour == transfer.queue_class == colour.result["colour"] == "RED"
    assert colour.result["news2_total"] == 18
    assert transfer.to_claim.bed.institution == beds.hospital, "the nearest, not the contracted"
    ranking = journey.decision_of("placement.rank", person=person)
    assert ranking.result["offers"][0]["institution"] == beds.hospital.pk
    owed = Attachment.objects.get(case=transfer.case, added_at__isnull=True)
    assert (owed.kind, owed.required_by - transfer.case.opened_at) == ("CONSENT", DAY)
    beds.take_in(transfer, beds.hospital)
    assert where(person) == {"MEDICAL": "HOSPITAL_BED"}
    keep = kept(person)
    assert (keep.bed_id, lasts(keep)) == (lived_in.pk, WEEK)

    beds.later(days=6, hours=20)
    reason = {"days": 7, "reason": "discharge planned for next week"}
    beds.post(beds.coordinator, f"/claims/{keep.pk}/keep/", reason)
    assert lasts(kept(person)) == 2 * WEEK
    entry = Entry.objects.get(action="bed.keep_longer", subject_id=keep.pk)
    assert orjson.loads(bytes(entry.payload.body))["reason"] == reason["reason"]
    beds.later(days=5)
    after = beds.ask(person, "POST_ACUTE", **CALM)
    assert beds.evaluate(after, **NURSED_AT_HOME)[0] == "HOME_MEDICAL_BED"
    beds.accepted(after, beds.centre)
    beds.take_in(after, beds.centre)
    assert where(person) == {"CARE": "INSTITUTION_BED", "MEDICAL": "HOME_MEDICAL_BED"}
    beds.later(days=30)
    beds.post(beds.coordinator, f"/people/{person.pk}/return/", BACK)
    last = BedClaim.objects.get(person=person, is_active=True)
    assert (last.bed_id, last.kind) == (lived_in.pk, "OCCUPY")


@pytest.mark.clause("JA-2.2.2", "placement.queue")
def test_case_4_the_end_of_life_goes_before_planned_moves(journey: Journey, beds: FiveBeds) -> None:
    for number in range(3):
        other = make_person(f"王{number}")
        beds.assess(other, "GB42195", gb_answers(20))
        beds.ask(other, "DEPENDENCE_UP")
    person = make_person(born_on=date(1949, 6, 1))
    beds.assess(person, "KPS", {"kps": "40"})
    transfer = beds.ask(person, "TERMINAL")
    proposed = beds.evaluate(
        transfer, terminal_certified="on", palliative_consent="on",
        refuses_further_treatment="on", prognosis_months="3",
    )  # fmt: skip
    assert proposed[0] == "PALLIATIVE_BED"
    waiting = list(Transfer.objects.order_by("queue_key"))
    assert (waiting[0], len(waiting)) == (transfer, 4)
    assert transfer.queue_key == journey.decision_of("placement.queue", person=person).result["key"]
    desk = beds.coordinator.get("/transfers/").content.decode()
    assert desk.index(person.name) < desk.index("王0")
    beds.accepted(transfer, beds.hospice)
    beds.take_in(transfer, beds.hospice)
    assert where(person) == {"MEDICAL": "PALLIATIVE_BED"}


@pytest.mark.clause("JA-2.2.1", "instruments.score")
@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_case_5_dementia_crosses_the_guard_of_a_dementia_unit(
    journey: Journey, beds: FiveBeds
) -> None:
    unit = make_bed(beds.home, dementia_unit=True)
    person = make_person(sex="1", born_on=date(1957, 6, 1))
    beds.assess(person, "GB42195", gb_answers(88))
    assert Assessment.objects.get(person=person).level == "1"
    beds.assess(person, "GB42195", gb_answers(88, mental_diagnosis="YES"))
    latest = Assessment.objects.filter(person=person).latest("pk")
    assert (latest.level, latest.scores["total"]) == ("2", 88)
    assert latest.decision == journey.decision_of("instruments.score", person=person)
    transfer = beds.ask(person, "DEPENDENCE_UP")
    assert beds.evaluate(transfer, has_dementia="on", dementia="on") == ["INSTITUTION_BED"]
    assert transfer.evaluation.facts["gb_level"] == 2
    beds.accepted(transfer, beds.home)
    assert beds.take_in(transfer, beds.home).bed_id == unit.pk


@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_case_6_a_home_medical_bed_is_refused_and_the_alarm_is_red(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person()
    make_grant(person, beds.centre)
    wish = {"wished_kind": "HOME_MEDICAL_BED", **NEWS2_OF_SEVEN}
    transfer = beds.ask(person, "HEALTH_WORSE", by=beds.nurse(beds.centre), **wish)
    assert (transfer.declared["news2"], transfer.colour) == (7, "RED")
    assert transfer.to_claim.bed.kind == "HOSPITAL_BED"
    evaluation = journey.decision_of("placement.evaluate", person=person)
    assert evaluation.result["escalate"]
    verdicts = {v["kind"]: v for v in evaluation.result["verdicts"]}
    refused = verdicts["HOME_MEDICAL_BED"]
    assert (refused["is_open"], [r["code"] for r in refused["against"]]) == (False, ["RED_ALARM"])


@pytest.mark.clause("JA-2.2.3", "placement.evaluate")
def test_a_home_care_bed_and_a_home_medical_bed_are_held_at_once(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person(has_carer=True)
    care = beds.lives_at_home_with_care(person)
    transfer = beds.ask(person, "HEALTH_WORSE", **CALM)
    assert beds.evaluate(transfer, **NURSED_AT_HOME)[0] == "HOME_MEDICAL_BED"
    decision = journey.decision_of("placement.evaluate", person=person)
    assert transfer.evaluation == decision
    assert decision.facts["care"] == "HOME_CARE_BED"
    assert "JA-2.2.3" in decision.clauses
    beds.accepted(transfer, beds.centre)
    medical = beds.take_in(transfer, beds.centre)
    assert where(person) == {"CARE": "HOME_CARE_BED", "MEDICAL": "HOME_MEDICAL_BED"}
    occupied = BedClaim.objects.filter(person=person, kind="OCCUPY", is_active=True)
    assert {claim.bed_id for claim in occupied} == {care.pk, medical.bed_id}
    page = beds.coordinator.get(f"/people/{person.pk}/").content.decode()
    assert "家庭养老床位" in page and "家庭病床" in page
