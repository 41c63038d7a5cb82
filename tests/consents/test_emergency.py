"""Breaking the glass, its review in time, and questions of a person about looks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journey import Journey, SignedIn
from tests.world import make_account, make_assignment, make_grant, make_institution, make_person
from yiyang.access.models import Denial, Grant, Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.cases.models import Task
from yiyang.cases.services import escalate_due
from yiyang.consents.models import EmergencyAccess, LookQuestion
from yiyang.decisions.models import Decision
from yiyang.decisions.services import read_book
from yiyang.network.models import Institution
from yiyang.notices.models import Notice
from yiyang.people.identifiers import blind_index
from yiyang.people.models import Identifier, Person


@pytest.fixture
def hospital() -> Institution:
    return make_institution("HOSPITAL")


@pytest.fixture
def person() -> Person:
    found = make_person("吴安")
    Identifier.objects.create(
        person=found, system="HEALTH_RECORD", last_4="0001", sealed_value=b"x",
        blind_index=blind_index("HEALTH_RECORD", "", "HR-0001"),
    )  # fmt: skip
    return found


@pytest.fixture
def doctor(journey: Journey, hospital: Institution) -> SignedIn:
    return journey.sign_in(Role.HOSPITAL_DESK, institution=hospital)


def broken(doctor: SignedIn, **form: str) -> int:
    given = {
        "system": "HEALTH_RECORD", "number": "HR-0001", "reason": "LIFE_IN_DANGER",
        "words": "送达急诊，意识不清",
    }  # fmt: skip
    return doctor.post("/emergency/", given | form).status_code


@pytest.mark.clause("HZ-13", "consents.may_see")
def test_a_doctor_without_sight_opens_a_record_for_hours_and_the_person_hears_of_it(
    journey: Journey, doctor: SignedIn, person: Person
) -> None:
    own = make_account(person=person)
    officer = make_assignment(Role.AUDIT_OFFICER)
    record = f"/people/{person.pk}/record/"
    assert doctor.get(record).status_code == 404
    assert broken(doctor) == 302
    opened = doctor.get(record)
    assert "紧急查阅方式" in opened.content.decode()
    home = make_institution()
    make_grant(person, home)
    nurse = journey.sign_in(Role.NURSE, institution=home)
    assert "紧急查阅方式" not in nurse.get(record).content.decode()
    access = EmergencyAccess.objects.get()
    assert access.decision == journey.decision_of("consents.may_see", person=person)
    assert access.decision.result["ground"] == "EMERGENCY"
    grant = Grant.objects.get(origin_kind="emergency", origin_id=access.pk)
    hours = read_book(timezone.localdate()).duration("consents.emergency_lasts")
    assert grant.span.upper - grant.span.lower == hours
    assert access.review_due_at - grant.span.lower == timedelta(hours=24)
    told = Notice.objects.filter(code__startswith="EMERGENCY").order_by("pk")
    assert [n.account_id for n in told if n.code == "EMERGENCY_LOOK"] == [own.pk]
    reached = told.get(code="EMERGENCY_TO_REVIEW").deliveries.values_list("account_id", flat=True)
    assert set(reached) == {officer.account_id}


@pytest.mark.parametrize(
    "form", [{"words": " "}, {"reason": "CURIOUS"}, {"number": "HR-9"}, {"number": "\x00"}]
)
def test_without_a_reason_words_or_a_known_number_nothing_opens(
    doctor: SignedIn, person: Person, form: dict[str, str]
) -> None:
    assert broken(doctor, **form) in (200, 400)
    assert not EmergencyAccess.objects.exists()
    assert not Grant.objects.exists()
    assert not Decision.objects.exists()


def test_whoever_sees_the_record_already_breaks_nothing(
    doctor: SignedIn, hospital: Institution, person: Person
) -> None:
    make_grant(person, hospital)
    assert broken(doctor) == 302
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize(("kept", "count"), [([], 1), (["test"], 0)])
def test_an_emergency_opens_a_closed_category_to_who_sees_the_rest_once(
    doctor: SignedIn, hospital: Institution, person: Person, kept: list[str], count: int
) -> None:
    seen = make_grant(person, hospital)
    Denial.objects.create(
        person=person, categories=["PSY"], pattern="F20", kept=kept, span=seen.span,
        origin_kind="consent", origin_id=1,
    )  # fmt: skip
    for _ in range(2):
        assert broken(doctor) == 302
        assert EmergencyAccess.objects.count() == count
    assert Grant.objects.filter(purpose="EMERGENCY").count() == count


def test_somebody_without_a_known_place_is_reviewed_where_the_glass_was_broken(
    journey: Journey, doctor: SignedIn, person: Person
) -> None:
    Person.objects.filter(pk=person.pk).update(place=None)
    assert broken(doctor) == 302
    assert EmergencyAccess.objects.get().case.place.code == "310106"
    officer = journey.sign_in(Role.AUDIT_OFFICER)
    assert "送达急诊" in officer.get("/officers/emergencies/").content.decode()


def test_another_role_finds_no_such_page(journey: Journey, person: Person) -> None:
    assert broken(journey.sign_in(Role.CARE_DESK, institution=make_institution())) == 404
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "state", "code"),
    [("JUSTIFIED", "FOUND_JUSTIFIED", 200), ("ABUSE", "FOUND_ABUSE", 404)],
)
def test_a_review_keeps_what_it_found_and_an_abuse_ends_the_access(
    journey: Journey, doctor: SignedIn, person: Person, verdict: str, state: str, code: int
) -> None:
    broken(doctor)
    access = EmergencyAccess.objects.get()
    officer = journey.sign_in(Role.AUDIT_OFFICER)
    page = officer.get("/officers/emergencies/").content.decode()
    assert "危及生命" in page and "送达急诊" in page
    assert "吴" not in page, "whose record it was is not shown"
    form = {"verdict": verdict, "words": "已核对急诊病历"}
    assert officer.post(f"/officers/emergencies/{access.pk}/", form).status_code == 302
    access.case.refresh_from_db()
    assert access.case.state == state
    assert doctor.get(f"/people/{person.pk}/record/").status_code == code
    assert officer.post(f"/officers/emergencies/{access.pk}/", form).status_code == 409
    assert access.case.events.filter(note="已核对急诊病历").count() == 1


@pytest.mark.parametrize(
    ("form", "code"), [({"verdict": "JUSTIFIED"}, 409), ({"words": "已核对"}, 400)]
)
def test_a_review_needs_words_and_a_verdict(
    journey: Journey, doctor: SignedIn, person: Person, form: dict[str, str], code: int
) -> None:
    broken(doctor)
    access = EmergencyAccess.objects.get()
    officer = journey.sign_in(Role.AUDIT_OFFICER)
    answer = officer.post(f"/officers/emergencies/{access.pk}/", form)
    assert answer.status_code == code
    access.case.refresh_from_db()
    assert access.case.closed_at is None


def test_a_late_review_is_escalated_once(doctor: SignedIn, person: Person) -> None:
    broken(doctor)
    task = Task.objects.get(code="REVIEW_EMERGENCY")
    late = task.due_at + timedelta(minutes=1)
    reading = read_book(timezone.localdate(late))
    assert escalate_due(at=task.due_at - timedelta(minutes=1), by=PROGRAM, reading=reading) == 0
    assert escalate_due(at=late, by=PROGRAM, reading=reading) == 1
    assert escalate_due(at=late, by=PROGRAM, reading=reading) == 0


def test_a_person_asks_about_a_look_and_is_answered(journey: Journey, person: Person) -> None:
    account = make_account(person=person)
    make_grant(person, account, purpose=Grant.Purpose.SELF)
    own = journey.sign_in(Role.RESIDENT, account=account)
    journey.sign_in(Role.COORDINATOR).get(f"/people/{person.pk}/")
    entry = Entry.objects.get(action="record.read", person_id=person.pk)
    form = {"entry": entry.pk, "words": "为什么查看？"}
    ask = f"/my/people/{person.pk}/looks/ask/"
    assert own.post(ask, form).status_code == 302
    asked = LookQuestion.objects.get()
    assert asked.answer_due_at is not None
    assert own.post(ask, form).status_code == 409
    officer = journey.sign_in(Role.AUDIT_OFFICER)
    page = officer.get("/officers/questions/").content.decode()
    assert "为什么查看" in page and "区级转床协调员" in page and "吴" not in page
    answer = f"/officers/questions/{asked.pk}/"
    assert officer.post(answer, {"words": ""}).status_code == 409
    assert officer.post(answer, {"words": "因您申请床位。"}).status_code == 302
    assert "因您申请床位" in own.get(f"/my/people/{person.pk}/looks/").content.decode()
    assert Notice.objects.filter(code="LOOK_ANSWERED", account=account).exists()


def test_nobody_asks_about_a_look_at_another(journey: Journey, person: Person) -> None:
    other = make_person("周平")
    account = make_account(person=person)
    make_grant(person, account, purpose=Grant.Purpose.SELF)
    own = journey.sign_in(Role.RESIDENT, account=account)
    journey.sign_in(Role.COORDINATOR).get(f"/people/{other.pk}/")
    entry = Entry.objects.get(action="record.read", person_id=other.pk)
    form = {"entry": entry.pk, "words": "?"}
    assert own.post(f"/my/people/{person.pk}/looks/ask/", form).status_code == 404
    assert not LookQuestion.objects.exists()
