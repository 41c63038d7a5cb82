"""Service at home, at day care and in institutions, by the pages, down to the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from tests.journey import Journey
from tests.journeys.visiting import Visiting
from tests.world import make_bed, make_grant, make_institution, make_practitioner
from yiyang.access.models import Role
from yiyang.beds.models import BedClaim, Presence
from yiyang.ledger.models import Act
from yiyang.ledger.selectors import standing_acts
from yiyang.network.models import Institution, Post
from yiyang.people.models import Person
from yiyang.visits.models import Enrolment, Visit, VisitCheck

REFUSED = 409


def lies_in(person: Person, home: Institution, axis: str, since: object) -> None:
    """Let somebody have a bed of an institution."""
    bed, span = make_bed(home), DateTimeTZRange(since, None)
    claim = BedClaim.objects.create(bed=bed, person=person, kind="OCCUPY", span=span)
    Presence.objects.create(person=person, axis=axis, bed_kind=bed.kind, claim=claim, span=span)


@pytest.mark.clause("FD-3.4", "visits.risk")
@pytest.mark.clause("FD-3.4", "visits.plan_day")
@pytest.mark.clause("FD-3.4", "visits.check")
@pytest.mark.clause("FD-3.4", "ledger.accept_act")
def test_a_visit_is_asked_for_checked_routed_made_recorded_and_rated(journey: Journey) -> None:
    v = Visiting(journey)
    visit = v.planned("LTCI_02", "LTCI_08")
    assert visit.practitioner == v.worker
    risk = journey.decision_of("visits.risk", person=v.person)
    assert risk.result["outcome"] == "ACCEPT"
    journey.decision_of("visits.plan_day", subject_kind="institution", subject_id=v.home.pk)
    assert v.person.name in v.phone.get("/visits/mine/").content.decode()
    assert v.worker.name in v.resident.get("/visits/own/").content.decode()

    v.begin(visit, v.clock(10))
    visit = v.end(visit, v.clock(10, 40), "LTCI_02", "LTCI_08")
    assert (visit.state, visit.signed_by) == ("DONE", v.person.name)
    checks = list(visit.checks.order_by("kind"))
    assert [(check.kind, check.metres, check.flags) for check in checks] == [
        ("IN", 0, []), ("OUT", 0, []),
    ]  # fmt: skip
    acts = list(standing_acts().filter(person=v.person).order_by("span"))
    assert [act.item for act in acts] == ["LTCI_02", "LTCI_08"]
    assert {act.decision.rule for act in acts} == {"ledger.accept_act"}
    assert (acts[0].span.lower, acts[1].span.upper) == (v.clock(10), v.clock(10, 40))

    v.post(v.resident, f"/visits/{visit.pk}/rate/", {"stars": "5", "praise": "很细心"})
    visit.refresh_from_db()
    assert (visit.stars, visit.praise) == (5, "很细心")
    assert "5 / 5" in v.desk.get("/visits/").content.decode()


@pytest.mark.clause("FD-3.4", "visits.risk")
def test_a_dangerous_visit_is_refused_with_the_reason_and_referred(journey: Journey) -> None:
    v = Visiting(journey)
    asked = v.ask()
    assert "有新的上门服务申请" in v.desk.get("/notices/").content.decode()
    visit = v.check(asked, "RISK_UNSTABLE")
    assert "未能受理" in v.resident.get("/notices/").content.decode()
    assert (visit.state, visit.end_reason, visit.refer_to) == (
        "REFUSED", "RISK_UNSTABLE", "REFER_EMERGENCY",
    )  # fmt: skip
    page = v.resident.get(f"/visits/{visit.pk}/").content.decode()
    assert "生命体征不稳" in page
    assert "转急诊" in page
    assert "FD-3.4" not in page


@pytest.mark.parametrize("kind", ["HOSPITAL", "HOSPICE", "NURSING_HOME"])
def test_a_hospitals_desk_answers_who_asks_it_for_a_visit(journey: Journey, kind: str) -> None:
    v = Visiting(journey)
    v.home = make_institution(kind, place=v.home.place)
    v.desk = v.today(journey.sign_in(Role.HOSPITAL_DESK, institution=v.home))
    visit = v.ask()
    assert f"/visits/{visit.pk}/" in v.desk.get("/visits/").content.decode()
    assert v.check(visit).state == "ACCEPTED"
    assert "已受理" in v.resident.get("/notices/").content.decode()


@pytest.mark.clause("FD-3.4", "visits.check")
def test_a_check_from_elsewhere_is_kept_and_flagged(journey: Journey) -> None:
    v = Visiting(journey)
    visit = v.planned()
    v.now = v.clock(10)
    told = v.told(visit, v.now) | {"lat": v.person.lat + 0.02}
    v.post(v.phone, f"/visits/{visit.pk}/in/", told)
    check = VisitCheck.objects.get()
    assert check.flags == ["CHECK_OUTSIDE"]
    assert check.metres > 2000
    assert journey.decision_of("visits.check", person=v.person).pk == check.decision_id


@pytest.mark.clause("YRD-6", "ledger.accept_act")
@pytest.mark.clause("FD-5.6", "ledger.accept_act")
def test_an_act_outside_the_places_and_dates_of_practice_is_refused(journey: Journey) -> None:
    v = Visiting(journey)
    first, second = v.planned("LTCI_02"), v.ask("LTCI_03")
    v.begin(first, v.clock(10))
    v.end(first, v.clock(10, 30), "LTCI_02")
    assert Act.objects.get(item="LTCI_02").decision.result["accepted"]
    second = v.check(second)
    v.arrange()
    Post.objects.filter(practitioner=v.worker).update(
        span=DateRange(v.day - timedelta(days=99), v.day)
    )
    v.begin(second, v.clock(11))
    second = v.end(second, v.clock(11, 30), "LTCI_03")
    item = second.items.get()
    assert (second.state, item.state) == ("DONE", "REFUSED")
    assert item.reasons == ["ACT_OUTSIDE_PRACTICE"]
    decision = journey.decision_of("ledger.accept_act", person=v.person)
    assert decision.pk == item.decision_id
    assert not decision.result["accepted"]
    assert not Act.objects.filter(item="LTCI_03").exists()


@pytest.mark.clause("FD-5.6", "ledger.accept_act")
def test_a_visit_far_too_short_is_flagged_and_a_wrong_act_is_reversed(journey: Journey) -> None:
    v = Visiting(journey)
    visit = v.planned("LTCI_02")
    v.begin(visit, v.clock(10))
    v.end(visit, v.clock(10, 5), "LTCI_02")
    act = Act.objects.get()
    assert act.flags == ["ACT_FAR_TOO_SHORT"]
    assert "时长严重不足" in v.desk.get("/acts/?flagged=1").content.decode()
    address = f"/acts/{act.pk}/reverse/"
    assert 'name="reason"' in v.desk.get(address).content.decode()
    v.post(v.desk, address, {"reason": "NOT_DELIVERED"})
    assert 'name="reason"' not in v.desk.get(address).content.decode()
    assert Act.objects.get(reverses=act).reason == "NOT_DELIVERED"
    assert not standing_acts().exists()
    assert v.desk.post(f"/acts/{act.pk}/reverse/", {"reason": "WRONG_TIME"}).status_code == REFUSED


def test_the_days_of_two_workers_of_one_name_stand_apart(journey: Journey) -> None:
    v = Visiting(journey)
    first = v.planned("LTCI_02")
    twin = make_practitioner(v.home, v.worker.profession, name=v.worker.name)
    for hours, worker in ((2, twin), (4, v.worker), (6, twin)):
        begins = first.span.lower + timedelta(hours=hours)
        later = Visit.objects.get(pk=first.pk)
        later.pk, later.practitioner = None, worker
        later.span = DateTimeTZRange(begins, begins + timedelta(minutes=30))
        later.save()
    page = v.desk.get(f"/visits/plan/?day={v.day}").content.decode()
    assert page.count(f"<h2>{v.worker.name} ") == 2


@pytest.mark.clause("JA-2.2.3", "visits.plan_day")
def test_visits_of_the_home_care_bed_and_the_home_medical_bed_are_in_one_calendar(
    journey: Journey,
) -> None:
    care, medical = Visiting(journey), Visiting(journey, "CHC")
    person = care.person
    lies_in(person, care.home, "CARE", care.clock(0))
    lies_in(person, medical.home, "MEDICAL", care.clock(0))
    make_grant(person, medical.home)
    nurse, phone = medical.hire("NURSE", Role.NURSE)
    washing = care.planned("LTCI_02")
    dressing = medical.check(medical.ask("DRESSING", by=medical.desk, person=person))
    medical.arrange()
    dressing.refresh_from_db()
    assert (washing.practitioner, dressing.practitioner) == (care.worker, nurse)
    medical.begin(dressing, medical.clock(14), phone)
    medical.end(dressing, medical.clock(14, 30), "DRESSING", phone=phone)
    for reader in (care.resident, medical.desk):
        page = reader.get(f"/people/{person.pk}/visits/").content.decode()
        assert care.home.name_zh in page
        assert medical.home.name_zh in page
    decision = journey.decision_of(
        "visits.plan_day", subject_kind="institution", subject_id=medical.home.pk
    )
    assert dressing.plan_id == decision.pk


def enrolled(
    v: Visiting, kind: str, point: Institution, *items: str, by: object = None
) -> Enrolment:
    """Enrol the person on every day of the week, by the page."""
    form = {
        "kind": kind, "institution": point.pk, "since": str(v.day),
        "until": str(v.day + timedelta(days=90)), "weekdays": list(range(7)),
        "begins": "09:00", "ends": "16:00", "items": items,
    }  # fmt: skip
    v.post(v.desk, f"/people/{v.person.pk}/enrol/", form)
    return Enrolment.objects.latest("pk")


@pytest.mark.clause("HZ-7", "visits.enrol")
@pytest.mark.clause("HZ-7", "ledger.accept_act")
def test_service_at_home_is_enrolled_scheduled_delivered_and_reported(journey: Journey) -> None:
    v = Visiting(journey)
    make_grant(v.person, v.home)
    row = enrolled(v, "FAMILY", v.home, "LTCI_02")
    assert journey.decision_of("visits.enrol", person=v.person).pk == row.decision_id
    for step in ("gather", "arrange"):
        v.post(v.desk, f"/visits/plan/{step}/", {"day": str(v.day)})
    visit = Visit.objects.get(enrolment=row)
    v.begin(visit, v.clock(11))
    v.end(visit, v.clock(11, 30), "LTCI_02")
    assert Act.objects.get().kind == "HOME_VISIT"
    assert told(v, "家庭型") == ["1", "1", "1", "30", "¥0.00"]


@pytest.mark.clause("HZ-7", "visits.enrol")
@pytest.mark.clause("HZ-7", "ledger.accept_act")
def test_service_in_an_institution_is_enrolled_delivered_and_reported(journey: Journey) -> None:
    v = Visiting(journey, "CARE_INSTITUTION")
    make_grant(v.person, v.home)
    lies_in(v.person, v.home, "CARE", v.clock(0))
    row = enrolled(v, "INSTITUTION", v.home, "LTCI_02")
    v.now = v.clock(11)
    given = {"item": "LTCI_02", "practitioner": v.worker.pk, "minutes": "25"}
    v.post(v.desk, f"/day-care/enrolments/{row.pk}/service/", given)
    act = Act.objects.get()
    assert (act.kind, act.decision.rule) == ("INSTITUTION_SERVICE", "ledger.accept_act")
    assert told(v, "机构型") == ["1", "1", "1", "25", "¥0.00"]


@pytest.mark.clause("HZ-7", "visits.enrol")
@pytest.mark.clause("HZ-10", "visits.enrol")
@pytest.mark.clause("HZ-10", "ledger.accept_act")
def test_a_day_care_centre_is_a_service_point_with_attendance_services_and_purchases(
    journey: Journey,
) -> None:
    v = Visiting(journey, "CHC")
    make_grant(v.person, v.home)
    nurse = make_practitioner(v.home, "NURSE")
    point = make_institution("DAY_CARE", operator=v.home)
    row = enrolled(v, "DAY_CARE", point)
    page = f"/day-care/enrolments/{row.pk}/"
    v.now = v.clock(9)
    v.post(v.desk, f"{page}come/", {})
    v.now = v.clock(10)
    v.post(
        v.desk, f"{page}service/", {"item": "LTCI_32", "practitioner": nurse.pk, "minutes": "20"}
    )
    v.post(v.desk, f"{page}purchase/", {"item": "PURCHASE_LUNCH", "quantity": "1"})
    v.now = v.clock(16)
    v.post(v.desk, f"{page}leave/", {})
    acts = list(standing_acts().order_by("pk"))
    assert [act.kind for act in acts] == [
        "DAY_CARE_SERVICE", "DAY_CARE_PURCHASE", "DAY_CARE_DAY",
    ]  # fmt: skip
    assert {act.institution_id for act in acts} == {point.pk}
    assert {act.decision.rule for act in acts} == {"ledger.accept_act"}
    assert told(v, "日托型")[1:] == ["1", "3", "440", "¥18.00"]


def told(v: Visiting, way: str) -> list[str]:
    """Return the figures of one way of service on the report's page."""
    span = f"since={v.day}&until={v.day + timedelta(days=1)}"
    page = v.desk.get(f"/day-care/report/?{span}").content.decode()
    line = next(row for row in page.split("<tr>") if way in row)
    return [cell.split("<")[0] for cell in line.split('">')[1:] if "</td>" in cell]
