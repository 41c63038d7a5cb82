"""Somebody insured in one region is treated in another; the two insurers clear with equal books."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.cross_region.conftest import two
from tests.cross_region.world import DAY, HERE, THERE, TODAY, YUAN, Two
from tests.exchange.world import RESIDENT_ID
from tests.journey import Journey, SignedIn
from tests.journeys.test_claims import LINES
from tests.world import make_account, make_grant, make_place
from yiyang.access.models import Role
from yiyang.accounts.models import Posting
from yiyang.cross_region.models import (
    AwayFiling,
    AwaySettlement,
    Clearing,
    Eligibility,
    InsuranceCode,
    Prepayment,
    Reconciliation,
)

FUND = 45_475 * YUAN


__all__ = ["two"]


def sign_in_as(journey: Journey, two: Two) -> SignedIn:
    """Return the browser of the insured person."""
    account = make_account(person=two.person)
    make_grant(two.person, account, purpose="SELF")
    return journey.sign_in(Role.RESIDENT, account=account)


def send_claim(journey: Journey, folder: Path) -> None:
    """Import the worked claim of somebody insured over there."""
    claim = {
        "institution": "H31", "source": "H1", "person": {"value": RESIDENT_ID},
        "kind": "INPATIENT", "begun": "2026-02-15", "ended": "2026-02-20", "total": "60000",
        "through": THERE, "lines": LINES,
    }  # fmt: skip
    file = folder / "claim.json"
    file.write_text(json.dumps(claim))
    assert journey.command("import", "claims", str(file), "--json").exit_code == 0


@pytest.mark.clause("YRD-5", "cross_region.file")
@pytest.mark.clause("YRD-5", "cross_region.may_settle")
@pytest.mark.clause("YRD-5", "cross_region.accept")
@pytest.mark.clause("YRD-5", "cross_region.compare")
@pytest.mark.clause("YRD-5", "cross_region.clear")
@pytest.mark.clause("YRD-5", "cross_region.prepay")
def test_a_stay_elsewhere_is_filed_settled_compared_and_cleared(
    journey: Journey, two: Two, tmp_path: Path
) -> None:
    # At home the person files, and the insurer sends money ahead.
    with two.nodes.there():
        resident = sign_in_as(journey, two)
        form = {
            "node": two.jingan.pk, "kind": "LONG_TERM", "since": "2026-01-01",
            "proof": "PROMISE", "is_treated": "on",
        }  # fmt: skip
        assert resident.post("/cross-region/mine/", form).status_code == 302
        page = resident.get("/cross-region/mine/").content.decode()
        filed = AwayFiling.objects.get()
        assert filed.case.state == "AWAY_IN_FORCE" and "异地长期居住" in page
        code = resident.post("/cross-region/mine/code/").content.decode()
        digits = "".join(c for c in code.split("<code>")[1].split("</code>")[0] if c.isdigit())
        insurer = journey.sign_in(Role.INSURER)
        money = {"prepay-node": two.jingan.pk, "prepay-month": "10000"}
        assert insurer.post("/cross-region/prepay/", money).status_code == 302
        two.nodes.deliver(NOW, to=HERE)
    # Where the care is given: the code, the preview, the settlement.
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=two.hospital)
    make_grant(two.person, two.hospital)
    question = {
        "node": two.pudong.pk, "who": two.person.name, "kind": "INPATIENT",
        "on": TODAY.isoformat(), "code": digits,
    }  # fmt: skip
    assert desk.post("/cross-region/patients/", question).status_code == 302
    two.deliver()
    assert Eligibility.objects.get().allowed is True and InsuranceCode.objects.get().used_at
    send_claim(journey, tmp_path)
    claim = two.hospital.insurance_claims.get()
    opened = desk.post(f"/cross-region/claims/{claim.pk}/open/")
    address = opened.headers["Location"]
    for step in ("preview", "settle"):
        assert desk.post(f"{address}ask/", {"step": step}).status_code == 302
        two.deliver()
    row = AwaySettlement.objects.get(role="PLACE")
    assert row.state == "SETTLED" and row.fund_fen == FUND and two.owed() == (FUND, FUND)
    assert "45475.00" in desk.get(address).content.decode().replace(",", "")
    assert desk.get(f"/claims/{claim.pk}/").status_code == 200
    # The insurers compare the day and clear the month.
    AwaySettlement.objects.update(settled_on=DAY)
    insurer = journey.sign_in(Role.INSURER)
    day = {"day-node": two.pudong.pk, "day-day": DAY.isoformat()}
    assert insurer.post("/cross-region/compare/", day).status_code == 302
    month = {"month-node": two.pudong.pk, "month-day": DAY.isoformat()}
    assert insurer.post("/cross-region/state/", month).status_code == 302
    two.deliver()
    assert set(Reconciliation.objects.values_list("agreeing", flat=True)) == {1}
    for cleared in Clearing.objects.all():
        assert (cleared.state, cleared.from_prepaid_fen) == ("CLEARED", 20_000 * YUAN)
        page = insurer.get(f"/cross-region/clearing/{cleared.pk}/").content.decode()
        assert row.number in page
    assert two.owed() == (0, 0) and two.prepaid() == (0, 0)
    assert insurer.get("/cross-region/").status_code == 200
    for rule in ("file", "may_settle", "accept", "compare", "clear", "prepay"):
        journey.decision_of(f"cross_region.{rule}")


@pytest.mark.clause("YRD-5", "cross_region.file")
def test_a_filing_that_is_in_doubt_is_judged_by_the_insurer(journey: Journey, two: Two) -> None:
    with two.nodes.there():
        resident = sign_in_as(journey, two)
        form = {"node": two.jingan.pk, "kind": "TRANSFER", "since": TODAY}
        resident.post("/cross-region/mine/", form)
        filed = AwayFiling.objects.get()
        assert filed.case.state == "AWAY_FILED" and filed.span is None
        assert "没有到该地的转诊" in resident.get("/cross-region/mine/").content.decode()
        insurer = journey.sign_in(Role.INSURER)
        judge = f"/cross-region/filings/{filed.pk}/judge/"
        assert "没有到该地的转诊" in insurer.get("/cross-region/").content.decode()
        assert resident.post(judge, {"answer": "ACCEPT"}).status_code in (403, 404)
        assert insurer.post(judge, {"answer": "TURN_DOWN"}).status_code == 409  # asks a reason
        assert insurer.post(judge, {"answer": "ACCEPT"}).status_code == 302
        filed.refresh_from_db()
        assert filed.case.state == "AWAY_IN_FORCE" and filed.span is not None
        assert insurer.post(f"/cross-region/filings/{filed.pk}/end/").status_code == 302
        filed.refresh_from_db()
        assert filed.span.upper == TODAY + timedelta(days=1)
        assert filed.case.state == "AWAY_ENDED"
    journey.decision_of("cross_region.file", person=two.person)


@pytest.mark.clause("YRD-5", "adjudication.adjudicate")
def test_by_the_command_line_a_lost_answer_loses_nothing(
    journey: Journey, two: Two, tmp_path: Path
) -> None:
    with two.nodes.there():
        told = journey.command(
            "cross", "file", HERE, "--person", str(two.person.pk), "--kind", "LONG_TERM",
            "--since", "2026-01-01", "--proof", "WORK", "--treated", "--json",
        )  # fmt: skip
        assert told.json["state"] == "AWAY_IN_FORCE"
    send_claim(journey, tmp_path)
    number = journey.command("cross", "open", "H31", "H1", "--json").json["number"]
    assert journey.command("cross", "settle", number, "--json").json["state"] == "ASKED"
    two.nodes.wire.drops_answers = 1
    two.deliver()
    assert two.owed() == (0, FUND)
    two.deliver()
    rows = journey.command("cross", "list", "--json").json["settlements"]
    assert {(one["role"], one["state"], one["due"]) for one in rows} == {
        ("PLACE", "SETTLED", "45475.00"), ("HOME", "SETTLED", "45475.00"),
    }  # fmt: skip
    shown = journey.command("cross", "show", number, "--json").json
    assert {one["setlinfo"]["fund_pay_sumamt"] for one in shown} == {"45475.00"}
    assert "... and 1 more" in journey.command("cross", "list", "--limit", "1").out
    assert journey.command("cross", "reverse", number).exit_code == 0
    two.deliver()
    assert two.owed() == (0, 0)
    assert journey.command("cross", "settle", "nothing").exit_code == 2
    assert journey.command("cross", "differences").out.strip() == "the books agree"
    journey.decision_of("adjudication.adjudicate", person=two.person)


def test_an_insurer_of_a_part_of_the_node_moves_no_money_of_the_whole(
    journey: Journey, two: Two
) -> None:
    insurer = journey.sign_in(Role.INSURER, place=make_place("310106013"))
    days = {"day-node": two.pudong.pk, "day-day": DAY.isoformat()}
    months = {"month-node": two.pudong.pk, "month-day": DAY.isoformat()}
    money = {"prepay-node": two.pudong.pk, "prepay-month": "10000"}
    for step, form in (("compare", days), ("state", months), ("prepay", money)):
        assert insurer.post(f"/cross-region/{step}/", form).status_code == 404
    for rows in (Reconciliation, Clearing, Prepayment, Posting):
        assert not rows.objects.exists()


def test_of_two_filings_that_wait_the_second_does_not_come_into_force(
    journey: Journey, two: Two
) -> None:
    with two.nodes.there():
        resident = sign_in_as(journey, two)
        form = {"node": two.jingan.pk, "kind": "TRANSFER", "since": TODAY}
        for _ in range(2):
            resident.post("/cross-region/mine/", form)
        insurer = journey.sign_in(Role.INSURER)
        first, second = AwayFiling.objects.order_by("pk")
        judge = "/cross-region/filings/{}/judge/"
        assert insurer.post(judge.format(first.pk), {"answer": "ACCEPT"}).status_code == 302
        refused = insurer.post(judge.format(second.pk), {"answer": "ACCEPT"})
        assert (refused.status_code, refused["X-Refusal"]) == (409, "AWAY_FILING_REFUSED")
        second.refresh_from_db()
        assert second.span is None and second.case.state == "AWAY_FILED"


def test_a_filing_that_was_to_begin_later_never_holds_once_it_is_ended(
    journey: Journey, two: Two
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with two.nodes.there():
        filed = two.file(since=tomorrow)
        insurer = journey.sign_in(Role.INSURER)
        assert insurer.post(f"/cross-region/filings/{filed.pk}/end/").status_code == 302
    filed.refresh_from_db()
    assert filed.case.state == "AWAY_ENDED" and filed.span is None
