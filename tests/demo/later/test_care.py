"""Care in the demonstration: plans, late and done work, control rates, questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count

from tests.conftest import NOW
from yiyang.agreements.models import Member
from yiyang.assessments.models import Assessment
from yiyang.audit.services import PROGRAM
from yiyang.booking.facts import local_day
from yiyang.care.facts import plan_facts
from yiyang.care.models import Consultation, DueWork, FollowUp, Plan
from yiyang.care.services import draw_up_for_member
from yiyang.decisions.replay import Outcome, replay
from yiyang.demo.district import District
from yiyang.kernel.plain import to_plain
from yiyang.ledger.models import Act
from yiyang.record.models import Resource
from yiyang.rules.care.plan import UNIFIED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_everybody_signed_has_one_plan_and_the_database_accepts_all(whole: District) -> None:
    signed = Member.objects.filter(slot="FAMILY_DOCTOR", span__contains=NOW.date())
    # People of an employer are signed after: the next run of jobs draws theirs up.
    own = signed.exclude(agreement__form="ORGANISATION").count()
    assert Plan.objects.count() == own > 1500
    connection.check_constraints()


def test_every_plan_and_every_follow_up_explains_itself(whole: District) -> None:
    assert not Plan.objects.filter(decision=None).exists()
    assert not FollowUp.objects.filter(decision=None).exists()
    # Who was assessed for long-term care after it has theirs drawn again by the next run of jobs.
    assessed = Assessment.objects.filter(instrument=UNIFIED).values("person")
    plans = Plan.objects.exclude(person__in=assessed).select_related("decision", "member")
    for plan in plans.order_by("pk")[::75]:
        assert plan.decision.facts == to_plain(plan_facts(plan.member, local_day(NOW)))
        assert replay(plan.decision).outcome == Outcome.SAME
        drawn = {item["code"]: item["count"] for item in plan.decision.result["items"]}
        assert drawn == dict(plan.items.values_list("item", "count"))
    for done in FollowUp.objects.select_related("decision").order_by("pk")[::75]:
        assert (done.decision.person_id, done.decision.result["result"]) == (
            done.person_id, done.result,
        )  # fmt: skip
        assert replay(done.decision).outcome == Outcome.SAME


def test_what_follow_ups_measured_stands_in_the_records(whole: District) -> None:
    some = FollowUp.objects.filter(programme="DIABETES").order_by("pk")[:5]
    assert len(some) == 5
    for done in some:
        found = Resource.objects.filter(person=done.person_id, type="Observation")
        bodies = "".join(found.values_list("body", flat=True))
        assert f'"value":{done.readings["glucose"]}' in bodies.replace(" ", "")


def test_some_work_is_late_and_most_is_not(whole: District) -> None:
    due = DueWork.objects.filter(state="DUE")
    late = due.filter(due_on__lt=NOW.date()).count()
    assert 0 < late < due.count() / 4
    assert (
        DueWork.objects.filter(state="DONE").count()
        == Act.objects.filter(source_kind="due_work").count()
    )


def test_the_last_year_has_control_rates_that_are_neither_none_nor_all(whole: District) -> None:
    year = FollowUp.objects.filter(done_at__gte=NOW - timedelta(days=366))
    for programme in ("HYPERTENSION", "DIABETES"):
        found = dict(
            year.filter(programme=programme)
            .values_list("result")
            .annotate(Count("pk"))
            .values_list("result", "pk__count")
        )
        assert 0.3 < found["CONTROLLED"] / sum(found.values()) < 0.9


def test_questions_wait_at_the_shown_desk_one_of_them_late(whole: District) -> None:
    waiting = Consultation.objects.filter(answered_at=None)
    assert waiting.count() == 3
    assert waiting.filter(case__tasks__due_at__lt=NOW).count() == 1


def test_a_plan_of_the_demonstration_is_taken_over_when_it_is_drawn_again(whole: District) -> None:
    plan = Plan.objects.order_by("pk")[0]
    again = draw_up_for_member(member_id=plan.member_id, by=PROGRAM, at=NOW)
    assert again.pk == plan.pk
    assert again.decision_id is not None
