"""The supervision desk: what is late, overspent, failed or complained of, who answers, by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.budgets.rows import ONE, make_balance, make_run, make_statement
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import make_institution, make_place
from yiyang.access.models import Role
from yiyang.cases.models import Case, Task
from yiyang.faces.web.templatetags.yiyang_text import label_or_code
from yiyang.network.models import Institution
from yiyang.policy.book import Reading
from yiyang.policy.loader import shipped_book
from yiyang.risks.models import Risk
from yiyang.rules.risks import GRACE

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with at(NOW):
        yield


def late(hospital: Institution, kind: str = "TRANSFER", role: str = "HOSPITAL_DESK") -> Task:
    """A task of a hospital that is a day past its deadline."""
    case = Case.objects.create(
        kind=kind, flow_version="1", state="OFFERED", place=make_place("310106"),
        urgency="PLANNED", opened_at=NOW - 3 * DAY,
    )  # fmt: skip
    return Task.objects.create(
        case=case, code="ANSWER_OFFER", role=role, institution=hospital, opened_at=NOW - 2 * DAY,
        due_at=NOW - DAY,
    )  # fmt: skip


def shown(client: SignedIn, address: str = "/risks/") -> str:
    answered = client.get(address)
    assert answered.status_code == 200
    return answered.content.decode().split("<main")[1]


def test_each_kind_of_case_that_is_watched_has_a_name() -> None:
    kinds = Reading(shipped_book(), NOW.date(), "310106").table(GRACE)
    assert [kind for kind in kinds if label_or_code(kind) == kind] == []


@pytest.mark.clause("JA-4.2", "risks.watch")
def test_what_is_late_has_an_owner_and_a_deadline_and_is_led_to_its_end(journey: Journey) -> None:
    hospital = make_institution("HOSPITAL")
    task = late(hospital)
    late(hospital, kind="QUESTION")  # of a kind that the book does not watch
    civil = journey.sign_in(Role.CIVIL_AFFAIRS)
    assert civil.post("/risks/look/").status_code == 302
    decision = journey.decision_of("risks.watch")
    assert [one["key"] for one in decision.result["risks"]] == [f"task:{task.pk}"]
    assert "JA-4.2" in decision.clauses
    risk = Risk.objects.get()
    due = Task.objects.get(case=risk.case)
    assert (due.role, due.institution, due.due_at > NOW) == ("HOSPITAL_DESK", hospital, True)
    page = f"/risks/{risk.case_id}/"
    for role in (Role.CIVIL_AFFAIRS, Role.HEALTH_COMMISSION, Role.INSURER):
        told = shown(journey.sign_in(role))
        assert "逾期" in told and "医院床位值班台" in told and hospital.name_zh in told
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=hospital)
    other = journey.sign_in(Role.HOSPITAL_DESK, institution=make_institution("HOSPITAL"))
    assert other.get(page).status_code == 404 and page not in shown(other)
    assert desk.post(f"{page}answer/", {"words": " "}).status_code == 409
    assert desk.post(f"{page}close/", {"words": "x"}).status_code == 404
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    assert officer.post(f"{page}answer/", {"words": "x"}).status_code == 404  # it is the desk's
    assert f"{page}answer/" not in shown(officer, page)
    assert desk.post(f"{page}answer/", {"words": "已答复床位邀约"}).status_code == 302
    assert civil.post(f"{page}return/", {"words": "请写明原因"}).status_code == 302
    assert "请写明原因" in shown(desk, page)
    assert desk.post(f"{page}answer/", {"words": "夜班无人，已增派"}).status_code == 302
    seen = shown(civil, page)
    assert "夜班无人" in seen and "新增待办 · 处理并答复风险" in seen and "LATE" not in seen
    assert civil.post(f"{page}close/", {"words": "已核实"}).status_code == 302
    risk.refresh_from_db()
    assert (risk.case.state, risk.outcome) == ("RISK_CLOSED", "已核实")
    civil.post("/risks/look/")
    assert Risk.objects.count() == 1


@pytest.mark.clause("JA-4.2", "risks.watch")
def test_what_is_overspent_is_the_insurer_s_and_what_is_over_is_ended(journey: Journey) -> None:
    run = make_run(state="POSTED", kind="YEAR", period="2025")
    make_balance(run, budget_fen=1_000, actual_fen=1_200)
    make_balance(run, budget_fen=1_000, actual_fen=900)
    task = late(make_institution("HOSPITAL"), role="RESIDENT")
    found = journey.command("risks", "--json").json
    assert (len(found["found"]), found["known"], found["gone"]) == (2, 0, 0)
    told = {one.kind: one for one in Risk.objects.all()}
    assert told["OVERSPENT"].params["over_fen"] == 200
    assert [told[kind].owner_role for kind in ("LATE", "OVERSPENT")] == ["COORDINATOR", "INSURER"]
    insurer = journey.sign_in(Role.INSURER)
    assert "¥2.00" in shown(insurer, f"/risks/{told['OVERSPENT'].case_id}/")
    own = f"/risks/{told['OVERSPENT'].case_id}/"
    assert insurer.post(f"{own}close/", {"words": "x"}).status_code == 404
    assert f"{own}close/" not in shown(insurer, own) and f"{own}answer/" in shown(insurer, own)
    asked = f"/risks/{told['LATE'].case_id}/"
    assert f"{asked}answer/" not in shown(insurer, asked)
    coordinator = journey.sign_in(Role.COORDINATOR)
    assert "¥2.00" not in shown(coordinator) and "逾期" in shown(coordinator)
    task.state = Task.State.DONE
    task.save()
    again = journey.command("risks", "--json").json
    assert (again["found"], again["known"], again["gone"]) == ([], 1, 1)
    ended = Case.objects.get(pk=told["LATE"].case_id)
    assert (ended.state, ended.tasks.filter(state="OPEN").count()) == ("RISK_GONE", 0)


@pytest.mark.clause("JA-4.2", "risks.watch")
def test_a_failed_inspection_or_a_complaint_told_by_an_officer_is_answered(
    journey: Journey,
) -> None:
    home = make_institution("CARE_INSTITUTION")
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    form = {"kind": "INSPECTION", "institution": home.pk, "words": ""}
    assert officer.post("/risks/tell/", form).status_code == 422
    far = make_institution(place=make_place("310101002"))
    form["words"] = "消毒记录缺失"
    assert officer.post("/risks/tell/", form | {"institution": far.pk}).status_code == 422
    assert not Risk.objects.exists()
    assert officer.post("/risks/tell/", form).status_code == 302
    assert journey.decision_of("risks.watch").result["risks"][0]["owner"] == "CARE_DESK"
    page = f"/risks/{Risk.objects.get().case_id}/"
    desk = journey.sign_in(Role.CARE_DESK, institution=home)
    assert "消毒记录缺失" in shown(desk, page)
    assert desk.post(f"{page}answer/", {"words": "已补记并培训"}).status_code == 302
    assert "已补记并培训" in shown(journey.sign_in(Role.CIVIL_AFFAIRS), page)
    assert journey.command("risks", "--place", "999999").exit_code == 3


@pytest.mark.clause("JA-4.2", "risks.watch")
def test_a_hospital_that_codes_far_more_severe_cases_is_asked_to_explain(
    journey: Journey,
) -> None:
    run = make_run(state="POSTED", kind="YEAR", period="2025")
    high, usual = make_institution("HOSPITAL"), make_institution("HOSPITAL")
    make_statement(run, high, ("BR21", "USUAL", 40, ONE, 400), ("BR25", "USUAL", 10, ONE, 100))
    make_statement(run, usual, ("BR21", "USUAL", 10, ONE, 100), ("BR25", "USUAL", 40, ONE, 400))
    insurer = journey.sign_in(Role.INSURER)
    insurer.post("/risks/look/")
    risk = Risk.objects.get()
    assert (risk.kind, risk.institution, risk.owner_role) == ("CODING", high, "HOSPITAL_DESK")
    told = shown(journey.sign_in(Role.HOSPITAL_DESK, institution=high), f"/risks/{risk.case_id}/")
    assert "50 例中 40 例" in told and "25 例" in told and "不等于认定违规" in told
    decision = journey.decision_of("risks.watch")
    assert [one["kind"] for one in decision.result["risks"]] == ["CODING"]
    assert len(decision.result["none"]) == 1
