"""A nurse fills in a scale on a phone, and the result shows its working."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from tests.journey import Journey, SignedIn
from tests.world import make_grant, make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.assessments.models import Assessment
from yiyang.audit.models import Entry
from yiyang.people.models import Person
from yiyang.rules.instruments import instrument, instruments

pytestmark = pytest.mark.django_db
MOMENT = "2026-03-02T10:00"
WELL = {
    "resp_rate": "16",
    "spo2_scale": "1",
    "oxygen": "NO",
    "spo2": "98",
    "systolic": "120",
    "pulse": "72",
    "consciousness": "A",
    "temperature": "36.8",
    "assessed_at": MOMENT,
}
GB_FULL = {
    item.id: item.options[0].code if item.options else "0" if item.number else "NO"
    for item in instrument("GB42195").items
} | {"assessed_at": MOMENT}


@pytest.fixture
def person() -> Person:
    return make_person()


def nurse_of(journey: Journey, person: Person, language: str = "zh-hans") -> SignedIn:
    home = make_institution()
    make_grant(person, home, Grant.Scope.SUMMARY)
    return journey.sign_in(Role.NURSE, institution=home, language=language)


def words(answer: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.mark.clause("JA-2.2.1", "instruments.score")
def test_a_nurse_fills_in_a_scale_and_reads_its_level_and_working(
    journey: Journey, person: Person
) -> None:
    nurse = nurse_of(journey, person)
    address = f"/people/{person.pk}/assess/GB42195/"
    assert nurse.get(address).status_code == 200
    sent = nurse.post(address, {**GB_FULL, "stairs": "1", "mental_diagnosis": "YES"}, follow=True)
    kept = Assessment.objects.get()
    assert (kept.level, kept.scores["total"], kept.assessor_id) == ("2", 88, nurse.account.pk)
    decision = journey.decision_of("instruments.score", person=person)
    assert kept.decision == decision
    shown = words(sent)
    for said in (
        "结果: 中度受损",
        "需他人大量协助",
        "总分 88",
        "老年人能力评估规范（GB/T 42195-2022）",
        "来自次级来源",
        "本系统建议值",
        "JA-2.2.1",
        f"决定编号 {decision.pk}",
        "照护三级、照护四级",
    ):
        assert said in shown


@pytest.mark.clause("JA-2.2.2", "placement.green_channel")
def test_vital_signs_show_the_colour_of_the_green_channel(journey: Journey, person: Person) -> None:
    nurse = nurse_of(journey, person)
    address = f"/people/{person.pk}/assess/NEWS2/"
    sent = nurse.post(address, {**WELL, "spo2": "85", "pulse": "120"}, follow=True)
    decision = journey.decision_of("placement.green_channel", person=person)
    assert decision.result["colour"] == "RED"
    shown = words(sent)
    assert "红色" in shown and "呼叫120" in shown and "血氧饱和度 85%，低于 90%" in shown


def test_an_item_without_an_answer_stands_beside_its_finding_and_nothing_is_kept(
    journey: Journey, person: Person
) -> None:
    nurse = nurse_of(journey, person, "en")
    sent = nurse.post(
        f"/people/{person.pk}/assess/NEWS2/", {**WELL, "pulse": "", "temperature": "99"}
    )
    assert sent.status_code == 200
    page = sent.content.decode()
    field = re.search(r'<div class="field bad"><label for="id_pulse">.*?</div>', page, re.DOTALL)
    assert field and "Pulse has no answer" in field[0]
    assert "Temperature must lie between 25 and 45" in words(sent)
    assert 'value="120"' in page  # what was answered is still there
    assert not Assessment.objects.exists()
    assert not Entry.objects.filter(action="assessment.record").exists()


def test_a_gate_starts_with_what_is_known_and_says_each_reason(
    journey: Journey, person: Person
) -> None:
    nurse = nurse_of(journey, person)
    nurse.post(f"/people/{person.pk}/assess/GB42195/", GB_FULL)
    address = f"/people/{person.pk}/assess/HOME_CARE_BED_ENTRY/"
    page = nurse.get(address).content.decode()
    assert re.search(r'name="gb_level" value="0"', page)
    assert re.search(r'name="age" value="8\d"', page)
    yes = dict.fromkeys(("lives_in_district", "contract", "devices", "consent"), "YES")
    given = {"age": "83", "gb_level": "0", **yes, "assessed_at": MOMENT}
    shown = words(nurse.post(address, given, follow=True))
    assert "结果: 不符合" in shown
    assert "不符合：评估等级达到要求（实为 0）" in shown
    assert "符合：已与服务机构签约" in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_scale_opens_in_both_languages_with_every_field_named(
    journey: Journey, person: Person, language: str
) -> None:
    nurse = nurse_of(journey, person, language)
    for edition in {one.id: one for one in instruments() if one.issued}.values():
        page = nurse.get(f"/people/{person.pk}/assess/{edition.id}/").content.decode()
        assert f"<h1>{edition.name.in_language(language)}</h1>" in unescape(page)
        for item in edition.items:
            assert f'name="{item.id}"' in page
        assert "<script>" not in page and "style=" not in page


def test_a_person_is_assessed_from_the_list_of_scales(journey: Journey, person: Person) -> None:
    nurse = nurse_of(journey, person)
    page = nurse.get(f"/people/{person.pk}/assess/").content.decode()
    assert f"/people/{person.pk}/assess/NEWS2/" in page
    assert "MZT039" not in page
    nurse.post(f"/people/{person.pk}/assess/NEWS2/", WELL)
    kept = Assessment.objects.get()
    for address in (f"/people/{person.pk}/assess/", "/assessments/"):
        assert f"/assessments/{kept.pk}/" in nurse.get(address).content.decode()
    assert Entry.objects.filter(action="record.read", person_id=person.pk).exists()


@pytest.mark.parametrize(
    ("name", "status"), [("NO_SUCH", 404), ("MZT039", 404), ("news2", 404), ("NEWS2", 200)]
)
def test_only_a_scale_that_is_issued_can_be_filled_in(
    journey: Journey, person: Person, name: str, status: int
) -> None:
    nurse = nurse_of(journey, person)
    assert nurse.get(f"/people/{person.pk}/assess/{name}/").status_code == status


@pytest.mark.parametrize(
    "changed",
    [{"assessed_at": ""}, {"assessed_at": "yesterday"}, {"pulse": "1e9"}, {"oxygen": "<b>"}],
)
def test_a_bad_sheet_is_shown_again_and_nothing_is_kept(
    journey: Journey, person: Person, changed: dict[str, Any]
) -> None:
    nurse = nurse_of(journey, person)
    sent = nurse.post(f"/people/{person.pk}/assess/NEWS2/", {**WELL, **changed})
    assert sent.status_code == 200 and "error-summary" in sent.content.decode()
    assert not Assessment.objects.exists()


def test_an_assessment_of_tomorrow_is_refused(journey: Journey, person: Person) -> None:
    nurse = nurse_of(journey, person)
    sent = nurse.post(
        f"/people/{person.pk}/assess/NEWS2/", {**WELL, "assessed_at": "2999-01-01T00:00"}
    )
    assert (sent.status_code, sent["X-Refusal"]) == (409, "ASSESSED_LATER")
    assert not Assessment.objects.exists()


def test_who_sees_only_the_identity_assesses_nobody(journey: Journey, person: Person) -> None:
    home = make_institution()
    make_grant(person, home, Grant.Scope.IDENTITY)
    nurse = journey.sign_in(Role.NURSE, institution=home)
    for address in (f"/people/{person.pk}/assess/", f"/people/{person.pk}/assess/NEWS2/"):
        assert nurse.get(address).status_code == 404
    assert nurse.post(f"/people/{person.pk}/assess/NEWS2/", WELL).status_code == 404
    assert not Assessment.objects.exists()
