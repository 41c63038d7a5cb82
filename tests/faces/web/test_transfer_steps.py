"""What a transfer says before a step and after it: what it lacks, why nobody could be asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.beds.conftest import District, district  # noqa: F401 -- a fixture
from tests.beds.test_ends import a_chain
from tests.faces.web.test_transfers import (
    DIRE,
    LOOKED_AT,
    act,
    ask,
    assessed,
    ready_to_hold,
    shown,
)
from tests.journey import Journey, SignedIn
from tests.world import make_bed, make_capability, make_grant, make_institution, make_person
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import Placement
from yiyang.beds.services import sweep_expired
from yiyang.network.models import Bed, Institution
from yiyang.people.models import Person


def test_nothing_is_closed_without_the_handover_and_the_form_says_so_before(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    ready_to_hold(coordinator, desk, transfer)
    act(coordinator, transfer, "hold", institution=home.pk)
    assert "须先完成：健康档案摘要" in shown(desk, transfer), "the records have not gone yet"
    act(coordinator, transfer, "send")
    assert "须先完成" not in shown(desk, transfer)
    act(desk, transfer, "admit")
    assert "护理交接单：核对和交接了什么" in shown(desk, transfer)
    answer = desk.post(f"/transfers/{transfer.case_id}/reconcile/", {"note": " "})
    assert answer.status_code == 400
    assert "未填写不能办结" in answer.content.decode()
    transfer.case.refresh_from_db()
    assert transfer.case.state == "ADMITTED"


def test_a_bed_is_not_offered_for_reserving_before_the_consent(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "offer")
    act(desk, transfer, "answer", answer="accept", refusal="", note="")
    assert "须先完成：知情同意" in shown(coordinator, transfer)
    assert f"/transfers/{transfer.case_id}/hold/" not in shown(coordinator, transfer)
    act(coordinator, transfer, "consent", kind="INSTITUTION_BED", signer="PERSON")
    assert f"/transfers/{transfer.case_id}/hold/" in shown(coordinator, transfer)


def test_who_is_stuck_reads_why_nobody_could_be_asked(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    Institution.objects.filter(pk=home.pk).update(highest_care_level=2)
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "offer")
    page = shown(coordinator, transfer)
    assert "为什么没有机构可询问" in page
    assert "需要 3 级照护，该机构最高收住 2 级" in page
    assert home.name_zh in page
    assert "上报协调 · 没有机构能够接收" in page
    ranking = journey.decision_of("placement.rank", person=transfer.person)
    assert f"/decisions/{ranking.pk}/" in page
    why = coordinator.get(f"/decisions/{ranking.pk}/").content.decode()
    assert f"{home.name_zh}: 不符合之处" in why


def test_who_answers_after_a_colleague_declined_is_told_and_a_stranger_is_not(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "offer")
    first, second = (journey.sign_in(Role.CARE_DESK, institution=home) for _ in range(2))
    stranger = journey.sign_in(Role.CARE_DESK, institution=make_institution())
    where = f"/transfers/{transfer.case_id}/answer/"
    first.post(where, {"answer": "refuse", "refusal": "FULL", "note": ""})
    told = second.post(where, {"answer": "accept", "note": ""})
    assert (told.status_code, told["X-Refusal"]) == (409, "OFFER_NOT_OPEN")
    assert 'class="button" href="/transfers/"' in told.content.decode(), "the case is closed to it"
    assert transfer.offers.get(institution=home).state == "DECLINED"
    assert stranger.post(where, {"answer": "accept", "note": ""}).status_code == 404


def test_a_case_whose_reservation_ran_out_tells_where_it_was(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    ready_to_hold(coordinator, desk, transfer)
    act(coordinator, transfer, "hold", institution=home.pk)
    late = transfer.to_claim.span.upper + timedelta(minutes=1)
    assert sweep_expired(by=PROGRAM, at=late) == 1
    page = shown(coordinator, transfer)
    assert "预留到期 → 预留已到期" in page
    assert f"预留床位 · {home.name_zh} → 已匹配床位" in page


def test_a_red_alarm_names_the_nearest_hospital_though_no_bed_is_free_there(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    hospital = make_institution("HOSPITAL")
    make_capability(hospital, "ED")
    Bed.objects.filter(pk=make_bed(hospital).pk).update(state="OCCUPIED")
    page = shown(coordinator, ask(coordinator, make_person(), **DIRE))
    assert f"送最近的有能力急诊 · {hospital.name_zh}" in page


def test_who_declined_is_told_to_the_coordinator_and_to_no_other_institution(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    other = make_institution(highest_care_level=4)
    make_bed(other)
    desks = {i.pk: journey.sign_in(Role.CARE_DESK, institution=i) for i in (home, other)}
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "offer")
    first = transfer.offers.filter(state="ASKED").order_by("rank").first().institution
    last = other if first == home else home
    act(desks[first.pk], transfer, "answer", answer="refuse", refusal="FULL", note="")
    told = f"不能接收 · 已满 · {first.name_zh}"
    assert told in shown(coordinator, transfer)
    assert "不能接收 · 已满" in shown(desks[last.pk], transfer)
    assert told not in shown(desks[last.pk], transfer)


def test_who_waits_for_a_bed_about_to_be_left_reads_which(
    journey: Journey,
    coordinator: SignedIn,
    district: District,  # noqa: F811 -- the fixture
) -> None:
    _, coming, _ = a_chain(district)
    page = shown(coordinator, coming)
    bed = Placement.objects.get(transfer=coming).bed
    assert f"{bed.institution.name_zh}，床位 {bed.code}，空出后即预留" in page


def test_papers_that_an_emergency_went_ahead_without_are_handed_in_afterwards(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    hospital = make_institution("HOSPITAL")
    make_capability(hospital, "ED")
    make_bed(hospital)
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=hospital)
    transfer = ask(coordinator, make_person(), **DIRE)
    act(coordinator, transfer, "send")
    act(desk, transfer, "admit")
    act(desk, transfer, "reconcile", note="")
    tasks = transfer.case.tasks.filter(code="COMPLETE_DOCUMENTS")
    where = f"/transfers/{transfer.case_id}/owed/"
    assert where not in shown(desk, transfer), "the coordinator's task"
    bad = coordinator.post(where, {"kind": "CONSENT", "note": ""})
    assert bad.status_code == 400
    scan = SimpleUploadedFile("consent.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    act(coordinator, transfer, "owed", kind="CONSENT", note="子女到院补签", signed=scan)
    assert tasks.get().state == "OPEN", "the handover is owed still"
    assert coordinator.post(where, {"kind": "CONSENT", "note": "again"}).status_code == 400
    act(coordinator, transfer, "owed", kind="NURSING_HANDOVER", note="随车交接")
    assert tasks.get().state == "DONE"
    page = shown(coordinator, transfer)
    assert "子女到院补签" in page
    assert where not in page
    answer = coordinator.get(f"/transfers/{transfer.case_id}/papers/CONSENT/")
    assert b"".join(answer).startswith(b"%PDF")


def test_a_destination_outside_is_named_and_the_form_comes_back_open(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, make_person())
    given = {"action": "GO_OUTSIDE", "outside": "", "note": "家属已自行安排"}
    answer = coordinator.post(f"/transfers/{transfer.case_id}/end/", given)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "请填写去向" in page
    assert '<details class="card" open>' in page and "家属已自行安排" in page
    act(coordinator, transfer, "end", **given | {"outside": "苏州某养老院"})
    assert transfer.outside == "苏州某养老院"
    assert transfer.case.state == "OUTSIDE"


def test_who_asked_takes_the_request_back_and_nobody_else_does(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=home)
    colleague = journey.sign_in(Role.NURSE, institution=home)
    centre = make_institution()
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    person = make_person()
    for institution in (home, centre):
        make_grant(person, institution)
    transfer = ask(nurse, person)
    address = f"/transfers/{transfer.case_id}/withdraw/"
    assert address not in shown(doctor, transfer)
    assert doctor.post(address, {"note": "not ours"}).status_code == 404
    assert address not in shown(coordinator, transfer), "who coordinates has more to choose from"
    assert address in shown(colleague, transfer)
    act(colleague, transfer, "withdraw", note="家属改变主意")
    transfer.case.refresh_from_db()
    assert transfer.case.state == "CANCELLED"
    assert address not in shown(nurse, transfer)


def test_what_was_declared_by_mistake_is_taken_back(journey: Journey) -> None:
    coordinator = journey.sign_in(Role.COORDINATOR)
    transfer = ask(coordinator, make_person())
    act(coordinator, transfer, "evaluate", **LOOKED_AT, doctor_order="on", has_carer="no")
    assert {"doctor_order": True, "has_carer": False}.items() <= transfer.declared.items()
    act(coordinator, transfer, "evaluate", psychiatric_risk="0")
    assert not {"doctor_order", "has_carer", "acute_infection"} & set(transfer.declared)
    assert transfer.declared["psychiatric_risk"] == 0


@pytest.mark.parametrize(("has_carer", "told"), [(True, "登记为：是"), (False, "登记为：否")])
def test_who_evaluates_reads_what_holds_where_nothing_is_declared(
    journey: Journey, has_carer: bool, told: str
) -> None:
    coordinator, person = journey.sign_in(Role.COORDINATOR), make_person(has_carer=None)
    transfer = ask(coordinator, person)
    assert "登记为" not in shown(coordinator, transfer), "nobody has said"
    Person.objects.filter(pk=person.pk).update(has_carer=has_carer)
    assert told in shown(coordinator, transfer)


def test_of_two_who_evaluate_the_second_is_told_what_the_first_has_done(journey: Journey) -> None:
    coordinator, other = journey.sign_in(Role.COORDINATOR), journey.sign_in(Role.COORDINATOR)
    transfer = ask(coordinator, make_person())
    seen = transfer.case.lock_version
    act(coordinator, transfer, "evaluate", **LOOKED_AT, version=seen)
    stale = other.post(f"/transfers/{transfer.case_id}/evaluate/", {"version": seen})
    assert (stale.status_code, stale["X-Refusal"]) == (409, "CASE_MOVED_ON")
    transfer.refresh_from_db()
    assert transfer.declared["acute_infection"] is False
