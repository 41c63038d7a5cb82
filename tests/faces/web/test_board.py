"""The board and the public pages: every number is a count of stored beds, anybody may apply."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from tests.journey import Journey
from tests.world import (
    BEGAN,
    make_bed,
    make_grant,
    make_institution,
    make_person,
    make_place,
    make_ward,
)
from yiyang.access.models import Grant, Role
from yiyang.audit.models import Entry
from yiyang.beds import claims
from yiyang.beds.board import board_of
from yiyang.beds.models import Transfer
from yiyang.network.models import Bed
from yiyang.people.models import Person

KINDS = ("HOME_CARE_BED", "INSTITUTION_BED", "HOME_MEDICAL_BED", "HOSPITAL_BED", "PALLIATIVE_BED")
APPLICATION = {
    "name": "张桂英", "resident_id": "310106194003150026", "relation": "CHILD",
    "contact_name": "王小明", "phone": "138 0000 0000", "place_code": "310106006",
    "wished_kind": "INSTITUTION_BED", "trigger": "CARE_ENV_WORSE", "note": "", "agrees": "on",
}  # fmt: skip


def test_every_number_of_the_board_is_a_count_of_beds(db: None) -> None:
    first, second = make_institution(), make_institution(place=make_place("310106013"))
    for institution in (first, second):
        for state in Bed.State.values:
            make_bed(institution, "INSTITUTION_BED", state=state)
        make_bed(institution, "INSTITUTION_BED", is_pooled=True)
    make_bed(first, "HOME_CARE_BED")
    make_bed(make_institution(place=make_place("310101002")))
    board = board_of("310106")
    assert board.total.capacity == Bed.objects.filter(institution__in=(first, second)).count()
    for kind, counts in board.kinds:
        for state, number in counts.by_state.items():
            beds = Bed.objects.filter(institution__in=(first, second), kind=kind)
            assert number == sum(bed.shown_state == state for bed in beds)
    assert board.total.by_state["POOLED"] == 2, "free for a response, and for nobody else"
    by_places = sum(line.total.capacity for line in board.places)
    assert by_places == sum(line.total.capacity for line in board.institutions) == 15


@pytest.mark.clause("JA-1.3", "placement.evaluate")
def test_the_board_shows_all_five_kinds_and_follows_a_transfer_at_once(journey: Journey) -> None:
    home = make_institution(highest_care_level=4)
    for kind in KINDS:
        make_bed(home, kind)
    hospital = make_institution("HOSPITAL")
    hospital.capabilities.create(code="ED")
    make_bed(hospital)
    person = make_person()
    coordinator = journey.sign_in(Role.COORDINATOR)
    before = coordinator.get("/board/").content.decode()
    for words in ("家庭养老床位", "养老机构床位", "家庭病床", "医院床位", "安宁疗护床位"):
        assert words in before
    form = {"trigger": "HEALTH_WORSE", "emergency_signs": ["ARREST"], "spo2_scale": "1"}
    assert coordinator.post(f"/people/{person.pk}/transfer/", form).status_code == 302
    transfer = Transfer.objects.get()
    assert transfer.evaluation == journey.decision_of("placement.evaluate", person=person)
    held = board_of("310106")
    assert held.total.by_state["HELD"] == 1
    page = coordinator.get(f"/board/institutions/{hospital.pk}/").content.decode()
    assert transfer.to_claim.bed.code in page
    assert person.name in page, "the number drills down to the bed and who it is for"


def test_a_desk_sees_the_name_only_of_those_it_may_see(journey: Journey) -> None:
    home = make_institution()
    shown, hidden = make_person("吴安"), make_person("周平")
    for person in (shown, hidden):
        bed = make_bed(home)
        claims.begin("OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=bed.state_since)
    make_grant(shown, home)
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    page = desk.get(f"/board/institutions/{home.pk}/").content.decode()
    assert "吴安" in page
    assert "周平" not in page
    looked = Entry.objects.filter(account_id=desk.account.pk, person_id__isnull=False)
    assert {entry.person_id for entry in looked} == {shown.pk}


def test_the_public_page_tells_free_beds_and_nobodys_name(journey: Journey) -> None:
    home = make_institution(name_zh="静安护理院")
    make_bed(home, price_fen_per_month=450_000)
    bed = make_bed(home)
    person = make_person("周平")
    claims.begin("OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=bed.state_since)
    page = journey.visit().get("/beds/").content.decode()
    assert "静安护理院" in page
    assert "¥4,500.00" in page
    assert f'<td data-label="街道">{home.place.name_zh}</td>' in page, "as on the map"
    assert "周平" not in page
    assert "2 个工作日" in page, "the number of the book"
    assert journey.visit("en").get("/beds/").content.decode().count("2 working days") == 1


@pytest.mark.clause("JA-4.3", "placement.queue")
def test_a_relative_applies_from_the_public_page(journey: Journey) -> None:
    make_place("310106006")
    cache.clear()
    answer = journey.visit().post("/apply/", APPLICATION)
    assert answer.status_code == 302
    transfer = Transfer.objects.get()
    assert (transfer.requester, transfer.case.state) == ("APPLICANT", "REQUESTED")
    assert transfer.person.relatives.get().name == "王小明"
    coordinator = journey.sign_in(Role.COORDINATOR)
    assert "张桂英" in coordinator.get("/transfers/").content.decode()
    page = coordinator.get(f"/transfers/{transfer.case_id}/").content.decode()
    assert "子女 王小明" in page
    assert 'href="tel:138 0000 0000"' in page, "whom to call back"
    decision = journey.decision_of("placement.queue", person=transfer.person)
    assert transfer.queue_key == decision.result["key"]


def test_the_answer_is_the_same_for_the_unknown_the_known_and_the_dead(journey: Journey) -> None:
    make_place("310106006")
    cache.clear()
    pages = []
    for _ in range(2):
        answer = journey.visit().post("/apply/", APPLICATION, follow=True)
        pages.append(re.sub(r'value="\w{64}"|: "\w{64}"', "", answer.content.decode()))
    assert Transfer.objects.count() == Person.objects.count() == 1
    Transfer.objects.get().case.events.get(action="APPLIED_AGAIN")
    person = Person.objects.get()
    Person.objects.filter(pk=person.pk).update(died_at=person.created_at)
    answer = journey.visit().post("/apply/", APPLICATION, follow=True)
    assert answer.status_code == 200
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("resident_id", "310106194003150020"),
        ("phone", "abc"),
        ("agrees", ""),
        *((chosen, "") for chosen in ("place_code", "relation", "wished_kind", "trigger")),
    ],
)
def test_a_faulty_application_is_told_at_the_field_and_writes_nothing(
    journey: Journey, field: str, value: str
) -> None:
    make_place("310106006")
    answer = journey.visit().post("/apply/", APPLICATION | {field: value})
    assert answer.status_code == 400
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("relation", ["SELF", "CHILD"])
def test_somebody_known_who_applies_again_is_called_back_at_the_number_they_gave(
    journey: Journey, relation: str
) -> None:
    make_place("310106006")
    cache.clear()
    visitor = journey.visit()
    visitor.post("/apply/", APPLICATION)
    visitor.post("/apply/", APPLICATION | {"relation": relation, "phone": "139 1111 1111"})
    case = Transfer.objects.get().case_id
    page = journey.sign_in(Role.COORDINATOR).get(f"/transfers/{case}/").content.decode()
    assert "139 1111 1111" in page
    assert "138 0000 0000" not in page


def test_where_no_kind_of_bed_is_open_the_next_step_is_told(journey: Journey) -> None:
    make_place("310106006")
    cache.clear()
    journey.visit().post("/apply/", APPLICATION)
    address = f"/transfers/{Transfer.objects.get().case_id}/"
    coordinator = journey.sign_in(Role.COORDINATOR)
    assert coordinator.post(f"{address}evaluate/", {}).status_code == 302
    page = coordinator.get(address).content.decode()
    assert "目前没有可开放的床位类别" in page
    assert f"{address}consent/" not in page


def test_nothing_is_chosen_for_an_applicant(journey: Journey) -> None:
    make_place("310106006")
    page = journey.visit().get("/apply/").content.decode()
    assert page.count('<option value="" selected>请选择</option>') == page.count("<select") == 4


def test_a_relative_without_a_name_is_asked_for_it(journey: Journey) -> None:
    make_place("310106006")
    cache.clear()
    answer = journey.visit().post("/apply/", APPLICATION | {"contact_name": ""})
    assert answer.status_code == 400
    assert "请填写您的姓名" in answer.content.decode()
    own = APPLICATION | {"contact_name": "", "relation": "SELF"}
    assert journey.visit().post("/apply/", own).status_code == 302


def test_too_many_applications_from_one_address_are_held_back(journey: Journey) -> None:
    make_place("310106006")
    cache.clear()
    visitor = journey.visit()
    codes = [visitor.post("/apply/", APPLICATION).status_code for _ in range(21)]
    assert codes == [302] * 20 + [429]


def test_an_institutions_beds_are_fresh_and_a_look_is_written_once(journey: Journey) -> None:
    ward = make_ward(name_zh="三病区")
    make_ward(ward.institution)
    bed = make_bed(ward.institution, ward=ward)
    other = make_bed(ward.institution)
    person = make_person("冯荣")
    make_grant(person, ward.institution)
    claims.begin(
        "OCCUPY", bed_id=bed.pk, person_id=person.pk, case_id=None, at=BEGAN,
        axis=claims.axis_of(bed.kind),
    )  # fmt: skip
    desk = journey.sign_in(Role.CARE_DESK, institution=ward.institution)
    address = f"/board/institutions/{ward.institution_id}/"
    whole = desk.get(address).content.decode()
    assert "冯荣" in whole and "三病区 (空 0 / 1)" in whole
    asked = re.search(r'hx-get="([^"]+)"', whole)[1].replace("&amp;", "&")
    looks = Entry.objects.filter(action="record.read", person_id=person.pk)
    assert looks.count() == 1
    again = desk.get(asked, headers={"hx-request": "true"})
    assert (again.status_code, looks.count()) == (204, 1), "nothing new, no look"
    Bed.objects.filter(pk=other.pk).update(state="CLEANING")
    fresh = desk.get(asked, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in fresh and "清洁中" in fresh
    asked = re.search(r'hx-get="([^"]+)"', fresh)[1].replace("&amp;", "&")
    Grant.objects.filter(person=person).delete()
    nobody = desk.get(asked, headers={"hx-request": "true"})
    assert nobody.status_code == 200 and "冯荣" not in nobody.content.decode()
    in_ward = desk.get(f"{address}?ward={ward.pk}").content.decode()
    assert bed.code in in_ward and other.code not in in_ward
