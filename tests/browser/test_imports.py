"""A table of beds with faults, brought by an officer: looked at, its mapping kept, mended."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.test_pages import found
from tests.journey import Journey
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.network.models import Bed, ColumnMapping, Ward

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ["床位号", "机构代码", "床位类型", "楼层", "可否隔离"]
KIND = "养老机构床位"
GOOD, BAD = ["B-1", "H1", KIND, "三", "否"], ["B-2", "H1", KIND, "三", "也许"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(rows: list[list[str]]) -> FilePayload:
    text = "\r\n".join(",".join(row) for row in rows)
    return {"name": "beds.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}


def as_workbook(rows: list[list[str]]) -> FilePayload:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return {"name": "beds.xlsx", "mimeType": XLSX, "buffer": file.getvalue()}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_sender_who_reads_english_is_told_every_fault_of_a_row_at_once(
    opener: Opener, journey: Journey, width: int
) -> None:
    make_institution(code="H1")
    officer = journey.sign_in(Role.CIVIL_AFFAIRS, language="en")
    page = opener.page(officer, width=width, language="en")
    page.goto("/imports/")
    assert not list(found(page, "en"))
    head = ["Code", "Institution code", "Type", "Sex rule", "Isolation", "Price"]
    rows = [
        head,
        ["B-1", "H9", "Waterbed", "MEN", "perhaps", "-1"],
        ["B-2", "H1", "institution bed", "", "no", "4500"],
    ]
    page.set_input_files("input[type=file]", as_csv(rows))
    page.select_option("select[name=kind]", "beds")
    page.click("main button.primary")
    page.wait_for_url("**/imports/*/")
    told = page.locator("table").first.locator("tbody tr")
    expect(told).to_have_count(4)
    for line, words in enumerate(
        ("code or label", "yes nor no", "institution is unknown", "negative")
    ):
        expect(told.nth(line)).to_contain_text("Row 2")
        expect(told.nth(line)).to_contain_text(words)
    assert not list(found(page, "en"))
    page.click("button[value=take_good]")
    page.wait_for_url("**/imports/")
    expect(page.locator(".notice.good, .message.good").first).to_contain_text("left out: 2")
    assert not list(found(page, "en"))
    assert Bed.objects.get().code == "B-2"


@pytest.mark.parametrize("made", [as_csv, as_workbook])
def test_a_table_with_faults_is_mended_before_any_of_it_is_taken_in(
    opener: Opener, journey: Journey, made: object
) -> None:
    make_institution(code="H1")
    page = opener.page(journey.sign_in(Role.CIVIL_AFFAIRS), width=DESK)
    page.goto("/imports/")
    page.set_input_files("input[type=file]", made([HEAD, GOOD, BAD, ["", *BAD[1:]]]))
    page.select_option("select[name=kind]", "beds")
    page.click("main button.primary")
    page.wait_for_url("**/imports/*/")
    page.select_option("#c-isolation", "可否隔离")
    page.fill("#mapping-name", "民政床位")
    page.click("button[value=save]")
    expect(page.locator(".notice.good, .message.good").first).to_be_visible()
    faults = page.locator("table").first
    expect(faults).to_contain_text("第 3 行")
    expect(faults).to_contain_text("应填“是”或“否”")
    expect(page.locator("button[value=take]")).to_have_count(0)
    assert not list(found(page, "zh-hans"))
    page.set_viewport_size({"width": PHONE, "height": 844})
    assert not list(found(page, "zh-hans"))
    assert ColumnMapping.objects.get().columns["isolation"] == "可否隔离"
    assert not Bed.objects.exists() and not Ward.objects.exists(), "nothing half done"

    page.goto("/imports/")
    page.set_input_files("input[type=file]", made([HEAD, GOOD]))
    page.select_option("select[name=mapping]", label="民政床位")
    page.click("main button.primary")
    page.wait_for_url("**/imports/*/")
    page.click("button[value=take]")
    page.wait_for_url("**/imports/")
    assert Bed.objects.get().code == "B-1"
