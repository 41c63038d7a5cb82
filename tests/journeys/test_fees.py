"""Fees by command and by page: charged, assessed, split, posted."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from django.conf import settings as deployment
from django.utils import timezone

from tests.conftest import NOW
from tests.fees.conftest import FeeYear
from tests.journey import Journey
from tests.world import make_grant, make_person, make_practitioner
from yiyang.access.models import Grant, Role
from yiyang.accounts.models import Posting, Run
from yiyang.accounts.selectors import balance
from yiyang.faces.jobs.fees import work_fee_runs
from yiyang.fees.models import Bill


@pytest.fixture
def year(journey: Journey) -> FeeYear:
    return FeeYear()


@pytest.fixture(autouse=True)
def clock() -> object:
    with patch.object(timezone, "now", lambda: NOW):
        yield


@pytest.mark.clause("FD-5.2", "fees.split")
def test_a_year_is_run_by_command_and_adds_up_to_the_fen(journey: Journey, year: FeeYear) -> None:
    for _ in range(3):
        year.signed_and_served()
    year.sign()
    tried = journey.command("fees", "run", "--period", "2025", "--dry-run", "--json")
    assert (tried.exit_code, tried.json["paid"], tried.json["staff"]) == (0, 32_760, 22_932)
    assert not Posting.objects.exists()
    ran = journey.command("fees", "run", "--period", "2025", "--json")
    assert ran.exit_code == 0, ran.err
    assert ran.json["output_digest"] == tried.json["output_digest"]
    assert ran.json["reasons"] == {"FEE_NO_SERVICE": 1}
    assert ran.json["paid"] == ran.json["staff"] + ran.json["rest"]
    assert ran.json["staff"] * 100 >= 70 * ran.json["paid"]
    assert sum(ran.json["payers"].values()) == ran.json["paid"]
    decision = journey.decision_of("fees.split", subject_kind="institution")
    paid = {part["practitioner"]: part["fen"] for part in decision.result["parts"]}
    assert paid == {year.doctor.pk: balance(f"STAFF:{year.doctor.pk}")}
    assert journey.command("fees", "run", "--period", "2025").exit_code == 3
    shown = journey.command("fees", "show", "--period", "2025", "--check", "--language", "en")
    assert shown.exit_code == 0 and "229.32" in shown.out


@pytest.mark.clause("HZ-8", "fees.terms")
def test_the_fee_of_hangzhou_is_split_between_city_district_and_person(
    journey: Journey, year: FeeYear, settings: object
) -> None:
    settings.PLACE = "330106"
    assert deployment.PLACE == "330106"
    year.signed_and_served()
    ran = journey.command("fees", "run", "--period", "2025", "--json")
    assert ran.exit_code == 0, ran.err
    terms = journey.decision_of("fees.terms").result
    assert [(b["payer"], b["parts"]) for b in terms["bearers"]] == [
        ("CITY", 25),
        ("DISTRICT", 65),
        ("PERSON", 10),
    ]
    # 30, 78 and 12 yuan; what city and district pay follows the appraisal.
    assert ran.json["payers"] == {"CITY": 2_700, "DISTRICT": 7_020, "PERSON": 1_200}
    assert balance("PAYER:DISTRICT") == -7_020
    assert Run.objects.get().place == "330106"


@pytest.mark.clause("HZ-19", "fees.split")
def test_a_better_appraisal_of_a_doctor_raises_the_pay_and_is_shown_with_its_rows(
    journey: Journey, year: FeeYear
) -> None:
    better, other = (make_practitioner(year.centre, "GENERAL_PRACTITIONER") for _ in range(2))
    year.appraise("PRACTITIONER", better.pk, "1.0000", year.centre)
    year.appraise("PRACTITIONER", other.pk, "0.8000", year.centre)
    for doctor in (better, other):
        for _ in range(2):
            year.serve(year.sign(doctor=doctor), by=doctor)
    desk = journey.sign_in(Role.INSURER, language="en")
    desk.post("/fees/runs/new/", {"period": "2025", "act": "start"})
    work_fee_runs(NOW)
    run = Run.objects.get()
    parts = {p["practitioner"]: p for p in journey.decision_of("fees.split").result["parts"]}
    assert (parts[better.pk]["quality"], parts[other.pk]["quality"]) == (10_000, 8_000)
    assert parts[better.pk]["fen"] * 8 - parts[other.pk]["fen"] * 10 in range(-10, 11)
    paid = Posting.objects.get(run=run, credit__practitioner=better)
    assert paid.fen == parts[better.pk]["fen"]
    shown = desk.get(f"/fees/pay/{paid.pk}/").content.decode()
    assert "2 people signed and 2 acts: 30 points" in shown and "100.00 %" in shown


@pytest.mark.clause("FD-5.6", "fees.pool")
def test_the_funding_of_a_centre_follows_its_evaluation(journey: Journey, year: FeeYear) -> None:
    poor = year.open_centre(factor="0.6000")
    year.signed_and_served()
    year.signed_and_served(centre=poor, doctor=make_practitioner(poor, "GENERAL_PRACTITIONER"))
    desk = journey.sign_in(Role.INSURER, language="en")
    desk.post("/fees/runs/new/", {"period": "2025", "act": "start"})
    work_fee_runs(NOW)
    run = Run.objects.get()
    good = desk.get(f"/fees/runs/{run.pk}/institutions/{year.centre.pk}/").content.decode()
    bad = desk.get(f"/fees/runs/{run.pk}/institutions/{poor.pk}/").content.decode()
    # 108 yuan of the funds by nine tenths and by six tenths; the person's 12 are not touched.
    assert "\xa5109.20" in good and "90.00 %" in good
    assert "\xa576.80" in bad and "60.00 %" in bad
    decision = journey.decision_of("fees.pool", subject_kind="institution", subject_id=poor.pk)
    assert decision.result["total_fen"] == 7_680
    assert balance("PAYER:INSURANCE") == -(7_560 + 5_040)
    assert date(2025, 12, 31) == decision.day


@pytest.mark.clause("FD-3.7", "settlement.settle")
def test_a_visit_is_charged_on_one_bill_settled_at_its_end_and_paid_on_credit(
    journey: Journey, year: FeeYear
) -> None:
    person = make_person("钱秀英")
    make_grant(person, year.centre)
    desk = journey.sign_in(Role.CENTRE_DESK, institution=year.centre, language="en")
    assert "钱秀英" in desk.post("/bills/", {"text": "钱秀英"}).content.decode()
    desk.post(f"/bills/people/{person.pk}/", {"occasion": "OUTPATIENT"})
    bill = Bill.objects.get()
    for price in ("30", "12.50"):
        desk.post(
            f"/bills/{bill.pk}/charge/", {"item": "NUTRITION", "quantity": "1", "price": price}
        )
    assert not Posting.objects.exists()
    desk.post(f"/bills/{bill.pk}/settle/", {"pays": "no"})
    decision = journey.decision_of("settlement.settle", person=person)
    assert decision.result["person_fen"] == 4_250
    assert balance(f"PERSON:{person.pk}") == -4_250
    own = journey.sign_in(Role.RESIDENT, person=person, language="en")
    make_grant(person, own.account, Grant.Scope.SUMMARY, purpose=Grant.Purpose.SELF)
    assert "Still owed: \xa542.50" in own.get("/fees/mine/").content.decode()
    desk.post(f"/bills/{bill.pk}/pay/")
    assert balance(f"PERSON:{person.pk}") == 0
    assert "Still owed" not in own.get("/fees/mine/").content.decode()


@pytest.mark.clause("HZ-18", "settlement.charge")
def test_an_agreed_price_is_charged_only_within_its_limits(journey: Journey, year: FeeYear) -> None:
    person = make_person()
    make_grant(person, year.centre)
    desk = journey.sign_in(Role.CENTRE_DESK, institution=year.centre, language="en")
    desk.post(f"/bills/people/{person.pk}/", {"occasion": "HOME"})
    bill = Bill.objects.get()
    asked = {"item": "NUTRITION", "quantity": "1"}
    refused = desk.post(f"/bills/{bill.pk}/charge/", asked | {"price": "600"})
    assert refused.status_code == 409 and "50000" in refused.content.decode()
    assert not bill.lines.exists()
    desk.post(f"/bills/{bill.pk}/charge/", asked | {"price": "60"})
    line = bill.lines.get()
    assert (line.fen, line.price_class) == (6_000, "AGREED")
    assert journey.decision_of("settlement.charge", person=person) == line.decision


def test_an_adjustment_that_finds_nothing_new_posts_nothing_and_says_so(
    journey: Journey, year: FeeYear
) -> None:
    year.signed_and_served()
    desk = journey.sign_in(Role.INSURER, language="en")
    for act in ("start", "adjust"):
        desk.post("/fees/runs/new/", {"period": "2025", "act": act})
        work_fee_runs(NOW)
    first, second = Run.objects.order_by("pk")
    assert (first.state, second.state) == ("POSTED", "ABANDONED")
    assert not Posting.objects.filter(run=second).exists()
    assert "Nothing has changed" in desk.get(f"/fees/runs/{second.pk}/").content.decode()
    year.signed_and_served()
    desk.post("/fees/runs/new/", {"period": "2025", "act": "adjust"})
    work_fee_runs(NOW)
    assert Run.objects.latest("pk").state == "POSTED"
