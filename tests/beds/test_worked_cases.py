"""The six worked cases, through the services, from the alarm to the last bed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.beds.conftest import CALM, DAY, DIRE, FEVER, District
from tests.world import make_bed, make_institution, make_person
from yiyang.access.models import Grant
from yiyang.beds import facts, services
from yiyang.beds.errors import NothingKept
from yiyang.beds.models import BedClaim, Presence, Transfer
from yiyang.cases.models import Attachment
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.network.models import Bed
from yiyang.people.models import Person
from yiyang.rules.placement.returning import Return
from yiyang.rules.placement.terms import Kind

STABLE = {
    "needs_continuous_treatment": True, "cannot_attend_clinic": True, "doctor_order": True,
    "in_service_area": True, "consent": True,
}  # fmt: skip
READY = Return(1, 30, False, True, True, True)


def where(person: Person) -> dict[str, str]:
    open_ones = Presence.objects.filter(person=person, span__endswith__isnull=True)
    return {presence.axis: presence.bed_kind for presence in open_ones}


def states(person: Person) -> dict[str, str]:
    active = BedClaim.objects.filter(person=person, is_active=True)
    return {claim.bed.kind: claim.kind for claim in active}


def test_case_1_the_carer_goes_to_hospital(district: District) -> None:
    person = make_person(household="ELDER_ONLY", has_carer=False)
    district.living_in(person, "HOME_CARE_BED")
    district.assessed(person, "GB42195", "2")
    transfer = district.ask(person, "CARE_ENV_WORSE")
    assert transfer.queue_class == "CARE_ENV_WORSE"
    claim = district.place(transfer, district.home)
    assert claim.bed.institution.place_id == person.place_id
    assert where(person) == {"CARE": "INSTITUTION_BED"}
    assert states(person) == {"INSTITUTION_BED": "OCCUPY", "HOME_CARE_BED": "KEEP"}
    kept = BedClaim.objects.get(person=person, kind="KEEP")
    assert kept.span.upper - kept.span.lower == timedelta(days=7)


def test_case_2_fever_in_the_institution_then_better(district: District) -> None:
    person = make_person(sex="1")
    district.living_in(person, "INSTITUTION_BED")
    district.partners(district.home, district.centre)
    transfer = district.ask(person, "HEALTH_WORSE", FEVER, **STABLE)
    assert (transfer.colour, transfer.case.urgency) == ("ORANGE", "ORANGE")
    evaluation = services.evaluate_transfer(
        transfer=transfer, declared={}, by=district.by, at=district.later(minutes=30)
    )
    assert not evaluation.verdict(Kind.HOME_MEDICAL_BED).is_open
    second = services.evaluate_transfer(
        transfer=transfer, declared={"news2": 3}, by=district.by, at=district.later(hours=1)
    )
    assert second.verdict(Kind.HOME_MEDICAL_BED).against == ()
    assert second.proposed[0] == Kind.HOME_MEDICAL_BED
    services.make_offers(transfer=transfer, by=district.by, at=district.at)
    district.take_in(transfer, district.centre)
    assert where(person) == {"CARE": "INSTITUTION_BED", "MEDICAL": "HOME_MEDICAL_BED"}
    services.return_home(
        person=person, facts_known=READY, by=district.by, at=district.later(days=9)
    )
    assert where(person) == {"CARE": "INSTITUTION_BED"}
    assert states(person) == {"INSTITUTION_BED": "OCCUPY"}


def test_case_3_the_green_channel_and_the_way_back(district: District) -> None:
    person = make_person(sex="1")
    lived_in = district.living_in(person, "INSTITUTION_BED").bed_id
    far = make_institution("HOSPITAL", lon=121.6)
    make_bed(far, "HOSPITAL_BED")
    district.partners(district.home, far)
    transfer = district.ask(person, "HEALTH_WORSE", DIRE)
    assert transfer.queue_class == "RED"
    claim = services.open_green_channel(transfer=transfer, by=district.by, at=district.at)
    assert claim is not None
    assert claim.bed.institution_id == district.hospital.pk, "the nearest, not the contracted"
    owed = Attachment.objects.filter(case=transfer.case, added_at__isnull=True)
    assert [(o.kind, o.required_by - district.at) for o in owed] == [("CONSENT", DAY)]
    district.take_in(transfer, district.hospital)
    assert where(person) == {"MEDICAL": "HOSPITAL_BED"}
    kept = BedClaim.objects.get(person=person, kind="KEEP")
    assert (kept.bed_id, kept.span.upper - kept.span.lower) == (lived_in, 7 * DAY)

    district.later(days=6, hours=20)
    services.extend_kept_bed(
        claim=kept, days=7, reason="discharge planned", by=district.by, at=district.at
    )
    district.later(days=5)
    assert services.sweep_expired(by=district.by, at=district.at) == 0
    after = district.ask(person, "POST_ACUTE", CALM, **STABLE)
    district.place(after, district.centre)
    assert where(person) == {"CARE": "INSTITUTION_BED", "MEDICAL": "HOME_MEDICAL_BED"}
    assert BedClaim.objects.get(person=person, kind="OCCUPY", bed=lived_in, is_active=True)
    services.return_home(
        person=person, facts_known=READY, by=district.by, at=district.later(days=30)
    )
    assert states(person) == {"INSTITUTION_BED": "OCCUPY"}


def test_case_4_the_end_of_life_goes_before_planned_moves(district: District) -> None:
    others = [make_person(f"王{n}") for n in range(3)]
    for other in others:
        district.assessed(other, "GB42195", "4")
        district.ask(other, "DEPENDENCE_UP")
    person = make_person()
    district.assessed(person, "KPS", "40", total=40)
    transfer = district.ask(
        person, "TERMINAL", terminal_certified=True, palliative_consent=True,
        refuses_further_treatment=True, prognosis_months=3,
    )  # fmt: skip
    waiting = list(Transfer.objects.order_by("queue_key").values_list("pk", flat=True))
    assert waiting[0] == transfer.pk
    district.place(transfer, district.hospice)
    assert where(person) == {"MEDICAL": "PALLIATIVE_BED"}


def test_case_5_dementia_crosses_the_guard_of_a_dementia_unit(district: District) -> None:
    unit = make_bed(district.home, "INSTITUTION_BED", dementia_unit=True)
    person = make_person()
    district.assessed(person, "GB42195", "2")
    transfer = district.ask(person, "DEPENDENCE_UP", has_dementia=True, dementia=True)
    claim = district.place(transfer, district.home)
    assert claim.bed_id == unit.pk


def test_case_6_a_home_medical_bed_is_refused_and_the_alarm_is_red(district: District) -> None:
    person = make_person()
    dire = {**DIRE, "spo2": 97, "oxygen": False, "systolic": 120, "consciousness": "A"}
    transfer = district.ask(person, "HEALTH_WORSE", dire, wished_kind="HOME_MEDICAL_BED", **STABLE)
    assert transfer.declared["news2"] == 7
    claim = services.open_green_channel(transfer=transfer, by=district.by, at=district.at)
    assert claim is not None and claim.bed.kind == "HOSPITAL_BED"
    evaluation = Decision.objects.get(rule="placement.evaluate")
    verdicts = {v["kind"]: v for v in evaluation.result["verdicts"]}
    assert verdicts["HOME_MEDICAL_BED"]["is_open"] is False
    assert [r["code"] for r in verdicts["HOME_MEDICAL_BED"]["against"]] == ["RED_ALARM"]


def test_death_closes_everything_and_may_be_told_twice(district: District) -> None:
    person = make_person()
    district.living_in(person, "INSTITUTION_BED")
    transfer = district.ask(person, "HEALTH_WORSE", DIRE)
    services.open_green_channel(transfer=transfer, by=district.by, at=district.at)
    for _ in range(2):
        services.close_at_death(
            person=person, died_at=district.at, by=district.by, at=district.later(hours=1)
        )
    assert where(person) == states(person) == {}
    transfer.case.refresh_from_db()
    assert transfer.case.state == "CLOSED"
    assert not Bed.objects.filter(state__in=("HELD", "OCCUPIED", "KEPT")).exists()
    with pytest.raises(services.PersonHasDied):
        district.ask(person, "CARE_ENV_WORSE")


def test_a_completed_transfer_leaves_its_acts_in_the_ledger(district: District) -> None:
    person = make_person()
    district.living_in(person, "HOME_CARE_BED")
    district.assessed(person, "GB42195", "2")
    district.place(district.ask(person, "CARE_ENV_WORSE"), district.home)
    assert set(Act.objects.values_list("kind", flat=True)) == {"STAY_HOME_CARE_BED", "TRANSFER"}
    assert facts.stay_of(person.pk).kept is not None


def test_who_recovers_and_leaves_frees_the_bed_and_its_sight(district: District) -> None:
    person = make_person()
    district.living_in(person, "HOME_CARE_BED")
    district.assessed(person, "GB42195", "2")
    district.place(district.ask(person, "CARE_ENV_WORSE"), district.home)
    seen = Grant.objects.filter(person=person, span__contains=district.later(minutes=1))
    assert seen.exists()
    services.leave_network(
        person=person, reason="RECOVERED", by=district.by, at=district.later(hours=1)
    )
    assert where(person) == states(person) == {}
    assert not Grant.objects.filter(person=person, span__endswith__isnull=True).exists()
    with pytest.raises(NothingKept):
        services.leave_network(
            person=person, reason="RECOVERED", by=district.by, at=district.later(hours=1)
        )
