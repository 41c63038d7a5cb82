"""Every kind of page in a real browser: accessible, of one language, as wide as the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, WAITING, Opener, Town
from tests.journey import Journey, SignedIn
from yiyang.access.models import Role
from yiyang.beds.models import PlacementRun, Transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BEYOND = """() => [...document.querySelectorAll("body *")].filter(
  (e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table-box, .vh, svg")
).map((e) => e.outerHTML.slice(0, 120))"""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){2,}")
OWN_WORDS = ("中文", "冯荣", *WAITING)  # the name of the language, and of people
Visit = tuple[SignedIn | None, str]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_page_is_accessible_of_one_language_and_fits(
    opener: Opener, journey: Journey, town: Town, width: int, language: str
) -> None:
    faults: list[str] = []
    pages: dict[SignedIn | None, Page] = {}
    for client, path in visits(journey, town, language):
        page = pages.get(client) or opener.page(client, width=width, language=language)
        pages[client] = page
        answer = page.goto(path)
        assert answer is not None
        if answer.status != 200:
            faults.append(f"{path}: answered {answer.status}")
        faults += [f"{path}: {fault}" for fault in found(page, language)]
    assert faults == []


def visits(journey: Journey, town: Town, language: str) -> Iterator[Visit]:
    """Yield who opens which page: the public, a coordinator, a nurse, the three officers."""
    for path in ("/", "/beds/", "/apply/", "/accounts/login/", "/developers/"):
        yield None, path
    coordinator = journey.sign_in(Role.COORDINATOR, language=language)
    coordinator.post("/transfers/placement/")
    run = PlacementRun.objects.latest("pk")
    transfer = Transfer.objects.get(person=town.waiting[0])
    for path in (
        "/", "/board/", f"/board/institutions/{town.home.pk}/", "/transfers/",
        f"/transfers/{transfer.case_id}/", "/people/", f"/people/{transfer.person_id}/",
        f"/people/{transfer.person_id}/transfer/", "/work/", "/notices/",
        "/transfers/placement/", f"/transfers/placement/{run.pk}/",
        f"/transfers/placement/{run.pk}/people/{transfer.case_id}/",
        f"/institutions/{town.home.pk}/",
    ):  # fmt: skip
        yield coordinator, path
    nurse = journey.sign_in(Role.NURSE, institution=town.home, language=language)
    for path in ("summary", "summary/sheet", "record", "vitals", "assess", "assess/NEWS2"):
        yield nurse, f"/people/{town.resident.pk}/{path}/"
    yield journey.sign_in(Role.SECURITY_OFFICER, language=language), "/officers/accounts/"
    yield journey.sign_in(Role.AUDIT_OFFICER, language=language), "/officers/who-looked/"


def found(page: Page, language: str) -> Iterator[str]:
    """Yield what is wrong with the page that is open."""
    yield from (f"beyond the screen: {element}" for element in page.evaluate(BEYOND))
    text = page.inner_text("body")
    for word in OWN_WORDS:
        text = text.replace(word, "")
    strange = CHINESE if language == "en" else ENGLISH
    yield from (f"another language: {line}" for line in text.splitlines() if strange.search(line))
    page.evaluate(AXE + "; undefined")
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    for violation in result["violations"]:
        where = [node["html"] for node in violation["nodes"]][:3]
        yield f"{violation['id']}: {where}"


def test_the_walk_would_see_a_fault(opener: Opener, town: Town) -> None:
    page = opener.page()
    page.goto("/beds/")
    page.evaluate(
        """() => {
          document.querySelector("main").innerHTML += "<input><p>These words are not Chinese</p>";
          document.querySelector("main > p:last-child").style.width = "900px";
        }"""
    )
    faults = " ".join(found(page, "zh-hans"))
    assert "beyond the screen: <p" in faults
    assert "another language: These words" in faults
    assert "label: " in faults
