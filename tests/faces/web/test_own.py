"""A resident's own page: their beds and transfers, and who looked, and nobody else's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.conftest import NOW
from tests.journey import Journey
from tests.world import make_account, make_grant, make_institution, make_person
from yiyang.access import look_selectors
from yiyang.access.models import Grant, Role
from yiyang.audit.services import PROGRAM, record
from yiyang.demo.filled import LAST, PART
from yiyang.demo.keys import demo_keys
from yiyang.people.models import Relative


def test_a_resident_sees_themselves_who_looked_and_nobody_else(journey: Journey) -> None:
    person, other = make_person("吴安"), make_person("周平")
    journey.sign_in(Role.COORDINATOR).get(f"/people/{person.pk}/")
    account = make_account(person=person)
    make_grant(person, account, purpose=Grant.Purpose.SELF)
    resident = journey.sign_in(Role.RESIDENT, account=account)
    page = resident.get("/my/").content.decode()
    assert "吴安" in page
    assert other.name not in page
    assert "区级转床协调员" in page, "the coordinator looked"
    form = {"trigger": "CARE_ENV_WORSE", "wished_kind": "INSTITUTION_BED", "note": ""}
    assert resident.post(f"/people/{person.pk}/transfer/", form).status_code == 302
    assert resident.post(f"/people/{other.pk}/transfer/", form).status_code == 404
    assert "照护环境恶化" in resident.get("/my/").content.decode()


def test_ones_own_looks_hide_nobody_elses(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_selectors, "PAGE", 3)
    person = make_person("吴安")
    journey.sign_in(Role.COORDINATOR).get(f"/people/{person.pk}/")
    account = make_account(person=person)
    make_grant(person, account, purpose=Grant.Purpose.SELF)
    resident = journey.sign_in(Role.RESIDENT, account=account)
    for _ in range(5):
        page = resident.get("/my/").content.decode()
    assert "区级转床协调员" in page, "the coordinator looked, however often one looks oneself"


def test_an_account_without_a_person_is_told_what_to_do(journey: Journey) -> None:
    page = journey.sign_in(Role.RESIDENT, language="en").get("/my/").content.decode()
    assert "No person is joined to this account yet" in page


def test_a_residents_first_page_is_their_own_and_speaks_of_no_desk(journey: Journey) -> None:
    resident = journey.sign_in(Role.RESIDENT, language="en")
    assert resident.get("/")["Location"] == "/my/"
    page = resident.get("/my/").content.decode()
    for address in ("/signing/", "/visits/own/", "/fees/mine/", "/notices/"):
        assert f'class="card" href="{address}"' in page
    for words in ("My desk", "My work", "on duty"):
        assert words not in page
    assert resident.get("/work/").status_code == 200, "led there or not, the door is the same"


def test_a_demonstration_that_is_being_made_says_so(
    journey: Journey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    nurse = journey.sign_in(Role.NURSE, institution=make_institution(), language="en")
    monkeypatch.setattr(settings, "ENV", "production")
    assert "still being filled" not in nurse.get("/").content.decode()
    monkeypatch.setattr(settings, "ENV", "demo")
    assert "still being filled" not in nurse.get("/").content.decode(), "a node of one's own"
    demo_keys(tmp_path)
    assert "still being filled" in nurse.get("/").content.decode()
    record(by=PROGRAM, at=NOW, action=PART, subject_kind="part", subject_id=LAST)
    assert "still being filled" not in nurse.get("/").content.decode()


@pytest.mark.parametrize("path", ["looks", "consents"])
def test_a_relative_is_not_told_that_they_are_the_person(journey: Journey, path: str) -> None:
    person = make_person("吴安")
    own, relatives = make_account(person=person), make_account("daughter")
    make_grant(person, own, purpose=Grant.Purpose.SELF, origin_kind="own")
    make_grant(person, relatives, purpose=Grant.Purpose.SELF, origin_kind="representative")
    Relative.objects.create(
        person=person, name="吴敏", relation="CHILD", account=relatives, is_representative=True
    )
    pages = {
        account: journey.sign_in(Role.RESIDENT, account=account, language="en")
        for account in (own, relatives)
    }
    for page in pages.values():
        assert page.get(f"/people/{person.pk}/record/").status_code == 200
    read = {
        account: page.get(f"/my/people/{person.pk}/{path}/").content.decode()
        for account, page in pages.items()
    }
    for account, mine, other in (
        (own, "own record", "represents the person"),
        (relatives, "represents the person", "own record"),
    ):
        rows = [
            " ".join(re.sub(r"<[^>]+>", " ", row).split())
            for row in re.findall(r"<tr><th scope=.row.*?</tr>", read[account], re.DOTALL)
        ]
        assert any("You" in row and mine in row for row in rows), rows
        assert not any("You " in row and other in row for row in rows), rows
