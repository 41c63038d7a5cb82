"""What a transfer says before a step and after it: what it lacks, why nobody could be asked."""

from __future__ import annotations

import pytest

from tests.faces.web.test_transfers import LOOKED_AT, act, ask, assessed, ready_to_hold, shown
from tests.journey import Journey, SignedIn
from tests.world import make_bed, make_institution, make_person
from yiyang.access.models import Role
from yiyang.network.models import Institution


@pytest.fixture
def home(db: None) -> Institution:
    institution = make_institution(highest_care_level=4)
    make_bed(institution)
    return institution


@pytest.fixture
def coordinator(journey: Journey) -> SignedIn:
    return journey.sign_in(Role.COORDINATOR)


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
