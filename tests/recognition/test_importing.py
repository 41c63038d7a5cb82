"""A table of marks: all rows or none, each fault with its row, the same table twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.conftest import NOW
from tests.journey import Journey
from tests.recognition.conftest import Results
from tests.world import actor_of, make_assignment, make_institution, make_place
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.network.importing.limits import LIMITS
from yiyang.network.importing.tables import UnreadableTable
from yiyang.recognition.importing import MOST, Taken, import_certificates
from yiyang.recognition.models import Certificate

pytestmark = pytest.mark.django_db
HEADER = "种类,项目,标识,机构代码,统一社会信用代码,机构名称,起始日,截止日,依据文件\n"
ABROAD = "91350100M000100Y43"


def take(text: str) -> Taken:
    officer = make_assignment(Role.HEALTH_COMMISSION, place=make_place("310106"))
    body = (HEADER + text).encode()
    return import_certificates(body=body, assignment=officer, by=actor_of(officer), at=NOW)


def written() -> tuple[int, int]:
    return Certificate.objects.count(), Entry.objects.count()


def test_keeps_every_row_by_code_or_label_and_a_second_time_nothing(results: Results) -> None:
    code = results.hospital.code
    text = (
        f"互认标识,血脂,全国HR,{code},,,2025-01-01,,沪卫医1号\n"
        f"CONTROL,LIPIDS,,{code},,,2025-01-01,2027-01-01,沪卫医1号\n"
        f"MARK,LIPIDS,NATIONAL_HR,,{ABROAD.lower()},福州医院,2025/1/1,,闽卫医2号\n"
    )
    before = Certificate.objects.count()
    assert take(text).counts.added == 3
    assert Certificate.objects.count() == before + 3
    again = take(text)
    assert (again.counts.added, again.counts.same, again.findings) == (0, 3, ())
    outside = Certificate.objects.get(institution=None)
    assert (outside.credit_code, outside.outside_name) == (ABROAD, "福州医院")


def test_one_bad_row_and_nothing_is_kept(results: Results) -> None:
    code, far = results.hospital.code, make_institution(place=make_place("310101002")).code
    before = written()
    taken = take(
        f"MARK,LIPIDS,NATIONAL_HR,{code},,,2025-01-01,,沪卫医1号\n"
        f"MARK,手相,NATIONAL_HR,{code},,,2025-01-01,,沪卫医1号\n"
        f"MARK,LIPIDS,NATIONAL_HR,{far},,,2025-01-01,,沪卫医1号\n"
        f"CONTROL,LIPIDS,NATIONAL_HR,{code},,,2025-01-01,,沪卫医1号\n"
        f"MARK,LIPIDS,,{code},,,2025-01-01,,沪卫医1号\n"
    )
    assert [(one.where.partition(",")[0], one.code) for one in taken.findings] == [
        ("row 3", "UNKNOWN_CODE"),
        ("row 4", "UNKNOWN_REFERENCE"),
        ("row 5", "CERTIFICATE_REGION_OF_CONTROL"),
        ("row 6", "CERTIFICATE_NO_REGION"),
    ]
    assert written() == before


def test_a_row_that_meets_another_one_takes_the_others_back(results: Results) -> None:
    code = results.hospital.code
    before = written()
    taken = take(
        f"MARK,LIPIDS,SHANGHAI_HR,{code},,,2025-01-01,,沪卫医1号\n"
        f"MARK,HBA1C,SHANGHAI_HR,{code},,,2026-01-01,,沪卫医1号\n"
    )
    assert [one.code for one in taken.findings] == ["CERTIFICATE_KNOWN"]
    assert written() == before


def test_the_department_takes_a_table_in_on_its_page(journey: Journey, results: Results) -> None:
    officer = journey.sign_in(Role.HEALTH_COMMISSION, place=make_place("310106"))

    def post(text: str) -> HttpResponse:
        file = SimpleUploadedFile("marks.csv", (HEADER + text).encode())
        return officer.post("/recognition/import/", {"table": file})

    row = f"CONTROL,LIPIDS,,{results.hospital.code},,,2025-01-01,,沪卫医1号\n"
    bad = post(row + "MARK,LIPIDS,,,,,x,,\n")
    assert bad.status_code == 400
    assert "row 3" in bad.content.decode()
    assert not Certificate.objects.filter(item="LIPIDS").exists()
    assert post(row).status_code == 302
    assert Certificate.objects.filter(item="LIPIDS").count() == 1


def test_a_credit_code_of_another_institution_is_a_fault(results: Results) -> None:
    hospital = results.hospital
    hospital.credit_code = "12310106MB0A10013X"
    hospital.save()
    before = written()
    row = f"MARK,LIPIDS,NATIONAL_HR,{hospital.code},%s,,2025-01-01,,沪卫医1号\n"
    taken = take(row % ABROAD)
    assert [(one.where, one.code) for one in taken.findings] == [
        ("row 2, column credit_code", "CODE_OF_ANOTHER")
    ]
    assert written() == before
    assert take(row % hospital.credit_code.lower()).counts.added == 1


def test_a_table_of_too_many_rows_is_refused_before_any_is_kept(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST.rows < LIMITS.rows
    monkeypatch.setattr("yiyang.recognition.importing.MOST", replace(MOST, rows=1))
    before = written()
    row = f"CONTROL,%s,,{results.hospital.code},,,2025-01-01,,沪卫医1号\n"
    with pytest.raises(UnreadableTable):
        take(row % "LIPIDS" + row % "CBC")
    assert written() == before
