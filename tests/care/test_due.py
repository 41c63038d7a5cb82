"""Due work ends once, by the act that did it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.care.conftest import Signed, act_for, due_work
from tests.conftest import NOW
from tests.world import make_person
from yiyang.audit.models import Entry
from yiyang.audit.services import PROGRAM
from yiyang.care.errors import NotDue, OtherPersonsAct
from yiyang.care.models import DueWork
from yiyang.care.services import complete_due


def test_an_act_ends_what_was_due(signed: Signed) -> None:
    work = due_work(signed)
    act = act_for(signed.person, signed.centre)
    complete_due(due_work_id=work.pk, act=act, by=PROGRAM, at=NOW)
    work.refresh_from_db()
    assert (work.state, work.act) == ("DONE", act)
    assert Entry.objects.filter(action="care.complete_due", subject_id=str(work.pk)).count() == 1


def test_what_is_done_is_not_done_again(signed: Signed) -> None:
    work = due_work(signed)
    first = act_for(signed.person, signed.centre)
    complete_due(due_work_id=work.pk, act=first, by=PROGRAM, at=NOW)
    second = act_for(signed.person, signed.centre, "2")
    with pytest.raises(NotDue):
        complete_due(due_work_id=work.pk, act=second, by=PROGRAM, at=NOW)
    work.refresh_from_db()
    assert work.act == first
    assert Entry.objects.filter(action="care.complete_due").count() == 1


def test_somebody_elses_act_ends_nothing(signed: Signed) -> None:
    work = due_work(signed)
    act = act_for(make_person(), signed.centre)
    with pytest.raises(OtherPersonsAct):
        complete_due(due_work_id=work.pk, act=act, by=PROGRAM, at=NOW)
    work.refresh_from_db()
    assert (work.state, work.act) == ("DUE", None)
    assert not Entry.objects.filter(action="care.complete_due").exists()


def test_the_database_lets_no_work_be_done_without_an_act(signed: Signed) -> None:
    work = due_work(signed)
    with pytest.raises(IntegrityError, match="due_work_done_has_act"), transaction.atomic():
        DueWork.objects.filter(pk=work.pk).update(state="DONE")


def test_one_follow_up_of_a_kind_is_due_at_a_time(signed: Signed) -> None:
    due_work(signed)
    with pytest.raises(IntegrityError, match="due_follow_up_once"), transaction.atomic():
        due_work(signed)
