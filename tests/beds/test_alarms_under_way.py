"""A red alarm for somebody who is on the move already, or has just arrived."""

from __future__ import annotations

from datetime import timedelta

from tests.beds.conftest import CALM, DIRE, FEVER, District
from tests.world import make_institution, make_person
from yiyang.beds import services
from yiyang.beds.models import BedClaim, Transfer
from yiyang.network.models import Bed
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.rules.placement.terms import Kind


def alarm(district: District, person: Person) -> Transfer:
    watched = services.take_vitals(
        person=person,
        condition=services.Condition(district.at, DIRE),
        requester="NURSE",
        by=district.by,
        at=district.later(minutes=1),
    )
    assert watched.transfer is not None
    return watched.transfer


def matched(district: District, person: Person) -> Transfer:
    district.assessed(person, "GB42195", "2")
    transfer = district.ask(person, "CARE_ENV_WORSE", CALM)
    services.evaluate_transfer(
        transfer=transfer, declared={}, by=district.by, at=district.later(minutes=1)
    )
    services.give_consent(
        transfer=transfer, kind=Kind.INSTITUTION_BED, signer="PERSON",
        by=district.by, at=district.later(minutes=1),
    )  # fmt: skip
    services.make_offers(transfer=transfer, by=district.by, at=district.later(minutes=1))
    services.answer_offer(
        offer=transfer.offers.get(), accepts=True, refusal="", note="",
        by=district.desk(district.home), at=district.later(minutes=1),
    )  # fmt: skip
    transfer.case.refresh_from_db()
    services.hold_bed(
        transfer=transfer, institution_id=district.home.pk, by=district.by,
        at=district.later(minutes=1),
    )  # fmt: skip
    return transfer


def test_a_red_alarm_gives_up_the_bed_of_a_slower_move_for_the_nearest_hospital(
    district: District, person: Person
) -> None:
    planned = matched(district, person)
    red = alarm(district, person)
    assert red.pk == planned.pk
    held = BedClaim.objects.get(kind="HOLD", is_active=True)
    assert held.bed.kind == "HOSPITAL_BED"
    assert Bed.objects.filter(kind="INSTITUTION_BED", state="FREE").count() == 2
    tasks = red.case.tasks.filter(state="OPEN", code="ADMIT")
    assert tasks.get().institution_id == district.hospital.pk


def test_a_red_alarm_of_somebody_just_admitted_opens_a_transfer_of_its_own(
    district: District, person: Person
) -> None:
    planned = matched(district, person)
    services.send_records(transfer=planned, by=district.by, at=district.later(minutes=1))
    services.depart(transfer=planned, by=district.by, at=district.later(minutes=1))
    services.admit(
        transfer=planned, institution_id=district.home.pk, by=district.desk(district.home),
        at=district.later(minutes=1),
    )  # fmt: skip
    red = alarm(district, person)
    assert red.pk != planned.pk
    assert red.to_claim is not None
    assert red.to_claim.bed.kind == "HOSPITAL_BED"


def test_a_transfer_that_turns_orange_is_answered_by_the_orange_clock(
    district: District, person: Person
) -> None:
    transfer = district.ask(person, "CARE_ENV_WORSE", CALM)
    district.later(minutes=1)
    district.ask(person, "HEALTH_WORSE", FEVER)
    respond = transfer.case.tasks.get(code="RESPOND", state="OPEN")
    assert respond.due_at == district.at + timedelta(minutes=30)
    told = Notice.objects.get(code="TRANSFER_MORE_URGENT")
    assert told.escalate_at == district.at + timedelta(minutes=15)


def test_who_is_answered_already_is_asked_for_again_by_a_red_alarm(
    district: District, person: Person
) -> None:
    transfer = matched(district, person)
    assert not transfer.case.tasks.filter(code="RESPOND", state="OPEN").exists()
    alarm(district, person)
    told = Notice.objects.get(code="TRANSFER_MORE_URGENT")
    assert told.escalate_at is not None


def test_somebody_on_the_way_keeps_the_bed_and_is_found_another_when_it_runs_out(
    district: District, person: Person
) -> None:
    transfer = matched(district, person)
    services.send_records(transfer=transfer, by=district.by, at=district.later(hours=23))
    services.depart(transfer=transfer, by=district.by, at=district.later(minutes=30))
    services.sweep_expired(by=district.by, at=district.later(hours=2))
    transfer.case.refresh_from_db()
    assert transfer.case.state == "IN_TRANSIT"
    services.sweep_expired(by=district.by, at=district.later(hours=23))
    transfer.case.refresh_from_db()
    assert transfer.case.state == "EXPIRED"
    assert not transfer.case.tasks.filter(state="OPEN", code__in=("ADMIT", "SEND_RECORDS")).exists()
    assert transfer.case.tasks.filter(state="OPEN", code="MATCH").exists()


def test_institutions_passed_over_by_a_reservation_are_asked_again_when_it_runs_out(
    district: District, person: Person
) -> None:
    second = make_institution("CARE_INSTITUTION", highest_care_level=4)
    Bed.objects.filter(pk=district.beds["INSTITUTION_BED"][1].pk).update(institution=second)
    district.assessed(person, "GB42195", "2")
    transfer = district.ask(person, "CARE_ENV_WORSE", CALM)
    services.evaluate_transfer(
        transfer=transfer, declared={}, by=district.by, at=district.later(minutes=1)
    )
    services.give_consent(
        transfer=transfer, kind=Kind.INSTITUTION_BED, signer="PERSON",
        by=district.by, at=district.later(minutes=1),
    )  # fmt: skip
    services.make_offers(transfer=transfer, by=district.by, at=district.later(minutes=1))
    services.answer_offer(
        offer=transfer.offers.get(institution=district.home), accepts=True, refusal="", note="",
        by=district.desk(district.home), at=district.later(minutes=1),
    )  # fmt: skip
    transfer.case.refresh_from_db()
    services.hold_bed(
        transfer=transfer, institution_id=district.home.pk, by=district.by,
        at=district.later(minutes=1),
    )  # fmt: skip
    assert transfer.offers.get(institution=second).state == "LAPSED"
    services.sweep_expired(by=district.by, at=district.later(days=2))
    transfer.refresh_from_db()
    Bed.objects.filter(institution=district.home).update(state="OUT_OF_SERVICE")
    services.make_offers(transfer=transfer, by=district.by, at=district.later(minutes=1))
    assert transfer.offers.get(institution=second).state == "ASKED"
    assert not transfer.offers.filter(institution=district.home).exists()


def test_an_alarm_for_a_stranger_leaves_other_peoples_reservations_alone(
    district: District, person: Person
) -> None:
    transfer = matched(district, person)
    alarm(district, make_person("李强"))
    transfer.refresh_from_db()
    assert transfer.to_claim is not None
    assert transfer.to_claim.is_active
