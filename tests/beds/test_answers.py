"""An answer to a transfer's notice stops its clock; the end of the transfer settles the rest."""

from __future__ import annotations

from tests.beds.conftest import DIRE, District
from tests.world import make_person
from yiyang.beds import services
from yiyang.cases.services import acknowledge_notice
from yiyang.notices.models import Notice


def test_answering_a_red_alarm_stops_its_clock(district: District) -> None:
    transfer = district.ask(make_person(), "HEALTH_WORSE", DIRE)
    task = transfer.case.tasks.get(code="RESPOND")
    assert task.state == "OPEN"
    alarm = Notice.objects.filter(subject_id=transfer.case_id, urgent=True).earliest("pk")
    acknowledge_notice(notice=alarm, by=district.by, at=district.at)
    task.refresh_from_db()
    alarm.refresh_from_db()
    assert (task.state, task.done_at, alarm.escalate_at) == ("DONE", district.at, None)


def test_a_death_leaves_no_alarm_waiting_for_an_answer(district: District) -> None:
    person = make_person()
    transfer = district.ask(person, "HEALTH_WORSE", DIRE)
    services.close_at_death(person=person, died_at=district.at, by=district.by, at=district.at)
    waiting = Notice.objects.filter(subject_id=transfer.case_id, acknowledged_at=None)
    assert not waiting.filter(escalate_at__isnull=False).exists()
