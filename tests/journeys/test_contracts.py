"""Two institutions contract by their pages, and what they agreed takes effect."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.agreements import selectors
from yiyang.agreements.models import Agreement
from yiyang.network.models import Institution
from yiyang.notices.models import Notice

REFUSED = 409
MOVED = 302
SERVICES = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
ROUNDS = {
    **SERVICES, "form-0-code": "ON_SITE_ROUNDS", "form-0-price": "200.00",
    "form-0-parts_CARE_SIDE": "7", "form-0-parts_RESIDENT_PAYS": "3",
}  # fmt: skip
CONTENT = {
    **ROUNDS, "duties": ["REGULAR_ROUNDS"], "reserved_beds": "2", "answer": "30",
    "responsibility": "各自投保医疗责任险", "dispute": "MEDIATION",
}  # fmt: skip
TERM = {"variety": "DIFFERENTIATED", "since": "2026-03-02", "until": "2027-03-02"}


class Pair:
    """A private care institution and a centre, each with its desk."""

    def __init__(self, journey: Journey) -> None:
        self.home = make_institution(ownership="PRIVATE_FOR_PROFIT")
        self.centre = make_institution("CHC")
        self.care = journey.sign_in(Role.CARE_DESK, institution=self.home)
        self.medical = journey.sign_in(Role.CENTRE_DESK, institution=self.centre)

    def draft(self, **form: Any) -> Agreement:
        """Let the care institution draft a contract with the centre."""
        send(self.care, "/contracts/new/", {**CONTENT, **TERM, "partners": self.centre.pk, **form})
        return Agreement.objects.latest("pk")

    def sign(self, agreement: Agreement) -> Agreement:
        """Let both desks sign what their page shows."""
        for desk in (self.care, self.medical):
            send(desk, f"/contracts/{agreement.pk}/sign/", {"sha256": shown_digest(agreement)})
        agreement.refresh_from_db()
        return agreement


def send(client: SignedIn, address: str, form: dict[str, Any]) -> None:
    """Send a form and fail unless it was taken."""
    with at(NOW):
        answer = client.post(address, form)
    assert answer.status_code == MOVED, (answer.status_code, answer.content.decode())


def shown_digest(agreement: Agreement) -> str:
    return agreement.versions.latest("number").document.sha256


def price(one: Institution, other: Institution, day: date) -> int | None:
    found = selectors.item_between(one.pk, other.pk, "ON_SITE_ROUNDS", day)
    return found.price_fen if found else None


@pytest.fixture
def pair(journey: Journey) -> Pair:
    return Pair(journey)


@pytest.mark.clause("JA-2.1.1", "agreements.cooperation")
def test_a_willing_pair_drafts_signs_amends_renews_and_ends_a_contract(
    journey: Journey, pair: Pair
) -> None:
    agreement = pair.draft()
    assert agreement.state == "DRAFT"
    told = Notice.objects.get(code="CONTRACT_TO_SIGN")
    assert (told.role, told.institution_id) == ("CENTRE_DESK", pair.centre.pk)
    with at(NOW):
        page = pair.medical.get(f"/contracts/{agreement.pk}/").content.decode()
    assert shown_digest(agreement) in page
    assert "¥140.00" in page and "¥60.00" in page

    agreement = pair.sign(agreement)
    decision = journey.decision_of("agreements.cooperation", subject_id=agreement.pk)
    assert decision.result["accepted"]
    assert agreement.state == "IN_FORCE"
    today = date(2026, 3, 2)
    assert selectors.cooperation_partners(pair.home.pk, today) == {pair.centre.pk}
    assert selectors.reserved_beds(pair.centre.pk, pair.home.pk, today) == 2

    dearer = {**CONTENT, "form-0-price": "250.00", "since": "2026-06-01"}
    send(pair.medical, f"/contracts/{agreement.pk}/amend/", dearer)
    pair.sign(agreement)
    assert price(pair.home, pair.centre, date(2026, 5, 31)) == 20000
    assert price(pair.home, pair.centre, date(2026, 6, 1)) == 25000

    following = {**CONTENT, **TERM, "partners": pair.centre.pk}
    following |= {"since": "2027-03-02", "until": "2028-03-02"}
    send(pair.care, f"/contracts/{agreement.pk}/renew/", following)
    renewed = pair.sign(Agreement.objects.get(renews=agreement))
    assert renewed.state == "IN_FORCE"
    with at(NOW):
        page = pair.care.get(f"/contracts/{renewed.pk}/").content.decode()
        listed = pair.care.get("/contracts/").content.decode()
    assert "尚未开始，2027-03-02 起" in page and "¥200.00" in page, "what it will say"
    assert f"/contracts/{renewed.pk}/renew/" not in page
    ahead = listed.split('id="ahead"')[1].split('id="over"')[0]
    assert renewed.number in ahead and agreement.number not in ahead

    send(pair.care, f"/contracts/{renewed.pk}/end/", {"reason": "PARTY_CLOSES"})
    renewed.refresh_from_db()
    assert (renewed.state, renewed.end_reason) == ("ENDED", "PARTY_CLOSES")
    assert price(pair.home, pair.centre, date(2027, 6, 1)) is None


def test_a_draft_that_breaks_the_rule_is_refused_and_nothing_is_kept(pair: Pair) -> None:
    form = {**CONTENT, **TERM, "partners": pair.centre.pk, "until": "2026-09-02"}
    with at(NOW):
        answer = pair.care.post("/contracts/new/", form)
    assert (answer.status_code, answer["X-Refusal"]) == (REFUSED, "CONTRACT_REFUSED")
    assert not Agreement.objects.exists()


def test_who_drafted_reads_who_declined_and_why(pair: Pair) -> None:
    agreement = pair.draft()
    address = f"/contracts/{agreement.pk}/decline/"
    with at(NOW):
        assert 'maxlength="400"' in pair.medical.get(f"/contracts/{agreement.pk}/").content.decode()
        for reason in ("", " ", "贵" * 401):
            assert pair.medical.post(address, {"reason": reason}).status_code == 400
    send(pair.medical, address, {"reason": "价格偏高"})
    with at(NOW):
        notices = pair.care.get("/notices/").content.decode()
        page = pair.care.get(f"/contracts/{agreement.pk}/").content.decode()
    assert f"合作合同 {agreement.number} 待签署的文本已被撤回或拒绝" in notices
    assert "价格偏高" in page


def test_a_form_with_a_service_twice_is_shown_again_with_the_fault(pair: Pair) -> None:
    twice = {**CONTENT, **TERM, "partners": pair.centre.pk, "form-TOTAL_FORMS": "2"}
    twice |= {"form-1-code": "ON_SITE_ROUNDS"}
    with at(NOW):
        answer = pair.care.post("/contracts/new/", twice)
    assert "同一服务项目重复" in answer.content.decode()
    assert not Agreement.objects.exists()


def test_contracts_are_listed_by_what_they_wait_for_and_those_that_end_are_told(
    journey: Journey, pair: Pair
) -> None:
    agreement = pair.draft(since="2025-04-20", until="2026-04-20")
    with at(NOW):
        assert "待我方签署" in pair.medical.get("/contracts/").content.decode()
    pair.sign(agreement)
    with at(NOW):
        page = pair.care.get("/contracts/").content.decode()
    assert agreement.number in page.split('id="running-out"')[1].split('id="in-force"')[0]
    for _ in range(2):
        with at(NOW):
            done = journey.command("jobs", "run-once", "remind_of_contracts")
        assert done.exit_code == 0, done.err
    told = Notice.objects.filter(code="CONTRACT_RUNS_OUT")
    assert {one.institution_id for one in told} == {pair.home.pk, pair.centre.pk}
    assert told.count() == 2
    journey.decision_of("agreements.runs_out", subject_id=agreement.pk)


def test_a_renewal_that_was_given_up_leaves_the_reminder(journey: Journey, pair: Pair) -> None:
    agreement = pair.draft(since="2025-04-20", until="2026-04-20")
    pair.sign(agreement)
    renewal = pair.draft(since="2026-04-20", until="2027-04-20")
    Agreement.objects.filter(pk=renewal.pk).update(renews=agreement)
    for state, reminded in (("DRAFT", 0), ("ENDED", 2)):
        Agreement.objects.filter(pk=renewal.pk).update(state=state)
        with at(NOW):
            assert journey.command("jobs", "run-once", "remind_of_contracts").exit_code == 0
        told = Notice.objects.filter(code="CONTRACT_RUNS_OUT", subject_id=agreement.pk)
        assert told.count() == reminded


def test_a_stranger_sees_no_contract_and_the_commission_sees_it_without_signing(
    journey: Journey, pair: Pair
) -> None:
    agreement = pair.draft()
    stranger = journey.sign_in(Role.HOSPITAL_DESK, institution=make_institution("HOSPITAL"))
    address = f"/contracts/{agreement.pk}/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}sign/", {"sha256": shown_digest(agreement)}).status_code == 404
    commission = journey.sign_in(Role.HEALTH_COMMISSION)
    page = commission.get(address)
    assert page.status_code == 200 and f"{address}sign/" not in page.content.decode()
    assert commission.get(f"{address}paper/1/")["Content-Disposition"].startswith("attachment")
