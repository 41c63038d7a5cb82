"""A care institution files its internal medical institution; the commission answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import make_institution
from yiyang.access.models import Role
from yiyang.cases.models import Case, Task
from yiyang.faces.web.registry.forms import InstitutionForm
from yiyang.network.models import Institution
from yiyang.signing.models import Filing

MOVED, REFUSED, NOT_THERE = 302, 409, 404
PAPERS = ("FILING_HOME_REGISTRATION", "FILING_PREMISES", "FILING_STAFF_LICENCES")
ROOM = {
    "kind": "MEDICAL_ROOM", "name_zh": "敬老院医务室", "name_en": "Medical room of the home",
    "head": "李医生", "doctors": "1", "nurses": "1", "area": "45", "operator": "",
}  # fmt: skip


def filed(*papers: str, **changes: Any) -> dict[str, Any]:
    """Return a filing as the form sends it, with its papers."""
    given = papers or PAPERS
    files = {f"paper_{kind}": SimpleUploadedFile(f"{kind}.txt", b"paper") for kind in given}
    return {**ROOM, **changes, **files}


def send(client: SignedIn, address: str, form: dict[str, Any], status: int = MOVED) -> str:
    with at(NOW):
        answer = client.post(address, form)
    page = answer.content.decode()
    assert answer.status_code == status, (answer.status_code, page)
    return page


class Desks:
    """A private care institution, a centre, and the commission."""

    def __init__(self, journey: Journey) -> None:
        self.home = make_institution(ownership="PRIVATE_FOR_PROFIT")
        self.centre = make_institution("CHC")
        self.care = journey.sign_in(Role.CARE_DESK, institution=self.home)
        self.commission = journey.sign_in(Role.HEALTH_COMMISSION)


@pytest.fixture
def desks(journey: Journey) -> Desks:
    return Desks(journey)


def nothing_filed() -> bool:
    return not (Filing.objects.exists() or Case.objects.exists())


@pytest.mark.clause("JA-2.1.3", "filing.internal")
def test_a_filing_is_returned_corrected_accepted_registered_and_designated(
    journey: Journey, desks: Desks
) -> None:
    entrusted = filed(*PAPERS, "FILING_ENTRUSTMENT", operator=desks.centre.pk)
    send(desks.care, "/filings/new/", entrusted)
    filing = Filing.objects.get()
    page = f"/filings/{filing.case_id}/"
    assert filing.name_zh in desks.commission.get("/filings/").content.decode()
    due = Task.objects.get(code="ANSWER_FILING", state="OPEN")
    assert f"{due.due_at.astimezone():%m-%d}" == "03-10"  # 5 working days after Monday 2 March

    send(desks.commission, f"{page}return/", {"note": ""}, REFUSED)
    send(desks.commission, f"{page}return/", {"note": "请补充布局图"})
    assert "请补充布局图" in desks.care.get(page).content.decode()
    send(desks.commission, f"{page}accept/", {}, REFUSED)
    assert not Institution.objects.filter(kind="MEDICAL_ROOM").exists()

    send(desks.care, f"{page}again/", {**ROOM, "area": "60", "operator": desks.centre.pk})
    send(desks.commission, f"{page}accept/", {})
    filing.refresh_from_db()
    made = filing.institution
    assert (made.kind, made.inhouse_of, made.operator) == ("MEDICAL_ROOM", desks.home, desks.centre)
    assert filing.case.state == "ACCEPTED"
    decision = journey.decision_of("filing.internal", subject_id=filing.pk)
    assert decision.result == {"complete": True, "reasons": []}
    desks.home.refresh_from_db()
    assert desks.home.medical_way == "BROUGHT_IN"

    known = {k: v for k, v in InstitutionForm.initial_of(made).items() if v is not None}
    send(desks.commission, f"/institutions/{made.pk}/edit/", {
        **known, "place": made.place_id, "inhouse_of": desks.home.pk,
        "operator": desks.centre.pk, "designated": "on",
    })  # fmt: skip
    made.refresh_from_db()
    assert made.designated


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (filed(nurses="0"), "护士"),
        (filed(area="39"), "平方米"),
        (filed("FILING_PREMISES"), "材料"),
        (filed(kind="NURSING_STATION", nurses="1"), "护士"),
    ],
)
def test_what_is_not_whole_is_not_filed_and_the_reason_is_told(
    desks: Desks, form: dict[str, Any], sentence: str
) -> None:
    assert sentence in send(desks.care, "/filings/new/", form, REFUSED)
    assert nothing_filed()


def test_only_a_care_institution_files_and_only_to_its_own_commission(
    journey: Journey, desks: Desks
) -> None:
    hospital = journey.sign_in(Role.HOSPITAL_DESK, institution=make_institution("HOSPITAL"))
    assert hospital.post("/filings/new/", filed()).status_code == NOT_THERE
    send(desks.care, "/filings/new/", filed())
    page = f"/filings/{Filing.objects.get().case_id}/"
    other = journey.sign_in(Role.CARE_DESK, institution=make_institution())
    assert other.get(page).status_code == NOT_THERE
    assert desks.care.post(f"{page}accept/").status_code == NOT_THERE
    paper = desks.commission.get(f"{page}paper/FILING_PREMISES/")
    assert paper["Content-Disposition"].startswith("attachment")


def test_a_filing_withdrawn_is_over_and_cannot_be_accepted(desks: Desks) -> None:
    send(desks.care, "/filings/new/", filed())
    filing = Filing.objects.get()
    page = f"/filings/{filing.case_id}/"
    send(desks.care, f"{page}withdraw/", {"note": "改为签约"})
    send(desks.commission, f"{page}accept/", {}, REFUSED)
    assert Case.objects.get(pk=filing.case_id).state == "WITHDRAWN"
    assert not Institution.objects.filter(kind="MEDICAL_ROOM").exists()


def test_all_that_is_missing_is_told_at_once_and_what_was_typed_stays(desks: Desks) -> None:
    lacking = filed("FILING_PREMISES", operator=desks.centre.pk)
    page = send(desks.care, "/filings/new/", lacking, REFUSED)
    for paper in ("养老机构登记或备案证明", "医护人员执业证书", "委托运营协议"):
        assert re.search(f"缺少材料：\\s*{paper}", page), paper
    assert f'value="{ROOM["name_zh"]}"' in page and nothing_filed()
