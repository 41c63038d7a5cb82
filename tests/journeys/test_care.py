"""A person is planned for, followed up, asks and is answered; every act is recorded once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.beds.conftest import District
from tests.care.conftest import Signed, join_group, signed_person
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import make_account, make_grant
from yiyang.access.models import Role
from yiyang.care.models import Consultation, DueWork, FollowUp, Plan, PlanItem
from yiyang.ledger.models import Act

CONFLICT, NOT_THERE = 409, 404


@dataclass
class Desk:
    """A family doctor at the desk of a centre, and the person signed with them."""

    journey: Journey
    signed: Signed
    doctor: SignedIn
    now: datetime = NOW

    @property
    def person_page(self) -> str:
        return f"/care/people/{self.signed.person.pk}"

    def post(self, client: SignedIn, address: str, form: dict[str, object] | None = None) -> int:
        """Send a form a minute later; return how it was answered."""
        self.now += timedelta(minutes=1)
        with at(self.now):
            return client.post(address, form or {}).status_code

    def page(self, client: SignedIn, address: str) -> str:
        """Return a page as text without its tags."""
        with at(self.now):
            answer = client.get(address)
        assert answer.status_code == 200, address
        return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())

    def draw(self) -> Plan:
        """Draw up the person's plan on their page."""
        assert self.post(self.doctor, f"{self.person_page}/plan/draw/") == 302
        return Plan.objects.get(person=self.signed.person, state="CURRENT")

    def due(self, item: str) -> DueWork:
        """Return what is due next of an item."""
        rows = DueWork.objects.filter(person=self.signed.person, item=item, state="DUE")
        return rows.earliest("due_on")

    def resident(self) -> SignedIn:
        """Return the browser of the person themselves."""
        account = make_account(person=self.signed.person)
        make_grant(self.signed.person, account, purpose="SELF")
        return self.journey.sign_in(Role.RESIDENT, account=account)


def desk_of(journey: Journey, signed: Signed) -> Desk:
    make_grant(signed.person, signed.centre)
    account = make_account()
    signed.doctor.account = account
    signed.doctor.save()
    doctor = journey.sign_in(Role.FAMILY_DOCTOR, institution=signed.centre, account=account)
    return Desk(journey, signed, doctor)


@pytest.fixture
def desk(journey: Journey) -> Desk:
    return desk_of(journey, signed_person(born_on=date(1966, 1, 1)))


@pytest.mark.clause("JA-2.2.1", "care.plan")
def test_an_assessment_gives_a_plan_of_dated_items_each_delivered_once(desk: Desk) -> None:
    when = timezone.localtime(desk.now).strftime("%Y-%m-%dT%H:%M")
    sheet = {"self_care_deficit": "60", "disease_severity": "10", "assessed_at": when}
    person = desk.signed.person
    assert desk.post(desk.doctor, f"/people/{person.pk}/assess/SH_UNIFIED/", sheet) == 302
    plan = desk.draw()
    decision = desk.journey.decision_of("care.plan", person=person)
    assert plan.decision_id == decision.pk
    assert decision.facts["levels"] == [["SH_UNIFIED", "4"]]
    assert PlanItem.objects.get(plan=plan, item="CARE_VISIT").count == 260
    assert desk.due("CARE_VISIT").kind == "VISIT"

    work = DueWork.objects.filter(item="HEALTH_EDUCATION", state="DUE").earliest("due_on")
    assert desk.post(desk.doctor, f"/care/due/{work.pk}/", {"minutes": "20"}) == 302
    assert desk.post(desk.doctor, f"/care/due/{work.pk}/", {"minutes": "20"}) == CONFLICT
    work.refresh_from_db()
    assert Act.objects.get(item="HEALTH_EDUCATION") == work.act
    assert "健康教育 2 1 1" in desk.page(desk.doctor, f"{desk.person_page}/plan/")


