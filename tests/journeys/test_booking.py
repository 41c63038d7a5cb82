"""Booking by the pages: reserved slots, the team's specialist, signing, triage."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from tests.booking.conftest import VISIT, Clinics
from tests.conftest import NOW
from tests.journey import Journey, SignedIn
from tests.journeys.clock import at
from tests.world import make_account, make_grant, make_person
from yiyang.access.models import Grant, Role
from yiyang.booking.models import Booking, Session, Triage
from yiyang.ledger.models import Act
from yiyang.network.models import TeamMember
from yiyang.people.models import Person

MINUTE = timedelta(minutes=1)


def resident(journey: Journey, person: Person) -> SignedIn:
    """Return the browser of a resident who may see themselves."""
    account = make_account(person=person)
    make_grant(person, account, purpose=Grant.Purpose.SELF)
    return journey.sign_in(Role.RESIDENT, account=account)


def publish(desk: SignedIn, clinic_id: int, since: datetime, total: int = 4) -> Session:
    """Publish a session on the desk's page."""
    form = {"on": f"{since:%Y-%m-%d}", "since": f"{since:%H:%M}", "total": total}
    form["until"] = f"{since + timedelta(hours=3):%H:%M}"
    with at(NOW):
        assert desk.post(f"/clinics/{clinic_id}/sessions/", form).status_code == 302
    return Session.objects.get(clinic=clinic_id, span__startswith=since)


def take(client: SignedIn, address: str, session: Session, when: datetime = NOW) -> Booking | None:
    """Book on a page; return the booking, or None where it was refused."""
    known = set(Booking.objects.values_list("pk", flat=True))
    with at(when):
        answer = client.post(address, {"session": session.pk})
    assert answer.status_code in (302, 409), answer.content.decode()
    if answer.status_code == 409:  # why, above what else may be booked
        assert re.search(r'role="alert">.*id="offered"', answer.content.decode(), re.DOTALL)
    return Booking.objects.exclude(pk__in=known).first()


@pytest.mark.clause("FD-3.5", "booking.may_book")
def test_only_family_doctors_book_the_reserved_slots_until_they_are_released(
    journey: Journey, clinics: Clinics
) -> None:
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=clinics.hospital)
    new = {"kind": "EXPERT", "code": "CARD", "name_zh": "心内", "name_en": "Cardiology"}
    with at(NOW):
        assert desk.post("/clinics/new/", new).status_code == 302
    clinic = clinics.hospital.clinics.get(code="CARD")
    session = publish(desk, clinic.pk, VISIT)
    assert session.reserved == 2

    public = [make_person() for _ in range(3)]
    for person in public[:2]:
        booked = take(resident(journey, person), f"/my/booking/{person.pk}/", session)
        assert booked is not None and booked.part == "PUBLIC"
    last = public[2]
    browser = resident(journey, last)
    assert take(browser, f"/my/booking/{last.pk}/", session) is None
    person = clinics.signed()
    make_grant(person, clinics.centre)
    doctor = journey.enter(clinics.gp)
    reserved = take(doctor, f"/people/{person.pk}/booking/", session)
    assert reserved is not None and reserved.part == "RESERVED"
    decision = journey.decision_of("booking.may_book", person=person)
    assert decision.result["parts"] == ["RESERVED"]
    assert reserved.decision == decision

    released = take(browser, f"/my/booking/{last.pk}/", session, session.exclusive_until)
    assert released is not None and released.part == "PUBLIC"

    for booking, came in ((released, 9), (reserved, 3)):
        with at(VISIT - came * MINUTE):
            desk.post(f"/bookings/{booking.pk}/here/")
    with at(VISIT):
        desk.post(f"/clinics/sessions/{session.pk}/next/")
    reserved.refresh_from_db()
    assert reserved.state == "CALLED", "the referred patient goes first, though the last to come"
    with at(VISIT + 10 * MINUTE):
        desk.post(f"/bookings/{reserved.pk}/seen/")
    assert Act.objects.get(kind="OUTPATIENT_VISIT").person == person
    with at(VISIT + timedelta(days=1)):
        page = desk.get("/clinics/").content.decode()
    assert "1 / 2" in page and "50 %" in page


