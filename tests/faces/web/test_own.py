"""A resident's own page: their beds and transfers, and who looked, and nobody else's."""

from __future__ import annotations

from tests.journey import Journey
from tests.world import make_account, make_grant, make_person
from yiyang.access.models import Grant, Role


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


def test_an_account_without_a_person_is_told_what_to_do(journey: Journey) -> None:
    page = journey.sign_in(Role.RESIDENT, language="en").get("/my/").content.decode()
    assert "No person is joined to this account yet" in page
