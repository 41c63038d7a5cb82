"""What runs out is told of in time, and what is owed stays owed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.beds.conftest import CALM, DIRE, District
from yiyang.access.models import Assignment
from yiyang.beds import services
from yiyang.beds.models import BedClaim, Transfer
from yiyang.cases.models import Task
from yiyang.cases.selectors import available_actions
from yiyang.cases.services import attach, escalate_due
from yiyang.decisions.services import read_book
from yiyang.network.models import Bed
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.rules.placement.terms import Kind


def alarmed(district: District, person: Person) -> Transfer:
    watched = services.take_vitals(
        person=person,
        condition=services.Condition(district.at, DIRE),
        requester="RESIDENT",
        by=district.by,
        at=district.later(minutes=1),
    )
    assert watched.transfer is not None
    return watched.transfer


def kept(district: District, person: Person) -> BedClaim:
    district.living_in(person, "INSTITUTION_BED")
    district.take_in(alarmed(district, person), district.hospital)
    return BedClaim.objects.get(person=person, kind="KEEP")


def told() -> set[tuple[str, str]]:
    about = Notice.objects.filter(code="KEEP_ENDS")
    return set(about.values_list("role", "params__until"))


def test_a_kept_bed_about_to_run_out_is_told_of_once_for_each_end(
    district: District, person: Person
) -> None:
    claim = kept(district, person)
    ends = claim.span.upper
    assert services.warn_of_kept_beds(by=district.by, at=ends - timedelta(days=2, minutes=1)) == 0
    assert services.warn_of_kept_beds(by=district.by, at=ends - timedelta(days=2)) == 1
    assert services.warn_of_kept_beds(by=district.by, at=ends - timedelta(days=1)) == 0
    assert {role for role, _ in told()} == {"COORDINATOR", "CARE_DESK"}
    links = Notice.objects.filter(code="KEEP_ENDS").values_list("link", flat=True)
    assert set(links) == {f"/people/{person.pk}/"}, "where it is kept longer"
    until = ends + timedelta(days=3)
    before = ends - timedelta(minutes=1)
    services.extend_kept_bed(claim=claim, days=3, reason="still ill", by=district.by, at=before)
    assert services.warn_of_kept_beds(by=district.by, at=until - timedelta(hours=1)) == 1
    assert len(told()) == 4


def test_an_offer_nobody_answers_in_time_is_told_to_the_coordinator(
    district: District, person: Person
) -> None:
    district.assessed(person, "GB42195", "2")
    transfer = district.ask(person, "CARE_ENV_WORSE", CALM)
    services.evaluate_transfer(transfer=transfer, declared={}, by=district.by, at=district.at)
    services.give_consent(
        transfer=transfer, kind=Kind.INSTITUTION_BED, signer="PERSON",
        by=district.by, at=district.at,
    )  # fmt: skip
    services.make_offers(transfer=transfer, by=district.by, at=district.at)
    task = Task.objects.get(code="ANSWER_OFFER")
    assert task.due_key == "transfer.clock.answer.planned"
    late = task.due_at + timedelta(minutes=1)
    escalate_due(at=late, by=district.by, reading=read_book(late.date()))
    overdue = Notice.objects.filter(code="TASK_OVERDUE", params__task="ANSWER_OFFER")
    assert overdue.get().role == "COORDINATOR"


@pytest.mark.parametrize("complete", [True, False])
def test_what_is_owed_after_an_emergency_is_owed_when_the_case_has_ended(
    district: District, person: Person, complete: bool
) -> None:
    district.living_in(person, "INSTITUTION_BED")
    transfer = alarmed(district, person)
    owed = list(transfer.case.attachments.filter(added_at=None).values_list("kind", flat=True))
    assert owed
    if complete:
        for kind in owed:
            attach(case=transfer.case, kind=kind, reference="x:1", by=district.by, at=district.at)
    services.close_at_death(
        person=person, died_at=district.at, by=district.by, at=district.later(minutes=1)
    )
    open_now = transfer.case.tasks.filter(state="OPEN").values_list("code", flat=True)
    assert set(open_now) == (set() if complete else {"COMPLETE_DOCUMENTS"})
    for kind in owed:
        attach(case=transfer.case, kind=kind, reference="x:1", by=district.by, at=district.at)
    assert not transfer.case.tasks.filter(state="OPEN").exists()


def test_the_coordinator_evaluates_while_the_nurse_has_not_answered(
    district: District, person: Person
) -> None:
    Bed.objects.filter(kind="HOSPITAL_BED").update(state="OUT_OF_SERVICE")
    district.living_in(person, "INSTITUTION_BED")
    transfer = alarmed(district, person)
    transfer.case.refresh_from_db()
    assert transfer.case.state == "ESCALATED"
    assert transfer.case.tasks.filter(state="OPEN", code="RESPOND", role="NURSE").exists()
    coordinator = Assignment.objects.get(pk=district.coordinator.pk)
    codes = {action.code for action in available_actions(transfer.case, coordinator)}
    assert "EVALUATE" in codes
