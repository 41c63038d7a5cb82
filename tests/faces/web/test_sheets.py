"""The summary to take along: as a sheet, a PDF and a document, from staff's and one's own page."""

from __future__ import annotations

import pytest
from pypdfium2 import PdfDocument

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.record.samples import as_bytes, elders_bundle
from tests.world import make_account, make_grant, make_institution
from yiyang.access.models import Grant, Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.network.models import InstitutionKind
from yiyang.people.models import Person
from yiyang.record.services import import_bundle
from yiyang.rules.fhir_map.structure import structure_findings
from yiyang.rules.fhir_map.written import read_json

KINDS = ("sheet/", "sheet.pdf", "ips.json")


@pytest.fixture
def elder(db: None) -> Person:
    document = elders_bundle()
    document["entry"][3]["resource"]["code"]["text"] = "青霉素 <b>&"
    assert not import_bundle(body=as_bytes(document), by=PROGRAM, at=NOW).findings
    return Person.objects.get()


def herself(journey: Journey, elder: Person, language: str = "zh-hans") -> SignedIn:
    account = make_account(person=elder, language=language)
    make_grant(elder, account, purpose=Grant.Purpose.SELF, origin_kind="own")
    return journey.sign_in(Role.RESIDENT, account=account, language=language)


def test_a_resident_reads_prints_and_takes_along_their_own_summary(
    journey: Journey, elder: Person
) -> None:
    page = herself(journey, elder)
    address = f"/people/{elder.pk}/summary/"
    assert f"{address}sheet/" in page.get("/my/").content.decode()
    sheet = page.get(f"{address}sheet/").content.decode()
    assert "青霉素 &lt;b&gt;&amp;" in sheet and "健康问题" in sheet and "体温 · 36.5" in sheet
    assert f"{address}sheet.pdf" in sheet and f"{address}ips.json" in sheet
    pdf = page.get(f"{address}sheet.pdf")
    assert pdf.content.startswith(b"%PDF") and pdf["Content-Type"] == "application/pdf"
    document = read_json(page.get(f"{address}ips.json").content)
    assert structure_findings(document) == [] and document["type"] == "document"
    looks = Entry.objects.filter(action="record.read", person_id=elder.pk)
    assert looks.count() == 1 + len(KINDS)  # the page of one's own is a look too


def test_every_page_of_the_pdf_says_whose_it_is(journey: Journey) -> None:
    document = elders_bundle()
    document["entry"][3]["resource"]["code"]["text"] = "青霉素、" * 300
    assert not import_bundle(body=as_bytes(document), by=PROGRAM, at=NOW).findings
    elder = Person.objects.get()
    pdf = herself(journey, elder).get(f"/people/{elder.pk}/summary/sheet.pdf").content
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert elder.name in page and f"第 {number} 页，共 {len(pages)} 页" in page


def test_the_sheet_is_in_the_readers_language(journey: Journey, elder: Person) -> None:
    sheet = herself(journey, elder, "en").get(f"/people/{elder.pk}/summary/sheet/")
    body = sheet.content.decode()
    assert (
        "Patient summary" in body
        and "Problems" in body
        and "健康问题" not in body
        and "Temperature · 36.5" in body
    )


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_see_the_summary_is_given_none_and_nothing_is_written(
    journey: Journey, elder: Person, kind: str
) -> None:
    nurse = journey.sign_in(Role.HOSPITAL_DESK, institution=make_institution("HOSPITAL"))
    assert nurse.get(f"/people/{elder.pk}/summary/{kind}").status_code == 404
    assert not Entry.objects.filter(action="record.read").exists()


def test_a_doctor_with_a_grant_of_the_summary_prints_it(journey: Journey, elder: Person) -> None:
    centre = make_institution(InstitutionKind.CHC)
    make_grant(elder, centre, scope=Grant.Scope.SUMMARY)
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=centre)
    assert doctor.get(f"/people/{elder.pk}/summary/sheet/").status_code == 200
    assert doctor.get(f"/people/{elder.pk}/record/").status_code == 404
