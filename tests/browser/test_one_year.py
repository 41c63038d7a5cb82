"""One person's year in a real browser: signed, served, appraised, run, paid, each figure opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Opener
from tests.care.conftest import join_group
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import all_at, at
from tests.journeys.test_appraisals import CLOSED, DRAFTED
from tests.journeys.visiting import Visiting
from tests.journeys.year import PAID_BY_HAND, SIGNED_AT, district_of_the_year
from tests.signing.conftest import Signing, code_for, make_resident
from tests.world import make_account, make_grant
from yiyang.access.models import Assignment, Role
from yiyang.accounts.models import Posting, Run
from yiyang.accounts.selectors import balance
from yiyang.agreements.models import Agreement
from yiyang.care.models import DueWork
from yiyang.faces.jobs.fees import work_fee_runs
from yiyang.kernel.money import yuan_from_fen
from yiyang.ledger.models import Act
from yiyang.people.models import Person
from yiyang.performance.models import Appraisal
from yiyang.signing.models import Draft

LONG = 180_000  # milliseconds
VISITED_AT = datetime(2025, 6, 16, 2, 0, tzinfo=UTC)  # Monday 10:00 in Shanghai
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Year:
    """Whose year it is, with whom they sign, and the browsers of all who act in it."""

    opener: Opener
    journey: Journey
    signing: Signing
    person: Person
    as_whom: Assignment
    doctor: SignedIn


@pytest.fixture
def year(opener: Opener, journey: Journey) -> Year:
    signing = Signing(centre=district_of_the_year().centres[0])
    person, as_whom = make_resident("钱秀英", born_on=date(1950, 3, 1))
    for group in ("HYPERTENSION", "LOST_ABILITY"):
        join_group(person, group)
    make_grant(person, signing.centre)
    signing.doctor.account = make_account()
    signing.doctor.save()
    doctor = journey.sign_in(
        Role.FAMILY_DOCTOR, institution=signing.centre, account=signing.doctor.account
    )
    return Year(opener, journey, signing, person, as_whom, doctor)


def test_a_year_from_the_signature_to_the_doctors_pay_with_every_figure_down_to_its_rows(
    year: Year,
) -> None:
    with at(SIGNED_AT):
        agreement = signed(year)
    act = served(year)
    visited(year)
    appraised(year)
    run = paid(year)
    with at(NOW):
        the_insurer_opens_the_figures(year, run)
        the_doctor_opens_the_pay(year, run, act)
        the_resident_reads_what_it_cost(year, agreement)
    assert year.journey.command("fees", "show", "--period", "2025", "--check").exit_code == 0


def signed(year: Year) -> Agreement:
    """Sign on the resident's phone: choose a doctor, read, get the code, type it."""
    phone = year.opener.page(year.journey.enter(year.as_whom), width=PHONE)
    phone.goto("/")
    phone.wait_for_url("**/my/")  # a resident has no desk
    phone.locator("main a[href='/signing/']").first.tap()
    phone.get_by_role("link", name="选择家庭医生").tap()
    phone.check(f"input[name=doctor][value^='{year.signing.centre.pk}-{year.signing.doctor.pk}-']")
    phone.check("input[name=packages][value=HOME_CARE]")
    phone.get_by_role("button", name="拟定协议").tap()
    phone.wait_for_url("**/signing/drafts/*/")
    with phone.expect_download() as paper:
        phone.get_by_role("link", name="协议（PDF）").tap()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")
    with phone.expect_navigation():
        phone.get_by_role("button", name="发送验证码").tap()
    draft = Draft.objects.get()
    phone.fill("#id_code", code_for(draft))
    phone.get_by_role("button", name="签署", exact=True).tap()
    phone.wait_for_url("**/signing/agreements/*/")
    draft.refresh_from_db()
    expect(phone.locator("h1")).to_contain_text(draft.agreement.number)
    return draft.agreement


def served(year: Year) -> Act:
    """Record the first follow-up when it is due, from the doctor's first page on a phone."""
    due = DueWork.objects.filter(person=year.person, item="FOLLOW_UP_HYPERTENSION", state="DUE")
    first = due.earliest("due_on")
    with at(datetime.combine(first.due_on, datetime.min.time(), UTC).replace(hour=2)):
        phone = year.opener.page(year.doctor, width=PHONE)
        phone.goto("/")
        phone.locator(".stat a[href='/care/']").tap()
        phone.locator(f"a[href='/care/due/{first.pk}/']").tap()
        phone.select_option("#id_channel", "FACE_TO_FACE")
        phone.fill("#id_systolic", "128")
        phone.fill("#id_diastolic", "78")
        phone.locator("main form button.primary").tap()
        phone.wait_for_url("**/care/")
    return Act.objects.get(person=year.person)


