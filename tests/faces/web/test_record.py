"""The pages of the record: who may read it, what it shows, that looking is written down."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import yiyang
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.record.samples import as_bytes, elders_bundle
from tests.vitals import latest_vitals
from tests.world import make_grant, make_institution, make_person
from yiyang.access.models import Grant, Role
from yiyang.audit.models import Entry
from yiyang.audit.projected import changed
from yiyang.audit.services import PROGRAM
from yiyang.kernel.messages import load_package_texts
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person
from yiyang.record.models import Resource
from yiyang.record.services import import_bundle, record_vitals
from yiyang.record.services.projecting import put, shown_of
from yiyang.rules.fhir_map.projections.beds import ClaimFacts, stay_of
from yiyang.rules.fhir_map.projections.services import (
    ACT_NAMES,
    ActFacts,
    VisitFacts,
    encounter_of,
    procedure_of,
)
from yiyang.rules.fhir_map.summary import CLASSES, NAMED


@pytest.fixture
def elder(db: None) -> Person:
    assert import_bundle(body=as_bytes(elders_bundle()), by=PROGRAM, at=NOW).findings == ()
    person = Person.objects.get()
    for hours, pulse in ((3, "96"), (2, "104"), (1, "88")):
        record_vitals(
            person_id=person.pk,
            vitals={"pulse": pulse, "consciousness": "A"},
            measured_at=NOW - timedelta(hours=hours),
            by=PROGRAM,
            at=NOW,
        )
    return person


def nurse_of(
    journey: Journey, person: Person, scope: str = Grant.Scope.RECORD, language: str = "zh-hans"
) -> SignedIn:
    home = make_institution()
    make_grant(person, home, scope)
    return journey.sign_in(Role.NURSE, institution=home, language=language)


def test_a_nurse_with_the_whole_record_reads_it_and_that_is_written_down(
    journey: Journey, elder: Person
) -> None:
    nurse = nurse_of(journey, elder)
    page = nurse.get(f"/people/{elder.pk}/record/").content.decode()
    for text in (
        "慢性心力衰竭",
        "青霉素",
        "高风险",
        "呋塞米片 20 mg",
        "每日一次，一次一片",
        "2026-02-20",
    ):
        assert text in page
    looked = Entry.objects.get(action="record.read")
    assert (looked.person_id, looked.account_id) == (elder.pk, nurse.account.pk)


def test_the_chart_has_a_point_for_each_value_of_the_table_beside_it(
    journey: Journey, elder: Person
) -> None:
    page = nurse_of(journey, elder).get(f"/people/{elder.pk}/record/pulse/").content.decode()
    points = re.findall(r'<circle cx="(\d+)" cy="(\d+)"', page)
    assert len(points) == 4
    assert [x for x, _ in points] == sorted((x for x, _ in points), key=int)
    assert min(int(y) for _, y in points) == int(points[2][1])  # 104, the highest
    assert page.count('<td class="num">') == 4


def test_htmx_gets_the_panel_alone(journey: Journey, elder: Person) -> None:
    nurse = nurse_of(journey, elder)
    panel = nurse.get(f"/people/{elder.pk}/record/temperature/", HTTP_HX_REQUEST="true")
    assert panel.content.decode().lstrip().startswith("<section")
    assert "36.5" in panel.content.decode()
    assert nurse.get(f"/people/{elder.pk}/record/mood/").status_code == 404


def test_the_record_is_read_in_english(journey: Journey, elder: Person) -> None:
    page = nurse_of(journey, elder, language="en").get(f"/people/{elder.pk}/record/")
    assert "Health record" in page.content.decode()
    assert "Alert" in page.content.decode()


def test_what_another_system_computed_is_read_as_a_person_reads_it(journey: Journey) -> None:
    sent = elders_bundle()
    repeat = {"frequency": 2, "period": 1, "periodUnit": "d"}
    sent["entry"][4]["resource"]["dosageInstruction"] = [{"timing": {"repeat": repeat}}]
    sent["entry"][5]["resource"]["valueQuantity"]["value"] = 87.62854061763944
    assert import_bundle(body=as_bytes(sent), by=PROGRAM, at=NOW).findings == ()
    address = f"/people/{Person.objects.get().pk}/record/"
    zh = nurse_of(journey, Person.objects.get()).get(address).content.decode()
    en = nurse_of(journey, Person.objects.get(), language="en").get(address).content.decode()
    assert "87.63 次/分" in zh and "87.628" not in zh and "36.5 ℃" in zh
    assert "每天2次" in zh and "every day" not in zh
    assert "2 × every day" in en and "每天2次" not in en


@pytest.mark.parametrize("scope", [Grant.Scope.IDENTITY, Grant.Scope.SUMMARY])
def test_who_may_not_see_the_whole_record_finds_nothing_and_nothing_is_written(
    journey: Journey, elder: Person, scope: str
) -> None:
    nurse = nurse_of(journey, elder, scope)
    assert nurse.get(f"/people/{elder.pk}/record/").status_code == 404
    assert nurse.get(f"/people/{elder.pk + 999}/record/").status_code == 404
    assert not Entry.objects.filter(action__startswith="record.read").exists()


def test_a_summary_shows_what_is_active_and_not_the_past(journey: Journey, elder: Person) -> None:
    past = elders_bundle()
    past["entry"][2]["resource"]["clinicalStatus"]["coding"][0]["code"] = "resolved"
    import_bundle(body=as_bytes(past), by=PROGRAM, at=NOW)
    page = nurse_of(journey, elder, Grant.Scope.SUMMARY).get(f"/people/{elder.pk}/summary/")
    assert "慢性心力衰竭" not in page.content.decode()
    assert "青霉素" in page.content.decode()
    entry = Entry.objects.get(action="record.read", person_id=elder.pk)
    assert json.loads(bytes(entry.payload.body)) == {"what": "summary"}


def test_the_page_of_a_person_brings_the_summary_in_as_panels(
    journey: Journey, elder: Person
) -> None:
    nurse = nurse_of(journey, elder, Grant.Scope.SUMMARY)
    page = nurse.get(f"/people/{elder.pk}/").content.decode()
    assert f'hx-get="/people/{elder.pk}/summary/"' in page
    panels = nurse.get(f"/people/{elder.pk}/summary/", HTTP_HX_REQUEST="true").content.decode()
    assert "青霉素" in panels and "<html" not in panels


@pytest.mark.parametrize(("scope", "is_offered"), [("SUMMARY", False), ("RECORD", True)])
def test_the_whole_record_is_offered_to_who_may_open_it(
    journey: Journey, elder: Person, scope: str, is_offered: bool
) -> None:
    page = nurse_of(journey, elder, scope).get(f"/people/{elder.pk}/summary/").content.decode()
    assert (f'href="/people/{elder.pk}/record/"' in page) == is_offered


def test_another_institutions_nurse_sees_neither(journey: Journey, elder: Person) -> None:
    nurse_of(journey, elder)
    other = make_institution(InstitutionKind.HOSPITAL)
    stranger = journey.sign_in(Role.NURSE, institution=other)
    for page in ("record", "record/pulse", "summary", "vitals"):
        assert stranger.get(f"/people/{elder.pk}/{page}/").status_code == 404
    assert stranger.post(f"/people/{elder.pk}/vitals/", {"pulse": "80"}).status_code == 404


def test_a_nurse_stores_vital_signs_on_a_phone(journey: Journey) -> None:
    person = make_person()
    nurse = nurse_of(journey, person, Grant.Scope.SUMMARY)
    given = {
        "resp_rate": "22",
        "spo2": "94",
        "spo2_scale": "1",
        "oxygen": "YES",
        "systolic": "118",
        "diastolic": "70",
        "pulse": "92",
        "consciousness": "C",
        "temperature": "37.9",
    }
    answer = nurse.post(f"/people/{person.pk}/vitals/", given)
    assert answer.status_code == 302
    stored = latest_vitals(person.pk, timezone.now())
    assert stored == {k: v for k, v in given.items() if k != "diastolic"}
    written = Entry.objects.get(action="record.vitals")
    assert (written.person_id, written.account_id) == (person.pk, nurse.account.pk)
    assert answer["Location"].startswith("/transfers/"), "a red result asks for a transfer"
    summary = nurse.get(reverse("record_summary", args=[person.pk]))
    assert "118 mmHg" in summary.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"spo2": "300"}, "100"),
        ({"systolic": "100", "diastolic": "120"}, "舒张压应为低于收缩压"),
        ({"spo2_scale": "1"}, "请至少填写一项"),
        ({"pulse": "80", "measured_at": "2199-01-01T10:00"}, "晚于现在"),
        ({"pulse": "eighty"}, "error"),
    ],
)
def test_a_value_that_cannot_be_is_told_at_the_form_and_nothing_is_stored(
    journey: Journey, given: dict[str, str], said: str
) -> None:
    person = make_person()
    nurse = nurse_of(journey, person, Grant.Scope.SUMMARY)
    answer = nurse.post(f"/people/{person.pk}/vitals/", given)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Resource.objects.exists()


HAN = re.compile(r"[\u4e00-\u9fff]")
BARE = re.compile(r"[A-Z0-9]+_[A-Z0-9_]+")


def _add_own(person: Person, house: int) -> None:
    """Show a visit, a stay in a bed and acts of every kind as their services do."""
    own = [
        encounter_of(
            VisitFacts(
                patient="", state="DONE", institution=house, practitioner=None, second=None,
                since="2026-02-01T08:00:00+08:00", until="2026-02-01T09:00:00+08:00",
                items=("LTCI_05",), end_reason="",
            )
        ),
        stay_of(
            ClaimFacts(
                key=1, patient="", bed=1, bed_kind="HOME_MEDICAL_BED", institution=1,
                kind="OCCUPY", since="2026-01-01T08:00:00+08:00", until=None, is_active=True,
                end_reason="", responsible=None, diagnosis="", transfer=None,
            )
        ),
        *(
            procedure_of(
                ActFacts(
                    patient="", kind=kind, item="FOLLOW_UP_DIABETES", institution=1,
                    practitioner=None, since="2026-02-01T08:00:00+08:00",
                    until="2026-02-01T08:20:00+08:00", is_reversed=False, reason="",
                )
            )
            for kind in ACT_NAMES
        ),
    ]  # fmt: skip
    put(
        [shown_of(body, "test", number, person.pk) for number, body in enumerate(own, start=1)],
        NOW,
    )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_ours_is_said_in_the_readers_language(
    journey: Journey, elder: Person, language: str
) -> None:
    house = make_institution(name_zh="碧梧护理站", name_en="Biwu Nursing Station")
    changed(NOW, institution=house.pk)
    _add_own(elder, house.pk)
    nurse = nurse_of(journey, elder, language=language)
    page = nurse.get(f"/people/{elder.pk}/record/").content.decode()
    timeline = page.partition('id="record-timeline"')[2].partition("</section>")[0]
    stays = page.partition('id="record-stays"')[2].partition("</section>")[0]
    told = re.sub(r"<[^>]+>", " ", timeline + stays)
    expected = {
        "en": (
            "Visit at home",
            "Home medical bed",
            "Follow-up",
            "Inpatient stay",
            "sponge bath",
            "Biwu Nursing Station",
        ),
        "zh-hans": ("上门服务", "家庭病床", "随访", "住院", "温水擦浴", "碧梧护理站"),
    }[language]
    assert [word for word in expected if word not in told] == []
    assert not BARE.findall(told)
    assert bool(HAN.findall(told)) is (language == "zh-hans")


@pytest.mark.parametrize(("language", "words"), [("en", "Alert"), ("zh-hans", "清醒")])
def test_the_sheet_says_how_awake_somebody_is(
    journey: Journey, elder: Person, language: str, words: str
) -> None:
    nurse = nurse_of(journey, elder, language=language)
    page = nurse.get(f"/people/{elder.pk}/summary/sheet/").content.decode()
    name = {"en": "Consciousness", "zh-hans": "意识"}[language]
    assert f"{name} · {words} · " in page


def test_every_kind_of_ours_has_its_words() -> None:
    kinds = {f"{before}{code}" for before, known in NAMED.values() for code in known or ()}
    texts = load_package_texts(Path(yiyang.__file__).parent).texts
    assert kinds | {f"ENCOUNTER_{code}" for code in CLASSES} <= set(texts)
