"""The pages of assessments in a real browser, as wide as a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.journey import Journey
from tests.world import make_grant, make_institution, make_person
from yiyang.access.models import Role
from yiyang.assessments.models import Assessment

CHROMIUM = shutil.which("chromium") or ""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="the chromium package is not installed"),
]
SMALLEST_TARGET = 44  # CSS pixels; WCAG 2.2 asks for 24


@pytest.fixture
def phone() -> Iterator[Page]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 360, "height": 740}, locale="zh-CN")
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def test_a_nurse_fills_in_vital_signs_by_thumb(
    phone: Page, live_server: object, journey: Journey, tmp_path: Path
) -> None:
    person, home = make_person(), make_institution()
    make_grant(person, home)
    nurse = journey.sign_in(Role.NURSE, institution=home)
    address = str(live_server)
    cookie = nurse.cookies["sessionid"].value
    phone.context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    phone.goto(f"{address}/people/{person.pk}/assess/NEWS2/")
    for box in phone.locator(".choice, .field input[type=number], button.primary").all():
        size = box.bounding_box()
        assert size and size["height"] >= SMALLEST_TARGET
    assert not _scrolls_sideways(phone)
    answers = {"resp_rate": 26, "spo2": 90, "systolic": 120, "pulse": 128, "temperature": 36.8}
    for item, value in answers.items():
        phone.fill(f"#id_{item}", str(value))
    phone.screenshot(path=tmp_path / "fill.png", full_page=True)
    phone.check("input[name=oxygen][value=YES]")
    phone.click("button.primary")
    phone.wait_for_selector(".error-summary")  # consciousness was not answered
    phone.screenshot(path=tmp_path / "findings.png", full_page=True)
    phone.check("input[name=consciousness][value=A]")
    phone.click("button.primary")
    phone.wait_for_selector("#channel")
    phone.screenshot(path=tmp_path / "result.png", full_page=True)
    assert not _scrolls_sideways(phone)
    assert Assessment.objects.get().scores["total"] == 10
    assert phone.locator(".badge.red").count() == 1


def _scrolls_sideways(page: Page) -> bool:
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(wide))
