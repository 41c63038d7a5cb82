"""Saving a page as a browser shows it changes nothing, in either language."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db.models import Model

from tests import world
from tests.journey import Journey
from yiyang.access.models import Role
from yiyang.network.models import Designation, Institution

pytestmark = pytest.mark.django_db
WRITTEN = {  # what a browser takes for the value of an input; it leaves anything else out
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d(:\d\d)?"),
    "datetime-local": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
}


class Filled(HTMLParser):
    """Reads a page's last form as a browser fills it: ``sent`` is what it would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.choosing = self.writing = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value, kind = given.get("name") or "", given.get("value"), given.get("type") or ""
        if tag == "form":
            self.sent = {}
        elif tag == "select":
            self.choosing = name
        elif tag == "option" and self.choosing and "selected" in given:
            self.sent.setdefault(self.choosing, []).append(value or "")
        elif tag == "textarea":
            self.writing = name
        elif tag == "input" and name:
            ticks = kind in ("checkbox", "radio")
            if ticks and "checked" not in given:
                return
            kept = kind not in WRITTEN or WRITTEN[kind].fullmatch(value or "")
            self.sent.setdefault(name, []).append((value or "on" * ticks) if kept else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.choosing = ""

    def handle_data(self, data: str) -> None:
        if self.writing:
            self.sent[self.writing], self.writing = [data.strip("\n")], ""


def _person() -> tuple[str, Model]:
    person = world.make_person(
        address="南京西路1号", phone="13800000000", household="LIVING_ALONE", has_carer=False,
        low_income=True, max_distance_metres=2500, budget_fen_per_month=450_050,
    )  # fmt: skip
    return f"/people/{person.pk}/edit/", person


def _nobody_said() -> tuple[str, Model]:
    person = world.make_person(household="NOT_KNOWN", has_carer=None)
    return f"/people/{person.pk}/edit/", person


def _institution() -> tuple[str, Model]:
    home = world.make_institution(highest_care_level=4, lon=121.4567, lat=31.2345)
    for code in ("FAMILY_DOCTOR", "LABORATORY", "OF_ANOTHER_NODE"):
        world.make_capability(home, code)
    return f"/institutions/{home.pk}/edit/", home


def _bed() -> tuple[str, Model]:
    bed = world.make_bed(sex_rule="WOMEN", price_fen_per_month=320_050, isolation=True, room="203")
    return f"/beds/{bed.pk}/edit/", bed


def _designation() -> tuple[str, Model]:
    days = Designation.objects.get(institution=world.make_institution(designated=True))
    return f"/designations/{days.pk}/", days


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("made", [_person, _nobody_said, _institution, _bed, _designation])
def test_a_page_that_is_saved_as_it_is_shown_changes_nothing(
    journey: Journey, made: Callable[[], tuple[str, Model]], language: str
) -> None:
    path, row = made()
    role = Role.COORDINATOR if made in (_person, _nobody_said) else Role.CIVIL_AFFAIRS
    desk = journey.sign_in(role, language=language)
    row.refresh_from_db()
    before = _plain(row)
    answer = desk.post(path, Filled(desk.get(path).content.decode()).sent)
    assert answer.status_code == 302, answer.content.decode()
    row.refresh_from_db()
    assert _plain(row) == before


def _plain(row: Model) -> dict[str, Any]:
    plain = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if isinstance(row, Institution):
        plain["capabilities"] = sorted(row.capabilities.values_list("code", flat=True))
    return plain