@pytest.mark.clause("JA-2.2.3", "care.plan")
def test_a_home_care_bed_and_a_home_medical_bed_are_under_one_plan_and_calendar(
    journey: Journey, district: District
) -> None:
    desk = desk_of(journey, signed_person())
    person = desk.signed.person
    district.living_in(person, "HOME_CARE_BED")
    desk.draw()
    district.living_in(person, "HOME_MEDICAL_BED")
    plan = desk.draw()
    decision = journey.decision_of("care.plan", person=person)
    assert decision.facts["beds"] == ["HOME_CARE_BED", "HOME_MEDICAL_BED"]
    assert Plan.objects.filter(person=person).count() == 1
    assert plan.practitioner == desk.signed.doctor
    visits = PlanItem.objects.get(plan=plan, item="NURSING_VISIT")
    assert {reason["code"] for reason in visits.reasons} == {"HOME_CARE_BED", "HOME_MEDICAL_BED"}
    open_visits = DueWork.objects.filter(person=person, kind="VISIT", state="DUE")
    assert (visits.count, visits.every_days) == (52, 7)
    dates = open_visits.filter(item="NURSING_VISIT").order_by("due_on")
    assert dates.count() == 44  # weekly for the 305 days that are left of the year
    assert {row.practitioner for row in open_visits} == {desk.signed.doctor}
    page = desk.page(desk.doctor, f"{desk.person_page}/plan/")
    assert "家庭病床查床" in page and "家庭养老床位" in page and "家庭病床" in page


@pytest.mark.clause("HZ-9", "care.plan")
def test_a_person_sees_the_items_of_their_package_with_used_and_left(desk: Desk) -> None:
    desk.draw()
    desk.journey.decision_of("care.plan", person=desk.signed.person)
    resident = desk.resident()
    own = f"/my/{desk.signed.person.pk}/plan/"
    assert "健康咨询 12 0 12" in desk.page(resident, own)
    told = {"kind": "ASSESSMENT", "channel": "PHONE", "question": "头晕", "words": "来院测血压"}
    assert desk.post(desk.doctor, f"{desk.person_page}/consult/", told) == 302
    assert "健康咨询 12 1 11" in desk.page(resident, own)
    stranger = desk.journey.sign_in(Role.RESIDENT)
    assert stranger.get(own).status_code == NOT_THERE


@pytest.mark.clause("HZ-18", "care.raise_count")
def test_the_catalogue_says_who_may_raise_a_count_and_only_they_can(desk: Desk) -> None:
    plan = desk.draw()
    row = plan.items.get(item="HEALTH_EDUCATION")
    page = desk.page(desk.doctor, "/care/catalogue/")
    assert "健康教育 政府定价 本地未定 — 24" in page and "协商定价" in page
    centre_desk = desk.journey.sign_in(Role.CENTRE_DESK, institution=desk.signed.centre)
    assert desk.post(centre_desk, f"/care/items/{row.pk}/raise/", {"more": "1"}) == CONFLICT
    assert desk.post(desk.doctor, f"/care/items/{row.pk}/raise/", {"more": "23"}) == CONFLICT
    row.refresh_from_db()
    assert row.raised == 0
    assert desk.post(desk.doctor, f"/care/items/{row.pk}/raise/", {"more": "22"}) == 302
    decision = desk.journey.decision_of("care.raise_count", person=desk.signed.person)
    row.refresh_from_db()
    assert (row.raised, decision.result["count"]) == (22, 24)


def taken(systolic: int, diastolic: int, **more: object) -> dict[str, object]:
    given = {"systolic": systolic, "diastolic": diastolic, "channel": "FACE_TO_FACE"}
    return given | {"note": ""} | more