@pytest.mark.clause("FD-4.2", "booking.may_book")
def test_the_family_doctor_books_a_specialist_of_the_team_ahead_of_others(
    journey: Journey, clinics: Clinics
) -> None:
    TeamMember.objects.create(team=clinics.team, practitioner=clinics.specialist, duty="SPECIALIST")
    desk = journey.sign_in(Role.HOSPITAL_DESK, institution=clinics.hospital)
    clinic = clinics.clinic(practitioner=clinics.specialist)
    session = publish(desk, clinic.pk, VISIT + timedelta(days=9))  # the window opens in 5 days
    person = clinics.signed()
    make_grant(person, clinics.centre)
    own = resident(journey, person)
    assert take(own, f"/my/booking/{person.pk}/", session) is None
    doctor = journey.enter(clinics.gp)
    with at(NOW):
        page = doctor.get(f"/people/{person.pk}/booking/").content.decode()
    assert "团队专科医生" in page
    booking = take(doctor, f"/people/{person.pk}/booking/", session)
    assert booking is not None and booking.part == "RESERVED"
    reasons = journey.decision_of("booking.may_book", person=person).result["reasons"]
    assert "BOOK_TEAM_SPECIALIST" in [reason["code"] for reason in reasons]


@pytest.mark.clause("SM-3.7", "booking.order")
def test_signing_one_and_one_and_one_steers_booking(journey: Journey, clinics: Clinics) -> None:
    session = clinics.session(total=8)
    inside, outside = clinics.signed(None, clinics.hospital), clinics.signed()
    first = take(resident(journey, outside), f"/my/booking/{outside.pk}/", session)
    second = take(resident(journey, inside), f"/my/booking/{inside.pk}/", session)
    assert (first.queue_class, second.queue_class) == ("PUBLIC", "CONTRACTED")
    assert second.queue_key < first.queue_key, "who signed with the hospital goes first"
    decision = journey.decision_of("booking.order", person=inside)
    assert decision.facts["relation"] == "COMBINATION"
    assert "SM-PLAN" in {line["act"] for line in second.benefit.authorities}


@pytest.mark.clause("FD-3.7", "triage.suggest")
def test_triage_suggests_where_to_go_and_steers_to_the_signed_family_doctor(
    journey: Journey, clinics: Clinics
) -> None:
    person = clinics.signed()
    own = resident(journey, person)
    form = {"need": "NEW_COMPLAINT", "seen_before": 0}
    with at(NOW):
        answer = own.post(f"/my/triage/{person.pk}/", form)
        page = own.get(answer.url).content.decode()
    kept = Triage.objects.get(person=person)
    assert kept.to == "FAMILY_DOCTOR"
    assert kept.decision == journey.decision_of("triage.suggest", person=person)
    assert "预约您的签约家庭医生" in page and f"/my/booking/{person.pk}/" in page


def test_triage_answers_anybody_without_signing_in_and_keeps_no_name(
    journey: Journey, clinics: Clinics
) -> None:
    visitor = journey.visit(language="en")
    form = {"need": "MINOR_COMPLAINT", "seen_before": 0}
    with at(NOW):
        assert "120" in visitor.get("/triage/").content.decode()
        danger = visitor.post("/triage/", {**form, "signs": ["CHEST_PAIN"]}).content.decode()
        minor = visitor.post("/triage/", form).content.decode()
        alone = visitor.post("/triage/", {"signs": ["CHEST_PAIN"]}).content.decode()
        assert visitor.post("/triage/", {"need": "NONSENSE", "seen_before": 0}).status_code == 400
        assert visitor.post("/triage/", {"seen_before": 0}).status_code == 400
    assert "Call 120 now" in danger and "Pharmacy or self-care" in minor
    assert "Call 120 now" in alone, "who is in danger need not say what they come for"
    assert list(Triage.objects.order_by("pk").values_list("to", "person")) == [
        ("EMERGENCY_120", None), ("PHARMACY_OR_SELF", None), ("EMERGENCY_120", None),
    ]  # fmt: skip


def test_who_cancels_too_late_stays_where_they_were_and_is_told_why(
    journey: Journey, clinics: Clinics
) -> None:
    session, person = clinics.session(), clinics.signed()
    own, address = resident(journey, person), f"/my/booking/{person.pk}/"
    booking = take(own, address, session)
    with at(NOW):
        assert own.post(f"/bookings/{booking.pk}/cancel/")["Location"] == address
        late = own.post(f"/bookings/{booking.pk}/cancel/")
    page = late.content.decode()
    assert late.status_code == 409 and 'role="alert"' in page and 'id="offered"' in page
    assert f'action="{address}"' in page, "what is booked from here goes where it always does"
