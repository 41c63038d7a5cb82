"""Recognising results by the pages: from the department's marks to the measure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.journey import Journey
from tests.journeys.clock import at
from tests.recognition.conftest import CREDIT_CODES, Results
from tests.world import make_assignment, make_place
from yiyang.access.models import Role
from yiyang.audit.models import Entry
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.recognition.models import Certificate, Order

DAYS = timedelta(days=1)


@pytest.fixture
def results(db: None) -> Iterator[Results]:
    with at(NOW):
        yield Results()


def pages_of(results: Results, item: str = "HBA1C") -> tuple[str, str, str]:
    home = f"/people/{results.person.pk}/tests/"
    return home + f"{item}/", home + f"{item}/recognise/", home + f"{item}/order/"


@pytest.mark.clause("SM-4.9", "recognition.recognise")
def test_a_doctor_recognises_what_is_offered_and_the_avoided_cost_is_counted(
    journey: Journey, results: Results
) -> None:
    found = results.result(by=None)
    doctor = journey.enter(results.gp, language="en")
    shown, recognise, _ = pages_of(results)
    text = doctor.get(shown).content.decode()
    assert "Shanghai HR" in text
    assert "7 %" in text
    assert f'name="result" value="{found.pk}"' in text
    assert results.hospital.name_en in text
    answer = doctor.post(recognise, {"result": found.pk, "doctor": results.doctor.pk})
    assert answer.status_code == 302
    decision = journey.decision_of("recognition.recognise", person=results.person)
    order = Order.objects.get()
    assert (order.state, order.decision, order.avoided_fen) == ("RECOGNISED", decision, 6500)
    assert decision.result["verdicts"][0]["recognised"] is True
    assert Act.objects.get(kind="RESULT_RECOGNISED").quantity == 6500
    assert "¥65.00 avoided" in doctor.get(answer.url).content.decode()
    told = journey.command(
        "measure", "recognition.avoided_cost", "--by", "doctor", "--period", "2026-03", "--json"
    )
    assert '"numerator":6500' in told.out.replace(" ", "")


@pytest.mark.clause("SM-4.9", "recognition.recognise")
def test_a_repeat_is_ordered_with_a_case_and_the_reason_is_kept(
    journey: Journey, results: Results
) -> None:
    results.result()
    doctor = journey.enter(results.gp)
    _, _, order = pages_of(results)
    given = {"doctor": results.doctor.pk}
    refused = doctor.post(order, given)
    assert (refused.status_code, refused["X-Refusal"]) == (409, "NOT_ORDERED")
    refused = doctor.post(order, given | {"case": "", "words": "骨折术后"})
    assert "骨折术后</textarea>" in refused.content.decode(), "what was typed stays"
    refused = doctor.post(order, given | {"case": "6"})
    assert (refused.status_code, refused["X-Refusal"]) == (409, "NOT_ORDERED")
    assert not Order.objects.exists()
    assert not journey.decisions("recognition.recognise").exists()
    answer = doctor.post(order, given | {"case": "6", "words": "骨折术后复查"})
    assert answer.status_code == 302
    decision = journey.decision_of("recognition.recognise", person=results.person)
    kept = Order.objects.get()
    assert (kept.state, kept.case, kept.decision) == ("ORDERED", "6", decision)
    assert decision.facts["case"] == "6"
    assert "骨折术后复查" in doctor.get(answer.url).content.decode()


@pytest.mark.clause("SM-4.9", "recognition.recognise")
def test_a_mark_that_the_department_enters_makes_a_result_recognisable(
    journey: Journey, results: Results
) -> None:
    results.result(code="24331-1")
    doctor = journey.enter(results.gp)
    shown, recognise, _ = pages_of(results, "LIPIDS")
    assert "没有互认标识" in doctor.get(shown).content.decode()
    health = journey.sign_in(Role.HEALTH_COMMISSION, place=make_place("310106"))
    form = {
        "item": "LIPIDS", "institution": results.hospital.pk, "since": "2025-01-01",
        "cites": "沪卫医〔2025〕1号",
    }  # fmt: skip
    mark = form | {"kind": "MARK", "region": "YANGTZE_DELTA_HR"}
    assert health.post("/recognition/new/", mark).status_code == 302
    control = form | {"kind": "CONTROL", "until": "2026-12-31"}
    assert health.post("/recognition/new/", control).status_code == 302
    text = doctor.get(shown).content.decode()
    assert "长三角HR" in text
    found = Decision.objects.filter(rule="recognition.recognise")
    assert not found.exists()
    key = text.partition('name="result" value="')[2].partition('"')[0]
    assert doctor.post(recognise, {"result": key, "doctor": results.doctor.pk}).status_code == 302
    decision = journey.decision_of("recognition.recognise", person=results.person)
    assert decision.result["verdicts"][0]["mark"] == "YANGTZE_DELTA_HR"


@pytest.mark.clause("SM-4.9", "recognition.recognise")
def test_a_result_from_elsewhere_is_recognised_by_its_national_mark(
    journey: Journey, results: Results
) -> None:
    abroad = "91350100M000100Y43"
    results.certify(abroad, region="NATIONAL_HR")
    maker = {"identifier": {"system": CREDIT_CODES, "value": abroad}, "display": "福州某医院"}
    found = results.result(by=maker)
    doctor = journey.enter(results.gp)
    shown, recognise, _ = pages_of(results)
    text = doctor.get(shown).content.decode()
    assert "福州某医院" in text
    assert "来自本网络之外" in text
    doctor.post(recognise, {"result": found.pk, "doctor": results.doctor.pk})
    decision = journey.decision_of("recognition.recognise", person=results.person)
    assert Order.objects.get().decision == decision
    assert decision.result["verdicts"][0]["mark"] == "NATIONAL_HR"


def test_the_look_at_results_is_written_down(journey: Journey, results: Results) -> None:
    results.result()
    journey.enter(results.gp).get(pages_of(results)[0])
    look = Entry.objects.filter(action="record.read", person_id=results.person.pk).last()
    assert look is not None


def test_a_desk_names_the_doctor_who_decides(journey: Journey, results: Results) -> None:
    found = results.result()
    desk = make_assignment(Role.HOSPITAL_DESK, institution=results.centre)
    client = journey.enter(desk)
    _, recognise, _ = pages_of(results)
    assert client.post(recognise, {"result": found.pk}).status_code == 400
    assert not Order.objects.exists()
    client.post(recognise, {"result": found.pk, "doctor": results.doctor.pk})
    assert Order.objects.get().practitioner == results.doctor


def test_an_order_is_cancelled_and_finished_by_its_own_institution_alone(
    journey: Journey, results: Results
) -> None:
    order = results.order()
    other = journey.sign_in(Role.HOSPITAL_DESK, institution=results.hospital)
    assert other.post(f"/tests/{order.pk}/cancel/").status_code == 404
    own = journey.enter(results.gp)
    refused = own.post(f"/tests/{order.pk}/done/")
    assert (refused.status_code, refused["X-Refusal"]) == (409, "NO_RESULT_YET")
    assert own.post(f"/tests/{order.pk}/cancel/").status_code == 302
    order.refresh_from_db()
    assert order.state == "CANCELLED"


def test_the_department_ends_a_mark_and_reads_its_document(
    journey: Journey, results: Results
) -> None:
    health = journey.sign_in(Role.HEALTH_COMMISSION, place=make_place("310106"))
    assert "上海HR" in health.get("/recognition/").content.decode()
    mark = Certificate.objects.get(kind="MARK")
    assert health.get(f"/recognition/{mark.pk}/paper/").status_code == 404
    assert health.post(f"/recognition/{mark.pk}/end/", {"on": "2026-02-01"}).status_code == 302
    mark.refresh_from_db()
    assert str(mark.span.upper) == "2026-02-01"
    bad = health.post("/recognition/new/", {"kind": "MARK"})
    assert bad.status_code == 400


def test_the_desk_of_acts_neither_lists_nor_reverses_a_recognised_result(
    journey: Journey, results: Results
) -> None:
    order = results.recognise(results.result())
    desk = journey.enter(make_assignment(Role.HOSPITAL_DESK, institution=results.centre))
    assert results.person.name not in desk.get("/acts/").content.decode()
    address = f"/acts/{order.act_id}/reverse/"
    assert desk.get(address).status_code == 404
    assert desk.post(address, {"reason": "MISTAKE"}).status_code == 404
    assert Act.objects.count() == 1
    assert results.order("1").state == "ORDERED"
