"""An alarm opens a case; an exercise pools beds of districts and gives them back."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.vigilance.rows import condition, people, quiet, send
from tests.world import (
    make_bed,
    make_capability,
    make_institution,
    make_place,
    make_practitioner,
)
from yiyang.access.models import Role
from yiyang.beds.models import BedClaim
from yiyang.ledger.models import Act
from yiyang.network.models import Bed, Institution, InstitutionKind
from yiyang.notices.models import Notice
from yiyang.vigilance.models import Alarm, Casualty, Pledge, PooledBed, PooledStaff, Response

ON = date(2026, 3, 1)
HOUR = timedelta(hours=1)


def _outbreak() -> None:
    make_place("310106")
    who = people(9)
    send([*quiet(who, ON, 50), *(condition(one, ON, "J10.1") for one in who)])


def _watch(journey: Journey) -> dict:
    with at(NOW):
        told = journey.command("watch", "--record", "--on", ON.isoformat(), "--json")
    assert told.exit_code == 0, told.err
    assert told.err.splitlines()[-1] == "60/60"
    return told.json


@pytest.mark.clause("SM-3.5", "vigilance.alarm")
def test_daily_counts_of_the_record_raise_an_alarm_with_its_evidence(journey: Journey) -> None:
    _outbreak()
    answer = _watch(journey)
    assert sorted((one["observed"], one["series"]) for one in answer["alarms"]) == [
        (9, "INFLUENZA_LIKE 310106"), (9, "INFLUENZA_LIKE 310106006"),
    ]  # fmt: skip
    alarm = Alarm.objects.get(place__code="310106006")
    decision = journey.decision_of("vigilance.alarm")
    assert decision.result["is_alarm"] is True
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(NOW):
        desk = officer.get("/alarms/").content.decode()
        page = officer.get(f"/alarms/{alarm.pk}/").content.decode()
        why = officer.get(f"/decisions/{decision.pk}/")
        sheet = officer.get(f"/alarms/{alarm.pk}/counts.csv").content.decode("utf-8-sig")
    assert f"/decisions/{decision.pk}/" in page and why.status_code == 200
    assert "流感样病例" in desk and "江宁路街道" in desk and "待核实" in desk
    for told in ("EARS C2", "基线步数", "28", 'class="chart"', "误报不超过 6 次", "2026-03-01"):
        assert told in page
    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[-1][:3] == ["2026-03-01", "9", "9"] and len(rows) == 36
    assert "张桂英" not in desk + page + sheet


@pytest.mark.clause("SM-3.5", "vigilance.grade")
def test_an_alarm_is_verified_graded_and_asks_for_the_beds_of_its_level(journey: Journey) -> None:
    house = _hospital("310106006", 4)
    _outbreak()
    _watch(journey)
    response = Response.objects.get()
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    base = f"/alarms/response/{response.case_id}"
    with at(NOW):
        assert "核实预警" in officer.get("/work/").content.decode()
        officer.post(f"{base}/verify/", {"note": "已电话核实"})
        officer.post(f"{base}/declare/", {"level": "", "note": ""})
        page = officer.get(f"{base}/").content.decode()
        officer.post(f"{base}/ask/", {"kind": "HOSPITAL_BED"})
    response.refresh_from_db()
    decision = journey.decision_of("vigilance.grade", subject_id=response.pk)
    assert response.decision == decision and decision.facts["places"] == 1
    assert (response.level, response.scope, response.beds) == ("IV", "DISTRICT", 4)
    assert "Ⅳ级" in page and "近七日" in page
    assert Pledge.objects.get().institution == house
    task = response.case.tasks.get(code="PLEDGE_BEDS")
    assert task.institution == house and task.due_at == NOW + 2 * HOUR


def test_an_alarm_that_is_none_is_dismissed_with_the_reason(journey: Journey) -> None:
    _outbreak()
    _watch(journey)
    response = Response.objects.get()
    officer = journey.sign_in(Role.COORDINATOR)
    base = f"/alarms/response/{response.case_id}"
    with at(NOW):
        assert officer.post(f"{base}/dismiss/", {"note": ""}).status_code == 409
        assert officer.post(f"{base}/dismiss/", {"note": "补录旧档案"}).status_code == 302
        page = officer.get(f"{base}/").content.decode()
    assert "补录旧档案" in page and "已排除" in page


def _hospital(code: str, beds: int, level: int = 3) -> Institution:
    house = make_institution(InstitutionKind.HOSPITAL, place=make_place(code), level=level)
    make_capability(house, "ED")
    for _ in range(beds):
        make_bed(house)
    make_practitioner(house, profession="NURSE")
    return house


def _exercise(officer: SignedIn) -> tuple[Response, str]:
    """Begin an exercise, verified, at the highest level, with four invented cases."""
    officer.post("/alarms/exercise/", {"syndrome": "SEVERE_RESPIRATORY", "note": "秋季演练"})
    response = Response.objects.get(is_exercise=True)
    base = f"/alarms/response/{response.case_id}"
    officer.post(f"{base}/verify/", {"note": ""})
    officer.post(f"{base}/declare/", {"level": "I", "note": ""})
    cases = "1,9,1,310106006\n2,7,0,310106006\n1,5,0,310106006\n2,1,0,310106006"
    assert officer.post(f"{base}/invent/", {"cases": cases}).status_code == 302
    return response, base


def _give(journey: Journey, house: Institution, response: Response) -> None:
    desk = journey.sign_in(
        Role.HOSPITAL_DESK if house.kind == "HOSPITAL" else Role.CARE_DESK, institution=house
    )
    pledge = Pledge.objects.get(response=response, institution=house)
    asked = desk.get("/alarms/asked/").content.decode()
    assert f"/alarms/asked/{pledge.pk}/" in asked and "演练" in asked
    case = desk.get(f"/alarms/case/{response.case_id}/")
    assert case["Location"] == f"/alarms/asked/{pledge.pk}/"
    given = {
        "beds": list(house.beds.values_list("pk", flat=True)),
        "staff": [post.practitioner_id for post in house.posts.all()],
    }
    assert desk.post(f"/alarms/asked/{pledge.pk}/", given).status_code == 302


@pytest.mark.clause("YRD-1", "placement.batch")
def test_an_exercise_pools_districts_places_by_severity_and_releases_the_pools(
    journey: Journey,
) -> None:
    own, other = _hospital("310106006", 1, level=3), _hospital("310101002", 2, level=2)
    home = make_institution(InstitutionKind.CARE_INSTITUTION, place=make_place("310101002"))
    make_bed(home)
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(NOW):
        response, base = _exercise(officer)
        for kind in ("HOSPITAL_BED", "INSTITUTION_BED"):
            officer.post(f"{base}/ask/", {"kind": kind})
        for house in (own, other, home):
            _give(journey, house, response)
        officer.post(f"{base}/place/")
        page = officer.get(f"{base}/").content.decode()
        sheet = officer.get(f"{base}/pool.csv").content.decode("utf-8-sig")
    decision = journey.decision_of("placement.batch", subject_id=response.pk)
    response.refresh_from_db()
    assert response.placement == decision and decision.result["placed"] == 4
    placed = Casualty.objects.select_related("bed__bed__institution").order_by("number")
    assert [(one.severity, one.bed.bed.institution) for one in placed] == [
        ("CRITICAL", own), ("SEVERE", other), ("MODERATE", other), ("MILD", home),
    ]  # fmt: skip
    assert "这是演练" in page and page.count("危重") == 1 and "演练" in sheet
    assert {row[2] for row in csv.reader(io.StringIO(sheet))} >= {"310106", "310101"}
    with at(NOW + HOUR):
        officer.post(f"{base}/end/", {"note": "演练结束"})
        officer.post(f"{base}/end/", {"note": "再次"})
    assert set(PooledBed.objects.values_list("released_at", flat=True)) == {NOW + HOUR}
    assert set(PooledStaff.objects.values_list("released_at", flat=True)) == {NOW + HOUR}
    _nothing_is_real()


def _nothing_is_real() -> None:
    assert not Bed.objects.exclude(state="FREE").exists()
    assert not Bed.objects.filter(is_pooled=True).exists()
    assert not BedClaim.objects.exists() and not Act.objects.exists()
    assert not Alarm.objects.exists()
    codes = set(Notice.objects.exclude(code="NOBODY_ON_DUTY").values_list("code", flat=True))
    assert codes == {"EXERCISE_PLEDGE_ASKED"}
    assert not Notice.objects.filter(account__person__isnull=False).exists()


def test_who_asks_for_no_beds_at_all_is_told_what_comes_first(journey: Journey) -> None:
    _hospital("310106006", 3)
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    told = "请先纳入病例"
    with at(NOW):
        response, base = _exercise(officer)
        assert told in officer.get(f"{base}/").content.decode()
        officer.post(f"{base}/declare/", {"level": "", "note": ""})
        page = officer.get(f"{base}/").content.decode()
    response.refresh_from_db()
    assert response.beds == 2 and told not in page
    assert f'href="/decisions/{response.decision_id}/"' in page


def test_an_invented_case_that_needs_its_bed_no_more_leaves_by_page(journey: Journey) -> None:
    make_place("310106006")
    officer = journey.sign_in(Role.HEALTH_COMMISSION)
    with at(NOW):
        response, base = _exercise(officer)
        one = response.casualties.get(number=1)
        assert officer.post(f"/alarms/casualty/{one.pk}/leave/")["Location"] == f"{base}/"
        page = officer.get(f"{base}/").content.decode()
    one.refresh_from_db()
    assert (one.left_at, page.count("不再等候"), page.count("不再需要床位")) == (NOW, 1, 3)


@pytest.mark.clause("YRD-1", "vigilance.severity")
def test_each_invented_case_has_its_severity_by_the_rule(journey: Journey) -> None:
    make_place("310106006")
    officer = journey.sign_in(Role.COORDINATOR)
    with at(NOW):
        response, base = _exercise(officer)
        bad = officer.post(f"{base}/invent/", {"cases": "1,9,1\n3,4,0,310106006\n1,1,0,000"})
        page = bad.content.decode()
    assert bad.status_code == 400
    assert all(f"第 {line} 行不是病例" in page for line in (1, 2, 3))
    graded = journey.decisions("vigilance.severity")
    assert [one.result["severity"] for one in graded] == ["CRITICAL", "SEVERE", "MODERATE", "MILD"]
    assert list(response.casualties.order_by("number").values_list("decision", flat=True)) == [
        one.pk for one in graded
    ]
