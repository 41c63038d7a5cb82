"""A red alarm: the program acts at once, and a person answers for it before the clock runs out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journey import Journey
from tests.journeys.clock import at
from tests.journeys.network import DIRE, FiveBeds
from tests.world import make_duty, make_person
from yiyang.access.models import Role
from yiyang.cases.models import Task
from yiyang.faces.jobs.cases import escalate_tasks
from yiyang.notices.models import Notice


@pytest.mark.clause("JA-2.2.2", "placement.green_channel")
def test_a_nurse_answers_a_red_alarm_on_a_phone_and_the_clock_stops(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person()
    beds.lives_in_institution(person)
    nurse = beds.nurse(beds.home)
    make_duty(Role.NURSE, nurse.account, institution=beds.home)
    carer = journey.sign_in(Role.CARER, institution=beds.home)
    beds.later(days=1)
    raised = beds.now
    beds.post(carer, f"/people/{person.pk}/vitals/", DIRE)
    assert journey.decision_of("placement.green_channel", person=person).result["colour"] == "RED"
    task = Task.objects.get(role=Role.NURSE, case__person=person)
    assert (task.code, task.state, task.institution) == ("RESPOND", "OPEN", beds.home)
    assert task.due_at - raised == timedelta(minutes=5)
    notice = Notice.objects.get(role=Role.NURSE, subject_id=task.case_id)
    assert notice.escalate_at is not None

    with at(beds.now):
        inbox = nurse.get("/notices/").content.decode()
    assert f'action="/notices/{notice.pk}/acknowledge/"' in inbox
    assert "请立即到场" in inbox
    with at(beds.now) as answered:
        sent = nurse.post(f"/notices/{notice.pk}/acknowledge/")
        assert sent["Location"] == f"/transfers/{task.case_id}/"
        assert nurse.get(sent["Location"]).status_code == 200
    task.refresh_from_db()
    notice.refresh_from_db()
    assert (task.state, task.done_at, task.done_by) == ("DONE", answered, nurse.account)
    assert task.done_at < task.due_at
    assert (notice.acknowledged_by, notice.escalate_at) == (nurse.account, None)
    escalate_tasks(beds.later(minutes=30))
    task.refresh_from_db()
    assert task.escalated_at is None


def test_an_alarm_that_nobody_answers_goes_to_the_coordinator(
    journey: Journey, beds: FiveBeds
) -> None:
    person = make_person()
    beds.lives_in_institution(person)
    carer = journey.sign_in(Role.CARER, institution=beds.home)
    beds.post(carer, f"/people/{person.pk}/vitals/", DIRE)
    escalate_tasks(beds.later(minutes=30))
    task = Task.objects.get(role=Role.NURSE, case__person=person)
    assert (task.state, task.escalated_at) == ("OPEN", beds.now)
