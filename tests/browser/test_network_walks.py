"""A coordinator's, a nurse's and an officer's day with the five-bed network, in a real browser."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.beds.conftest import District
from tests.browser.conftest import DESK, PHONE, Opener, Town
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.test_waiting_list import expected_of, thirty_people
from tests.world import BEGAN, make_duty
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.beds import claims
from yiyang.beds.models import BedClaim, Placement, PlacementRun, Transfer
from yiyang.cases.models import Task
from yiyang.network.models import Bed
from yiyang.notices.models import Notice
from yiyang.people.models import Person
from yiyang.people.services import add_identifier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DIRE = {"resp_rate": 28, "spo2": 82, "systolic": 85, "pulse": 135, "temperature": 39.2}
CITIZEN_ID = "310106194003150026"
# What the paper of a refusal must say: the reason, the law behind it or that there is none.
SAYS = {
    "zh": (
        "为什么这样决定",
        "本次未能安排床位",
        "超出本人预算 2500",
        "按轮候次序安排",
        "没有官方规定",
        "轮候队列的类别次序",
    ),
    "en": (
        "Why this was decided",
        "No bed this time.",
        "over the budget of 2500",
        "In order of the waiting list",
        "No official rule sets it",
        "Order of the classes",
    ),
}


def test_a_coordinator_places_thirty_people_in_twelve_beds_and_a_family_takes_the_reason_home(
    opener: Opener, journey: Journey
) -> None:
    people = thirty_people(District())
    must_be, most = expected_of(people)
    assert (len(people), Bed.objects.filter(state="FREE").count()) == (30, 12)
    page = opener.page(journey.sign_in(Role.COORDINATOR), width=DESK)
    page.goto("/")
    page.click("main a.card[href='/transfers/placement/']")
    expect(page.locator("main")).to_contain_text("30")
    page.click("main button.primary")
    page.wait_for_url("**/transfers/placement/*/")
    expect(page.locator("main tbody tr")).to_have_count(30)
    expect(page.locator("main tbody .badge.grey")).to_have_count(30 - most)
    page.click("main button.primary")
    expect(page.locator("h1")).to_contain_text("已采纳")
    run = PlacementRun.objects.get()
    held = BedClaim.objects.filter(kind="HOLD", is_active=True).values("case__transfer")
    given = Transfer.objects.filter(pk__in=held) | Transfer.objects.filter(case__state="PROMISED")
    assert run.state == "ACCEPTED"
    assert set(given.values_list("pk", flat=True)) == must_be
    assert len(must_be) == most

    refused = run.placements.filter(bed=None, transfer__person__budget_fen_per_month=250_000)
    taken_home(page, refused.order_by("transfer__queue_key")[0])


def taken_home(page: Page, refused: Placement) -> None:
    """Open one refusal from the list, and print it in one language and in the other."""
    name = refused.transfer.person.name
    row = page.locator("main tbody tr", has=page.get_by_role("link", name=name, exact=True))
    row.locator("td a").click()
    page.wait_for_url("**/transfers/placement/*/people/*/")
    for language, other in (("zh", "English"), ("en", "中文")):
        # An address that has changed is not yet a page: what is printed has to stand there.
        expect(page.locator("main")).to_contain_text(SAYS[language][0])
        page.wait_for_load_state()
        paper = printed(page)
        for words in SAYS[language]:
            assert squeezed(words) in paper, (language, words, paper)
        assert name in paper
        assert not re.search(r"甲\d+", paper.replace(name, "")), "nobody else stands on it"
        assert other not in paper, "no menu is printed"
        page.locator(".top, .side").get_by_role("button", name=other).first.click()
    read = Entry.objects.filter(action="record.read", person_id=refused.transfer.person_id)
    assert read.exists(), "the explanation is a look at the person"


def printed(page: Page) -> str:
    """Return what stands on the paper that the browser prints, without spaces."""
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
    assert len(sheets) <= 3, "a family is not handed a book"
    return squeezed(text)


def squeezed(text: str) -> str:
    """Return a text without its spaces: lines break inside Chinese words."""
    return "".join(text.split())


def test_a_nurse_takes_a_red_alarm_on_the_phone_and_its_clock_stops(
    opener: Opener, journey: Journey, town: Town
) -> None:
    lives_there(town)
    nurse = journey.sign_in(Role.NURSE, institution=town.home)
    assert nurse.account is not None
    make_duty(Role.NURSE, nurse.account, institution=town.home)
    phone = opener.page(nurse, width=PHONE)
    phone.goto("/notices/")
    expect(phone.locator("section.card.red")).to_have_count(0)

    raise_the_alarm(opener, journey.sign_in(Role.CARER, institution=town.home), town)
    case = Transfer.objects.get(person=town.resident).case
    task = Task.objects.get(case=case, role=Role.NURSE)
    notice = Notice.objects.get(role=Role.NURSE, subject_id=case.pk)
    assert (task.state, notice.acknowledged_at) == ("OPEN", None)
    assert notice.escalate_at is not None, "the clock runs"

    card = phone.locator("section.card.red", has_text=town.resident.name)
    expect(card).to_be_visible(timeout=15_000)  # it comes by itself, without a new page
    card.locator("button.primary").tap()
    phone.wait_for_url(f"**/transfers/{case.pk}/")
    expect(phone.locator(".card.red .badge.red")).to_be_visible()
    task.refresh_from_db()
    notice.refresh_from_db()
    assert (task.state, task.done_by) == ("DONE", nurse.account)
    assert task.due_at is not None and task.done_at is not None and task.done_at < task.due_at
    assert (notice.acknowledged_by, notice.escalate_at) == (nurse.account, None)


def lives_there(town: Town) -> None:
    """Let the resident live in a bed of the care home."""
    bed = Bed.objects.filter(institution=town.home).earliest("pk")
    claims.begin(
        "OCCUPY", bed_id=bed.pk, person_id=town.resident.pk, case_id=None, at=BEGAN,
        axis=claims.axis_of(bed.kind),
    )  # fmt: skip


def raise_the_alarm(opener: Opener, carer: SignedIn, town: Town) -> None:
    """Take the vital signs of somebody who is gravely ill, on a carer's phone."""
    phone = opener.page(carer, width=PHONE)
    phone.goto(f"/people/{town.resident.pk}/vitals/")
    for sign, value in DIRE.items():
        phone.fill(f"#id_{sign}", str(value))
    phone.select_option("#id_oxygen", "YES")
    phone.select_option("#id_consciousness", "V")
    with phone.expect_navigation():
        phone.locator("main form.card button.primary").tap()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_officer_finds_who_looked_at_a_record_and_sees_nothing_of_it(
    opener: Opener, journey: Journey, town: Town, width: int
) -> None:
    person = town.resident
    Person.objects.filter(pk=person.pk).update(born_on=date(1940, 3, 15))  # as the number says
    add_identifier(person_id=person.pk, system="RESIDENT_ID", value=CITIZEN_ID, by=PROGRAM, at=NOW)
    nurse = journey.sign_in(Role.NURSE, institution=town.home)
    assert nurse.account is not None
    reader = opener.page(nurse)
    reader.goto(f"/people/{person.pk}/summary/")
    expect(reader.locator("h1")).to_contain_text(person.name)

    page = opener.page(journey.sign_in(Role.AUDIT_OFFICER), width=width)
    page.goto("/")
    page.click("main a[href='/officers/who-looked/']")
    page.select_option("#id_system", "RESIDENT_ID")
    page.fill("#id_number", CITIZEN_ID)
    page.click("main button.primary")
    line = page.locator("main tbody tr", has_text=nurse.account.username).first
    expect(line).to_contain_text(town.home.name_zh)
    expect(line).to_contain_text("护士")
    assert person.name not in page.inner_text("body")
    assert CITIZEN_ID not in page.url
    searched = Entry.objects.filter(action="audit.search", person_id=person.pk)
    assert searched.exists(), "who searches is written down as well"
