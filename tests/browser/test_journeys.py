"""Whole journeys in a real browser: by keyboard alone, and by thumb on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, Opener, Town
from tests.care.conftest import due_work, signed_person
from tests.journey import Journey
from tests.world import make_account, make_assignment, make_duty, make_grant
from yiyang.access.models import Role
from yiyang.access.selectors import current_code
from yiyang.access.services import set_second_factor
from yiyang.agreements.models import Agreement, Member
from yiyang.audit.services import PROGRAM
from yiyang.beds.models import BedClaim, PlacementRun, Transfer
from yiyang.care.models import DueWork
from yiyang.cases.models import Task
from yiyang.ledger.models import Act
from yiyang.network.models import Bed, Post
from yiyang.notices.models import Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long sentence of a coordinator"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MOST_TABS = 80
ACTIVE = """() => {
  const active = document.activeElement;
  return [active.getAttribute("name") || "", active.getAttribute("href") || "", active.innerText];
}"""


def test_by_keyboard_alone_from_signing_in_to_an_evaluation(opener: Opener, town: Town) -> None:
    account = make_account("qian", password=PASSWORD)
    make_assignment(Role.COORDINATOR, account)
    set_second_factor(account_id=account.pk, secret=SECRET, by=PROGRAM, at=timezone.now())
    transfer = Transfer.objects.get(person=town.waiting[0])
    before = transfer.evaluation_id
    page = opener.page(width=DESK)
    page.goto("/accounts/login/")
    tab_to(page, name="login")
    page.keyboard.type("qian")
    tab_to(page, name="password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("input[name=code]")).to_be_visible()
    tab_to(page, name="code")
    page.keyboard.type(current_code(SECRET, at=timezone.now()))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{opener.address}/")
    tab_to(page, href="/transfers/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/transfers/")
    tab_to(page, href=f"/transfers/{transfer.case_id}/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/transfers/{transfer.case_id}/")
    tab_to(page, text="评估")
    page.keyboard.press("Enter")  # opens the form
    tab_to(page, text="按规则评估")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    transfer.refresh_from_db()
    assert transfer.evaluation_id not in (None, before)


def test_a_red_alarm_posted_on_a_phone_is_answered_on_a_phone(
    opener: Opener, journey: Journey, town: Town
) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=town.home)
    page = opener.page(nurse)
    page.goto(f"/people/{town.resident.pk}/vitals/")
    dire = {"resp_rate": 28, "spo2": 82, "systolic": 85, "pulse": 135, "temperature": 39.2}
    for sign, value in dire.items():
        page.fill(f"#id_{sign}", str(value))
    page.select_option("#id_oxygen", "YES")
    page.select_option("#id_consciousness", "V")
    page.click("main form.card button.primary")
    page.wait_for_url("**/transfers/*/")
    expect(page.locator(".card.red .badge.red")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("请立即拨打 120")
    transfer = Transfer.objects.get(person=town.resident)
    about = Notice.objects.filter(subject_kind="CASE", subject_id=transfer.case_id, urgent=True)
    notice = about.exclude(escalate_at=None).get()
    assert (transfer.colour, notice.acknowledged_at) == ("RED", None), "the clock runs"

    coordinator = journey.sign_in(Role.COORDINATOR)
    assert coordinator.account is not None
    make_duty("COORDINATOR", coordinator.account)
    phone = opener.page(coordinator)
    phone.goto("/notices/")
    card = phone.locator("section.card.red", has_text=town.resident.name)
    card.locator("button.primary").click()
    phone.wait_for_url(f"**/transfers/{transfer.case_id}/")
    notice.refresh_from_db()
    assert notice.acknowledged_by_id == coordinator.account.pk
    assert notice.escalate_at is None, "the clock has stopped"
    responds = Task.objects.filter(case=transfer.case_id, code="RESPOND")
    assert set(responds.values_list("state", flat=True)) == {Task.State.DONE}


def test_a_coordinator_accepts_a_proposal_and_explains_why_somebody_is_left(
    opener: Opener, journey: Journey, town: Town
) -> None:
    Bed.objects.filter(institution=town.home).latest("pk").delete()  # one bed for two
    page = opener.page(journey.sign_in(Role.COORDINATOR), width=DESK)
    page.goto("/transfers/placement/")
    page.click("main button.primary")
    page.wait_for_url("**/transfers/placement/*/")
    left = page.locator("tr", has=page.locator(".badge.grey"))
    expect(left).to_have_count(1)
    name = left.locator("th a").inner_text()
    page.click("main button.primary")
    expect(page.locator("h1")).to_contain_text("已采纳")
    assert PlacementRun.objects.get().state == "ACCEPTED"
    assert BedClaim.objects.get().person.name != name
    left.locator("td a").click()
    expect(page.locator("main")).to_contain_text(name)
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("均已安排给轮候在前者")
    others = [person.name for person in town.waiting if person.name != name]
    assert others[0] not in page.inner_text("body")


def tab_to(page: Page, *, name: str = "", href: str = "", text: str = "") -> None:
    """Press Tab until what is asked for has the focus; fail when it never has."""
    for _step in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = page.evaluate(ACTIVE)
        if (name and found[0] == name) or (href and found[1] == href):
            return
        if text and found[2].strip() == text:
            return
    pytest.fail(f"Tab never reached {name}{href}{text}")


def test_a_doctor_does_what_is_due_in_three_taps_from_the_first_page(
    opener: Opener, journey: Journey
) -> None:
    signed = signed_person()
    today = timezone.localdate()
    span = DateRange(today - timedelta(days=90), today + timedelta(days=90))
    Agreement.objects.update(span=span)
    Member.objects.update(span=span)
    Post.objects.update(span=span)
    work = due_work(
        signed, "HEALTH_EDUCATION", kind=DueWork.Kind.SERVICE,
        due_from=today - timedelta(days=9), due_on=today - timedelta(days=2),
    )  # fmt: skip
    make_grant(signed.person, signed.centre)
    signed.doctor.account = make_account()
    signed.doctor.save()
    doctor = journey.sign_in(
        Role.FAMILY_DOCTOR, institution=signed.centre, account=signed.doctor.account
    )
    phone = opener.page(doctor)
    phone.goto("/")
    phone.click(".stat a[href='/care/']")
    phone.click(f"a[href='/care/due/{work.pk}/']")
    phone.click("main form button.primary")
    phone.wait_for_url("**/care/")
    work.refresh_from_db()
    assert (work.state, Act.objects.get(item="HEALTH_EDUCATION")) == ("DONE", work.act)
