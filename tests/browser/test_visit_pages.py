"""The pages of visits and day care: accessible, of one language, as wide as the screen."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, Opener
from tests.browser.test_pages import found
from tests.journey import Journey
from tests.journeys.clock import all_at
from tests.journeys.visiting import Visiting
from tests.world import make_grant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_each_page_is_accessible_and_fits_a_phone(opener: Opener, journey: Journey) -> None:
    v = Visiting(journey)
    make_grant(v.person, v.home)
    first = v.planned("LTCI_02")
    v.begin(first, v.clock(10))
    v.end(first, v.clock(10, 5), "LTCI_02")
    second = v.ask("LTCI_03")
    person = f"/people/{v.person.pk}"
    faults: list[str] = []
    paths = {
        v.desk: (
            "/visits/", "/visits/plan/", f"/visits/{second.pk}/", "/acts/", f"{person}/visits/",
            f"{person}/enrol/", "/day-care/", "/day-care/report/", "/day-care/enrolments/",
        ),
        v.resident: ("/visits/own/", f"{person}/visits/ask/", f"/visits/{first.pk}/"),
        v.phone: ("/visits/mine/",),
    }  # fmt: skip
    for client, addresses in paths.items():
        page = opener.page(client, width=PHONE)
        for path in addresses:
            with all_at(v.now):
                answer = page.goto(path)
                faults += [f"{path}: {fault}" for fault in found(page, "zh-hans")]
            assert answer is not None
            assert answer.status == 200, path
    assert faults == []