@pytest.mark.clause("FD-3.2", "care.follow_up")
def test_a_due_follow_up_is_judged_and_the_next_is_due_by_the_standard(desk: Desk) -> None:
    person = desk.signed.person
    join_group(person, "HYPERTENSION")
    desk.draw()
    first = desk.due("FOLLOW_UP_HYPERTENSION")
    desk.now = NOW + timedelta(days=31)  # one day late
    page = desk.page(desk.doctor, "/care/?group=HYPERTENSION")
    assert person.name in page and "高血压患者随访" in page and "逾期1天" in page
    assert desk.post(desk.doctor, f"/care/due/{first.pk}/", taken(150, 85)) == 302
    kept = FollowUp.objects.get()
    decision = desk.journey.decision_of("care.follow_up", person=person)
    assert (kept.result, kept.decision_id) == ("UNCONTROLLED", decision.pk)
    second = desk.due("FOLLOW_UP_HYPERTENSION")
    done_on = timezone.localdate(desk.now)
    assert second.due_on == kept.next_due_on == done_on + timedelta(days=14)

    desk.now += timedelta(days=14)
    assert desk.post(desk.doctor, f"/care/due/{second.pk}/", taken(148, 92)) == 302
    referred = FollowUp.objects.get(result="REFER")
    address = f"/care/follow-ups/{referred.pk}/"
    assert "连续两次控制不满意" in desk.page(desk.doctor, address)
    assert f"/people/{person.pk}/refer/" in desk.doctor.get(address).content.decode()
    resident = desk.resident()
    assert "148" in desk.page(resident, f"/people/{person.pk}/record/systolic/")
    assert "建议转诊" in desk.page(resident, f"/my/{person.pk}/plan/")


@pytest.mark.clause("FD-4.5", "care.answer")
def test_a_question_is_answered_in_the_promised_time_and_recorded(desk: Desk) -> None:
    person = desk.signed.person
    resident = desk.resident()
    question = {"kind": "PSYCHOLOGY", "question": "最近睡不着"}
    assert desk.post(resident, f"/my/{person.pk}/ask/", question) == 302
    asked = Consultation.objects.get()
    page = f"/care/consultations/{asked.case_id}/"
    assert "最近睡不着" in desk.page(desk.doctor, "/care/consultations/")
    assert page in desk.doctor.get("/work/").content.decode()
    assert desk.post(resident, page, {"words": "我自己答"}) == NOT_THERE
    assert desk.post(desk.doctor, page, {"words": "明天来门诊谈谈。"}) == 302
    decision = desk.journey.decision_of("care.answer", person=person)
    asked.refresh_from_db()
    assert (asked.decision_id, decision.result["in_time"]) == (decision.pk, True)
    assert (asked.act.kind, asked.act.item) == ("CONSULTATION", "PSYCHOLOGY")
    assert "明天来门诊谈谈" in desk.page(resident, page)
    assert desk.post(desk.doctor, page, {"words": "改一改"}) == CONFLICT
    for channel in ("FACE_TO_FACE", "PHONE", "SOCIAL"):
        told = {"kind": "EDUCATION", "channel": channel, "question": "少盐", "words": "每天5克"}
        desk.now += timedelta(hours=1)
        assert desk.post(desk.doctor, f"{desk.person_page}/consult/", told) == 302
    kept = Consultation.objects.exclude(act=None).values_list("channel", flat=True)
    assert set(kept) == {"FACE_TO_FACE", "PHONE", "SOCIAL", "PLATFORM"}
    assert Act.objects.count() == 4


@pytest.mark.clause("FD-4.4", "care.follow_up")
def test_online_follow_ups_and_consultations_are_acts_that_nobody_edits(desk: Desk) -> None:
    person = desk.signed.person
    join_group(person, "HYPERTENSION")
    desk.draw()
    work = desk.due("FOLLOW_UP_HYPERTENSION")
    online = taken(132, 78, channel="ONLINE")
    assert desk.post(desk.doctor, f"/care/due/{work.pk}/", online) == 302
    decision = desk.journey.decision_of("care.follow_up", person=person)
    assert decision.result["counts"] is False  # not face to face
    kept, acts = FollowUp.objects.get(), list(Act.objects.values())
    assert (kept.channel, kept.act.item) == ("ONLINE", "FOLLOW_UP_HYPERTENSION")
    assert desk.post(desk.doctor, f"/care/due/{work.pk}/", taken(120, 70)) == CONFLICT
    assert list(Act.objects.values()) == acts
    kept.refresh_from_db()
    assert kept.readings == {"systolic": 132, "diastolic": 78}
    routes = [f"/care/follow-ups/{kept.pk}/"]
    assert all(desk.post(desk.doctor, route, {"systolic": "120"}) == 405 for route in routes)
