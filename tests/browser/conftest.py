"""A real browser on the running program, and a small district to look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from tests.beds.conftest import _decision
from tests.journey import Journey, SignedIn
from tests.world import (
    make_account,
    make_assignment,
    make_bed,
    make_capability,
    make_duty,
    make_grant,
    make_institution,
    make_person,
)
from yiyang.access.models import Role
from yiyang.assessments.models import Assessment
from yiyang.network.models import Institution
from yiyang.people.models import Person

CHROMIUM = shutil.which("chromium") or ""
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
PHONE, DESK = 390, 1280
PATIENCE = 60_000  # milliseconds: a machine that does other work as well
WAITING = ("周平", "吴安")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("the chromium package is not installed")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Opener:
    """Opens the program in the browser, for the public or for somebody signed in."""

    browser: Browser
    address: str

    def page(
        self, client: SignedIn | None = None, *, width: int = PHONE, language: str = "zh-hans"
    ) -> Page:
        """Return a page of a width in a language; the address stands before each path."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 844},
            locale=LOCALES[language],
            base_url=self.address,
            has_touch=width == PHONE,
        )
        if client is not None:
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.address}])
        context.set_default_timeout(PATIENCE)
        return context.new_page()


@pytest.fixture
def opener(browser: Browser, live_server: object) -> Iterator[Opener]:
    yield Opener(browser, str(live_server))
    for context in browser.contexts:
        context.close()


@dataclass
class Town:
    """A care home with two free beds, an emergency hospital, one resident, two who wait."""

    home: Institution
    hospital: Institution
    resident: Person
    waiting: list[Person]


@pytest.fixture
def town(journey: Journey) -> Town:
    home = make_institution(highest_care_level=4)
    hospital = make_institution("HOSPITAL")
    make_capability(hospital, "ED")
    for institution in (home, home, hospital):
        make_bed(institution)
    resident = make_person("冯荣")
    make_grant(resident, home)
    on_duty = make_account()
    make_assignment(Role.COORDINATOR, on_duty)
    make_duty("COORDINATOR", on_duty)
    coordinator = journey.sign_in(Role.COORDINATOR)
    waiting = [make_person(name) for name in WAITING]
    for person in waiting:
        assessed(person)
        asks(coordinator, person)
    return Town(home, hospital, resident, waiting)


def assessed(person: Person) -> None:
    """Store a recent assessment of a person at level 3 of GB/T 42195."""
    Assessment.objects.create(
        person=person, instrument="GB42195", instrument_version="2022", answers={},
        scores={"total": 50}, level="3", assessed_at=timezone.now() - timedelta(days=9),
        decision=_decision(person),
    )  # fmt: skip


def asks(coordinator: SignedIn, person: Person) -> None:
    """Ask for a bed for a person, evaluate, and record the consent."""
    form = {"trigger": "DEPENDENCE_UP", "wished_kind": "", "note": "", "spo2_scale": "1"}
    answer = coordinator.post(f"/people/{person.pk}/transfer/", form)
    consent = {"kind": "INSTITUTION_BED", "signer": "PERSON"}
    address = answer["Location"]
    looked_at = {"acute_infection": "no", "psychiatric_risk": "0"}
    for step, values in (("evaluate", looked_at), ("consent", consent)):
        answer = coordinator.post(f"{address}{step}/", values)
        assert answer.status_code == 302, answer.content.decode()
