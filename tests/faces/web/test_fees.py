"""Pages of the contract fees: who sees which figure, and down to what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.conftest import NOW
from tests.fees.conftest import FeeYear
from tests.journey import Journey
from tests.journeys.clock import at
from tests.world import make_account, make_grant, make_person, make_practitioner
from yiyang.access.models import Grant, Role
from yiyang.accounts.models import Posting, Run
from yiyang.audit.services import PROGRAM
from yiyang.faces.jobs.fees import work_fee_runs
from yiyang.fees.services import run_fees


@pytest.fixture
def year(journey: Journey) -> FeeYear:
    return FeeYear()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with at(NOW):
        yield


def posted() -> Run:
    return run_fees(period="2025", by=PROGRAM, at=NOW)


def text(answer: object) -> str:
    return answer.content.decode()


def test_an_insurer_tries_starts_stops_resumes_and_reads_a_run(
    journey: Journey, year: FeeYear
) -> None:
    year.signed_and_served()
    year.sign()
    desk = journey.sign_in(Role.INSURER, language="en")
    tried = desk.post("/fees/runs/new/", {"period": "2025", "act": "try"})
    assert "¥109.20" in text(tried) and "no service recorded" in text(tried)
    assert not Run.objects.exists()
    desk.post("/fees/runs/new/", {"period": "2025", "act": "start"})
    run = Run.objects.get()
    address = f"/fees/runs/{run.pk}/"
    desk.post(f"{address}change/", {"act": "stop"})
    assert work_fee_runs(NOW) == "no run under way"
    assert "stopped" in text(desk.get(address)) and not Posting.objects.exists()
    desk.post(f"{address}change/", {"act": "resume"})
    assert "posted" in work_fee_runs(NOW)
    shown = text(desk.get(address))
    assert "¥109.20" in shown and "no service recorded" in shown
    whole = text(desk.get(f"{address}institutions/{year.centre.pk}/"))
    assert "¥76.44" in whole and "¥32.76" in whole and "Insurance fund" in whole


def test_no_amount_is_shown_before_the_whole_is_done(journey: Journey, year: FeeYear) -> None:
    year.signed_and_served()
    desk = journey.sign_in(Role.INSURER)
    desk.post("/fees/runs/new/", {"period": "2025", "act": "start"})
    run = Run.objects.get()
    assert desk.get(f"/fees/runs/{run.pk}/institutions/{year.centre.pk}/").status_code == 404
    centre = journey.sign_in(Role.CENTRE_DESK, institution=year.centre)
    assert centre.get(f"/fees/runs/{run.pk}/").status_code == 404


def test_a_centre_sees_its_own_fees_and_no_others(journey: Journey, year: FeeYear) -> None:
    year.signed_and_served()
    other = year.open_centre()
    year.signed_and_served(centre=other, doctor=make_practitioner(other, "DOCTOR"))
    run = posted()
    desk = journey.sign_in(Role.CENTRE_DESK, institution=year.centre)
    address = f"/fees/runs/{run.pk}/"
    assert other.name_zh not in text(desk.get(address))
    assert desk.get(f"{address}institutions/{year.centre.pk}/").status_code == 200
    assert desk.get(f"{address}institutions/{other.pk}/").status_code == 404
    foreign = Posting.objects.get(source_kind="pay", debit__institution=other)
    assert desk.get(f"/fees/pay/{foreign.pk}/").status_code == 404


def test_a_doctor_drills_from_pay_to_the_people_and_acts_they_may_see(
    journey: Journey, year: FeeYear
) -> None:
    mine, hidden = make_person("钱秀英"), make_person("孙国强")
    year.serve(year.sign(mine), day=date(2025, 9, 9))
    year.serve(year.sign(hidden))
    make_grant(mine, year.centre)
    account = make_account()
    year.doctor.account = account
    year.doctor.save()
    posted()
    doctor = journey.sign_in(
        Role.FAMILY_DOCTOR, institution=year.centre, account=account, language="en"
    )
    figure = Posting.objects.get(source_kind="pay")
    assert f"/fees/pay/{figure.pk}/" in text(doctor.get("/fees/pay/"))
    shown = text(doctor.get(f"/fees/pay/{figure.pk}/"))
    assert "¥152.88" in shown and "2 people signed and 2 acts: 30 points" in shown
    assert "钱秀英" in shown and "2025-09-09" in shown and "孙国强" not in shown
    assert "1 more of people you may not see" in shown


def test_somebody_elses_pay_is_not_there(journey: Journey, year: FeeYear) -> None:
    year.signed_and_served()
    posted()
    nurse = journey.sign_in(Role.NURSE, institution=year.centre)
    figure = Posting.objects.get(source_kind="pay")
    assert nurse.get(f"/fees/pay/{figure.pk}/").status_code == 404
    assert nurse.get("/fees/pay/").status_code == 200


def test_a_resident_sees_what_the_agreement_cost_and_who_paid(
    journey: Journey, year: FeeYear
) -> None:
    person = make_person()
    year.serve(year.sign(person))
    year.signed_and_served()
    posted()
    own = journey.sign_in(Role.RESIDENT, person=person, language="en")
    make_grant(person, own.account, Grant.Scope.SUMMARY, purpose=Grant.Purpose.SELF)
    shown = text(own.get("/fees/mine/"))
    assert shown.count("¥84.00") == 1 and "¥24.00" in shown and "¥12.00" in shown
    assert "Basic package" in shown
