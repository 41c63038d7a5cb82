"""Referrals by the pages: up with advice and slot, down again, what insurance makes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.booking.conftest import VISIT
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.journeys.test_booking import resident, take
from tests.referrals.conftest import GIVEN, Referring
from tests.world import make_agreement, make_grant, make_institution
from yiyang.access.models import Role
from yiyang.audit.services import PROGRAM
from yiyang.decisions.models import Decision
from yiyang.ledger.models import Act
from yiyang.people.models import Person
from yiyang.referrals.models import Referral
from yiyang.referrals.services import ask_who_came

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def referring(db: None) -> Referring:
    return Referring()


def refer(client: SignedIn, person: Person, receiver: int, when=NOW, **form: Any) -> Referral:
    """Send the form of a referral; return what it made."""
    with at(when):
        answer = client.post(
            f"/people/{person.pk}/refer/", {**GIVEN, "consent": "on", "receiver": receiver} | form
        )
    assert answer.status_code == 302, answer.content.decode()
    return Referral.objects.select_related("case").latest("pk")


def step(client: SignedIn, referral: Referral, name: str, when, **form: Any) -> str:
    """Take one step on the page of a referral; return the state it then has."""
    with at(when):
        answer = client.post(f"/referrals/{referral.case_id}/{name}/", form)
        assert answer.status_code == 302, answer.content.decode()
        assert client.get(answer.url).status_code == 200
    referral.refresh_from_db()
    return referral.case.state


@pytest.mark.clause("FD-4.4", "referrals.may_refer")
def test_a_family_doctor_asks_refers_and_reads_the_answer_online(
    journey: Journey, referring: Referring
) -> None:
    person = referring.signed(None, referring.hospital)
    make_grant(person, referring.centre)
    doctor, desk = journey.enter(referring.gp), journey.enter(referring.desk)
    referral = refer(doctor, person, referring.hospital.pk, advice_first="on")
    assert referral.decision == journey.decision_of("referrals.may_refer", person=person)
    assert step(desk, referral, "advise", NOW + HOUR, text="请转来") == "ADVISED"
    assert step(doctor, referral, "submit", NOW + 2 * HOUR) == "SUBMITTED"
    session = referring.session()
    state = step(desk, referral, "accept", NOW + 3 * HOUR, session=session.pk)
    assert (state, referral.booking.part) == ("ACCEPTED", "RESERVED")
    with at(VISIT - MINUTE):
        desk.post(f"/bookings/{referral.booking_id}/here/")
    said = {"diagnosis": "I10", "text": "已调药"}
    assert step(desk, referral, "report-back", VISIT + HOUR, **said) == "LOOP_CLOSED"
    with at(VISIT + 2 * HOUR):
        assert "已调药" in doctor.get(f"/referrals/{referral.case_id}/").content.decode()


def test_a_slot_that_is_over_is_asked_after_until_somebody_says_who_came(
    journey: Journey, referring: Referring
) -> None:
    person, session = referring.signed(None, referring.hospital), referring.session()
    make_grant(person, referring.centre)
    doctor, desk = journey.enter(referring.gp), journey.enter(referring.desk)
    referral = refer(doctor, person, referring.hospital.pk)
    assert step(desk, referral, "accept", NOW + HOUR, session=session.pk) == "ACCEPTED"
    ask_who_came(by=PROGRAM, at=VISIT + HOUR)
    assert not referral.case.tasks.filter(code="RECORD_ARRIVAL").exists(), "it goes on"
    later = VISIT + timedelta(days=1)
    assert [ask_who_came(by=PROGRAM, at=later) for _ in range(2)] == [1, 0]
    task = referral.case.tasks.get(code="RECORD_ARRIVAL")
    assert (task.institution, task.state) == (referring.hospital, "OPEN")
    with at(later):
        queue = f"/clinics/sessions/{session.pk}/"
        assert queue in desk.get("/clinics/").content.decode()
        assert queue in desk.get(f"/referrals/{referral.case_id}/").content.decode()
        settle = f"/bookings/{referral.booking_id}/settle/"
        assert settle in desk.get(queue).content.decode()
        wrong = desk.post(settle, {"since": "10:00", "until": "09:00"})
        assert wrong.status_code == 409 and "10:00" in wrong.content.decode()
        assert desk.post(settle, {"since": "09:00", "until": "09:20"})["Location"] == queue
    referral.refresh_from_db()
    task.refresh_from_db()
    assert (referral.case.state, referral.arrived_at, task.state) == ("ARRIVED", VISIT, "DONE")
    assert Act.objects.get(kind="OUTPATIENT_VISIT").span.upper == VISIT + 20 * MINUTE


@pytest.mark.clause("YRD-4", "referrals.accept_terms")
def test_up_and_down_across_a_consortium_with_its_times_and_the_way_back(
    journey: Journey, referring: Referring
) -> None:
    make_agreement("CONSORTIUM", referring.centre, referring.hospital)
    person = referring.signed()
    make_grant(person, referring.centre)
    doctor, desk = journey.enter(referring.gp), journey.enter(referring.desk)
    up = refer(doctor, person, referring.hospital.pk)
    assert up.direction == "OUTSIDE", "a peer of the consortium is not in the combination"
    session = referring.session()
    step(desk, up, "accept", NOW + HOUR, session=session.pk)
    assert up.answered_at - up.submitted_at == HOUR
    assert up.terms == journey.decision_of("referrals.accept_terms", person=person)
    with at(VISIT - MINUTE):
        desk.post(f"/bookings/{up.booking_id}/here/")
    down = refer(
        desk, person, referring.centre.pk, VISIT + HOUR, reason="D03", summary="方案与目标"
    )
    assert (down.direction, down.previous) == ("DOWN", up)
    step(desk, up, "report-back", VISIT + HOUR, diagnosis="I10", text="转回随访")
    centre = journey.enter(referring.centre_desk)
    assert step(centre, down, "accept", VISIT + 2 * HOUR) == "ACCEPTED"
    called = {"channel": "PHONE", "minutes": 10}
    assert step(doctor, down, "arrive", VISIT + 20 * HOUR, **called) == "ARRIVED"
    said = {"diagnosis": "I10", "text": "已纳入随访"}
    assert step(doctor, down, "report-back", VISIT + 21 * HOUR, **said) == "LOOP_CLOSED"


@pytest.mark.clause("HZ-16", "referrals.benefit")
def test_the_same_visit_is_treated_otherwise_with_and_without_a_referral_and_says_why(
    journey: Journey, referring: Referring
) -> None:
    person, other = referring.signed(), referring.signed()
    make_grant(person, referring.centre)
    session = referring.session()
    alone = take(resident(journey, other), f"/my/booking/{other.pk}/", session)
    assert alone.benefit.result["share"] == "40"
    doctor = journey.enter(referring.gp)
    referral = refer(doctor, person, referring.hospital.pk)
    assert referral.benefit == journey.decision_of("referrals.benefit", person=person)
    assert referral.benefit.result["share"] == "50"
    with at(NOW):
        page = doctor.get(f"/referrals/{referral.case_id}/").content.decode()
        why = resident(journey, other).get(f"/my/booking/{other.pk}/").content.decode()
    assert "50 %" in page and "40 %" in page
    assert "未经转诊就诊：基金支付 40%（经转诊为 50%）" in why
    marks = Decision.objects.get(pk=alone.benefit_id).marks
    assert {"unverified", "proposed"} <= set(marks)


def test_a_third_institution_neither_sees_nor_answers_a_referral(
    journey: Journey, referring: Referring
) -> None:
    person = referring.signed()
    make_grant(person, referring.centre)
    referral = refer(journey.enter(referring.gp), person, referring.hospital.pk)
    with at(NOW):
        outside = journey.sign_in(Role.HOSPITAL_DESK, institution=make_institution("HOSPITAL"))
        assert outside.get(f"/referrals/{referral.case_id}/").status_code == 404
        posted = outside.post(f"/referrals/{referral.case_id}/turn-down/", {"text": "a"})
    assert posted.status_code == 404


def test_the_sender_cannot_answer_its_own_referral(journey: Journey, referring: Referring) -> None:
    person = referring.signed()
    make_grant(person, referring.centre)
    doctor = journey.enter(referring.gp)
    referral = refer(doctor, person, referring.hospital.pk)
    with at(NOW):
        answer = doctor.post(f"/referrals/{referral.case_id}/turn-down/", {"text": "不行"})
    assert answer.status_code == 409
    referral.refresh_from_db()
    assert referral.case.state == "SUBMITTED"


def test_what_is_declined_or_badly_said_leaves_what_was_typed(
    journey: Journey, referring: Referring
) -> None:
    person = referring.signed()
    make_grant(person, referring.centre)
    doctor, desk = journey.enter(referring.gp), journey.enter(referring.desk)
    said = {**GIVEN, "consent": "on", "receiver": referring.hospital.pk, "question": "胸痛一天"}
    with at(NOW):
        declined = doctor.post(f"/people/{person.pk}/refer/", said | {"reason": "U03"})
        worded = doctor.post(f"/people/{person.pk}/refer/", said | {"diagnosis": "flu"})
    assert (declined.status_code, declined["X-Refusal"]) == (409, "NOT_REFERRABLE")
    assert "请呼叫120" in declined.content.decode() and "胸痛一天" in declined.content.decode()
    assert "ICD-10编码为" in worded.content.decode()
    assert not Referral.objects.exists()
    referral = refer(doctor, person, referring.hospital.pk)
    with at(NOW + HOUR):
        slotless = desk.post(f"/referrals/{referral.case_id}/accept/", {"version": 1})
    session = referring.session(since=VISIT + timedelta(days=6))  # 16 days after it was sent
    with at(NOW + timedelta(days=2)):
        chosen = {"version": 1, "session": session.pk}
        late = desk.post(f"/referrals/{referral.case_id}/accept/", chosen)
        wordless = desk.post(f"/referrals/{referral.case_id}/turn-down/", {"text": ""})
    assert (late.status_code, late["X-Refusal"]) == (409, "NOT_ACCEPTABLE")
    assert "请先在“门诊与号源”中发布" in slotless.content.decode()
    assert (slotless.status_code, wordless.status_code) == (400, 400)
    for page in (slotless, late, wordless):
        assert page.content.decode().count('class="error-summary') == 1, "no other step is blamed"
