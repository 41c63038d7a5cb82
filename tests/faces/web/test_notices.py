"""A nurse answers on a phone, once, and the clock stops."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.cases.flows import make_case
from tests.conftest import NOW
from tests.world import make_account, make_duty, make_institution
from yiyang.access.models import Role
from yiyang.access.services import set_second_factor
from yiyang.audit.services import PROGRAM
from yiyang.cases.services import open_task
from yiyang.decisions.services import read_book
from yiyang.faces.jobs.cases import escalate_tasks, reckon_deadlines
from yiyang.faces.jobs.notices import channels, escalate_notices, send_notices
from yiyang.network.models import Institution
from yiyang.notices.channels import SmsWebhook, Smtp, VisiblePhone
from yiyang.notices.models import Delivery, Notice
from yiyang.notices.services import notify

SECRET = "JBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Institution:
    return make_institution()


def alarm(home: Institution, **more) -> Notice:
    now = timezone.now()
    case = make_case(urgency="RED", institution=home, at=now)
    open_task(
        case=case,
        code="RESPOND",
        role=Role.NURSE,
        institution_id=home.pk,
        clock="transfer.clock.respond.{urgency}",
        by=PROGRAM,
        at=now,
        reading=read_book(now.date()),
    )
    given = {
        "code": "TASK_OVERDUE",
        "params": {"task": "RESPOND", "case": case.pk},
        "subject_kind": "CASE",
        "subject_id": case.pk,
        "role": Role.NURSE,
        "institution_id": home.pk,
        "urgent": True,
        "escalate_after": timedelta(minutes=5),
        "link": "/work/",
        "by": PROGRAM,
        "at": now,
    }
    return notify(**(given | more))


def said(answer) -> str:
    """What a page says, without the token that differs on each."""
    return re.sub(r"csrfmiddlewaretoken.*?>|X-CSRFToken.*?}", "", answer.content.decode())


def test_one_tap_answers_stops_the_clock_and_leads_on(journey, home) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=home)
    notice = alarm(home)
    page = nurse.get("/notices/").content.decode()
    assert f'action="/notices/{notice.pk}/acknowledge/"' in page
    assert "首次响应" in page
    answer = nurse.post(f"/notices/{notice.pk}/acknowledge/")
    assert (answer.status_code, answer["Location"]) == (302, "/work/")
    notice.refresh_from_db()
    assert (notice.acknowledged_by, notice.acknowledged_role) == (nurse.account, Role.NURSE)
    assert notice.escalate_at is None
    tasks = notice.institution.task_set.values_list("state", flat=True)
    assert set(tasks) == {"DONE"}


def test_what_was_passed_on_to_a_role_without_the_page_is_no_link(journey, home) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=home)
    notice = alarm(home, link="/officers/who-looked/")
    assert "/officers/who-looked/" not in nurse.get("/notices/").content.decode()
    answer = nurse.post(f"/notices/{notice.pk}/acknowledge/")
    assert (answer.status_code, answer["Location"]) == (302, "/notices/")
    assert "/officers/who-looked/" not in nurse.get("/notices/").content.decode()


def test_the_page_reads_in_english_too(journey, home) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=home, language="en")
    alarm(home)
    page = nurse.get("/notices/").content.decode()
    assert "1 notice waits for an answer." in page
    assert "I take it" in page


def test_the_second_to_answer_is_told_and_nothing_changes(journey, home) -> None:
    first, second = (journey.sign_in(Role.NURSE, institution=home) for _ in range(2))
    notice = alarm(home)
    first.post(f"/notices/{notice.pk}/acknowledge/")
    answer = second.post(f"/notices/{notice.pk}/acknowledge/")
    assert (answer.status_code, answer["X-Refusal"]) == (409, "ALREADY_ACKNOWLEDGED")
    assert "护士" in answer.content.decode()
    notice.refresh_from_db()
    assert notice.acknowledged_by == first.account


def test_a_notice_of_another_institution_looks_like_one_that_is_not_there(journey, home) -> None:
    stranger = journey.sign_in(Role.NURSE, institution=make_institution())
    notice = alarm(home)
    hidden = stranger.post(f"/notices/{notice.pk}/acknowledge/")
    missing = stranger.post("/notices/999999999/acknowledge/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert said(hidden) == said(missing)
    assert "首次响应" not in stranger.get("/notices/").content.decode()
    notice.refresh_from_db()
    assert notice.acknowledged_at is None


def test_looking_answers_nothing_and_a_link_cannot(journey, home) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=home)
    notice = alarm(home)
    assert nurse.get(f"/notices/{notice.pk}/acknowledge/").status_code == 405
    notice.refresh_from_db()
    assert notice.acknowledged_at is None


def test_a_visitor_is_asked_to_sign_in(journey, home) -> None:
    answer = journey.visit().get("/notices/")
    assert answer["Location"] == "/accounts/login/?next=/notices/"


def test_the_list_comes_again_only_when_it_changed(journey, home) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=home)
    version = nurse.get("/notices/").context["version"]
    assert nurse.get(f"/notices/list/?as={version}").status_code == 204
    alarm(home)
    assert (
        "I take it"
        in nurse.get(
            f"/notices/list/?as={version}", headers={"accept-language": "en"}
        ).content.decode()
    )


def test_a_link_that_leads_nowhere_leads_back_to_the_inbox(journey, home) -> None:
    nurse = journey.sign_in(Role.NURSE, institution=home)
    notice = alarm(home, link="/no/such/page/")
    assert nurse.post(f"/notices/{notice.pk}/acknowledge/")["Location"] == "/notices/"


@override_settings(ENV="demo")
def test_the_demos_phone_shows_what_was_sent_in_the_readers_language(journey, home) -> None:
    make_duty(
        Role.NURSE, make_account("anna", phone="13800000000", language="en"), institution=home
    )
    notice = alarm(home)
    assert "anna" not in journey.visit().get("/phone/").content.decode()
    send_notices(timezone.now())
    page = journey.visit().get("/phone/").content.decode()
    assert "anna" in page
    assert f"The task “first response” of case {notice.subject_id}" in page
    assert set(Delivery.objects.values_list("state", flat=True)) == {"SENT"}


@override_settings(ENV="demo")
def test_the_demos_phone_shows_the_second_factor_of_demo_accounts_alone(journey) -> None:
    for name, email in [("lin", "lin@demo.invalid"), ("real", "real@example.org")]:
        account = make_account(name, email=email)
        set_second_factor(account_id=account.pk, secret=SECRET, by=PROGRAM, at=NOW)
    page = journey.visit().get("/phone/").content.decode()
    assert re.search(r"<dt>lin</dt><dd[^>]*>\d{6}</dd>", page)
    assert "<dt>real</dt>" not in page


@override_settings(ENV="production")
def test_there_is_no_phone_in_production(journey) -> None:
    assert journey.visit().get("/phone/").status_code == 404


def test_channels_come_from_the_environment_and_only_the_demo_has_a_phone() -> None:
    assert channels({}, demo=False) == {}
    assert channels({}, demo=True) == {"SMS": VisiblePhone(), "EMAIL": VisiblePhone()}
    told = {
        "YIYANG_SMS_WEBHOOK": "https://sms.example.org/",
        "YIYANG_SMS_TOKEN": "t",
        "YIYANG_SMTP_URL": "smtp://mail.example.org",
        "YIYANG_MAIL_FROM": "care@example.org",
    }
    assert channels(told, demo=True) == {
        "SMS": SmsWebhook("https://sms.example.org/", "t"),
        "EMAIL": Smtp("smtp://mail.example.org", "care@example.org"),
    }


def test_the_jobs_tell_the_next_and_say_what_they_did(home) -> None:
    make_duty(Role.NURSE, institution=home)
    make_duty(Role.COORDINATOR)
    notice = alarm(home)
    later = timezone.now() + timedelta(minutes=6)
    assert escalate_notices(later) == "told the next of 1"
    assert escalate_tasks(later) == "escalated 2"
    assert reckon_deadlines(later) == "reckoned 0 again"
    notice.refresh_from_db()
    assert notice.level == 2