def visited(year: Year) -> None:
    """Ask for a visit, have it planned, and let the nurse tell on a phone when it was made."""
    v = Visiting(
        year.journey, day=VISITED_AT, resident=(year.person, year.journey.enter(year.as_whom))
    )
    _, nurse = v.hire("NURSE", Role.NURSE)
    visit = v.planned("NURSING_VISIT")
    for moment, button, state in (
        (v.clock(10), "签到", "UNDER_WAY"),
        (v.clock(10, 30), "签退", "DONE"),
    ):
        with all_at(moment):
            phone = year.opener.page(nurse, width=PHONE)
            phone.context.grant_permissions(["geolocation"], origin=year.opener.address)
            phone.context.set_geolocation(
                {"longitude": year.person.lon, "latitude": year.person.lat, "accuracy": 15}
            )
            phone.goto("/visits/mine/")
            expect(phone.locator("article h2")).to_contain_text(year.person.name)
            if state == "DONE":
                phone.check("form.end input[name=items]")
                phone.fill("form.end input[name=signed_by]", year.person.name)
            with phone.expect_response(
                "**/visits/*/in/" if state != "DONE" else "**/visits/*/out/"
            ):
                phone.get_by_role("button", name=button).tap()
            phone.reload()
            expect(phone.locator(f"article[data-state={state}]")).to_be_visible()
    act = Act.objects.get(person=year.person, source_kind="visit_item")
    for told, moment in ((act.span.lower, v.clock(10)), (act.span.upper, v.clock(10, 30))):
        assert abs(told - moment) < timedelta(minutes=1), "by the phone's own clock"
    assert {check.metres for check in visit.checks.all()} == {0}
    with all_at(v.clock(11)):
        phone = year.opener.page(year.journey.enter(year.as_whom), width=PHONE)
        phone.goto(f"/my/{year.person.pk}/plan/")
        phone.get_by_text("年度项目：已用与剩余").first.tap()
        row = phone.locator("tr", has=phone.locator("th", has_text="上门护理"))
        expect(row.locator("[data-label='已用']")).to_have_text("1")


def appraised(year: Year) -> None:
    """Appraise the year by the commission's page, and make it final a week later."""
    commission = year.journey.sign_in(Role.HEALTH_COMMISSION)
    for button, when in (("生成草案", DRAFTED), ("定稿", CLOSED)):
        with at(when):
            page = year.opener.page(commission, width=DESK)
            page.goto("/appraisals/")
            page.fill("#id_period", "2025")
            page.set_default_timeout(LONG)  # some hundred decisions are made before it answers
            with page.expect_navigation():
                page.get_by_role("button", name=button).click()
    assert Appraisal.objects.filter(state="FINAL", subject_kind="INSTITUTION").exists()


def paid(year: Year) -> Run:
    """Try the run, start it, and let the program work it off."""
    insurer = year.journey.sign_in(Role.INSURER)
    with at(NOW):
        page = year.opener.page(insurer, width=DESK)
        page.goto("/fees/")
        page.locator("main a[href='/fees/runs/new/']").click()
        page.fill("#id_period", "2025")
        page.check("input[name=act][value=try]")
        with page.expect_navigation():
            page.locator("main form button.primary").click()
        assert not Run.objects.exists(), "a trial writes nothing"
        page.fill("#id_period", "2025")
        page.check("input[name=act][value=start]")
        page.locator("main form button.primary").click()
        page.wait_for_url("**/fees/runs/*/")
        assert "posted" in work_fee_runs(NOW)
        page.reload()
        expect(page.locator("main .stats.money")).to_contain_text("¥")
    return Run.objects.get()


def the_insurer_opens_the_figures(year: Year, run: Run) -> None:
    """From the total to an institution, and from its payers to every package behind them."""
    page = year.opener.page(year.journey.sign_in(Role.INSURER), width=DESK)
    page.goto("/fees/")
    page.locator(f"main a[href='/fees/runs/{run.pk}/']").first.click()
    page.locator(
        f"main a[href='/fees/runs/{run.pk}/institutions/{year.signing.centre.pk}/']"
    ).click()
    page.locator("main a[href$='/BASIC/']").first.click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    row = page.locator("main tbody tr").first
    expect(row).to_contain_text("360")
    for fen in PAID_BY_HAND.values():
        expect(row).to_contain_text(f"¥{yuan_from_fen(fen)}")
        expect(page.locator("main .stats")).to_contain_text(f"¥{yuan_from_fen(fen)}")
    assert year.person.name not in page.inner_text("body"), "the insurer is shown no names"


def the_doctor_opens_the_pay(year: Year, run: Run, act: Act) -> None:
    """From the first page to the pay, its person and act, and the appraisal that weighed it."""
    figure = Posting.objects.get(run=run, credit__practitioner=year.signing.doctor)
    assert figure.fen == balance(f"STAFF:{year.signing.doctor.pk}") > 0
    page = year.opener.page(year.doctor, width=PHONE)
    page.goto("/")
    page.locator("main a[href='/fees/pay/']").tap()
    page.locator(f"main a[href='/fees/pay/{figure.pk}/']").tap()
    expect(page.locator("main .stats")).to_contain_text(f"¥{yuan_from_fen(figure.fen)}")
    expect(page.locator("main")).to_contain_text(f"{act.span.lower:%Y-%m-%d}")
    page.locator(f"main a[href='/people/{year.person.pk}/']").first.tap()
    expect(page.locator("h1")).to_contain_text(year.person.name)
    page.go_back()
    page.locator("main a[href^='/appraisals/']").tap()
    page.wait_for_url("**/appraisals/*/")
    opened(page, "main td[data-label='指标'] a")


def opened(page: Page, figures: str) -> None:
    """Open each figure of an appraisal, and find rows under one tab or the other."""
    addresses = [one.get_attribute("href") for one in page.locator(figures).all()]
    assert addresses, "an appraisal has figures"
    for address in addresses:
        found = 0
        for which in ("having", "lacking"):
            answer = page.goto(f"{address}{'&' if '?' in str(address) else '?'}which={which}")
            assert answer is not None
            assert answer.status == 200, address
            found += page.locator("main tbody th").count()
        assert found, f"no row stands behind {address}"


def the_resident_reads_what_it_cost(year: Year, agreement: Agreement) -> None:
    """What the funds paid and what the resident did, on the resident's phone."""
    phone = year.opener.page(year.journey.enter(year.as_whom), width=PHONE)
    phone.goto("/")
    phone.locator("main a[href='/fees/mine/']").first.tap()
    for fen in PAID_BY_HAND.values():
        expect(phone.locator("main")).to_contain_text(f"¥{yuan_from_fen(fen)}")
    phone.goto("/signing/")
    expect(phone.locator("main")).to_contain_text(agreement.number)
