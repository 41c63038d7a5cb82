"""A notice reaches who is on duty, is answered once, and goes to the next when it is not."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from tests.at_once import WON, at_once, endings
from tests.conftest import NOW
from tests.world import (
    actor_of,
    make_account,
    make_assignment,
    make_duty,
    make_institution,
    make_place,
)
from yiyang.access.models import Account, Role
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.network.models import Institution
from yiyang.notices.errors import AlreadyAcknowledged
from yiyang.notices.models import Delivery, Notice
from yiyang.notices.services import acknowledge, escalate_unacknowledged, notify, settle

pytestmark = pytest.mark.django_db
FIVE = timedelta(minutes=5)


@pytest.fixture
def home() -> Institution:
    return make_institution()


def send(home: Institution | None = None, role: str = Role.NURSE, **more) -> Notice:
    given = {
        "code": "TASK_OVERDUE",
        "params": {"task": "RESPOND", "case": 1},
        "subject_kind": "CASE",
        "subject_id": 1,
        "role": role,
        "institution_id": home.pk if home else None,
        "urgent": True,
        "escalate_after": FIVE,
        "link": "/work/",
        "by": PROGRAM,
        "at": NOW,
    }
    return notify(**(given | more))


def told(notice: Notice) -> list[Account]:
    sent = notice.deliveries.filter(channel="IN_APP").order_by("pk")
    return [delivery.account for delivery in sent.select_related("account")]


def test_the_first_on_the_roster_is_told_and_nobody_else(home) -> None:
    second = make_duty(Role.NURSE, institution=home, order=2)
    first = make_duty(Role.NURSE, institution=home, order=1)
    make_duty(Role.NURSE, institution=make_institution())
    make_assignment(Role.NURSE, institution=home)
    notice = send(home)
    assert told(notice) == [first.account]
    assert second.account not in told(notice)
    assert (notice.level, notice.escalate_at) == (1, NOW + FIVE)
    assert Entry.objects.filter(action="notice.sent", subject_id=str(notice.pk)).count() == 1


def test_without_a_roster_everybody_assigned_is_told(home) -> None:
    nurses = [make_assignment(Role.NURSE, institution=home) for _ in range(2)]
    make_assignment(Role.CARER, institution=home)
    assert told(send(home)) == [n.account for n in nurses]


def test_a_disabled_account_is_not_on_duty(home) -> None:
    make_duty(Role.NURSE, make_account(is_active=False), institution=home)
    nurse = make_assignment(Role.NURSE, institution=home)
    assert told(send(home)) == [nurse.account]


def test_where_nobody_is_the_coordinator_is_told_and_the_system_officer_hears_of_it(home) -> None:
    coordinator = make_assignment(Role.COORDINATOR)
    officer = make_assignment(Role.SYSTEM_OFFICER)
    notice = send(home)
    assert told(notice) == [coordinator.account]
    empty = Notice.objects.get(code="NOBODY_ON_DUTY")
    assert empty.params == {"role": "NURSE", "where": home.code}
    assert told(empty) == [officer.account]


def test_where_nobody_is_at_all_the_notice_waits_for_the_first_to_come(home) -> None:
    notice = send(home)
    assert told(notice) == []
    nurse = make_duty(Role.NURSE, institution=home)
    assert escalate_unacknowledged(at=NOW + FIVE, by=PROGRAM) == 1
    assert told(notice) == [nurse.account]


def test_the_nearer_place_comes_first() -> None:
    district = make_duty(Role.SUB_DISTRICT, place=make_place("310106"))
    street = make_duty(Role.SUB_DISTRICT, place=make_place("310106006"), order=2)
    make_duty(Role.SUB_DISTRICT, place=make_place("310106013"))
    notice = send(None, Role.SUB_DISTRICT, place_id=make_place("310106006").pk)
    assert told(notice) == [street.account]
    escalate_unacknowledged(at=NOW + FIVE, by=PROGRAM)
    assert told(notice) == [street.account, district.account]


def test_one_account_may_be_told_alone(home) -> None:
    account = make_account()
    make_duty(Role.NURSE, institution=home)
    assert told(send(None, Role.RESIDENT, account_id=account.pk)) == [account]


def test_a_notice_links_only_into_the_program(home) -> None:
    with pytest.raises(ValueError, match="path"):
        send(home, link="https://example.org/")
    assert not Notice.objects.exists()


def test_an_unanswered_notice_goes_down_the_roster_and_then_to_the_coordinator(home) -> None:
    chain = [make_duty(Role.NURSE, institution=home, order=n).account for n in (1, 2)]
    chain += [make_duty(Role.COORDINATOR, order=n).account for n in (1, 2)]
    notice = send(home)
    for minutes, level in [(4, 1), (5, 2), (9, 2), (10, 3), (15, 4), (20, 4), (25, 4)]:
        escalate_unacknowledged(at=NOW + timedelta(minutes=minutes), by=PROGRAM)
        notice.refresh_from_db()
        assert (notice.level, told(notice)) == (level, chain[:level]), minutes


def test_telling_the_next_twice_at_one_moment_tells_once(home) -> None:
    for order in (1, 2, 3):
        make_duty(Role.NURSE, institution=home, order=order)
    notice = send(home)
    assert escalate_unacknowledged(at=NOW + FIVE, by=PROGRAM) == 1
    assert escalate_unacknowledged(at=NOW + FIVE, by=PROGRAM) == 0
    assert len(told(notice)) == 2


def test_who_comes_on_duty_after_the_shift_changed_is_told(home) -> None:
    early = make_duty(Role.NURSE, institution=home)
    notice = send(home)
    early.delete()
    late = make_duty(Role.NURSE, institution=home)
    escalate_unacknowledged(at=NOW + FIVE, by=PROGRAM)
    assert told(notice)[-1] == late.account


def test_an_answer_stops_the_chain(home) -> None:
    nurse = make_assignment(Role.NURSE, institution=home)
    make_assignment(Role.COORDINATOR)
    notice = acknowledge(notice=send(home), by=actor_of(nurse), at=NOW + FIVE)
    assert (notice.acknowledged_by, notice.acknowledged_at) == (nurse.account, NOW + FIVE)
    assert escalate_unacknowledged(at=NOW + timedelta(days=1), by=PROGRAM) == 0
    assert told(notice) == [nurse.account]


def test_the_second_answer_is_told_who_was_first_by_role_and_when(home) -> None:
    nurse = make_assignment(Role.NURSE, institution=home)
    notice = send(home)
    acknowledge(notice=notice, by=actor_of(nurse), at=NOW)
    audited = Entry.objects.count()
    with pytest.raises(AlreadyAcknowledged) as refused:
        acknowledge(notice=notice, by=PROGRAM, at=NOW + FIVE)
    assert refused.value.message.params == {"role": "NURSE", "at": "2026-03-02 10:00"}
    notice.refresh_from_db()
    assert (notice.acknowledged_at, Entry.objects.count()) == (NOW, audited)


def test_an_answer_drops_the_messages_not_yet_sent(home) -> None:
    make_duty(Role.NURSE, make_account(phone="13800000000"), institution=home)
    notice = send(home)
    acknowledge(notice=notice, by=PROGRAM, at=NOW)
    waiting = Delivery.objects.filter(notice=notice).exclude(channel="IN_APP")
    assert set(waiting.values_list("state", flat=True)) == {"DROPPED"}


def test_what_is_over_waits_for_no_answer_and_other_notices_stay(home) -> None:
    over, other = send(home), send(home, subject_id=2)
    known = send(home, escalate_after=None)
    assert settle(subject_kind="CASE", subject_id=1, by=PROGRAM, at=NOW) == 1
    for notice, answered in [(over, True), (other, False), (known, False)]:
        notice.refresh_from_db()
        assert (notice.acknowledged_at is not None) is answered


def test_a_text_message_goes_out_only_when_it_is_urgent(home) -> None:
    make_duty(Role.NURSE, make_account(phone="13800000000"), institution=home)
    urgent, calm = send(home), send(home, urgent=False)
    assert set(urgent.deliveries.values_list("channel", flat=True)) == {"IN_APP", "SMS", "EMAIL"}
    assert set(calm.deliveries.values_list("channel", flat=True)) == {"IN_APP", "EMAIL"}


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_one_counts_and_the_others_are_told() -> None:
    home = make_institution()
    nurses = [make_assignment(Role.NURSE, institution=home) for _ in range(6)]
    notice = send(home)
    acts = [partial(acknowledge, notice=notice, by=actor_of(nurse), at=NOW) for nurse in nurses]
    assert sorted(endings(*acts)) == ["ALREADY_ACKNOWLEDGED"] * 5 + [WON]
    assert Entry.objects.filter(action="notice.acknowledged").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_tell_the_next_at_once_tell_once() -> None:
    home = make_institution()
    for order in range(1, 6):
        make_duty(Role.NURSE, institution=home, order=order)
    notices = [send(home, subject_id=n) for n in range(8)]
    assert sum(at_once(*[partial(escalate_unacknowledged, at=NOW + FIVE, by=PROGRAM)] * 4)) == 8
    assert {len(told(notice)) for notice in notices} == {2}
