"""Transfers through pages: the planned way, the green channel, the whole list, two at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.faces.web.test_doors import body
from tests.journey import Journey, SignedIn
from tests.world import (
    make_bed,
    make_capability,
    make_grant,
    make_institution,
    make_person,
)
from yiyang.access.models import Grant, Role
from yiyang.beds.models import BedClaim, PlacementRun, Transfer
from yiyang.cases.models import Attachment
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.network.models import Bed, Institution
from yiyang.people.models import Person

FORM = {"trigger": "DEPENDENCE_UP", "wished_kind": "", "note": "", "spo2_scale": "1"}
DIRE = {
    **FORM, "trigger": "HEALTH_WORSE", "resp_rate": "26", "spo2": "90", "oxygen": "YES",
    "systolic": "88", "pulse": "128", "consciousness": "V", "temperature": "39.4",
}  # fmt: skip


def assessed(client: SignedIn, person: Person, level: int) -> Person:
    """Assess a person by GB/T 42195 so that they reach a level, through the services."""
    from tests.beds.conftest import _decision  # noqa: PLC0415
    from yiyang.assessments.models import Assessment  # noqa: PLC0415

    Assessment.objects.create(
        person=person, instrument="GB42195", instrument_version="2022", answers={},
        scores={"total": 50}, level=str(level), assessed_at=timezone.now() - timedelta(days=9),
        decision=_decision(person),
    )  # fmt: skip
    return person


LOOKED_AT = {"acute_infection": "no", "psychiatric_risk": "0"}


def ask(client: SignedIn, person: Person, **changes: str) -> Transfer:
    answer = client.post(f"/people/{person.pk}/transfer/", FORM | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Transfer.objects.get(person=person, case__closed_at__isnull=True)


def shown(client: SignedIn, transfer: Transfer) -> str:
    return client.get(f"/transfers/{transfer.case_id}/").content.decode()


def act(client: SignedIn, transfer: Transfer, step: str, **form: object) -> None:
    answer = client.post(f"/transfers/{transfer.case_id}/{step}/", form)
    assert answer.status_code == 302, (step, answer.status_code, answer.content.decode()[-3000:])
    transfer.refresh_from_db()


def ready_to_hold(coordinator: SignedIn, desk: SignedIn, transfer: Transfer) -> None:
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "consent", kind="INSTITUTION_BED", signer="PERSON")
    act(coordinator, transfer, "offer")
    act(desk, transfer, "answer", answer="accept", refusal="", note="")


@pytest.mark.clause("JA-2.2.2", "placement.evaluate")
def test_a_planned_transfer_from_request_to_handover(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    person = assessed(coordinator, make_person(), 3)
    transfer = ask(coordinator, person)
    ready_to_hold(coordinator, desk, transfer)
    act(coordinator, transfer, "hold", institution=home.pk)
    act(coordinator, transfer, "send")
    act(coordinator, transfer, "depart")
    act(desk, transfer, "admit")
    act(desk, transfer, "reconcile", note="skin intact, medicines checked")
    transfer.case.refresh_from_db()
    assert transfer.case.state == "CLOSED"
    claim = BedClaim.objects.get(person=person)
    assert (claim.kind, claim.bed.institution_id) == ("OCCUPY", home.pk)
    decision = journey.decision_of("placement.evaluate", person=person)
    assert transfer.evaluation == decision
    assert "JA-2.2.2" in decision.clauses
    assert Attachment.objects.get(kind="HEALTH_SUMMARY").reference.startswith("Bundle/")
    assert Act.objects.get(kind="TRANSFER").decision == decision


@pytest.mark.clause("JA-2.2.2", "placement.rank")
def test_offers_stand_in_the_order_of_the_rules_with_their_reasons(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    designated = make_institution(highest_care_level=4, designated=True)
    make_bed(designated)
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "offer")
    page = shown(coordinator, transfer)
    assert "已询问，等待答复：" in page
    page = shown(coordinator, transfer)
    assert page.index(designated.name_zh) < page.index(home.name_zh)
    assert "医保定点" in page
    offers = transfer.offers.order_by("rank")
    assert [o.institution_id for o in offers] == [designated.pk, home.pk]
    assert offers[0].decision == journey.decision_of("placement.rank")


@pytest.mark.clause("JA-2.2.2", "placement.green_channel")
def test_a_red_alarm_on_a_nurses_phone_reserves_the_nearest_capable_hospital(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    hospital = make_institution("HOSPITAL")
    make_capability(hospital, "ED")
    make_bed(hospital)
    nurse = journey.sign_in(Role.NURSE, institution=home)
    person = make_person()
    make_grant(person, home)
    transfer = ask(nurse, person, **DIRE)
    assert (transfer.colour, transfer.queue_class) == ("RED", "RED")
    assert transfer.to_claim.bed.institution_id == hospital.pk
    assert Attachment.objects.get(kind="CONSENT").added_at is None, "documents after"
    assert "请立即拨打 120" in shown(nurse, transfer)
    assert "您现在可以办理" not in shown(nurse, transfer)
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=hospital)
    assert "该老人正送来本院" in shown(desk, transfer) and "120" not in shown(desk, transfer)
    act(coordinator, transfer, "send")
    act(desk, transfer, "admit")
    assert Bed.objects.get(institution=hospital).state == "OCCUPIED"
    assert "请立即拨打 120" not in shown(nurse, transfer)
    assert journey.decision_of("placement.green_channel").result["colour"] == "RED"


@pytest.mark.clause("JA-2.2.2", "placement.queue")
def test_the_desk_lists_those_who_wait_in_queue_order(
    journey: Journey, coordinator: SignedIn
) -> None:
    later = make_person("周平")
    first = make_person("吴安", low_income=True)
    ask(coordinator, later)
    ask(coordinator, first)
    page = coordinator.get("/transfers/").content.decode()
    assert page.index("吴安") < page.index("周平")
    keys = dict(Transfer.objects.values_list("person_id", "queue_key"))
    assert keys[first.pk] < keys[later.pk]
    assert journey.decision_of("placement.queue", person=first)


@pytest.mark.clause("JA-2.2.2", "placement.return")
def test_who_got_better_goes_back_to_the_kept_bed(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    hospital = make_institution("HOSPITAL")
    make_capability(hospital, "ED")
    make_bed(hospital)
    person = make_person()
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    transfer = ask(coordinator, assessed(coordinator, person, 3))
    ready_to_hold(coordinator, desk, transfer)
    act(coordinator, transfer, "hold", institution=home.pk)
    act(coordinator, transfer, "send")
    act(desk, transfer, "admit")
    act(desk, transfer, "reconcile", note="done")
    red = ask(coordinator, person, **DIRE)
    act(coordinator, red, "send")
    ward = journey.sign_in(Role.HOSPITAL_DESK, institution=hospital)
    act(ward, red, "admit")
    assert BedClaim.objects.get(person=person, kind="KEEP").bed.institution_id == home.pk
    for reader, listed in ((coordinator, 1), (desk, 1), (ward, 0)):
        kept = reader.get("/transfers/").content.decode()
        assert kept.count(f'href="/people/{person.pk}/return/"') == listed
    form = {"news2": "1", "hours_low": "23"}
    papers = dict.fromkeys(("discharge_summary", "care_plan_updated", "medicines_reconciled"), "on")
    refused = coordinator.post(f"/people/{person.pk}/return/", form | papers)
    assert (refused.status_code, refused["X-Refusal"]) == (409, "NOT_READY_TO_RETURN")
    told = refused.content.decode()
    assert "病情尚未平稳" in told and "分满 24 小时" in told
    assert "已收到出院小结" in told and "尚未收到" not in told, "what is needed, what is against"
    assert 'name="hours_low" value="23"' in told, "what was typed stays"
    assert "/keep/" in told
    assert "/keep/" not in ward.get(f"/people/{person.pk}/return/").content.decode()
    form["hours_low"] = "24"
    assert coordinator.post(f"/people/{person.pk}/return/", form | papers).status_code == 302
    stays = BedClaim.objects.filter(person=person, is_active=True)
    assert [(c.kind, c.bed.institution_id) for c in stays] == [("OCCUPY", home.pk)]
    assert journey.decision_of("placement.return", person=person).result["is_ready"]


@pytest.mark.clause("JA-2.2.2", "placement.batch")
def test_a_coordinator_places_the_whole_list_and_sees_why_somebody_is_left(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    people = [assessed(coordinator, make_person(name), 3) for name in ("周平", "吴安")]
    for person in people:
        transfer = ask(coordinator, person)
        act(coordinator, transfer, "evaluate", **LOOKED_AT)
        act(coordinator, transfer, "consent", kind="INSTITUTION_BED", signer="PERSON")
    assert coordinator.post("/transfers/placement/").status_code == 302
    run = PlacementRun.objects.get()
    page = coordinator.get(f"/transfers/placement/{run.pk}/").content.decode()
    assert "均已安排给轮候在前者" in page
    assert coordinator.post(f"/transfers/placement/{run.pk}/accept/").status_code == 302
    assert BedClaim.objects.get().person_id == people[0].pk
    assert run.decision == journey.decision_of("placement.batch")


def test_of_two_coordinators_at_once_one_wins_and_the_other_is_told(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    other = journey.sign_in(Role.COORDINATOR)
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    ready_to_hold(coordinator, desk, transfer)
    transfer.case.refresh_from_db()
    seen = {"version": transfer.case.lock_version, "institution": home.pk}
    act(coordinator, transfer, "hold", **seen)
    answer = other.post(f"/transfers/{transfer.case_id}/hold/", seen)
    assert answer.status_code == 409
    assert answer["X-Refusal"] in ("CASE_MOVED_ON", "ALREADY_HOLDING")
    assert BedClaim.objects.count() == 1


def test_an_institution_that_was_not_asked_sees_nothing(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    stranger = journey.sign_in(Role.CARE_DESK, institution=make_institution())
    unknown = stranger.get("/transfers/999999/")
    answer = stranger.get(f"/transfers/{transfer.case_id}/")
    assert answer.status_code == unknown.status_code == 404
    assert body(answer) == body(unknown)


def test_an_institution_asked_sees_the_summary_until_it_declines(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "offer")
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    assert desk.get(f"/transfers/{transfer.case_id}/").status_code == 200
    bad = desk.post(f"/transfers/{transfer.case_id}/answer/", {"answer": "refuse"})
    assert bad.status_code == 400
    assert "不能接收时须选择原因" in bad.content.decode()
    answer = {"answer": "refuse", "refusal": "FULL", "note": ""}
    sent = desk.post(f"/transfers/{transfer.case_id}/answer/", answer, follow=True)
    assert (sent.status_code, sent.redirect_chain) == (200, [("/transfers/", 302)])
    assert desk.get(f"/transfers/{transfer.case_id}/").status_code == 404
    assert not Grant.objects.filter(grantee_id=home.pk, span__contains=timezone.now()).exists()
    transfer.case.refresh_from_db()
    assert transfer.case.state == "ESCALATED"


def test_who_answers_after_a_colleague_is_told(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    act(coordinator, transfer, "offer")
    first, second = (journey.sign_in(Role.CARE_DESK, institution=home) for _ in range(2))
    where = f"/transfers/{transfer.case_id}/answer/"
    first.post(where, {"answer": "accept", "note": ""})
    told = second.post(where, {"answer": "refuse", "refusal": "FULL", "note": ""})
    assert (told.status_code, told["X-Refusal"]) == (409, "OFFER_NOT_OPEN")
    assert transfer.offers.get(institution=home).state == "ACCEPTED"


def test_the_pages_speak_english_too(journey: Journey, home: Institution) -> None:
    client = journey.sign_in(Role.COORDINATOR, language="en")
    transfer = ask(client, assessed(client, make_person(), 3))
    act(client, transfer, "evaluate", **LOOKED_AT)
    page = shown(client, transfer)
    assert "What you can do now" in page
    assert "Institution bed" in page
    assert Decision.objects.filter(rule="placement.evaluate").exists()


def test_a_signed_consent_is_kept_with_its_digest_and_handed_out_as_a_download(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    scan = SimpleUploadedFile("consent.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    act(coordinator, transfer, "consent", kind="INSTITUTION_BED", signer="PERSON", signed=scan)
    assert "知情同意 · 本人签署 · 养老机构床位" in shown(coordinator, transfer)
    kept = Attachment.objects.get(kind="CONSENT").document
    assert (kept.media_type, kept.person_id) == ("application/pdf", transfer.person_id)
    answer = coordinator.get(f"/transfers/{transfer.case_id}/papers/CONSENT/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer) == b"%PDF-1.7\n%%EOF\n"


def test_a_consent_that_is_no_document_is_refused_and_nothing_is_written(
    journey: Journey, coordinator: SignedIn, home: Institution
) -> None:
    transfer = ask(coordinator, assessed(coordinator, make_person(), 3))
    act(coordinator, transfer, "evaluate", **LOOKED_AT)
    page = SimpleUploadedFile("x.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    form = {"kind": "INSTITUTION_BED", "signer": "PERSON", "signed": page}
    answer = coordinator.post(f"/transfers/{transfer.case_id}/consent/", form)
    assert answer.status_code == 400
    assert "扫描件须为 PDF、PNG 或 JPEG 文件" in answer.content.decode()
    assert not Attachment.objects.filter(kind="CONSENT").exists()
    transfer.case.refresh_from_db()
    assert transfer.case.state == "EVALUATED"
